"""/huy: stops whatever is going on, and says what was dropped and what was kept."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from content.words import gettext as _
from handlers.dialogs import put_down
from handlers.filters import Command, Says
from handlers.menu import menu_screen
from handlers.naming import Naming
from handlers.screens import Reply
from handlers.welcome import Welcome
from storage.people import Person

router = Router(name="cancel")


@router.message(Command("huy", "cancel"))
@router.message(
    Says("hủy", "hủy bỏ", "thôi", "dừng lại", "cancel"),
    StateFilter(None, Naming.typing, Welcome.answering),
)
async def cancel(_message: Message, state: FSMContext, person: Person, reply: Reply) -> None:
    """The person stops; the menu follows."""
    await stop_all(state, person, reply)


async def stop_all(state: FSMContext, person: Person, reply: Reply) -> None:
    """Whatever was going on is put down; the menu follows."""
    dropped = await put_down(state)
    reply.send(menu_screen(person, dropped or _("There is nothing going on to stop.")))
