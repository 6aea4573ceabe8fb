"""Who is heard in an update, and where. Only private chats hold conversations."""

import re
from dataclasses import dataclass

from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update

CHANNEL = "telegram"
_LARGEST_ID = 2**63 - 1
_NUL = rb"\u0000"
_ESCAPE = re.compile(rb"\\(?:u0000|.)", re.DOTALL)


@dataclass(slots=True)
class Hearing:
    """An update with a person behind it."""

    update: Update
    speaker: tuple[str, str]  # channel, chat id
    tap_id: str | None = None  # of the button press, to be answered
    tapped_message: str | None = None
    lets_us_in: bool = True  # who writes or taps can be written to
    toast: str | None = None
    renews_commands: bool = False


def without_nul(body: bytes) -> bytes:
    """The JSON without the one character that PostgreSQL holds in no text. Nobody types it."""
    if _NUL not in body:
        return body
    return _ESCAPE.sub(lambda found: b"" if found[0] == _NUL else found[0], body)


def hear(update: Update) -> Hearing | None:
    """None where nobody talks to us: groups, channels, edits, kinds we do not know."""
    if isinstance(tap := update.callback_query, CallbackQuery):
        return _hear_tap(update, tap)
    for event in (update.message, update.my_chat_member):
        if isinstance(event, Message | ChatMemberUpdated) and event.chat.type == ChatType.PRIVATE:
            return _hear_event(update, event)
    return None


def _hear_event(update: Update, event: Message | ChatMemberUpdated) -> Hearing | None:
    if not _is_person(event.chat.id):
        return None
    return Hearing(update, (CHANNEL, str(event.chat.id)), lets_us_in=isinstance(event, Message))


def _hear_tap(update: Update, tap: CallbackQuery) -> Hearing | None:
    if tap.message is None:  # a button so old that Telegram forgot its message
        speaker = tap.from_user.id
        return Hearing(update, (CHANNEL, str(speaker)), tap.id) if _is_person(speaker) else None
    if tap.message.chat.type != ChatType.PRIVATE or not _is_person(tap.message.chat.id):
        return None
    chat_id, message_id = str(tap.message.chat.id), str(tap.message.message_id)
    return Hearing(update, (CHANNEL, chat_id), tap.id, message_id)


def _is_person(chat_id: int) -> bool:
    return 0 < chat_id <= _LARGEST_ID
