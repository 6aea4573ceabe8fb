"""/huy: stops whatever is going on, and says what was dropped and what was kept."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import Message

from content.words import gettext as _
from handlers.dialogs import put_down
from handlers.filters import Command, Says
from handlers.menu import menu_screen
from handlers.naming import Naming
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome

router = Router(name="cancel")


@router.message(Command("huy", "cancel"), OnTurn())
@router.message(
    Says("hủy", "hủy bỏ", "thôi", "dừng lại", "cancel"),
    StateFilter(None, Naming, Welcome.answering),
    OnTurn(),
)
async def cancel(_message: Message, turn: Turn) -> None:
    """The person stops; the menu follows."""
    await stop_all(turn)


async def stop_all(turn: Turn) -> None:
    """Whatever was going on is put down; the menu follows."""
    dropped = await put_down(turn.state)
    notice = dropped or _("There is nothing going on to stop.")
    turn.reply.send(menu_screen(turn.person, turn.channels, notice))
