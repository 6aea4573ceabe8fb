"""/lienket: a code to be typed in another app; or which apps are linked."""

import secrets

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from content.channel_names import channel_name
from content.link_codes import new_code
from content.words import gettext as _
from handlers.filters import Command, Says
from handlers.linking.buttons import AskPart, ShowCode
from handlers.linking.screens import code_screen, nothing_to_link_screen
from handlers.menu import OpenChannels, OpenLinking, to_menu
from handlers.screens import Option, Screen, column
from handlers.turn import OnTurn, Turn
from storage import links, people
from storage.people import Address

router = Router(name="linking_showing")

_OPENS = Says(
    "liên kết", "liên kết zalo", "liên kết telegram", "liên kết tài khoản", "lk", "link",
    "liên kết ứng dụng khác", "link another app", "ứng dụng đã liên kết", "linked apps",
    "mã mới", "mã khác", "lấy mã mới", "lấy mã khác", "new code", "another code",
)  # fmt: skip


@router.message(Command("lienket", "link"), OnTurn())
@router.message(
    _OPENS,
    StateFilter(None),
    OnTurn(),
)
@router.callback_query(OpenLinking.filter(), OnTurn())
async def open_linking(_event: Message | CallbackQuery, turn: Turn) -> None:
    """The person wants to write to the assistant in another app as well."""
    if len(turn.channels) < 2:
        turn.reply.show(nothing_to_link_screen())
    elif turn.person.is_linked:
        await show_linked(turn)
    else:
        await show_code(turn)


@router.callback_query(ShowCode.filter(), OnTurn())
async def show_another(_query: CallbackQuery, turn: Turn) -> None:
    """A linked person adds one more app."""
    if len(turn.channels) < 2:
        turn.reply.show(nothing_to_link_screen())
    else:
        await show_code(turn)


async def show_linked(turn: Turn) -> None:
    chats = await people.chats_of(turn.session, turn.person.id)
    turn.reply.show(linked_screen(turn, chats))


async def show_code(turn: Turn) -> None:
    """A new code. Who gave no consent yet may link: the consent of the other side counts then."""
    code = new_code(secrets.choice)
    until = await links.make(turn.session, turn.person, code, turn.now)
    turn.reply.show(code_screen(turn, code, until))


def linked_screen(turn: Turn, chats: list[Address]) -> Screen:
    """Where the person is known, and what can be done about it."""
    here, here_in_words = turn.person.address, _("this chat")
    lines = [_("<b>Linked apps</b>")]
    for chat in chats:
        name = channel_name(chat.channel, turn.channels)
        lines.append(f"• {name}")
        if chat.id == here.id:
            lines[-1] += f" – {here_in_words}"
    if turn.person.is_staff:
        lines.append("")
        lines.append(_("Reports and reminders are the same everywhere; answer wherever it suits."))
    options = [Option(_("Where to remind me"), OpenChannels())]
    if {chat.channel for chat in chats} < set(turn.channels):
        options.append(Option(_("Link another app"), ShowCode()))
    options += [
        Option(
            _("Unlink %(app)s") % {"app": channel_name(chat.channel, turn.channels)},
            AskPart(address=chat.id),
        )
        for chat in chats
        if chat.id != here.id
    ]
    return Screen("\n".join(lines), column(*options, to_menu()))
