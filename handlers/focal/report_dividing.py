"""Figures that can be told apart in several ways: which one is meant?"""

from content.answers import Answer
from content.figures import Figure, Fraction, Quantity, Unclear
from content.indicators import Indicator
from content.placing import Placed
from content.readings import reading_of
from content.text import quote
from handlers.focal.report_offers import buttons
from handlers.focal.report_screens import which_report
from handlers.focal.report_sitting import Sitting
from handlers.focal.report_unclear import (
    figure_phrase,
    packed,
    take_options,
    unsure_phrase,
    which_of,
)
from handlers.focal.report_ways import possible
from handlers.phrases import answer_phrase
from handlers.screens import Screen


def dividing_screen(sitting: Sitting) -> Screen:
    """Every way as it would be noted, one button each."""
    labels = [_label(way) for way in possible(sitting)]
    which = f"<i>{which_report(sitting)}</i>"
    parts = (sitting.notice, f"{which}\n{quote(sitting.place.said)}", which_of(labels))
    text = "\n\n".join(part for part in parts if part)
    return Screen(text, (*take_options(sitting, labels), *buttons(sitting)))


def _label(way: Placed) -> str:
    """ "850/900 = 94,4 %; 45 %"."""
    return "; ".join(_phrase(indicator, figure) for indicator, figure in way.figures)


def _phrase(indicator: Indicator, figure: Figure | Unclear) -> str:
    match figure:
        case Quantity() | Fraction():
            return figure_phrase(indicator, figure)
        case Unclear(candidates=candidates):
            return unsure_phrase(indicator, [packed(candidate) for candidate in candidates])
        case _:
            reading = reading_of(indicator, figure)
            return answer_phrase(indicator, reading) if isinstance(reading, Answer) else ""
