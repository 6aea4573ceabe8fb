"""Hundreds of people wait for their lesson at one hour: each gets one, a few in a transaction."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, update
from sqlmodel import func, select

from bot.clock import StoppedClock
from bot.schedule import Schedule
from bot.shelf import Shelf
from bot.wakeups import Wakeup
from content.catalogue import Plan
from content.channels import TELEGRAM
from handlers.citizen.daily import BATCH, School, send_lessons
from storage import outbox, people
from storage.database import Database
from storage.models import Learner, LessonMail, OutboxRow, PersonRow, Study
from storage.outbox import Priority
from tests.lessons import small_library
from tests.storage.ward import at, statements

MANY = 500
EVENING = at("2026-12-05 19:00")  # a Saturday


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(small_library(tmp_path))


async def enrol(database: Database, count: int, next_at: datetime = EVENING) -> None:
    """So many people who learn each day at seven in the evening."""
    async with database.write() as session:
        keys = [(TELEGRAM, str(number)) for number in range(1, count + 1)]
        known = await people.recognise_all(session, keys, EVENING)
        ids = [person.id for person in known.values()]
        connection = await session.connection()
        await connection.execute(update(PersonRow).values(consented_at=EVENING))
        learners = [{"person_id": id_, "created_at": EVENING} for id_ in ids]
        await connection.execute(insert(Learner), learners)
        studies = [
            {"person_id": id_, "rhythm": "daily", "hour": 19, "next_at": next_at} for id_ in ids
        ]
        await connection.execute(insert(Study), studies)


def schedule(database: Database, plan: Plan, shelf: Shelf, owner: str = "one") -> Schedule:
    return Schedule(
        database, plan, shelf, StoppedClock(EVENING), Wakeup(),
        channels=[TELEGRAM], owner=owner, lease_seconds=90,
    )  # fmt: skip


async def lessons(database: Database) -> tuple[int, int]:
    """How many letters there are, and to how many chats."""
    async with database.read() as session:
        rows = await session.exec(
            select(func.count(), func.count(OutboxRow.recipient.distinct())).where(  # type: ignore[attr-defined]
                OutboxRow.priority == Priority.BULK
            )
        )
        letters, chats = rows.one()
        return letters, chats


async def test_each_gets_one_lesson_and_the_next_is_tomorrow(
    database: Database, plan: Plan, shelf: Shelf
) -> None:
    await enrol(database, MANY)
    assert await schedule(database, plan, shelf).send_lessons() == MANY
    assert await lessons(database) == (MANY, MANY)
    assert await schedule(database, plan, shelf).send_lessons() == 0
    async with database.read() as session:
        moments = set((await session.exec(select(Study.next_at))).all())
    assert moments == {EVENING + timedelta(days=1)}


async def test_two_who_send_at_once_send_nothing_twice(
    database: Database, plan: Plan, shelf: Shelf
) -> None:
    await enrol(database, MANY)
    both = [schedule(database, plan, shelf, owner) for owner in ("one", "two")]
    assert sum(await asyncio.gather(*(one.send_lessons() for one in both))) == MANY
    assert await lessons(database) == (MANY, MANY)


async def test_a_batch_takes_as_many_statements_for_many_as_for_few(
    database: Database, plan: Plan, shelf: Shelf
) -> None:
    """No query for each person."""
    await enrol(database, 2 * BATCH)
    school = School(plan, shelf.now.library)
    said = []
    for limit in (3, BATCH):
        with statements(database) as heard:
            async with database.write() as session:
                assert await send_lessons(session, school, EVENING, limit=limit) == limit
        said.append(len(heard))
    assert said[0] == said[1]


async def test_what_was_noted_but_not_committed_is_sent_later_once(
    database: Database, plan: Plan, shelf: Shelf
) -> None:
    await enrol(database, BATCH)

    async def die() -> None:
        async with database.write() as session:
            await send_lessons(session, School(plan, shelf.now.library), EVENING)
            raise RuntimeError("the plug is pulled")

    with pytest.raises(RuntimeError):
        await die()
    assert await lessons(database) == (0, 0)
    await schedule(database, plan, shelf).send_lessons()
    assert await lessons(database) == (BATCH, BATCH)


async def test_others_write_in_between(database: Database, plan: Plan, shelf: Shelf) -> None:
    """Somebody who writes while lessons are queued waits for one batch, not for all."""
    await enrol(database, MANY)
    seen: list[int] = []

    async def write() -> None:
        async with database.connect_to_write() as connection:
            seen.append(await outbox.waiting(connection))

    async def keep_writing() -> None:
        while not seen or seen[-1] < MANY:
            await write()
            await asyncio.sleep(0)

    await asyncio.gather(schedule(database, plan, shelf).send_lessons(), keep_writing())
    assert len({count for count in seen if 0 < count < MANY}) >= 2


async def test_a_mail_is_noted_for_each(database: Database, plan: Plan, shelf: Shelf) -> None:
    await enrol(database, 3)
    await schedule(database, plan, shelf).send_lessons()
    async with database.read() as session:
        mails = (await session.exec(select(LessonMail))).all()
    first = shelf.now.library.path[0]
    assert [(mail.lesson_id, mail.is_review) for mail in mails] == [(first, False)] * 3
    assert {mail.on_day for mail in mails} == {EVENING.date()}
