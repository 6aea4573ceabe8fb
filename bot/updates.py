"""Who is heard in an update, and where. Only private chats hold conversations."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update
from pydantic import ValidationError

from bot.intake.envelopes import telegram_update
from bot.intake.zalo_events import Heard, zalo_bot_event
from bot.intake.zalo_oa_events import zalo_oa_event
from content.channels import TELEGRAM, ZALO_BOT, ZALO_OA

_LARGEST_ID = 2**63 - 1
_NUL = rb"\u0000"
_ESCAPE = re.compile(rb"\\(?:ud[89ab]..\\ud[c-f]..|u....|.)", re.DOTALL | re.IGNORECASE)
_UNTYPABLE = re.compile(rb"\\u(?:0000|d[89a-f]..)", re.IGNORECASE)  # NUL, half a pair


class UnknownShape(Exception):
    """An update we cannot read, now or later. Says where it is odd, never what it says."""


@dataclass(slots=True)
class Hearing:
    """An update with a person behind it: as the platform gave it, or, where there are no
    buttons, what was said, to be held against the menu that is open."""

    what: Update | Heard
    speaker: tuple[str, str]  # channel, chat id
    tap_id: str | None = None  # of the button press, to be answered
    tapped_message: str | None = None
    quoted: str | None = None  # the message of ours that was replied to
    lets_us_in: bool = True  # who writes or taps can be written to
    toast: str | None = None
    renews_commands: bool = False


def _read(body: bytes, bot: Bot) -> Update:
    """The update, without what nobody can type and no database holds. Raises UnknownShape."""
    if _NUL in body:
        body = _only_typable(body)
    try:
        return Update.model_validate_json(body, context={"bot": bot})
    except ValidationError:
        return _read_again(_only_typable(body), bot)


def _read_again(body: bytes, bot: Bot) -> Update:
    try:
        return Update.model_validate_json(body, context={"bot": bot})
    except ValidationError as error:
        odd = error.errors(include_input=False, include_url=False)[:3]
        places = "; ".join(f"{'.'.join(map(str, e['loc']))} {e['type']}" for e in odd)
        raise UnknownShape(places) from None


def _only_typable(body: bytes) -> bytes:
    return _ESCAPE.sub(lambda found: b"" if _UNTYPABLE.fullmatch(found[0]) else found[0], body)


def hear(channel: str, body: bytes, bot: Bot) -> Hearing | None:
    """None where nobody talks to us: groups, channels, edits, kinds we do not know. Raises
    UnknownShape."""
    if channel == TELEGRAM:
        return _hear_telegram(_read(body, bot))
    heard = _ZALO[channel](body)
    if heard is None:
        return None
    lets_us_in = heard.kind != "unfollow"
    return Hearing(heard, heard.speaker, quoted=heard.replied_to, lets_us_in=lets_us_in)


_ZALO: dict[str, Callable[[bytes], Heard | None]] = {
    ZALO_BOT: zalo_bot_event,
    ZALO_OA: zalo_oa_event,
}


def _hear_telegram(update: Update) -> Hearing | None:
    if isinstance(tap := update.callback_query, CallbackQuery):
        return _hear_tap(update, tap)
    for event in (update.message, update.my_chat_member):
        if isinstance(event, Message | ChatMemberUpdated) and event.chat.type == ChatType.PRIVATE:
            return _hear_event(update, event)
    return None


def waits_for_answer(channel: str, body: bytes) -> tuple[str, str] | None:
    """Who wrote or tapped an update, whatever its shape; None where nobody did."""
    if channel == TELEGRAM:
        return _telegram_waits(body)
    heard = _ZALO[channel](body)
    return heard.speaker if heard and heard.kind != "unfollow" else None


def _telegram_waits(body: bytes) -> tuple[str, str] | None:
    try:
        arrived = json.loads(body)
        lane = telegram_update(arrived, body).lane
    except (ValueError, RecursionError):
        return None
    channel, _, chat_id = lane.partition(":")
    speaks = not arrived.keys().isdisjoint(("message", "callback_query"))
    return (channel, chat_id) if speaks and _is_person(int(chat_id)) else None


def _hear_event(update: Update, event: Message | ChatMemberUpdated) -> Hearing | None:
    if not _is_person(event.chat.id):
        return None
    speaker = (TELEGRAM, str(event.chat.id))
    if not isinstance(event, Message):
        return Hearing(update, speaker, lets_us_in=False)
    replied_to = event.reply_to_message
    return Hearing(update, speaker, quoted=str(replied_to.message_id) if replied_to else None)


def _hear_tap(update: Update, tap: CallbackQuery) -> Hearing | None:
    if tap.message is None:  # a button so old that Telegram forgot its message
        speaker = tap.from_user.id
        return Hearing(update, (TELEGRAM, str(speaker)), tap.id) if _is_person(speaker) else None
    if tap.message.chat.type != ChatType.PRIVATE or not _is_person(tap.message.chat.id):
        return None
    chat_id, message_id = str(tap.message.chat.id), str(tap.message.message_id)
    return Hearing(update, (TELEGRAM, chat_id), tap.id, message_id)


def _is_person(chat_id: int) -> bool:
    return 0 < chat_id <= _LARGEST_ID
