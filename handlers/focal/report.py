"""The doors into the report dialog."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.focal import report_answers, report_taps
from handlers.focal.report_opening import open_new_version, open_report
from handlers.focal.report_place import Amend, Report, ReportNow
from handlers.turn import OnTurn, Turn

__all__ = ["Amend", "Report", "ReportNow", "router"]

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
