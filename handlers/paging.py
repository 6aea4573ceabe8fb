"""Where options are numbered: "9. Xem tiếp" and "0. Quay lại" turn the pages of a long list."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from content.menus import Menu
from handlers.errors import stale
from handlers.screens import Reply
from storage.people import Person

router = Router(name="paging")


class TurnPage(CallbackData, prefix="page"):
    start: int


@router.callback_query(TurnPage.filter())
async def turn_page(
    _query: CallbackQuery,
    callback_data: TurnPage,
    person: Person,
    reply: Reply,
    menu: Menu | None,
) -> None:
    """The person wants to see the other options."""
    if menu is None:
        reply.show(stale(person))
        return
    reply.turn_page(menu.at(callback_data.start))
