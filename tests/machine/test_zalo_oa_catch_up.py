"""What people wrote while nobody listened is found, once, and beside what the webhook repeats."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.background import beside
from bot.clock import Clock, StoppedClock
from bot.intake.journal import Journal
from bot.intake.zalo_events import Heard
from bot.intake.zalo_oa_catch_up import ZaloOaCatchUp
from bot.intake.zalo_oa_events import zalo_oa_event
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import BAD_GATEWAY, Fault
from bot.sandbox.zalo_oa.phones import Phone
from bot.sandbox.zalo_oa.reading import conversation
from bot.sandbox.zalo_oa.world import Message
from bot.wakeups import Wakeup
from storage.database import Database
from storage.inbox import Arrival
from tests.zalo_account import Account, client, platform

CONVERSATION = "/v2.0/oa/conversation"


@dataclass
class Listener:
    """An assistant that was away."""

    account: Account
    journal: Journal
    catch_up: ZaloOaCatchUp
    clock: StoppedClock

    async def last_heard(self, ago: timedelta) -> None:
        """It listened until then."""
        now = self.clock.now()
        self.clock.move_to(now - ago)
        await self.journal.keep(Arrival("zalo_oa", "before", "zalo_oa:1", b"{}"))
        self.clock.move_to(now)

    async def run(self) -> int | None:
        """Start, and catch up."""
        account = self.account
        database = account.database
        self.catch_up = ZaloOaCatchUp(account.http, account.tokens, database, self.clock)
        await self.catch_up.look_back()
        return await self.catch_up.catch_up(self.journal, pauses=(0.0, 0.0))

    async def heard(self) -> list[Heard]:
        async with self.account.database.engine.connect() as connection:
            query = text("SELECT body FROM inbox WHERE key <> 'before' ORDER BY id")
            bodies = [body for (body,) in await connection.execute(query)]
        return [heard for body in bodies if (heard := zalo_oa_event(bytes(body)))]


@pytest_asyncio.fixture
async def listener(database: Database) -> AsyncIterator[Listener]:
    clock = StoppedClock(Clock().now())
    async with (
        platform() as server,
        client(server, database, seed=server.oauth.issue().refresh) as account,
    ):
        server.world._clock = clock.now
        journal = Journal(database, clock, Wakeup())
        catch_up = ZaloOaCatchUp(account.http, account.tokens, database, clock)
        yield Listener(account, journal, catch_up, clock)


def says(listener: Listener, phone: Phone, words: str) -> Message:
    """A moment later each, so that there is an order."""
    listener.clock.move_to(listener.clock.now() + timedelta(milliseconds=5))
    return phone.says(words)


async def test_what_was_missed_is_filed_in_its_order(listener: Listener) -> None:
    await listener.last_heard(timedelta(hours=3))
    an, ba = listener.account.server.person(), listener.account.server.person()
    said = [says(listener, an, f"An {n}") for n in range(25)]
    await listener.account.deliver(an.id)
    said += [says(listener, ba, "Ba"), an.sends_photo("https://x/y.jpg", "ảnh")]
    assert await listener.run() == 27
    heard = await listener.heard()
    assert [h.text for h in heard if h.speaker[1] == an.id and h.kind == "text"] == [
        f"An {n}" for n in range(25)
    ]
    assert {h.message_id for h in heard} == {message.id for message in said}
    photo = next(h for h in heard if h.kind == "photo")
    assert (photo.photo, photo.text) == ("https://x/y.jpg", "ảnh")


async def test_what_the_webhook_told_already_is_not_filed_twice(listener: Listener) -> None:
    await listener.last_heard(timedelta(hours=1))
    message = says(listener, listener.account.server.person(), "chào")
    await listener.journal.keep(
        Arrival("zalo_oa", message.id, "zalo_oa:x", b'{"event_name":"user_send_text"}')
    )
    await listener.run()
    await listener.run()
    async with listener.account.database.engine.connect() as connection:
        count = await connection.execute(text("SELECT count(*) FROM inbox"))
        assert count.scalar_one() == 2


async def test_a_new_assistant_does_not_answer_what_is_old(listener: Listener) -> None:
    says(listener, listener.account.server.person(), "chào")
    assert await listener.run() == 0
    assert not listener.account.server.calls


async def test_what_is_older_than_the_silence_is_left(listener: Listener) -> None:
    an = listener.account.server.person()
    says(listener, an, "đã trả lời rồi")
    listener.clock.move_to(listener.clock.now() + timedelta(hours=5))
    await listener.last_heard(timedelta(hours=1))
    says(listener, an, "mới")
    assert await listener.run() == 1
    assert [h.text for h in await listener.heard()] == ["mới"]


async def test_not_further_back_than_two_days(listener: Listener) -> None:
    await listener.last_heard(timedelta(days=9))
    an = listener.account.server.person()
    moment = listener.clock.now()
    listener.clock.move_to(moment - timedelta(days=3))
    an.says("cũ quá")
    listener.clock.move_to(moment)
    says(listener, an, "mới")
    assert await listener.run() == 1


async def test_a_platform_in_trouble_is_asked_again(listener: Listener) -> None:
    await listener.last_heard(timedelta(hours=1))
    says(listener, listener.account.server.person(), "chào")
    server = listener.account.server
    await listener.account.tokens.current()
    server.fail_next("/v2.0/oa/listrecentchat", Fault(ApiError(-32, "busy")))
    server.fail_next("/v2.0/oa/conversation", BAD_GATEWAY)
    assert await listener.run() == 1


async def test_a_platform_that_stays_in_trouble_is_left_alone(listener: Listener) -> None:
    await listener.last_heard(timedelta(hours=1))
    says(listener, listener.account.server.person(), "chào")
    listener.account.server.fail_next("/v2.0/oa/getoa", BAD_GATEWAY, times=3)
    assert await listener.run() is None
    assert await listener.run() == 1  # at the next start


async def test_a_strange_answer_is_survived(listener: Listener) -> None:
    await listener.last_heard(timedelta(hours=1))
    rows: list[Any] = ["[]", '{"a":1}', "null", '[1,null,{"time":"x"},{"time":9999999999999}]']
    for row in rows:
        server = listener.account.server
        server.fail_next("/v2.0/oa/listrecentchat", Fault(body=f'{{"error":0,"data":{row}}}'))
        assert await listener.run() == 0


async def test_what_came_since_the_start_does_not_hide_what_was_missed(listener: Listener) -> None:
    await listener.last_heard(timedelta(hours=3))
    missed = says(listener, listener.account.server.person(), "lúc vắng")
    await listener.catch_up.look_back()
    listener.clock.move_to(listener.clock.now() + timedelta(hours=1))
    await listener.last_heard(timedelta())  # the door is open, and somebody came in
    assert await listener.catch_up.catch_up(listener.journal) == 1
    assert [heard.message_id for heard in await listener.heard()] == [missed.id]


async def test_when_zalo_answers_again_what_was_missed_is_found(listener: Listener) -> None:
    await listener.last_heard(timedelta())
    await listener.catch_up.look_back()
    server, nothing = listener.account.server, Wakeup()
    async with beside(listener.catch_up.run(listener.journal, look_every=0.01)):
        async with asyncio.timeout(10):
            while sum(call.path == "/v2.0/oa/getoa" for call in server.calls) < 2:
                await nothing.wait(0.01)
            server.fail_next("/v2.0/oa/getoa", BAD_GATEWAY, times=3)
            says(listener, server.person(), "lúc đứt mạng")
            while not await listener.heard():
                await nothing.wait(0.01)
    assert [heard.text for heard in await listener.heard()] == ["lúc đứt mạng"]


async def test_a_chat_that_is_closed_to_us_does_not_hide_the_others(listener: Listener) -> None:
    server = listener.account.server
    await listener.last_heard(timedelta(hours=3))
    closed, lively = server.person(), server.person()
    says(listener, lively, "từ B")
    says(listener, closed, "từ A")
    server.fail_next(CONVERSATION, Fault(ApiError(-213, "x")), user_id=closed.id, times=9)
    assert await listener.run() == 1
    assert [heard.text for heard in await listener.heard()] == ["từ B"]


async def test_a_chat_in_trouble_is_asked_again_after_the_others(listener: Listener) -> None:
    server = listener.account.server
    await listener.last_heard(timedelta(hours=3))
    troubled, lively = server.person(), server.person()
    says(listener, lively, "từ B")
    says(listener, troubled, "từ A")
    server.fail_next(CONVERSATION, BAD_GATEWAY, user_id=troubled.id, times=3)
    assert await listener.run() is None
    assert [heard.text for heard in await listener.heard()] == ["từ B"]
    await listener.run()
    assert [heard.text for heard in await listener.heard()] == ["từ B", "từ A"]


@pytest.mark.parametrize("code", [-32, -216, -204])
async def test_what_concerns_all_chats_is_no_reason_to_skip_one(
    listener: Listener, code: int
) -> None:
    await listener.last_heard(timedelta(hours=3))
    says(listener, listener.account.server.person(), "chào")
    await listener.account.tokens.current()
    listener.account.server.fail_next(CONVERSATION, Fault(ApiError(code, "x")), times=9)
    assert await listener.run() is None


class Killed(BaseException):
    """The power fails."""


@dataclass
class DyingJournal:
    """Takes so many, and then there is no process any more."""

    journal: Journal
    left: int

    async def keep(self, arrival: Arrival) -> None:
        if not self.left:
            raise Killed
        self.left -= 1
        await self.journal.keep(arrival)


async def test_who_is_killed_half_way_begins_again_where_they_began(listener: Listener) -> None:
    await listener.last_heard(timedelta(hours=3))
    for number in range(4):
        says(listener, listener.account.server.person(), f"tin {number}")
    listener.clock.move_to(listener.clock.now() + timedelta(hours=2))
    journal = listener.journal
    listener.journal = cast(Journal, DyingJournal(journal, left=2))
    with pytest.raises(Killed):
        await listener.run()
    listener.journal = journal
    await listener.run()
    assert sorted(h.text or "" for h in await listener.heard()) == [f"tin {n}" for n in range(4)]


async def test_once_caught_up_the_past_is_not_asked_for_again(listener: Listener) -> None:
    await listener.last_heard(timedelta(hours=30))
    an = listener.account.server.person()
    says(listener, an, "lúc vắng")
    listener.clock.move_to(listener.clock.now() + timedelta(hours=1))
    assert await listener.run() == 1
    listener.clock.move_to(listener.clock.now() + timedelta(hours=1))
    says(listener, an, "lúc vắng lần nữa")
    assert await listener.run() == 1


async def test_a_row_without_its_time_does_not_end_the_list(listener: Listener) -> None:
    await listener.last_heard(timedelta(hours=3))
    an = listener.account.server.person()
    for number in range(3):
        says(listener, an, f"tin {number}")
    server = listener.account.server
    rows = conversation(server.world, {"user_id": an.id, "count": 10})
    rows[1]["time"] = "x"
    server.fail_next(CONVERSATION, Fault(body=json.dumps({"error": 0, "data": rows})))
    await listener.run()
    assert [heard.text for heard in await listener.heard()] == ["tin 0", "tin 2"]


async def test_a_chat_in_which_we_spoke_last_is_looked_through_too(listener: Listener) -> None:
    await listener.last_heard(timedelta(hours=3))
    an = listener.account.server.person()
    says(listener, an, "chào")
    await listener.account.deliver(an.id)
    assert await listener.run() == 1
    assert [heard.text for heard in await listener.heard()] == ["chào"]


async def test_what_was_given_up_is_taken_up_again_at_the_next_look(listener: Listener) -> None:
    await listener.last_heard(timedelta(hours=3))
    says(listener, listener.account.server.person(), "lúc vắng")
    await listener.catch_up.look_back()
    listener.account.server.fail_next(CONVERSATION, BAD_GATEWAY, times=3)
    work = listener.catch_up.run(listener.journal, look_every=0.01, pauses=(0.0, 0.0))
    async with beside(work), asyncio.timeout(10):
        while not await listener.heard():
            await Wakeup().wait(0.01)
    assert [heard.text for heard in await listener.heard()] == ["lúc vắng"]
