"""Reads just enough of a raw Zalo event to file it: its identity and whose turn it is in."""

import hashlib
import json
import re
from typing import Any, TypeGuard

from bot.intake.envelopes import UnreadableUpdate
from content.channels import ZALO_BOT
from storage.inbox import Arrival

_ID = re.compile(r"[\x21-\x7e]{1,64}")  # opaque; no space, so that a space can stand between


def zalo_bot(body: bytes) -> Arrival:
    """File an event of the Bot Platform. Raises UnreadableUpdate."""
    return zalo_bot_parsed(read(body), body)


def zalo_bot_parsed(event: Any, body: bytes) -> Arrival:
    """The same for a body that is parsed already.

    A bare message id has been seen twice, so its surroundings belong to the identity."""
    inner = unwrapped(event)
    name, message = inner.get("event_name"), inner.get("message")
    if not isinstance(message, dict) or not is_id(name):
        raise UnreadableUpdate("no event")
    sender, chat = id_in(message.get("from")), id_in(message.get("chat"))
    if not (chat or sender):
        raise UnreadableUpdate("no chat")
    message_id = message.get("message_id")
    told = message_id if is_id(message_id) else hashlib.sha256(body).hexdigest()
    return Arrival(
        ZALO_BOT, identity(name, chat, sender, told), f"{ZALO_BOT}:{chat or sender}", body
    )


def read(body: bytes) -> Any:
    """What the JSON says. Raises UnreadableUpdate."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise UnreadableUpdate("not JSON") from None


def unwrapped(event: Any) -> dict[str, Any]:
    """The documents wrap an event in `result`; live ones have been seen bare."""
    if not isinstance(event, dict):
        return {}
    inner = event.get("result")
    return inner if isinstance(inner, dict) and "message" not in event else event


def identity(*parts: str) -> str:
    """One key of many parts, as short as the inbox wants it."""
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:32]


def is_id(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def id_in(party: object) -> str:
    """Of a sender, a chat, a recipient; "" where there is none we could write down."""
    found = party.get("id") if isinstance(party, dict) else None
    return found if is_id(found) else ""
