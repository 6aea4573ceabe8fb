"""The second opinion on requests: what the schema of the Bot API lets pass and what not."""

import json
from typing import Any

import pytest

from tests.bot_api_schema import problems

ROWS = {"inline_keyboard": [[{"text": "Có", "callback_data": "y"}]]}

GOOD: list[tuple[str, dict[str, Any]]] = [
    ("getMe", {}),
    ("sendMessage", {"chat_id": 5, "text": "x", "reply_markup": ROWS}),
    ("SENDMESSAGE", {"chat_id": "5", "text": "12", "reply_markup": json.dumps(ROWS)}),
    ("sendMessage", {"chat_id": 5, "text": f"<b>{'a' * 4096}</b>", "parse_mode": "HTML"}),
    ("getUpdates", {"offset": "-1", "allowed_updates": '["message"]'}),
]

BAD: list[tuple[str, dict[str, Any], str]] = [
    ("sendMesage", {}, "no such method"),
    ("sendMessage", {"chat_id": 5}, "required"),
    ("sendMessage", {"chat_id": 5, "text": "x", "disable_web_page_preview": True}, "unexpected"),
    ("sendMessage", {"chat_id": 5, "text": "x", "parse_mode": "RTF"}, "parse_mode"),
    ("sendMessage", {"chat_id": 5, "text": "😀" * 2049}, "longer than 4096"),
    ("sendMessage", {"chat_id": 5, "text": "<b> </b>", "parse_mode": "HTML"}, "empty"),
    ("sendMessage", {"chat_id": 5, "text": "x", "reply_markup": "{}"}, "reply_markup"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "longer than 200"),
    ("getUpdates", {"allowed_updates": ["mesage"]}, "allowed_updates"),
    (
        "sendMessage",
        {
            "chat_id": 5,
            "text": "x",
            "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "đ" * 33}]]},
        },
        "66 bytes",
    ),
]


@pytest.mark.parametrize(("method", "params"), GOOD)
def test_good_call_passes(method: str, params: dict[str, Any]) -> None:
    assert problems(method, params) == []


@pytest.mark.parametrize(("method", "params", "words"), BAD)
def test_wrong_call_is_named(method: str, params: dict[str, Any], words: str) -> None:
    found = problems(method, params)
    assert found
    assert any(words in problem for problem in found)
