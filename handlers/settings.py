"""The language everything is said in."""

from dataclasses import replace
from typing import Literal

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from content.words import gettext as _
from content.words import speaking
from handlers.filters import Command, Says
from handlers.menu import OpenLanguage, menu_screen
from handlers.screens import Option, Reply, Screen, column
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome, is_invited, welcome_screen
from storage import people

router = Router(name="settings")


class SetLanguage(CallbackData, prefix="lang"):
    language: Literal["vi", "en"]


@router.message(Command("ngonngu", "language", "caidat", "settings"))
@router.message(
    Says("ngôn ngữ", "ngonngu", "language", "tiếng việt", "english"),
    StateFilter(None, Welcome.answering),
)
@router.callback_query(OpenLanguage.filter())
async def open_language(_event: Message | CallbackQuery, reply: Reply) -> None:
    """The person wants another language."""
    vietnamese = Option("Tiếng Việt", SetLanguage(language="vi"))
    english = Option("English", SetLanguage(language="en"))
    # Both languages on one screen: it must help someone who reads only one of them.
    text = "Muốn tôi nói tiếng nào?\nWhich language shall I speak?"
    reply.show(Screen(text, column(vietnamese, english)))


@router.callback_query(SetLanguage.filter(), OnTurn())
async def set_language(_query: CallbackQuery, callback_data: SetLanguage, turn: Turn) -> None:
    """A language is chosen; from here on it is spoken."""
    chosen = callback_data.language
    await people.set_language(turn.session, turn.person.id, chosen)
    turn.reply.renews_commands = True
    with speaking(chosen):
        if await turn.state.get_state() == Welcome.answering.state:
            turn.reply.show(welcome_screen(turn.plan, is_invited=await is_invited(turn.state)))
        else:
            person = replace(turn.person, language=chosen)
            turn.reply.show(menu_screen(person, turn.channels, _("I speak English from now on.")))
