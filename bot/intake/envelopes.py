"""Reads just enough of a raw update to file it: its id and whose turn it is in."""

import json
from typing import Any

from content.channels import TELEGRAM
from storage.inbox import Arrival

_LARGEST_ID = 2**63 - 1  # what both databases and the platform's own ids fit in


class UnreadableUpdate(ValueError):
    """The body is not an update of the Bot API."""


def telegram(body: bytes) -> Arrival:
    """File a Telegram update. Raises UnreadableUpdate."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableUpdate("not JSON") from error
    return telegram_update(update, body)


def telegram_update(update: Any, body: bytes) -> Arrival:
    """The same for a body that is parsed already."""
    update_id = update.get("update_id") if isinstance(update, dict) else None
    if type(update_id) is not int or not 0 <= update_id <= _LARGEST_ID:
        raise UnreadableUpdate("no update_id")
    return Arrival(TELEGRAM, str(update_id), f"{TELEGRAM}:{_chat_of(update)}", body)


def _chat_of(update: dict[str, Any]) -> int:
    """A tap and a text of one chat are queued apart by Telegram; here they share a lane."""
    for event in update.values():
        if not isinstance(event, dict):
            continue
        for holder in (event, event.get("message")):
            chat = holder.get("chat") if isinstance(holder, dict) else None
            if isinstance(chat, dict) and _is_id(chat.get("id")):
                return int(chat["id"])
        sender = event.get("from")
        if isinstance(sender, dict) and _is_id(sender.get("id")):
            return int(sender["id"])
    return 0


def _is_id(value: object) -> bool:
    return type(value) is int and abs(value) <= _LARGEST_ID
