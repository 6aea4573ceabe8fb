"""The doors into the report dialog."""

from collections.abc import Sequence
from datetime import datetime

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.figures import Figure
from handlers.focal import report_answers, report_taps
from handlers.focal.report_opening import open_new_version, open_report
from handlers.focal.report_place import Amend, Report, ReportNow
from handlers.screens import Reply
from handlers.turn import OnTurn, Turn
from storage.people import Person

__all__ = ["Amend", "Report", "ReportNow", "begin", "router"]

router = Router(name="report")
router.include_routers(report_answers.router, report_taps.router)


@router.callback_query(ReportNow.filter(), OnTurn())
async def report_now(_query: CallbackQuery, callback_data: ReportNow, turn: Turn) -> None:
    """The person starts a report, or goes on with it."""
    await open_report(turn, callback_data.obligation)


@router.callback_query(Amend.filter(), OnTurn())
async def amend(_query: CallbackQuery, callback_data: Amend, turn: Turn) -> None:
    """The person changes what was sent. The receipt stays: it is their proof."""
    turn.reply.leave_tapped()
    await open_new_version(turn, callback_data.obligation)


async def begin(
    reply: Reply,
    state: FSMContext,
    session: AsyncSession,
    person: Person,
    plan: Plan,
    now: datetime,
    *,
    obligation_id: int,
    figures: Sequence[Figure] = (),
) -> None:
    """Start or resume a report from elsewhere, such as the answer to a reminder. The figures go
    to the first indicators without an answer, and are read back before they count."""
    await open_report(Turn(reply, state, session, person, plan, now), obligation_id, figures)
