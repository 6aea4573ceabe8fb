"""What somebody said to us on Zalo, taken out of the body of its event. Never raises."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from bot.intake.envelopes import UnreadableUpdate
from bot.intake.zalo_envelopes import id_in, is_id, read, unwrapped
from bot.intake.zalo_times import zalo_moment
from content.channels import ZALO_BOT
from content.text import cut

Kind = Literal[
    "text",
    "photo",
    "document",
    "sticker",
    "voice",
    "follow",
    "unfollow",
    "contact",
    "unsupported",
]
_UNTYPABLE = re.compile("[\x00\ud800-\udfff]")  # NUL, half a pair: no database holds them
_LONGEST_URL = 2048
_LONGEST_TEXT = 4096  # UTF-16 units; Zalo names no limit, and Telegram's is this


@dataclass(frozen=True, slots=True)
class Document:
    """A file somebody sent. The link expires: fetch it at once."""

    url: str
    name: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """An event with a person behind it, whichever API told it."""

    speaker: tuple[str, str]  # channel, the person's id there
    kind: Kind
    message_id: str
    text: str | None = None  # of a photo, its caption
    photo: str | None = None  # a link that expires
    document: Document | None = None
    at: datetime | None = None  # when they wrote it, by the platform's clock
    replied_to: str | None = None  # the message that was answered, where the platform tells
    name: str | None = None
    phone: str | None = field(default=None, repr=False)  # of a contact; personal, so unsaid


def zalo_bot_event(body: bytes) -> Heard | None:
    """None where nobody talks to us: groups, bots, events we do not know."""
    try:
        event = unwrapped(read(body))
    except UnreadableUpdate:
        return None
    message = event.get("message")
    hear = _HEARD.get(str(event.get("event_name")))
    if not isinstance(message, dict) or hear is None or not _is_private(message):
        return None
    sender, message_id = message["from"], message.get("message_id")
    return hear(
        message,
        Heard(
            (ZALO_BOT, id_in(message["chat"])),
            "unsupported",
            message_id if is_id(message_id) else "",
            at=zalo_moment(message.get("date")),
            name=words(sender.get("display_name")) or words(sender.get("name")),
        ),
    )


def _is_private(message: dict[str, Any]) -> bool:
    """Where the event does not say so, a private chat has the id of the person in it."""
    chat, sender = message.get("chat"), message.get("from")
    if not (isinstance(chat, dict) and isinstance(sender, dict) and id_in(chat)):
        return False
    if sender.get("is_bot") is True or id_in(chat).startswith("zgr-"):
        return False
    kind = chat.get("chat_type")
    return kind.upper() == "PRIVATE" if isinstance(kind, str) else id_in(chat) == id_in(sender)


def _text(message: dict[str, Any], heard: Heard) -> Heard:
    text = words(message.get("text"))
    return replace(heard, kind="text", text=text) if text else heard


def _photo(message: dict[str, Any], heard: Heard) -> Heard:
    """The documents name the link `photo`, live events name it `photo_url`."""
    photo = link(message.get("photo_url")) or link(message.get("photo"))
    return replace(heard, kind="photo", photo=photo, text=words(message.get("caption")))


def _sticker(_message: dict[str, Any], heard: Heard) -> Heard:
    return replace(heard, kind="sticker")


def _voice(_message: dict[str, Any], heard: Heard) -> Heard:
    return replace(heard, kind="voice")


def _unsupported(_message: dict[str, Any], heard: Heard) -> Heard:
    """A link, a file, a sender the law protects: Zalo tells that they wrote, and not what."""
    return heard


_HEARD: dict[str, Callable[[dict[str, Any], Heard], Heard]] = {
    "message.text.received": _text,
    "message.image.received": _photo,
    "message.sticker.received": _sticker,
    "message.voice.received": _voice,
    "message.unsupported.received": _unsupported,
}


def words(value: object) -> str | None:
    """What was written, if anything was; not more than a message may hold anywhere."""
    if not isinstance(value, str):
        return None
    typed = _UNTYPABLE.sub("", value).strip()
    return (cut(typed, _LONGEST_TEXT) if len(typed) > _LONGEST_TEXT // 2 else typed) or None


def link(value: object) -> str | None:
    """An address on the web, if it is one."""
    if not isinstance(value, str) or not value.startswith(("https://", "http://")):
        return None
    return value if value.isprintable() and len(value) <= _LONGEST_URL else None
