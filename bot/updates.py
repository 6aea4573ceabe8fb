"""Who is heard in an update, and where. Only private chats hold conversations."""

from dataclasses import dataclass

from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update

CHANNEL = "telegram"


@dataclass(slots=True)
class Hearing:
    """An update with a person behind it."""

    update: Update
    speaker: tuple[str, str]  # channel, chat id
    tap_id: str | None = None  # of the button press, to be answered
    tapped_message: str | None = None
    toast: str | None = None
    renews_commands: bool = False


def hear(update: Update) -> Hearing | None:
    """None where nobody talks to us: groups, channels, edits, kinds we do not know."""
    if isinstance(tap := update.callback_query, CallbackQuery):
        return _hear_tap(update, tap)
    for event in (update.message, update.my_chat_member):
        if isinstance(event, Message | ChatMemberUpdated) and event.chat.type == ChatType.PRIVATE:
            return Hearing(update, (CHANNEL, str(event.chat.id)))
    return None


def _hear_tap(update: Update, tap: CallbackQuery) -> Hearing | None:
    if tap.message is None:  # a button so old that Telegram forgot its message
        return Hearing(update, (CHANNEL, str(tap.from_user.id)), tap.id)
    if tap.message.chat.type != ChatType.PRIVATE:
        return None
    chat_id, message_id = str(tap.message.chat.id), str(tap.message.message_id)
    return Hearing(update, (CHANNEL, chat_id), tap.id, message_id)
