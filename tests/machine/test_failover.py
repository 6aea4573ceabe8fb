"""Two real processes on one database: when the leader dies or sleeps, the other one sends on."""

import asyncio
import signal
from collections.abc import AsyncIterator
from itertools import pairwise
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.app import Part
from bot.clock import Clock
from bot.sandbox.phones import Phone
from bot.sandbox.telegram import TOKEN, TelegramServer
from bot.wakeups import Wakeup
from storage import outbox, people
from storage.database import Database
from storage.outbox import Letter
from tests.machine.processes import running_bot

_LEASE = 1.0  # seconds
_LETTERS = 40
_SENDER = frozenset({Part.SENDER})


class Relay:
    """Letters in a database, people who read, and the settings of a process that sends."""

    def __init__(self, server: TelegramServer, database_url: str) -> None:
        self.server = server
        self.database = Database(database_url)
        self.phones: list[Phone] = []
        self.values: dict[str, Any] = {
            "telegram_token": TOKEN,
            "telegram_api_url": server.url,
            "database_url": database_url,
            "lease_seconds": _LEASE,
        }

    async def queue(self, many: int) -> None:
        """One letter each to so many new people."""
        now = Clock().now()
        first = len(self.phones) + 1
        keys = [("telegram", str(number)) for number in range(first, first + many)]
        self.phones += [self.server.person(int(n), "P", has_started=True) for _, n in keys]
        async with self.database.write() as session:
            known = await people.recognise_all(session, keys, now)
            letters = [Letter("telegram", known[key].address.id, key[1], {"text": "x"})
                       for key in keys]  # fmt: skip
            await outbox.add(session, letters, now)

    async def all_sent(self) -> None:
        await self._until("SELECT count(*) FROM outbox WHERE state IN ('pending','sending')", 0)

    async def heard(self, many: int) -> None:
        async with asyncio.timeout(60):
            while len(self.sent_at) < many:
                await self.server.world.changed.wait(0.1)

    @property
    def sent_at(self) -> list[float]:
        return [call.at for call in self.server.calls if call.method == "sendmessage"]

    @property
    def repeats(self) -> int:
        """Messages beyond the one each person was to get. Nobody got none."""
        counts = [len(phone.received) for phone in self.phones]
        assert min(counts) == 1
        return sum(counts) - len(counts)

    async def _until(self, query: str, answer: int) -> None:
        nothing = Wakeup()
        async with asyncio.timeout(30):
            while True:
                async with self.database.engine.connect() as connection:
                    if (await connection.execute(text(query))).scalar_one() == answer:
                        return
                await nothing.wait(0.02)


@pytest_asyncio.fixture
async def relay(database_url: str) -> AsyncIterator[Relay]:
    server = TelegramServer(Clock().now)
    await server.start()
    opened = Relay(server, database_url)
    yield opened
    await opened.database.close()
    await server.stop()


async def replace_a_killed_leader(relay: Relay) -> float:
    """How long nothing was sent."""
    done = len(relay.sent_at)
    with running_bot(relay.values, parts=_SENDER) as leader:
        await relay.queue(_LETTERS)
        await relay.heard(done + 3)
        with running_bot(relay.values, parts=_SENDER) as other:
            await relay.heard(done + 10)
            leader.kill()
            await relay.all_sent()
            other.terminate()
            assert await asyncio.to_thread(other.dies) == 0
    times = relay.sent_at[done:]
    return max(later - earlier for earlier, later in pairwise(times))


async def outlive_a_sleeping_leader(relay: Relay) -> None:
    """It sleeps past its lease, wakes up in the middle of things, and has nothing to say."""
    done = len(relay.sent_at)
    with running_bot(relay.values, parts=_SENDER) as leader:
        await relay.queue(_LETTERS)
        await relay.heard(done + 3)
        with running_bot(relay.values, parts=_SENDER) as other:
            await relay.heard(done + 10)
            leader.signal(signal.SIGSTOP)
            await relay.heard(done + 20)
            leader.signal(signal.SIGCONT)
            await relay.queue(5)
            await relay.all_sent()
            for bot in (leader, other):
                bot.terminate()
                assert await asyncio.to_thread(bot.dies) == 0


async def test_the_other_sends_on_when_the_leader_is_killed(relay: Relay) -> None:
    gap = await replace_a_killed_leader(relay)
    assert relay.repeats <= 1
    assert gap < _LEASE + 4.0


async def test_a_leader_that_slept_past_its_lease_repeats_nothing(relay: Relay) -> None:
    await outlive_a_sleeping_leader(relay)
    assert relay.repeats <= 1  # what was on the wire when it fell asleep, marked as sent again


@pytest.mark.matrix
async def test_25_killed_and_25_sleeping_leaders(relay: Relay) -> None:
    gaps, before = [], 0
    for number in range(25):
        gaps.append(await replace_a_killed_leader(relay))
        assert relay.repeats - before <= 1, number
        before = relay.repeats
    killed = before
    for number in range(25):
        await outlive_a_sleeping_leader(relay)
        assert relay.repeats - before <= 1, number
        before = relay.repeats
    print(f"25 killed: {killed} repeated, longest silence {max(gaps):.1f} s; "
          f"25 asleep: {before - killed} repeated, 0 lost")  # fmt: skip
