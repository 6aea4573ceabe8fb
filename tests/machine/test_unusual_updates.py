"""Whatever Telegram, or somebody who stole the secret, sends: kept, and no crash."""

import json
from typing import Any

import pytest
from aiogram.types import Update

from tests.machine.post import Post

_PERSON = {"id": 1, "is_bot": False, "first_name": "Lan"}
_PRIVATE = {"id": 1, "type": "private", "first_name": "Lan"}
_GROUP = {"id": -1001234567890, "type": "supergroup", "title": "Tổ 1"}
_KINDS = [*sorted(set(Update.model_fields) - {"update_id"}), "hologram"]
_HEARD = {"message", "callback_query", "my_chat_member"}


def _event(chat: dict[str, Any]) -> dict[str, Any]:
    """Has what most kinds need; where a kind needs more, it is unreadable to us."""
    message = {"message_id": 1, "date": 0, "chat": chat, "text": "/help", "from": _PERSON}
    member = {"user": _PERSON, "status": "member"}
    return message | {
        "id": "77", "user": _PERSON, "chat_instance": "1", "data": "menu", "query": "a",
        "offset": "", "poll_id": "1", "option_ids": [0], "option_persistent_ids": ["a"],
        "message": message, "message_ids": [1], "business_connection_id": "b",
        "old_chat_member": member, "new_chat_member": member, "user_chat_id": 1,
        "is_enabled": True, "new_reaction": [], "old_reaction": [], "result_id": "1",
        "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
        "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
        "invoice_payload": "", "currency": "VND", "total_amount": 1,
    }  # fmt: skip


@pytest.fixture(params=["sqlite_database_url"])
def database_url(request: pytest.FixtureRequest) -> str:
    """What bodies do to us does not depend on the database, except below."""
    found: str = request.getfixturevalue(request.param)
    return found


async def test_every_kind_there_is_or_may_be_is_kept_and_answered_or_not(talking: Post) -> None:
    for number, kind in enumerate(_KINDS):
        for offset, chat in enumerate((_GROUP, _PRIVATE)):
            body = {"update_id": 2 * number + offset, kind: _event(chat)}
            await talking.arrives(json.dumps(body).encode())
    await _is_well(talking)
    letters = await talking.look("SELECT DISTINCT recipient FROM outbox")
    assert [row[0] for row in letters] == ["1", "99"]


async def test_kinds_that_are_not_ours_make_no_sound(talking: Post) -> None:
    for number, kind in enumerate(kind for kind in _KINDS if kind not in _HEARD):
        body = {"update_id": number, kind: _event(_PRIVATE)}
        await talking.arrives(json.dumps(body).encode())
    await talking.until_heard()
    assert await talking.fates() == []


def _message(**facts: Any) -> dict[str, Any]:
    told = {"message_id": 1, "date": 0, "chat": _PRIVATE, "from": _PERSON, "text": "a"} | facts
    return {"update_id": 5, "message": told}


_DEEP: Any = "x"
for _ in range(150):
    _DEEP = {"reply_to_message": _DEEP}
_HOSTILE = {
    "no JSON": b"\xff\xfe{",
    "nothing": b"",
    "a list": b"[]",
    "a number too large": b'{"update_id":5,"message":{"message_id":1' + b"0" * 400 + b"}}",
    "a number without end": b'{"update_id":5,"message":{"date":1e999}}',
    "brackets": b"[" * 100_000,
    "lone surrogate": b'{"update_id":5,"message":{"message_id":1,"date":0,"chat":{"id":1,'
    b'"type":"private"},"from":{"id":1,"is_bot":false,"first_name":"\\ud800"},"text":"\\udfff"}}',
    "NUL": json.dumps(_message(text="a\0b\0")).encode(),
    "a NUL command": json.dumps(_message(text="/start \0")).encode(),
    "huge text": json.dumps(_message(text="ạ" * 300_000)).encode(),
    "deep": json.dumps(_message(reply_to_message=_DEEP)).encode(),
    "chat of 10^400": b'{"update_id":5,"message":{"message_id":1,"date":0,"text":"a",'
    b'"chat":{"id":1' + b"0" * 400 + b',"type":"private"},'
    b'"from":{"id":1,"is_bot":false,"first_name":"a"}}}',
    "chat of 2^63": json.dumps(_message(chat={"id": 2**63, "type": "private"})).encode(),
    "chat of 0": json.dumps(_message(chat={"id": 0, "type": "private"})).encode(),
    "negative private chat": json.dumps(_message(chat={"id": -5, "type": "private"})).encode(),
    "date of 10^30": json.dumps(_message(date=10**30)).encode(),
    "message id of 10^30": json.dumps(_message(message_id=10**30)).encode(),
    "reply to 10^30": json.dumps(
        _message(reply_to_message=_message(message_id=10**30)["message"])
    ).encode(),
    "tap with hostile data": json.dumps({"update_id": 5, "callback_query": {
        "id": "1", "from": _PERSON, "chat_instance": "1", "data": "ext:\0:9" + "9" * 400,
        "message": _message()["message"]}}).encode(),
    "tap in a message of long ago": json.dumps({"update_id": 5, "callback_query": {
        "id": "1", "from": _PERSON, "chat_instance": "1", "data": "menu",
        "message": {"message_id": 1, "date": 0, "chat": _PRIVATE}}}).encode(),
    "tap without a message": json.dumps({"update_id": 5, "callback_query": {
        "id": "1", "from": _PERSON, "chat_instance": "1", "inline_message_id": "z",
        "data": "menu"}}).encode(),
}  # fmt: skip


@pytest.mark.parametrize(
    "database_url", ["sqlite_database_url", "postgres_database_url"], indirect=True
)
async def test_hostile_bodies_crash_nothing(talking: Post) -> None:
    for number, (what, body) in enumerate(_HOSTILE.items()):
        await talking.arrives(body, key=what, lane=f"telegram:{number}")
    await _is_well(talking)


async def test_who_writes_in_a_shape_we_cannot_read_is_told_so_once(talking: Post) -> None:
    lan = talking.phone(1)
    await talking.arrives(json.dumps(_message(date="yesterday")).encode())
    await talking.until_heard()
    await talking.all_settled()
    ((state, tries, reference),) = await talking.look(
        "SELECT state, attempts, reference FROM inbox"
    )
    assert (state, tries) == ("dead", 1)
    (apology,) = lan.received
    assert reference in apology.text


async def test_neighbours_of_an_unreadable_update_are_served(talking: Post) -> None:
    await talking.arrives(json.dumps(_message(date="yesterday")).encode())
    await _is_well(talking)


async def test_nobody_is_told_of_an_unreadable_update_nobody_wrote(talking: Post) -> None:
    await talking.arrives(json.dumps({"update_id": 5, "poll": {"id": 1}}).encode())
    await talking.until_heard()
    assert await talking.fates() == []


async def _is_well(post: Post) -> None:
    """All is handled or given up at once, and the next person is served."""
    phone = post.phone(99)
    phone.says("/help")
    await phone.sees("/menu")
    await post.until_heard()
    failures = "SELECT key, state, attempts FROM inbox WHERE state = 'pending' OR attempts > 2"
    assert [tuple(row) for row in await post.look(failures)] == []
