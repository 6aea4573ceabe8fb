"""Looking back on reports that were sent: the list, one of them in full, by its number too."""

import re

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from content.answers import Answer
from content.catalogue import Plan
from content.roles import Role
from content.steps import Step, steps_of
from content.text import split
from handlers.filters import Says
from handlers.focal.owed import is_served_by, period_of
from handlers.focal.report_opening import as_sent
from handlers.focal.sent_screens import (
    PER_PAGE,
    OpenSent,
    ReadSent,
    receipt_subject,
    sent_list_screen,
    version_options,
    version_text,
)
from handlers.refusals import refuse_reporting
from handlers.screens import Screen
from handlers.turn import OnTurn, Turn
from storage import sent
from storage.people import Person
from storage.sent import Sent

router = Router(name="sent")

_RECEIPT = re.compile(r"\bBC-[A-Z0-9_]{1,32}-\d{4}-\d{2}-\d{2,4}\b", re.IGNORECASE)


class NamesReceipt(Filter):
    """The number of a report that was sent, copied or typed."""

    async def __call__(
        self, message: Message, session: AsyncSession, person: Person
    ) -> bool | dict[str, Sent]:
        named = _RECEIPT.search(message.text or "")
        found = await sent.with_receipt(session, named[0].upper()) if named else None
        return {"version": found} if found and is_served_by(found.obligation, person) else False


@router.message(
    Says("báo cáo đã gửi", "báo cáo đã nộp", "xem báo cáo đã gửi", "xem lại báo cáo",
         "reports sent", "sent reports"),
    StateFilter(None),
    OnTurn(),
)  # fmt: skip
async def ask_for_list(_message: Message, turn: Turn) -> None:
    """The person asks for what was sent."""
    await _show_list(turn, 0)


@router.callback_query(OpenSent.filter(), OnTurn())
async def open_list(_query: CallbackQuery, callback_data: OpenSent, turn: Turn) -> None:
    """The list, or another page of it."""
    await _show_list(turn, callback_data.page)


@router.callback_query(ReadSent.filter(), OnTurn())
async def read(_query: CallbackQuery, callback_data: ReadSent, turn: Turn) -> None:
    """One report is to be read."""
    found = await sent.of_obligations(turn.session, [callback_data.obligation])
    if not found or not is_served_by(found[0].obligation, turn.person):
        await refuse_reporting(turn.reply, turn.session, turn.person, turn.now, act="sent")
        return
    await _show_version(turn, found[0])


@router.message(NamesReceipt(), StateFilter(None), OnTurn())
async def name_receipt(_message: Message, version: Sent, turn: Turn) -> None:
    """The person gives the number of a report: that version is shown."""
    await _show_version(turn, version)


async def _show_list(turn: Turn, page: int) -> None:
    if not turn.person.has(Role.FOCAL_POINT):
        await refuse_reporting(turn.reply, turn.session, turn.person, turn.now, act="sent")
        return
    units = turn.person.units
    pages = max(-(-await sent.count_by_units(turn.session, units) // PER_PAGE), 1)
    page = min(max(page, 0), pages - 1)
    found = await sent.by_units(turn.session, units, most=PER_PAGE, skip=page * PER_PAGE)
    turn.reply.show(sent_list_screen(turn.plan, found, turn.person, page=page, pages=pages))


async def _show_version(turn: Turn, version: Sent) -> None:
    """Every word of it, in as many messages as it takes; the buttons under the last."""
    questions = turn.plan.questions.values()
    answers = await as_sent(turn.session, questions, version.submission.id)
    newest = (await sent.of_obligations(turn.session, [version.obligation.id]))[0]
    newer = newest if newest.submission.version > version.submission.version else None
    steps = _steps_of(turn.plan, version, answers)
    text = version_text(turn.plan, version, turn.person, steps, answers, newer)
    *most, last = split(text)
    for part in most:
        turn.reply.show(Screen(part))
    subject = receipt_subject(version.obligation.id)
    turn.reply.show(Screen(last, version_options(version)), subject=subject)


def _steps_of(plan: Plan, version: Sent, answers: dict[str, Answer]) -> list[Step]:
    """In the order of the form, but what was answered then: forms change."""
    form = plan.form(version.obligation.unit_code, period_of(version.obligation).cadence)
    asked = [step for step in steps_of(form) if step.code in answers] if form else []
    known = {step.code for step in asked}
    return [
        *(step for step in asked if step.code in plan.indicators),
        *(i for i in plan.indicators.values() if i.code in answers and i.code not in known),
        *(question for question in plan.questions.values() if question.code in answers),
    ]
