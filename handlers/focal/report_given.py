"""Figures said in advance of the steps they answer, as they wait in the dialog."""

from collections.abc import Sequence
from dataclasses import replace

from content.answers import Answer, AnswerStatus
from content.figures import Figure, NoActivity
from content.placing import Placed, placed
from content.readings import Numerator, reading_of
from content.steps import first_open
from content.text import quote
from content.words import gettext as _
from content.words import ngettext
from handlers.focal.report_sitting import Sitting
from handlers.focal.report_unclear import packed
from handlers.focal.report_ways import open_indicators

_SAID_SHOWN = 100


def give(sitting: Sitting, figures: Sequence[Figure]) -> None:
    """Give each figure to an indicator without an answer, in the order of the form."""
    if figures and all(isinstance(f, NoActivity) for f in figures):
        _say_nothing_arose(sitting)
    elif figures:
        keep(sitting, placed(figures, open_indicators(sitting)))


def _say_nothing_arose(sitting: Sitting) -> None:
    """For each indicator without an answer; without indicators, for the whole report. Where all
    is answered, that stands, and it is said."""
    if indicators := open_indicators(sitting):
        keep(sitting, placed([NoActivity()] * len(indicators), indicators))
    elif not sitting.form.indicators and first_open(sitting.form, sitting.answers):
        sitting.place = replace(sitting.place, is_nothing=True)
    elif first_open(sitting.form, sitting.answers):
        sitting.notice = _(
            "⚠ Your draft answers every indicator already, so I did not write “nothing arose”."
        )
    else:
        sitting.notice = _(
            "⚠ Your draft answers everything already, so I did not write “nothing arose”. To "
            "change a line, type its number."
        )


def keep(sitting: Sitting, way: Placed) -> None:
    """Remember the figures until their steps come; the unclear ones with all they may say."""
    said, is_full = sitting.place.said, not open_indicators(sitting)
    given, unsure = {}, {}
    for indicator, figure in way.figures:
        match reading_of(indicator, figure):
            case Answer() as answer:
                given[indicator.code] = answer.to_json()
            case Numerator(value=value):
                half = Answer(AnswerStatus.VALUE, numerator=value)
                given[indicator.code] = half.to_json()
            case unclear:
                unsure[indicator.code] = [packed(candidate) for candidate in unclear.candidates]
    sitting.place = replace(sitting.place, given=given, unsure=unsure, said="")
    sitting.notice = _too_many(way.left_over, said if is_full else "") or sitting.notice


def _too_many(count: int, said: str) -> str | None:
    """`said` are the words that came when nothing was open at all."""
    if count <= 0:
        return None
    if said:
        return "⚠ " + _(
            "Every indicator is answered already, so I did not note “%(said)s”. You can change "
            "any line when you look the report over, before it is sent."
        ) % {"said": quote(said, _SAID_SHOWN)}
    return ngettext(
        "⚠ There is no open indicator left for the last figure; I left it out.",
        "⚠ There are no open indicators left for the last %(count)d figures; I left them out.",
        count,
    ) % {"count": count}
