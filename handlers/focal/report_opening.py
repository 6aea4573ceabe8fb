"""How a report dialog opens: anew, resumed, with figures given in advance, or to amend."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from content.answers import Answer, AnswerStatus
from content.figure_lists import ways_to_read
from content.figures import Figure
from content.forms import Question
from content.replies import LONGEST_REPLY
from content.words import gettext as _
from handlers.focal.report_access import admitted
from handlers.focal.report_flow import show
from handlers.focal.report_given import give, keep
from handlers.focal.report_noting import go_on
from handlers.focal.report_place import Place, Report
from handlers.focal.report_screens import not_noted_text
from handlers.focal.report_sitting import Sitting, lay_out
from handlers.focal.report_ways import is_open_to_doubt, possible
from handlers.turn import Turn
from storage import submissions
from storage.models import Submission


async def open_report(
    turn: Turn, obligation_id: int, figures: Sequence[Figure] = (), said: str = ""
) -> None:
    """Start the report, or go on where the draft ends; perhaps with figures, or with some that
    were typed and may be told apart in several ways."""
    report = await admitted(turn, obligation_id)
    if report is None:
        return
    sitting = await lay_out(turn, Place(obligation_id), *report)
    if sitting.sent is not None:
        sitting.notice = not_noted_text(said) if said else None
        await sitting.stand(Report.replacing)
        show(sitting)
        return
    await _take_over_sent(sitting)
    sitting.place = replace(sitting.place, said=said)
    give(sitting, figures)
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
    laid_out = await lay_out_new_version(turn, obligation_id)
    if laid_out is None:
        return
    sitting, is_changed = laid_out
    if is_changed and sitting.is_draft_old:
        await sitting.stand(Report.resuming)
        show(sitting)
    else:
        await go_on(sitting)


async def lay_out_new_version(turn: Turn, obligation_id: int) -> tuple[Sitting, bool] | None:
    """What a correction starts from, with a word on it, and whether it differs from what was
    sent."""
    report = await admitted(turn, obligation_id)
    if report is None:
        return None
    latest = await submissions.latest(turn.session, obligation_id)
    place = Place(obligation_id, replaces=latest.version if latest else 0)
    sitting = await lay_out(turn, place, *report)
    await _take_over_sent(sitting)
    is_changed = latest is not None and await _differs(sitting, latest)
    sitting.notice = _what_is_open(sitting, latest, is_changed) if latest else None
    return sitting, is_changed


async def proceed(sitting: Sitting) -> None:
    """To the figures that were given, or to the first step without an answer."""
    if sitting.place.said and is_open_to_doubt(sitting):
        await sitting.stand(Report.dividing)
        show(sitting)
        return
    if sitting.place.said:
        keep(sitting, possible(sitting)[0])
    if _is_read_back_first(sitting.place):
        await sitting.stand(Report.several)
        show(sitting)
        return
    if sitting.place.is_nothing:
        sitting.place = replace(sitting.place, is_nothing=False)
        await sitting.stand(Report.nothing)
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


async def take_way(sitting: Sitting, index: int) -> None:
    """One of the ways to tell the figures apart."""
    ways = possible(sitting)
    if 0 <= index < len(ways):
        keep(sitting, ways[index])
        await proceed(sitting)
    else:
        show(sitting)


async def divide(sitting: Sitting, text: str) -> bool:
    """Figures are typed once more while it is asked how they are told apart."""
    if len(text) > LONGEST_REPLY or not ways_to_read(text):
        return False
    sitting.place = replace(sitting.place, said=text)
    await proceed(sitting)
    return True


def _is_read_back_first(place: Place) -> bool:
    """Several figures, or words that say there is none: "nothing" is too easily misheard."""
    given, nothing = place.given, AnswerStatus.NO_ACTIVITY
    count = len(given) + len(place.unsure)
    return count > 1 or any(one.get("status") == nothing for one in given.values())


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


def _asks_for_flows(sitting: Sitting) -> bool:
    return any(indicator.suggested.flow for indicator in sitting.form.indicators)
