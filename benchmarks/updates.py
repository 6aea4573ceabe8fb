"""Updates as Telegram posts them to a webhook, ready to be written."""

import itertools
import json
from typing import Any

from benchmarks.wire import post

SECRET = "benchmark-secret-of-forty-characters-xyz"
PATH = "/webhook/telegram"

_ids = itertools.count(900_000_000)


def typed(chat_id: int, text: str) -> bytes:
    """Somebody types a text or a command."""
    message: dict[str, Any] = _message(chat_id) | {"from": _person(chat_id), "text": text}
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    return _request("message", message)


def tapped(chat_id: int, data: str) -> bytes:
    """Somebody taps a button under a message of the bot."""
    message = _message(chat_id) | {"text": "?"}
    number = str(next(_ids))
    tap = {"id": number, "from": _person(chat_id), "message": message, "data": data}
    return _request("callback_query", tap | {"chat_instance": "1"})


def _request(kind: str, event: dict[str, Any]) -> bytes:
    body = json.dumps({"update_id": next(_ids), kind: event}).encode()
    return post(PATH, body, X_Telegram_Bot_Api_Secret_Token=SECRET)


def _message(chat_id: int) -> dict[str, Any]:
    chat = {"id": chat_id, "type": "private", "first_name": "An"}
    return {"message_id": next(_ids), "date": 1_780_000_000, "chat": chat}


def _person(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "is_bot": False, "first_name": "An", "language_code": "vi"}
