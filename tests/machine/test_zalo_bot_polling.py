"""Polling Zalo: what is handed out once is kept, and there is always somebody who asks."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.background import beside
from bot.intake.zalo_bot_polling import ZaloBotPolling
from bot.sandbox.faults import Fault
from bot.sandbox.zalo_bot import faults
from bot.sandbox.zalo_bot.manners import Told
from bot.sandbox.zalo_bot.phones import Phone
from bot.sandbox.zalo_bot.polling import Polls
from bot.wakeups import Wakeup
from storage.database import Database
from tests.machine.doors import open_spool
from tests.zalo_bot import Zalo, open_zalo

_LONGEST_GAP = 0.2  # seconds without an open poll; the loop of a busy machine included
_WITHIN = 10.0


@dataclass
class Intake:
    """A poller at work, and the inbox it fills."""

    zalo: Zalo
    database: Database

    @property
    def polls(self) -> Polls:
        return self.zalo.server.receiving.polls

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with open_spool(self.database) as spool:
            poller = ZaloBotPolling(self.zalo.http, spool, pause_scale=0.01)
            async with beside(poller.run()):
                yield

    async def somebody_asks(self) -> None:
        async with asyncio.timeout(_WITHIN):
            while not self.polls.is_open:
                await self.polls.opened.wait(0.05)

    async def nobody_asks(self) -> None:
        async with asyncio.timeout(_WITHIN):
            while self.polls.is_open:
                await self.polls.closed.wait(0.05)

    async def hears(self, phone: Phone, words: str) -> None:
        await self.somebody_asks()
        phone.says(words)

    async def kept(self) -> list[str]:
        async with self.database.read() as session:
            connection = await session.connection()
            rows = await connection.execute(text("SELECT body FROM inbox ORDER BY id"))
            return [json.loads(body)["message"].get("text", "") for (body,) in rows]

    async def keeps(self, *words: str) -> None:
        nothing = Wakeup()
        async with asyncio.timeout(_WITHIN):
            while await self.kept() != list(words):
                await nothing.wait(0.01)

    def calls(self) -> list[str]:
        return [call.method for call in self.zalo.server.calls]


@pytest_asyncio.fixture
async def intake(sqlite_database_url: str) -> AsyncIterator[Intake]:
    database = Database(sqlite_database_url)
    async with open_zalo() as zalo:
        yield Intake(zalo, database)
    await database.close()


@pytest.fixture
def lan(intake: Intake) -> Phone:
    return intake.zalo.server.person(name="Bà Lan")


async def test_what_is_written_is_kept_as_it_came(intake: Intake, lan: Phone) -> None:
    async with intake.running():
        await intake.hears(lan, "xin chào 😀")
        await intake.keeps("xin chào 😀")


async def test_two_hundred_messages_are_all_kept_in_their_order(
    intake: Intake, lan: Phone
) -> None:
    words = [str(number) for number in range(200)]
    async with intake.running():
        for word in words:
            await intake.hears(lan, word)
        await intake.keeps(*words)
    assert not intake.polls.lost
    assert intake.polls.most_at_once == 1
    assert max(intake.polls.gaps()) < _LONGEST_GAP


async def test_somebody_asks_while_the_inbox_commits(intake: Intake, lan: Phone) -> None:
    """No commit can end before twenty people have written; nobody on Zalo notices."""
    words = [str(number) for number in range(20)]
    async with intake.running():
        await intake.somebody_asks()
        async with intake.database.connect_to_write():
            for word in words:
                await intake.hears(lan, word)
            await intake.somebody_asks()  # all twenty have been taken
            assert await intake.kept() == []
        await intake.keeps(*words)
    gaps = intake.polls.gaps()
    print(f"without a poll for at most {max(gaps) * 1000:.1f} ms, {len(gaps)} times")
    assert max(gaps) < _LONGEST_GAP
    assert intake.polls.most_at_once == 1


async def test_what_is_in_hand_is_written_before_the_end(intake: Intake, lan: Phone) -> None:
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(intake.running())
        await intake.somebody_asks()
        async with asyncio.TaskGroup() as tasks, intake.database.connect_to_write():
            await intake.hears(lan, "một")
            await intake.hears(lan, "hai")
            await intake.somebody_asks()
            tasks.create_task(stack.aclose())
            await intake.nobody_asks()
            assert await intake.kept() == []
    assert await intake.kept() == ["một", "hai"]


async def test_a_database_that_is_away_loses_nothing(intake: Intake, lan: Phone) -> None:
    async with intake.running():
        await rename(intake.database, "inbox", "away")
        await intake.hears(lan, "một")
        await intake.hears(lan, "hai")
        await intake.somebody_asks()
        await rename(intake.database, "away", "inbox")
        await intake.keeps("một", "hai")


async def rename(database: Database, old: str, new: str) -> None:
    async with database.connect_to_write() as connection:
        await connection.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")


FAULTS = {
    "429 in HTML": faults.TOO_FAST,
    "502 in HTML": faults.BAD_GATEWAY,
    "504 in HTML": faults.GATEWAY_TIMEOUT,
    "403 in HTML": faults.WALLED_OFF,
    "internal server error": faults.INTERNAL,
    "quota": faults.OUT_OF_QUOTA,
    "token": faults.refused(401, "Unauthorized"),
    "not found": faults.refused(404, "Not Found"),
    "nothing": faults.EMPTY_BODY,
    "hung up": faults.DROPPED_BEFORE,
    "idle at once": faults.TIMED_OUT,
    "idle in HTML": Fault(status=408, body="<html>"),
    "an empty list": Fault(body='{"ok":true,"result":[]}'),
    "no result": Fault(body='{"ok":true}'),
    "an empty object": Fault(body='{"ok":true,"result":{}}'),
    "a word": Fault(body='{"ok":true,"result":"?"}'),
    "a list of nothing": Fault(body='{"ok":true,"result":[null, 7, {}, []]}'),
}


@pytest.mark.parametrize("what", FAULTS)
async def test_polling_survives_and_does_not_hammer(intake: Intake, what: str, lan: Phone) -> None:
    intake.zalo.server.fail_next("getUpdates", FAULTS[what], times=3)
    async with intake.running():
        await intake.hears(lan, "vẫn nghe")
        await intake.keeps("vẫn nghe")
    assert intake.calls().count("getUpdates") <= 5


async def test_pauses_grow_up_to_a_limit_and_end_with_the_trouble(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    sleep = asyncio.sleep

    async def watched(seconds: float) -> None:
        slept.append(seconds)
        await sleep(0)

    monkeypatch.setattr("bot.intake.zalo_bot_polling.asyncio.sleep", watched)
    intake.zalo.server.fail_next("getUpdates", faults.BAD_GATEWAY, times=8)
    async with intake.running():
        await intake.somebody_asks()
        intake.zalo.server.person().says("chào")
        await intake.keeps("chào")
    assert [round(s * 100, 1) for s in slept if s][:8] == [0.5, 1, 2, 4, 8, 15, 15, 15]


async def test_a_list_of_events_is_taken_too(intake: Intake) -> None:
    events = [event("một"), event("hai")]
    body = json.dumps({"ok": True, "result": events})
    intake.zalo.server.fail_next("getUpdates", Fault(body=body))
    async with intake.running():
        await intake.keeps("một", "hai")


def event(words: str) -> dict[str, Any]:
    lan = "aaaabbbbccccdddd0001"
    message = {"message_id": words.encode().hex(), "from": {"id": lan}, "chat": {"id": lan}}
    return {"event_name": "message.text.received", "message": {**message, "text": words}}


async def test_what_cannot_be_read_is_passed_over(intake: Intake, lan: Phone) -> None:
    async with intake.running():
        await intake.somebody_asks()
        intake.zalo.server.tell("message.text.received", {"text": "không có người gửi"})
        await intake.hears(lan, "có người gửi")
        await intake.keeps("có người gửi")


@pytest.mark.parametrize("idle", [Told.JSON, Told.STATUS])
async def test_silence_is_no_trouble(intake: Intake, lan: Phone, idle: Told) -> None:
    intake.zalo.server.behave(idle=idle)
    async with intake.running():
        async with asyncio.timeout(_WITHIN):
            while intake.calls().count("getUpdates") < 3:
                await intake.polls.opened.wait(1)
        await intake.hears(lan, "sau im lặng")
        await intake.keeps("sau im lặng")
    assert max(intake.polls.gaps()) < _LONGEST_GAP


async def test_a_webhook_from_before_is_taken_down_first(intake: Intake, lan: Phone) -> None:
    hook = {"url": "http://127.0.0.1:9/w", "secret_token": "s" * 8}
    await intake.zalo.ask("setWebhook", **hook)
    async with intake.running():
        await intake.hears(lan, "chào")
        assert intake.calls() == ["setWebhook", "deleteWebhook"]
        await intake.zalo.ask("setWebhook", **hook)  # somebody sets it again
        await intake.hears(lan, "vẫn nghe")
        await intake.keeps("chào", "vẫn nghe")


async def test_a_platform_that_knows_of_no_webhook_is_polled_all_the_same(
    intake: Intake, lan: Phone
) -> None:
    intake.zalo.server.fail_next("deleteWebhook", faults.refused(404, "Not Found"))
    async with intake.running():
        await intake.hears(lan, "chào")
        await intake.keeps("chào")


async def test_a_restart_asks_again_alone(intake: Intake, lan: Phone) -> None:
    for words in ("một", "hai", "ba"):
        async with intake.running():
            await intake.hears(lan, words)
            await intake.somebody_asks()
    assert await intake.kept() == ["một", "hai", "ba"]
    assert intake.polls.most_at_once == 1


async def test_an_event_told_twice_is_kept_once(intake: Intake, lan: Phone) -> None:
    intake.zalo.server.behave(tells_every_event=2, keeps_events=True)
    async with intake.running():
        await intake.hears(lan, "một")
        await intake.hears(lan, "hai")
        await intake.keeps("một", "hai")
