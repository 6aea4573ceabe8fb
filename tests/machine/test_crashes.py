"""Killed at any named point, on both databases: nothing lost, nothing applied twice, and at most
one message said twice for each crash.
"""

import asyncio
import itertools
import signal
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.clock import Clock
from bot.sandbox.phones import Phone
from bot.sandbox.telegram import TOKEN, TelegramServer
from storage.database import Database
from tests.machine.processes import running_bot

POINTS = (
    "after-poll",
    "before-journal",
    "before-journal-commit",
    "after-journal",
    "before-offset",
    "after-claim",
    "mid-handler",
    "before-handled-commit",
    "after-handled-commit",
    "before-send",
    "after-send",
    "before-recorded-commit",
)
PEOPLE = 4
_DIES_WITHIN = 30.0
_SETTLES_WITHIN = 60.0
_QUESTION = "/help"  # one update, one answer


@dataclass
class Tally:
    """What people said and saw, over all the crashes."""

    crashes: int = 0
    said: Counter[int] = field(default_factory=Counter)
    repeats: int = 0
    worst: int = 0  # repeats after one crash


class Stage:
    """A server, a database, four people, and a bot that keeps dying."""

    def __init__(self, server: TelegramServer, url: str, database_url: str) -> None:
        self.server = server
        self.values: dict[str, Any] = {
            "telegram_token": TOKEN,
            "telegram_api_url": url,
            "database_url": database_url,
            "lease_seconds": 1.0,
        }
        self.database = Database(database_url)
        self.phones: list[Phone] = [server.person(n + 1, f"P{n}") for n in range(PEOPLE)]
        self.tally = Tally()

    async def crash(self, point: str, passage: int) -> None:
        """Everybody asks, then one after the other, until the bot dies at the point."""
        turns = itertools.cycle(self.phones)
        with running_bot(self.values, point=(point, passage)) as bot:
            self.ask(*self.phones)
            async with asyncio.timeout(_DIES_WITHIN):
                while (died := await asyncio.to_thread(bot.dies, 0.3)) is None:
                    self.ask(next(turns))
        self.tally.crashes += 1
        assert died == -signal.SIGKILL

    async def recover(self) -> None:
        """A bot that lives; wait until everything said has been answered."""
        with running_bot(self.values) as bot:
            async with asyncio.timeout(_SETTLES_WITHIN):
                while not await self.server.updates.polled.wait(1.0):
                    pass  # still starting
                while await self._unanswered():
                    await self.phones[0].chat.changed.wait(0.02)
            bot.terminate()
            assert await asyncio.to_thread(bot.dies) == 0
        repeats = sum(len(p.received) for p in self.phones) - self.tally.said.total()
        self.tally.worst = max(self.tally.worst, repeats - self.tally.repeats)
        self.tally.repeats = repeats

    async def effects(self) -> Counter[int]:
        """How often each person's questions took effect: one letter is written for each."""
        query = text("SELECT recipient, count(*) FROM outbox GROUP BY recipient")
        async with self.database.engine.connect() as connection:
            return Counter({int(who): count for who, count in await connection.execute(query)})

    async def _unanswered(self) -> bool:
        open_rows = text(
            "SELECT (SELECT count(*) FROM inbox WHERE state = 'pending')"
            " + (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending'))"
        )
        if len(self.server.updates):
            return True
        async with self.database.engine.connect() as connection:
            return bool((await connection.execute(open_rows)).scalar_one())

    def ask(self, *phones: Phone) -> None:
        for phone in phones:
            phone.says(_QUESTION)
            self.tally.said[phone.id] += 1


@pytest_asyncio.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    server = TelegramServer(Clock().now)
    url = await server.start()
    opened = Stage(server, url, database_url)
    yield opened
    await opened.database.close()
    await server.stop()


async def crash_and_judge(stage: Stage, point: str, times: int) -> None:
    for number in range(times):
        await stage.crash(point, 1 + number % 3)
        await stage.recover()
    assert await stage.effects() == stage.tally.said
    assert all(len(phone.received) >= stage.tally.said[phone.id] for phone in stage.phones)
    assert stage.tally.worst <= 1
    print(f"{point}: {stage.tally.crashes} crashes, 0 lost, 0 twice, "
          f"{stage.tally.repeats} repeated messages")  # fmt: skip


@pytest.mark.parametrize("point", POINTS)
async def test_a_crash_loses_nothing_and_applies_nothing_twice(stage: Stage, point: str) -> None:
    await crash_and_judge(stage, point, times=1)


@pytest.mark.matrix
@pytest.mark.parametrize("point", POINTS)
async def test_25_crashes_lose_nothing_and_apply_nothing_twice(stage: Stage, point: str) -> None:
    await crash_and_judge(stage, point, times=25)
