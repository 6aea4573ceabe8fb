""" "Số 2 phải là 850/900": one line of a report that was sent is put right in a sentence."""

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.types import Message
from sqlmodel.ext.asyncio.session import AsyncSession

from content.about_sent import AboutSent
from content.figures import Unclear
from content.indicators import Indicator
from content.line_corrections import LineCorrection, line_correction
from content.readings import read_answer
from content.steps import Step, steps_of
from content.words import gettext as _
from handlers.focal.about_sent import answer_about_sent
from handlers.focal.owed import mine
from handlers.focal.report_flow import stand_at
from handlers.focal.report_noting import ask_which, take
from handlers.focal.report_opening import lay_out_new_version
from handlers.focal.report_place import Report
from handlers.focal.report_sitting import Sitting
from handlers.focal.sent_screens import RECEIPT_SUBJECT, may_be_corrected
from handlers.turn import OnTurn, Turn
from storage import replies, sent
from storage.people import Person

router = Router(name="sent_correction")

_NEWEST = 2  # more than one: then it has to be asked which


class CorrectsLine(Filter):
    """A line is put right. `about` is the report whose receipt stands last in the chat, or was
    replied to; without one only what says that something was wrong is a correction."""

    async def __call__(
        self, message: Message, session: AsyncSession, person: Person, quoted: str | None
    ) -> bool | dict[str, object]:
        correction = line_correction(message.text or "") if person.units else None
        if correction is None:
            return False
        about = await _report_before_eyes(quoted, session, person)
        if about is None and not correction.is_outright:
            return False
        return {"correction": correction, "about": about}


@router.message(CorrectsLine(), StateFilter(None), OnTurn())
async def correct_line(
    _message: Message, correction: LineCorrection, about: int | None, turn: Turn
) -> None:
    """The line is opened and the figure read back. Where it is not clear which report is meant,
    that is asked first."""
    obligation_id = about or await _only_one(turn)
    if obligation_id is None:
        await answer_about_sent(turn, AboutSent.TO_CORRECT)
    elif laid_out := await lay_out_new_version(turn, obligation_id):
        await _open(laid_out[0], correction)


async def _open(sitting: Sitting, correction: LineCorrection) -> None:
    steps = steps_of(sitting.form)
    if not 1 <= correction.line <= len(steps):
        sitting.notice = _("This report has no line %(line)d. Please choose one of these.") % {
            "line": correction.line
        }
        await stand_at(sitting, None)
        return
    step = steps[correction.line - 1]
    if correction.said and _takes_figures(step):
        await _read(sitting, step.code, correction.said)
    else:
        await stand_at(sitting, step, returns_to_summary=True)


async def _read(sitting: Sitting, code: str, said: str) -> None:
    """As if it had been typed where the indicator is asked."""
    await sitting.stand(Report.answering, step=code, returns_to_summary=True)
    match read_answer(sitting.indicator, said):
        case Unclear() as unclear:
            await ask_which(sitting, unclear)
        case reading:
            await take(sitting, reading)


def _takes_figures(step: Step) -> bool:
    return isinstance(step, Indicator) and step.measure.input != "narrative"


async def _only_one(turn: Turn) -> int | None:
    """The report that is meant, where only one was sent and may be changed."""
    found = await sent.by_units(turn.session, turn.person.units, most=_NEWEST)
    open_ones = [one.obligation.id for one in found if may_be_corrected(one)]
    return open_ones[0] if len(open_ones) == 1 else None


async def _report_before_eyes(
    quoted: str | None, session: AsyncSession, person: Person
) -> int | None:
    if quoted is not None:
        subject = await replies.subject_of(session, person.address, quoted)
    else:
        subject = await replies.newest_subject(session, person.address)
    if subject is None or not subject.startswith(RECEIPT_SUBJECT):
        return None
    obligation = await mine(session, person, int(subject.removeprefix(RECEIPT_SUBJECT)))
    return obligation.id if obligation else None
