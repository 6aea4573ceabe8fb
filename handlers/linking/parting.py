"""Unlinking: a chat becomes somebody new's, without roles."""

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from content.channel_names import channel_name
from content.channel_words import unlinked_channels
from content.words import gettext as _
from content.words import speaking
from handlers.errors import stale
from handlers.filters import Under
from handlers.linking.buttons import AskPart, Part
from handlers.linking.showing import show_linked
from handlers.menu import OpenLinking, menu_screen
from handlers.screens import Option, Screen, column, letter_to
from handlers.turn import OnTurn, Turn
from storage import people
from storage.people import Address, Person

router = Router(name="linking_parting")

ASKED_TO_PART = "part:"  # of the question whether a chat shall leave, with its id
_YES = Under(
    ASKED_TO_PART, "bỏ liên kết", "bỏ liên kết zalo", "bỏ liên kết telegram", "có", "đồng ý",
    "đúng", "ừ", "vâng", "ok", "unlink", "unlink zalo", "unlink telegram", "yes",
)  # fmt: skip


class WantsToPart(Filter):
    """ "Bỏ liên kết Zalo", of somebody who is linked and not in the middle of something else."""

    async def __call__(
        self, message: Message, person: Person, raw_state: str | None
    ) -> bool | dict[str, tuple[str, ...]]:
        is_free = person.is_linked and raw_state is None
        named = unlinked_channels(message.text or "") if is_free else None
        return False if named is None else {"named": named}


@router.callback_query(AskPart.filter(), OnTurn())
async def ask_part(_query: CallbackQuery, callback_data: AskPart, turn: Turn) -> None:
    """The person wants a chat unlinked: what that means, before it is done."""
    chat = await theirs(turn, callback_data.address)
    turn.reply.show(*(question_whether_to_part(turn, chat) if chat else (stale(turn.person),)))


@router.message(_YES, OnTurn())
async def type_part(_message: Message, asked_about: str, turn: Turn) -> None:
    """The person is sure: typed."""
    await _part(turn, int(asked_about))


@router.message(WantsToPart(), OnTurn())
async def say_part(_message: Message, named: tuple[str, ...], turn: Turn) -> None:
    """The person wants an app unlinked: typed."""
    chats = [
        chat
        for chat in await people.chats_of(turn.session, turn.person.id)
        if chat.id != turn.person.address.id and (not named or chat.channel in named)
    ]
    if len(chats) == 1:
        turn.reply.show(*question_whether_to_part(turn, chats[0]))
    else:
        await show_linked(turn)


@router.callback_query(Part.filter(), OnTurn())
async def part(_query: CallbackQuery, callback_data: Part, turn: Turn) -> None:
    """The person is sure: tapped."""
    await _part(turn, callback_data.address)


async def theirs(turn: Turn, address_id: int) -> Address | None:
    """Another chat of theirs; the one they write from stays."""
    chats = await people.chats_of(turn.session, turn.person.id)
    others = (chat for chat in chats if chat.id != turn.person.address.id)
    return next((chat for chat in others if chat.id == address_id), None)


def question_whether_to_part(turn: Turn, chat: Address) -> tuple[Screen, str]:
    app = channel_name(chat.channel, turn.channels)
    text = _(
        "<b>Unlink %(app)s?</b>\nNobody can report or read anything for you there any more, and "
        "no reminder goes there. Roles, drafts and reports stay here."
    ) % {"app": app}
    yes = Option(_("Unlink %(app)s") % {"app": app}, Part(address=chat.id))
    no = Option(_("Leave it linked"), OpenLinking())
    return Screen(text, column(yes, no)), f"{ASKED_TO_PART}{chat.id}"


async def _part(turn: Turn, address_id: int) -> None:
    """The chat that leaves hears so, too."""
    chat = await theirs(turn, address_id)
    left = chat and await people.part(turn.session, turn.person, chat.id, turn.now)
    if not left:
        turn.reply.show(stale(turn.person))
        return
    turn.reply.letters.append(letter_to(left, left_screen(turn)))
    person = await people.by_id(turn.session, turn.person.id) or turn.person
    notice = _("Done. %(app)s is no longer linked.") % {
        "app": channel_name(left.channel, turn.channels)
    }
    turn.reply.show(menu_screen(person, turn.channels, notice))


def left_screen(turn: Turn) -> Screen:
    """For the chat that is on its own from now on."""
    with speaking(turn.person.language):
        text = _(
            "This chat was unlinked in %(app)s just now. Whoever writes here is somebody new to "
            "me, without roles. To link it again, type /link."
        )
    return Screen(text % {"app": channel_name(turn.person.address.channel, turn.channels)})


async def leave_all(turn: Turn) -> list[Address]:
    """Every other chat of a person who wants to be forgotten; each is told."""
    left = []
    for chat in await people.chats_of(turn.session, turn.person.id):
        if chat.id != turn.person.address.id and await people.part(
            turn.session, turn.person, chat.id, turn.now
        ):
            left.append(chat)
    return left
