"""Whom the office has to call: units that owe a report and that no message reaches."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.menu import OpenCallList
from handlers.office.call_list_screen import call_list_screen, clamp
from handlers.office.call_list_view import units_to_call
from handlers.office.overdue_choices import CallListView
from handlers.office.overdue_shown import Shown
from handlers.refusals import refuse
from handlers.roles import may_remind_units
from handlers.turn import OnTurn, Turn

router = Router(name="call_list")


@router.callback_query(OpenCallList.filter(), OnTurn())
async def open_call_list(_query: CallbackQuery, turn: Turn) -> None:
    """Whom must I call?"""
    await show_call_list(turn, CallListView())


@router.callback_query(CallListView.filter(), OnTurn())
async def turn_page(_query: CallbackQuery, callback_data: CallListView, turn: Turn) -> None:
    """Another page, or the same anew."""
    await show_call_list(turn, callback_data)


async def show_call_list(turn: Turn, view: CallListView) -> None:
    """A page of it. The numbers open the units, as under the overdue list."""
    if not may_remind_units(turn.person):
        await refuse(turn.reply, turn.session, turn.person, turn.now, act="call_list")
        return
    units = await units_to_call(turn.session, turn.plan, turn.now)
    view, first, shown = clamp(view, units)
    screen = call_list_screen(units, view, turn.now)
    codes = tuple(unit.code for unit in shown)
    turn.reply.show(screen, Shown(view, codes, first + 1).subject())
