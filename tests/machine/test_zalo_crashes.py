"""Killed at any named point on each of Zalo's ways in, on both databases: nothing lost, nothing
applied twice, at most one message said twice for each crash.

One thing the platform makes impossible. A poll hands an event out once, so a kill between its
answer and our disk loses that event: one, for there is never more than one poll. Calm people, who
wait for their answers, show the window exactly; people who all write at once show its bound.
"""

import asyncio
import itertools
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import text

from bot.intake.spool_file import spool_path
from bot.wakeups import Wakeup
from storage.database import Database
from tests.machine.intakes import INTAKES, Intake
from tests.machine.processes import Bot, running_bot

WINDOW = "after-poll"  # the platform has handed an event out, and no disk has it
POINTS = (
    "before-journal",
    "before-journal-commit",
    "after-journal",
    "after-claim",
    "mid-handler",
    "before-handled-commit",
    "after-handled-commit",
    "before-send",
    "after-send",
    "before-recorded-commit",
)
POLLED_POINTS = (WINDOW, "after-spool", *POINTS)
POINTS_OF = {name: POLLED_POINTS if name == "zalo_bot_polling" else POINTS for name in INTAKES}
CASES = [(name, point) for name, points in POINTS_OF.items() for point in points]
INTAKE_POINTS = POLLED_POINTS[:5]  # those an event passes on its way to the inbox
PEOPLE = 4
_DIES_WITHIN = 60.0
_SETTLES_WITHIN = 120.0  # seconds, of a busy machine
_QUESTION = "/help"  # one event, one answer


@dataclass
class Tally:
    """Over all the crashes."""

    crashes: int = 0
    said: Counter[str] = field(default_factory=Counter)
    repeats: int = 0
    worst_repeats: int = 0  # after one crash
    lost: int = 0
    worst_lost: int = 0


class Stage:
    """A platform, a database, four people, and bots that die one after the other."""

    def __init__(self, intake: Intake, database_url: str, *, calm: bool) -> None:
        self.intake = intake
        self.values = {
            **intake.values,
            "database_url": database_url,
            "lease_seconds": 1.5,
            "send_per_second": 10,
        }
        self.database = Database(database_url)
        self.phones: list[Any] = [
            intake.server.person(name=f"P{n}", has_written=True) for n in range(PEOPLE)
        ]
        self.tally = Tally()
        self._calm = calm
        self._turns = itertools.cycle(self.phones)
        self._nothing = Wakeup()
        self._newest = b""

    async def crash(self, point: str, passage: int) -> None:
        """A bot finishes what is left of the crash before, then it dies at the point."""
        armed = (point, passage)
        with running_bot(self.values, point=armed, arms_later=True) as bot:
            await self._recovered()
            bot.arm()
            if not self._calm:
                self._ask(*self.phones)
            died = await self._talk_until_dead(bot)
        self.tally.crashes += 1
        assert died == -signal.SIGKILL
        while self.intake.has_open_poll:  # or somebody would write to the dead
            await self._nothing.wait(0.005)

    async def recover(self) -> None:
        """A bot that lives, after the last crash."""
        with running_bot(self.values) as bot:
            await self._recovered()
            bot.terminate()
            assert await asyncio.to_thread(bot.dies) == 0

    async def _talk_until_dead(self, bot: Bot) -> int | None:
        async with asyncio.timeout(_DIES_WITHIN):
            while (died := await self._dies(bot)) is None:
                self._ask(next(self._turns))
        return died

    async def _dies(self, bot: Bot) -> int | None:
        """Whether it does before the next question: calm people wait for their answer."""
        if not self._calm:
            return await asyncio.to_thread(bot.dies, 0.3)
        while bot.is_alive and not await self._is_answered():
            await self._nothing.wait(0.03)
        return None if bot.is_alive else await asyncio.to_thread(bot.dies)

    async def _recovered(self) -> None:
        """Whatever was handed out before this last question is in the inbox when it is."""
        async with asyncio.timeout(_SETTLES_WITHIN):
            while not self.intake.is_open:
                await self._nothing.wait(0.03)
            self._ask(self.phones[0])
            while not await self._is_answered():
                await self._nothing.wait(0.03)
        await self._count()

    async def _count(self) -> None:
        tally, effects = self.tally, await self.effects()
        assert effects <= tally.said, "something was applied twice"
        lost = tally.said.total() - effects.total()
        repeats = sum(len(phone.received) for phone in self.phones) - effects.total()
        tally.worst_lost = max(tally.worst_lost, lost - tally.lost)
        tally.worst_repeats = max(tally.worst_repeats, repeats - tally.repeats)
        tally.lost, tally.repeats = lost, repeats

    async def effects(self) -> Counter[str]:
        """How often each person's questions took effect: one letter is written for each."""
        query = text("SELECT recipient, count(*) FROM outbox GROUP BY recipient")
        async with self.database.engine.connect() as connection:
            return Counter({row[0]: row[1] for row in await connection.execute(query)})

    async def _is_answered(self) -> bool:
        """Whether the newest question has come in, and nothing is left to do."""
        newest = text("SELECT body FROM inbox ORDER BY id DESC LIMIT 20")
        open_rows = text(
            "SELECT (SELECT count(*) FROM inbox WHERE state = 'pending')"
            " + (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending'))"
        )
        if self.intake.is_busy:
            return False
        async with self.database.engine.connect() as connection:
            bodies = (await connection.execute(newest)).scalars().all()
            waiting = (await connection.execute(open_rows)).scalar_one()
        return not waiting and any(self._newest in bytes(body) for body in bodies)

    def _ask(self, *phones: Any) -> None:
        for phone in phones:
            self._newest = str(phone.says(_QUESTION).id).encode()
            self.tally.said[phone.id] += 1


@asynccontextmanager
async def open_stage(name: str, database_url: str, *, calm: bool = False) -> AsyncIterator[Stage]:
    stage = Stage(await INTAKES[name](), database_url, calm=calm)
    try:
        yield stage
    finally:
        await stage.intake.server.stop()
        await stage.database.close()


def judge(stage: Stage, name: str, what: str, lost_at_most: int) -> None:
    """`lost_at_most` after one crash."""
    tally = stage.tally
    assert tally.worst_lost <= lost_at_most
    assert tally.worst_repeats <= 1
    path = spool_path(stage.database)
    assert not list(path.parent.glob(f"{path.name}-*"))
    print(
        f"{name}, {stage.database.engine.dialect.name}, {what}: {tally.crashes} crashes, "
        f"{tally.said.total()} events, {tally.lost} lost, 0 twice, "
        f"{tally.repeats} repeated messages"
    )


async def crash_often(name: str, point: str, database_url: str, times: int) -> None:
    """Everybody writes at once."""
    async with open_stage(name, database_url) as stage:
        for number in range(times):
            await stage.crash(point, 1 + number % 3)
        await stage.recover()
        judge(stage, name, point, lost_at_most=1 if stage.intake.is_polled else 0)


async def crash_in_calm(point: str, database_url: str, times: int) -> None:
    """One event at a time: what a kill costs, it costs at exactly this point."""
    async with open_stage("zalo_bot_polling", database_url, calm=True) as stage:
        for number in range(times):
            await stage.crash(point, 1 + number % 3)
        await stage.recover()
        judge(stage, "zalo_bot_polling", f"{point}, calm", lost_at_most=1)
        assert stage.tally.lost == (times if point == WINDOW else 0)


@pytest.mark.parametrize("name", INTAKES)
async def test_a_crash_at_each_point_loses_nothing_and_applies_nothing_twice(
    name: str, database_url: str
) -> None:
    async with open_stage(name, database_url) as stage:
        for number, point in enumerate(POINTS_OF[name]):
            await stage.crash(point, 1 + number % 3)
        await stage.recover()
        judge(stage, name, "each point", lost_at_most=1 if stage.intake.is_polled else 0)


@pytest.mark.parametrize("point", INTAKE_POINTS)
async def test_a_kill_costs_the_one_event_that_a_poll_brings_and_no_other(
    sqlite_database_url: str, point: str
) -> None:
    await crash_in_calm(point, sqlite_database_url, times=1)


@pytest.mark.matrix
@pytest.mark.parametrize(("name", "point"), CASES)
async def test_25_crashes_lose_nothing_and_apply_nothing_twice(
    name: str, point: str, database_url: str
) -> None:
    await crash_often(name, point, database_url, times=25)


@pytest.mark.matrix
@pytest.mark.parametrize("point", INTAKE_POINTS)
async def test_25_kills_cost_the_one_event_that_a_poll_brings_and_no_other(
    database_url: str, point: str
) -> None:
    await crash_in_calm(point, database_url, times=25)
