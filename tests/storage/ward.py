"""A small ward to test with: a moment, people, an open report. Made by the storage functions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy import event
from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.periods import Cadence, Period
from content.roles import Role
from content.words import LOCAL_ZONE
from storage import obligations, people, units
from storage.database import Database
from storage.models import Obligation
from storage.people import Person

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=LOCAL_ZONE)
YEAR = Period(Cadence.YEAR, 2026, 12)
UNIT = "TTPVHCC"


def at(text: str) -> datetime:
    """ "2026-12-10 08:00", local time."""
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL_ZONE)


def day(text: str) -> date:
    return date.fromisoformat(text)


async def someone(session: AsyncSession, chat: str = "1") -> Person:
    return await people.recognise(session, "telegram", chat, now=NOW)


async def focal_point(session: AsyncSession, unit_code: str = UNIT, chat: str = "1") -> Person:
    """Somebody who reports for a unit; the unit is there already."""
    person = await someone(session, chat)
    await people.grant(session, person.id, Role.FOCAL_POINT, unit_code=unit_code, now=NOW)
    return await someone(session, chat)


async def open_year(session: AsyncSession, plan: Plan, period: Period = YEAR) -> None:
    await units.sync(session, plan.units)
    await obligations.open_period(session, plan, period, NOW)


async def owed(session: AsyncSession, unit_code: str = UNIT) -> Obligation:
    """The most urgent report of a unit."""
    return (await obligations.owed_by(session, [unit_code]))[0]


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """What the block says to the database."""
    said: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            said.append(statement)

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", listen)
