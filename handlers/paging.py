"""Where options are numbered: "9. Xem tiếp" and "0. Quay lại" turn the pages of a long list, and
what may have been typed under another list than the last is asked again."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from content.menus import Menu
from content.picking import OnScreen
from handlers.errors import stale
from handlers.screens import Reply
from storage.people import Person

router = Router(name="paging")


class AskAgain(CallbackData, prefix="again"):
    """Something was typed of which nobody can be sure what it picks."""


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


@router.callback_query(AskAgain.filter())
async def ask_again(
    _query: CallbackQuery, person: Person, reply: Reply, asked: OnScreen | None
) -> None:
    """Nothing is done. The person reads once more what there is to choose."""
    if asked is None or asked.menu is None or asked.text is None:
        reply.show(stale(person))
        return
    reply.ask_again(asked.text, asked.menu, asked.subject)
