"""How a report dialog opens: anew, resumed, with figures given in advance, or to amend."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from content.answers import Answer, AnswerStatus
from content.figures import Figure, NoActivity, NoData
from content.forms import Question
from content.indicators import Indicator
from content.readings import Numerator, paired, reading_of
from content.words import gettext as _
from content.words import ngettext
from handlers.focal.report_access import admitted
from handlers.focal.report_flow import show
from handlers.focal.report_noting import go_on
from handlers.focal.report_place import Place, Report
from handlers.focal.report_sitting import Sitting, lay_out
from handlers.turn import Turn
from storage import submissions
from storage.models import Submission


async def open_report(turn: Turn, obligation_id: int, figures: Sequence[Figure] = ()) -> None:
    """Start the report, or go on where the draft ends."""
    report = await admitted(turn, obligation_id)
    if report is None:
        return
    sitting = await lay_out(turn, Place(obligation_id), *report)
    if sitting.sent is not None:
        await sitting.stand(Report.replacing)
        show(sitting)
        return
    await _take_over_sent(sitting)
    _place_figures(sitting, figures)
    if sitting.is_draft_old:
        await sitting.stand(Report.resuming)
        show(sitting)
    elif sitting.is_early and not sitting.answers and _asks_for_flows(sitting):
        await sitting.stand(Report.starting)
        show(sitting)
    else:
        await proceed(sitting)


async def open_new_version(turn: Turn, obligation_id: int) -> None:
    """Change what was sent: from the draft if there is one, else from the version that counts."""
    report = await admitted(turn, obligation_id)
    if report is None:
        return
    latest = await submissions.latest(turn.session, obligation_id)
    place = Place(obligation_id, replaces=latest.version if latest else 0)
    sitting = await lay_out(turn, place, *report)
    await _take_over_sent(sitting)
    is_changed = latest is not None and await _differs(sitting, latest)
    sitting.notice = _what_is_open(sitting, latest, is_changed) if latest else None
    if is_changed and sitting.is_draft_old:
        await sitting.stand(Report.resuming)
        show(sitting)
    else:
        await go_on(sitting)


async def proceed(sitting: Sitting) -> None:
    """To the figures that were given, or to the first step without an answer."""
    if _is_read_back_first(sitting.place.given):
        await sitting.stand(Report.several)
        show(sitting)
        return
    if sitting.answers and sitting.notice is None:
        sitting.notice = _("Going on with your report: %(done)d of %(total)d noted.") % {
            "done": len(sitting.answers),
            "total": sitting.form.steps,
        }
    await go_on(sitting)


async def _differs(sitting: Sitting, sent: Submission) -> bool:
    """Whether the answers on the table are others than those that were sent."""
    questions = sitting.form.questions
    return sitting.answers != await as_sent(sitting.turn.session, questions, sent.id)


def _what_is_open(sitting: Sitting, sent: Submission, is_changed: bool) -> str:
    """Whether these are the figures that were sent, or others."""
    if not is_changed:
        return _(
            "You are changing a report that was sent. Until you send it again, version "
            "%(version)d counts."
        ) % {"version": sent.version}
    if sitting.touched_at is not None and sitting.touched_at < sent.submitted_at:
        return _(
            "⚠ These are the answers you began before version %(version)d was sent; they differ "
            "from it."
        ) % {"version": sent.version}
    return _("These are the changes you began here; they have not been sent yet.")


def _is_read_back_first(given: Mapping[str, Any]) -> bool:
    """Several figures, or words that say there is none: "nothing" is too easily misheard."""
    nothing = AnswerStatus.NO_ACTIVITY
    return len(given) > 1 or any(one.get("status") == nothing for one in given.values())


async def _take_over_sent(sitting: Sitting) -> None:
    """A report that was sent before and has no draft starts from what was sent."""
    latest = await submissions.latest(sitting.turn.session, sitting.obligation_id)
    if latest is None or latest.id is None:
        return
    sitting.place = replace(sitting.place, replaces=latest.version)
    if sitting.answers:
        return
    await sitting.note(await as_sent(sitting.turn.session, sitting.form.questions, latest.id))


async def as_sent(
    session: AsyncSession, questions: Iterable[Question], submission_id: int
) -> dict[str, Answer]:
    """What a version says, by step, as a draft would hold it."""
    texts = await submissions.texts_of(session, submission_id)
    told = {question.code: _told(texts.get(question.code)) for question in questions}
    return told | await submissions.answers_of(session, submission_id)


def _told(words: str | None) -> Answer:
    return Answer(AnswerStatus.WORDS, words=words) if words else Answer(AnswerStatus.SKIPPED)


def _place_figures(sitting: Sitting, figures: Sequence[Figure]) -> None:
    """Give each figure to an indicator without an answer, in the order of the form."""
    if not figures:
        return
    are_figures = not all(isinstance(figure, NoActivity | NoData) for figure in figures)
    open_ones = [
        indicator
        for indicator in sitting.form.indicators
        if indicator.code not in sitting.answers
        and not (are_figures and indicator.measure.input == "narrative")
    ]
    figures = paired(figures, open_ones)
    given = {
        indicator.code: _answer(indicator, figure).to_json()
        for indicator, figure in zip(open_ones, figures, strict=False)
    }
    sitting.place = replace(sitting.place, given=given)
    sitting.notice = _too_many(len(figures) - len(given))


def _answer(indicator: Indicator, figure: Figure) -> Answer:
    match reading_of(indicator, figure):
        case Answer() as answer:
            return answer
        case Numerator(value=value):
            return Answer(AnswerStatus.VALUE, numerator=value)
        case _:
            return Answer(AnswerStatus.SKIPPED)  # a figure is never unclear


def _too_many(count: int) -> str | None:
    if count <= 0:
        return None
    return ngettext(
        "⚠ There is no open indicator left for the last figure; I left it out.",
        "⚠ There are no open indicators left for the last %(count)d figures; I left them out.",
        count,
    ) % {"count": count}


def _asks_for_flows(sitting: Sitting) -> bool:
    return any(indicator.suggested.flow for indicator in sitting.form.indicators)
