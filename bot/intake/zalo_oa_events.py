"""What somebody said or did on the Official Account, taken out of its event. Never raises."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.intake.envelopes import UnreadableUpdate
from bot.intake.zalo_envelopes import read
from bot.intake.zalo_events import Document, Heard, link, words
from bot.intake.zalo_oa_envelope import (
    CONTACT,
    FOLLOW,
    SAID,
    UNFOLLOW,
    is_for_us,
    message_id,
    opaque,
    speaker,
)
from bot.intake.zalo_times import zalo_moment
from content.channels import ZALO_OA

_LONGEST_NUMBER = 15  # digits, with the country's
_LARGEST_SIZE = 10**12


def zalo_oa_event(body: bytes) -> Heard | None:
    """None where nobody talks to us: echoes, receipts, groups, events we do not know."""
    try:
        event = read(body)
    except UnreadableUpdate:
        return None
    name = event.get("event_name") if isinstance(event, dict) else None
    if not isinstance(name, str) or not is_for_us(name) or not (user := speaker(event)):
        return None
    at = zalo_moment(event.get("timestamp"))
    heard = Heard((ZALO_OA, user), "unsupported", message_id(event), at=at)
    if name in (FOLLOW, UNFOLLOW):
        return replace(heard, kind="follow" if name == FOLLOW else "unfollow")
    if name == CONTACT:
        return _contact(_object(event.get("info")), heard)
    message = _object(event.get("message"))
    quoted = opaque(message.get("quote_msg_id")) or None
    hear = _HEARD.get(name.removeprefix(SAID), _unsupported)
    return hear(message, replace(heard, replied_to=quoted))


def _text(message: dict[str, Any], heard: Heard) -> Heard:
    text = words(message.get("text"))
    return replace(heard, kind="text", text=text) if text else heard


def _photo(message: dict[str, Any], heard: Heard) -> Heard:
    payload = _payload(message)
    photo = link(payload.get("url")) or link(payload.get("thumbnail"))
    return replace(heard, kind="photo", photo=photo, text=words(message.get("text")))


def _file(message: dict[str, Any], heard: Heard) -> Heard:
    payload = _payload(message)
    url = link(payload.get("url"))
    if url is None:
        return heard
    document = Document(url, words(payload.get("name")), _size(payload.get("size")))
    return replace(heard, kind="document", document=document, text=words(message.get("text")))


def _link(message: dict[str, Any], heard: Heard) -> Heard:
    """A shared address is words as well: somebody may answer a question with one."""
    payload = _payload(message)
    text = words(message.get("text")) or link(payload.get("url"))
    return replace(heard, kind="text", text=text) if text else heard


def _sticker(_message: dict[str, Any], heard: Heard) -> Heard:
    return replace(heard, kind="sticker")


def _voice(_message: dict[str, Any], heard: Heard) -> Heard:
    return replace(heard, kind="voice")


def _unsupported(_message: dict[str, Any], heard: Heard) -> Heard:
    return heard


def _contact(info: dict[str, Any], heard: Heard) -> Heard:
    """They filled in the form that asks for it. The number is personal: see Heard."""
    told = info.get("phone")
    digits = "".join(filter(str.isdecimal, told)) if isinstance(told, str) else ""
    is_number = digits.isascii() and 0 < len(digits) <= _LONGEST_NUMBER
    return replace(
        heard, kind="contact", name=words(info.get("name")), phone=digits if is_number else None
    )


def _payload(message: dict[str, Any]) -> dict[str, Any]:
    """Of the first thing attached: Zalo sends one a message."""
    attached = message.get("attachments")
    first = attached[0] if isinstance(attached, list) and attached else None
    return _object(_object(first).get("payload"))


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _size(told: object) -> int | None:
    size = opaque(told)
    is_size = size.isdecimal() and len(size) < len(str(_LARGEST_SIZE))
    return int(size) if is_size else None


_HEARD: dict[str, Callable[[dict[str, Any], Heard], Heard]] = {
    "text": _text,
    "image": _photo,
    "gif": _photo,
    "file": _file,
    "link": _link,
    "sticker": _sticker,
    "audio": _voice,
}
