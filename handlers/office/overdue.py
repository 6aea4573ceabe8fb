"""The standing office asks who is overdue, by command or button, and reminds them."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Command
from handlers.menu import OpenOverdue
from handlers.office.overdue_acts import show_filter, show_handed_in, show_list, show_unit
from handlers.office.overdue_choices import (
    AskRemindAll,
    ChooseFilter,
    HandedInView,
    OpenUnit,
    OverdueView,
    RemindAll,
    RemindThese,
    RemindUnit,
)
from handlers.office.overdue_reminding import (
    ask_remind_all,
    remind_all,
    remind_these,
    remind_unit,
)
from handlers.turn import OnTurn, Turn

router = Router(name="overdue")


@router.message(Command("quahan", "overdue"), OnTurn())
@router.callback_query(OpenOverdue.filter(), OnTurn())
async def open_overdue(_event: Message | CallbackQuery, turn: Turn) -> None:
    """Who is overdue, all in all."""
    await show_list(turn, OverdueView())


@router.callback_query(OverdueView.filter(), OnTurn())
async def turn_page(_query: CallbackQuery, callback_data: OverdueView, turn: Turn) -> None:
    """Another page, another choice, or the same anew."""
    await show_list(turn, callback_data)


@router.callback_query(HandedInView.filter(), OnTurn())
async def open_handed_in(_query: CallbackQuery, callback_data: HandedInView, turn: Turn) -> None:
    """Who has reported?"""
    await show_handed_in(turn, callback_data)


@router.callback_query(ChooseFilter.filter(), OnTurn())
async def choose_filter(_query: CallbackQuery, turn: Turn) -> None:
    """Which reports to look at?"""
    await show_filter(turn)


@router.callback_query(OpenUnit.filter(), OnTurn())
async def open_unit(_query: CallbackQuery, callback_data: OpenUnit, turn: Turn) -> None:
    """One unit in full."""
    await show_unit(turn, callback_data)


@router.callback_query(RemindUnit.filter(), OnTurn())
async def remind_one(_query: CallbackQuery, callback_data: RemindUnit, turn: Turn) -> None:
    """Remind one unit, now."""
    await remind_unit(turn, callback_data)


@router.callback_query(RemindThese.filter(), OnTurn())
async def remind_some(_query: CallbackQuery, callback_data: RemindThese, turn: Turn) -> None:
    """Remind all units that were named, now."""
    await remind_these(turn, callback_data)


@router.callback_query(AskRemindAll.filter(), OnTurn())
async def ask_before_all(_query: CallbackQuery, callback_data: AskRemindAll, turn: Turn) -> None:
    """Remind everyone in the list?"""
    await ask_remind_all(turn, callback_data)


@router.callback_query(RemindAll.filter(), OnTurn())
async def remind_everyone(_query: CallbackQuery, callback_data: RemindAll, turn: Turn) -> None:
    """Remind everyone in the list, now."""
    await remind_all(turn, callback_data)
