""" "Nộp rồi mà", "gửi chưa?", "sửa báo cáo": what a person says of a report already sent."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.types import Message

from content.about_sent import AboutSent, about_sent
from handlers.focal.about_sent_screens import (
    Records,
    correction_screen,
    corrections,
    nothing_to_correct_screen,
    only_begun,
    records_screen,
)
from handlers.focal.owed import by_urgency, is_open
from handlers.focal.report_opening import open_new_version, open_report
from handlers.focal.report_place import Amend
from handlers.focal.sent_screens import PER_PAGE, may_be_corrected
from handlers.focal.unsent import unsent_corrections
from handlers.turn import OnTurn, Turn
from storage import drafts, obligations, sent
from storage.models import Obligation
from storage.people import Person

router = Router(name="about_sent")

_NEWEST = 3  # of what was sent: whoever asks means one of the last


class SpeaksOfSent(Filter):
    """Somebody who reports for a unit speaks of a report that was sent."""

    async def __call__(self, message: Message, person: Person) -> bool | dict[str, AboutSent]:
        about = about_sent(message.text or "") if person.units else None
        return {"about": about} if about else False


@router.message(SpeaksOfSent(), StateFilter(None), OnTurn())
async def hear(_message: Message, about: AboutSent, turn: Turn) -> None:
    """The person says that it was sent, asks whether it was, or wants it changed."""
    await answer_about_sent(turn, about)


async def answer_about_sent(
    turn: Turn, about: AboutSent, spoken_of: Sequence[Obligation] = ()
) -> None:
    """Say what is here, or lead to the correction. `spoken_of` are the reports of the reminder
    that was replied to: then it is about these."""
    if about is AboutSent.TO_CORRECT:
        await _correct(turn, await _correctable(turn, spoken_of))
    else:
        turn.reply.show(records_screen(turn, await _records(turn, spoken_of, _NEWEST), about))


async def _correct(turn: Turn, records: Records) -> None:
    """One report can be meant: straight to it. Several: which? None: why."""
    choices = corrections(turn, records)
    if len(choices) > 1:
        turn.reply.show(correction_screen(turn, records))
    elif not choices:
        turn.reply.show(nothing_to_correct_screen(turn, await _records(turn, (), _NEWEST)))
    elif isinstance(choices[0].data, Amend):
        await open_new_version(turn, choices[0].data.obligation)
    else:
        await open_report(turn, only_begun(records)[0].id)


async def _correctable(turn: Turn, spoken_of: Sequence[Obligation]) -> Records:
    """What may still be changed: of the reminder's reports, or else of all."""
    found = await _records(turn, spoken_of, PER_PAGE)
    if spoken_of and not (found.drafts or any(may_be_corrected(s) for s in found.sent)):
        found = await _records(turn, (), PER_PAGE)
    return Records([s for s in found.sent if may_be_corrected(s)], found.owed, found.drafts)


async def _records(turn: Turn, spoken_of: Sequence[Obligation], most: int) -> Records:
    session, units = turn.session, turn.person.units
    if spoken_of:
        here = await sent.of_obligations(session, [o.id for o in spoken_of])
        owed = [o for o in spoken_of if is_open(o)]
    else:
        here = await sent.by_units(session, units, most=most)
        owed = await obligations.owed_by(session, units)
    owed = sorted(owed, key=by_urgency)
    begun = await drafts.begun_by(session, turn.person.id, [o.id for o in owed])
    ids = {one.obligation.id for one in here}
    unsent = [one for one in await unsent_corrections(turn) if one.obligation.id in ids]
    return Records(here, owed, begun, unsent)
