"""Several processes tick at the same moment: each reminder is said once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime

import pytest_asyncio
from sqlalchemy import text

from bot.clock import StoppedClock
from bot.schedule import Schedule
from bot.wakeups import Wakeup
from content.catalogue import Plan
from content.channels import TELEGRAM
from content.periods import Cadence
from content.roles import Role
from content.words import LOCAL_ZONE
from storage import people, units
from storage.database import Database
from tests.lessons import wards_shelf

_REPLICAS = 3
_MOMENTS = ("2026-12-10 08:00", "2026-12-10 08:01", "2026-12-15 08:00", "2026-12-18 08:00")


class Replicas:
    """Schedules that know nothing of each other but the database."""

    def __init__(self, database_url: str, plan: Plan) -> None:
        self.clock = StoppedClock(datetime(2026, 12, 1, 9, tzinfo=LOCAL_ZONE))
        self.databases = [Database(database_url) for _ in range(_REPLICAS)]
        self.schedules = [
            Schedule(
                database,
                plan,
                wards_shelf(),
                self.clock,
                Wakeup(),
                channels=[TELEGRAM],
                owner=str(n),
                lease_seconds=15,
            )
            for n, database in enumerate(self.databases)
        ]

    async def tick(self, moment: str) -> None:
        """All at once, without even asking who leads; then once more, as the next minute does."""
        self.clock.move_to(datetime.fromisoformat(moment).replace(tzinfo=LOCAL_ZONE))
        together = (schedule.do_due() for schedule in self.schedules)
        await asyncio.gather(*together, return_exceptions=True)
        await self.schedules[0].do_due()

    async def look(self, query: str) -> list[tuple[object, ...]]:
        async with self.databases[0].engine.connect() as connection:
            return [tuple(row) for row in await connection.execute(text(query))]


@pytest_asyncio.fixture
async def replicas(database_url: str, plan: Plan) -> AsyncIterator[Replicas]:
    opened = Replicas(database_url, plan)
    now = opened.clock.now()
    async with opened.databases[0].write() as session:
        await units.sync(session, plan.units)
        for number, unit in enumerate(plan.reporting_units(Cadence.YEAR), start=1):
            person = await people.recognise(session, "telegram", str(number), now=now)
            await people.record_consent(session, person.id, "test", now)
            await people.grant(session, person.id, Role.FOCAL_POINT, unit_code=unit, now=now)
    yield opened
    for database in opened.databases:
        await database.close()


async def test_three_that_tick_at_once_say_each_reminder_once(replicas: Replicas) -> None:
    for moment in _MOMENTS:
        await replicas.tick(moment)
    letters = await replicas.look(
        "SELECT recipient, subject, count(*) FROM outbox GROUP BY recipient, subject"
    )
    assert letters
    assert {count for _, _, count in letters} == {1}
    twice = await replicas.look(
        "SELECT person_id, on_day FROM digest GROUP BY person_id, on_day HAVING count(*) > 1"
    )
    assert twice == []
    said = await replicas.look("SELECT count(*) FROM digest")
    assert said == [(len(letters),)]
