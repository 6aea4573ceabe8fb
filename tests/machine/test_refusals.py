"""Telegram says no: what that means for the message, for the chat, and for whoever comes next."""

import pytest

from bot.sandbox import faults
from bot.sandbox.errors import bad_request
from bot.sandbox.faults import Fault
from storage.outbox import Priority
from tests.machine.post import TALKING, Post, open_post

_GONE = {
    "blocked": faults.USER_BLOCKED,
    "deactivated": faults.USER_DEACTIVATED,
    "kicked": faults.KICKED,
    "kicked from supergroup": faults.KICKED_FROM_SUPERGROUP,
    "group deleted": faults.GROUP_DELETED,
    "chat not found": faults.CHAT_NOT_FOUND,
}
_UNKNOWN = {"403": faults.UNKNOWN_403, "400": faults.UNKNOWN_400}
_CANNOT_PARSE = Fault(bad_request("can't parse entities: unsupported start tag"))


@pytest.mark.parametrize("name", _GONE)
async def test_a_chat_that_is_gone_is_tried_once_and_left_alone(post: Post, name: str) -> None:
    post.phone(1)
    post.server.fail_next("sendMessage", _GONE[name])
    await post.queue(*[await post.letter(1, str(n)) for n in range(3)])
    await post.all_settled()
    assert len(post.calls()) == 1
    assert [state for state, _, _ in await post.fates()] == ["failed"] * 3
    assert not await post.is_reachable(1)


@pytest.mark.parametrize("name", _UNKNOWN)
async def test_a_refusal_we_do_not_know_disables_nobody(post: Post, name: str) -> None:
    phone = post.phone(1)
    post.server.fail_next("sendMessage", _UNKNOWN[name])
    await post.queue(await post.letter(1, "một"), await post.letter(1, "hai"))
    await post.all_settled()
    assert await post.is_reachable(1)
    assert [m.text for m in phone.received] == ["hai"]
    assert [state for state, _, _ in await post.fates()] == ["failed", "sent"]


@pytest.mark.parametrize("comes_back", ["writes", "unblocks"])
async def test_who_comes_back_is_reached_again(sqlite_database_url: str, comes_back: str) -> None:
    async with open_post(sqlite_database_url, parts=TALKING) as post:
        phone = post.phone(1)
        post.server.fail_next("sendMessage", faults.USER_BLOCKED)
        await post.send(1)
        assert not await post.is_reachable(1)
        if comes_back == "writes":
            phone.says("/start")
            await phone.sees("Trợ Lý Số")
        else:
            phone.unblocks()
            await post.until_heard()
        assert await post.is_reachable(1)
        await post.send(1, "chào lại")
        assert phone.received[-1].text == "chào lại"


async def test_a_chat_that_moved_is_followed_once_and_for_all(post: Post) -> None:
    old, new = -500, -1_001_234_567_890
    post.server.group(old, "Tổ 1")
    moved = post.server.group(new, "Tổ 1")
    post.server.fail_next("sendMessage", faults.migrated(new), chat_id=old)
    await post.queue(*[await post.letter(old, str(n), priority=Priority.BULK) for n in range(3)])
    await post.all_settled()
    assert [message.text for message in moved.messages.values()] == ["0", "1", "2"]
    assert len(post.calls(chat=old)) == 1
    addresses = await post.look("SELECT external_id, is_reachable FROM address")
    assert [tuple(row) for row in addresses] == [(str(new), 1)]


async def test_markup_that_is_refused_goes_once_more_without_it(post: Post) -> None:
    phone = post.phone(1)
    post.server.fail_next("sendMessage", _CANNOT_PARSE)
    await post.send(1, "<b>Hạn &lt; 3</b>")
    assert [m.text for m in phone.received] == ["Hạn < 3"]
    assert "parse_mode" not in post.calls()[-1].params


async def test_markup_refused_twice_is_given_up(post: Post) -> None:
    post.phone(1)
    post.server.fail_next("sendMessage", _CANNOT_PARSE, times=2)
    await post.send(1, "<b>Hạn</b>")
    assert len(post.calls()) == 2
    assert (await post.fates())[0][0] == "failed"
    assert await post.is_reachable(1)


async def test_an_edit_that_changes_nothing_is_a_success(post: Post) -> None:
    phone = post.phone(1)
    await post.send(1, "Bước 1")
    await post.send(1, "Bước 1", edits=str(phone.received[0].id))
    assert [m.text for m in phone.received] == ["Bước 1"]
    assert [state for state, _, _ in await post.fates()] == ["sent", "sent"]


async def test_an_edit_of_a_message_that_is_gone_sends_it_anew(post: Post) -> None:
    phone = post.phone(1)
    await post.send(1, "Bước 2", edits="987654")
    assert [m.text for m in phone.received] == ["Bước 2"]
    assert len(post.calls("editmessagetext")) == 1
