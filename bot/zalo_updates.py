"""What somebody said on Zalo, as the update the conversations know. A typed number or label
that picks from the open menu becomes the tap it stands for.
"""

from datetime import UTC, datetime

from aiogram import Bot
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import (
    CallbackQuery,
    Chat,
    ChatMemberBanned,
    ChatMemberMember,
    ChatMemberUpdated,
    Contact,
    Document,
    Message,
    PhotoSize,
    Update,
    User,
    Voice,
)

from bot.clock import EPOCH
from bot.intake.zalo_events import Heard
from content.picking import Picked, Unclear
from handlers.paging import AskAgain

_SOME_DAY = datetime(9999, 1, 1, tzinfo=UTC)  # later than whatever was heard
_BEYOND_TELEGRAM = 2**52  # ids there stay below; Zalo's own are words, not numbers


def update_of(heard: Heard, address_id: int, meant: Picked | Unclear | None, bot: Bot) -> Update:
    """`meant` is what the words pick from what the chat shows."""
    person = User(id=_BEYOND_TELEGRAM + address_id, is_bot=False, first_name=heard.name or "")
    if meant is not None:
        data = meant.data if isinstance(meant, Picked) else AskAgain().pack()
        tap = CallbackQuery(id=heard.message_id, from_user=person, chat_instance="zalo", data=data)
        return _bound(Update(update_id=0, callback_query=tap), bot)
    if heard.kind == "unfollow":
        return _bound(
            Update(update_id=0, my_chat_member=_left(person, heard.at or _SOME_DAY)), bot
        )
    return _bound(Update(update_id=0, message=_message(heard, person)), bot)


def _message(heard: Heard, person: User) -> Message:
    chat = Chat(id=person.id, type=ChatType.PRIVATE, first_name=person.first_name)
    facts: dict[str, object] = {}
    match heard.kind:
        case "text":
            facts["text"] = heard.text
        case "follow":
            facts["text"] = "/start"  # who follows has come in
        case "photo":
            size = PhotoSize(file_id=heard.photo or "", file_unique_id="", width=1, height=1)
            facts |= {"photo": [size], "caption": heard.text}
        case "document":
            facts["document"] = Document(file_id="", file_unique_id="")
        case "contact":
            facts["contact"] = Contact(phone_number="", first_name=person.first_name)
        case _:  # something that is not words; which, makes no difference to anybody here
            facts["voice"] = Voice(file_id="", file_unique_id="", duration=0)
    return Message(message_id=0, date=EPOCH, chat=chat, from_user=person, **facts)  # type: ignore[arg-type]


def _left(person: User, at: datetime) -> ChatMemberUpdated:
    chat = Chat(id=person.id, type=ChatType.PRIVATE)
    return ChatMemberUpdated(
        chat=chat,
        from_user=person,
        date=at,
        old_chat_member=ChatMemberMember(user=person),
        new_chat_member=ChatMemberBanned(
            user=person, status=ChatMemberStatus.KICKED, until_date=EPOCH
        ),
    )


def _bound(update: Update, bot: Bot) -> Update:
    """aiogram looks for its bot in what it handles."""
    bound: Update = update.as_(bot)
    return bound
