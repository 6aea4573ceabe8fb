"""Tens of thousands of people who wait for their lesson, in a database."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select, update

from benchmarks.ward import CHANNEL, found
from content.library import Library
from content.spacing import begun
from storage.database import Database
from storage.models import (
    AddressRow,
    Learner,
    LessonMail,
    LessonProgress,
    PersonRow,
    ReviewCard,
    Rhythm,
    Study,
)

HOUR = 19
_FINISHED = 10  # lessons, by everybody
_DUE_FOR = 3  # every third has a card that is due
_AT_ONCE = 5_000  # rows in a statement
_UNIT = "BENCH"


async def enrol(
    database_url: str, chats: range, others: range, library: Library, now: datetime
) -> None:
    """A new database. Those in `chats` learn each day; the `others` only write to us."""
    await found(database_url, [_UNIT])
    database = Database(database_url)
    await _add(database, PersonRow, (_person(chat, now) for chat in (*chats, *others)))
    ids = await _ids(database, PersonRow.id, PersonRow.id)
    by_chat = dict(zip((*chats, *others), sorted(ids.values()), strict=True))
    await _add(database, AddressRow, (_address(by_chat[c], c, now) for c in by_chat))
    people = [by_chat[chat] for chat in chats]
    await _add(database, Learner, ({"person_id": id_, "created_at": now} for id_ in people))
    learner = await _ids(database, Learner.person_id, Learner.id)
    await _add(database, Study, (_study(id_, learner[id_], now) for id_ in people))
    known = library.path[:_FINISHED]
    learners = sorted(learner.values())
    await _add(database, LessonProgress, (_progress(x, y, now) for x in learners for y in known))
    await _add(database, ReviewCard, (_card(x, y, now) for x in learners for y in known))
    await database.close()


async def fall_due(database: Database, now: datetime) -> None:
    """It is seven in the evening."""
    async with database.connect_to_write() as connection:
        await connection.execute(update(Study).values(next_at=now))


async def written(database: Database) -> int:
    """How many have their lesson on its way: ids of mails have no gaps here."""
    async with database.engine.connect() as connection:
        newest = await connection.execute(select(func.max(LessonMail.id)))
        return newest.scalar_one() or 0


def zone_where_it_is_evening(now: datetime) -> str:
    """Whatever the clock says: there is a place where it is seven in the evening."""
    ahead = (HOUR - now.astimezone(UTC).hour + 11) % 24 - 11  # -11 to 12 hours
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def local(now: datetime) -> datetime:
    return now.astimezone(ZoneInfo(zone_where_it_is_evening(now)))


async def _add(database: Database, table: Any, rows: Any) -> None:
    batch: list[dict[str, Any]] = []
    async with database.connect_to_write() as connection:
        for row in rows:
            batch.append(row)
            if len(batch) == _AT_ONCE:
                await connection.execute(insert(table), batch)
                batch = []
        if batch:
            await connection.execute(insert(table), batch)


async def _ids(database: Database, key: Any, value: Any) -> dict[int, int]:
    async with database.engine.connect() as connection:
        rows = await connection.execute(select(key, value))
        return {row[0]: row[1] for row in rows}


def _person(_chat: int, now: datetime) -> dict[str, Any]:
    return {"language": "vi", "created_at": now, "consented_at": now}


def _address(person_id: int, chat: int, now: datetime) -> dict[str, Any]:
    return {
        "person_id": person_id, "channel": CHANNEL, "external_id": str(chat),
        "created_at": now, "heard_at": now,
    }  # fmt: skip


def _study(person_id: int, learner_id: int, now: datetime) -> dict[str, Any]:
    return {
        "person_id": person_id, "learner_id": learner_id, "rhythm": Rhythm.DAILY.value,
        "hour": HOUR, "next_at": now + timedelta(days=1),
    }  # fmt: skip


def _progress(learner_id: int, lesson_id: str, now: datetime) -> dict[str, Any]:
    return {
        "learner_id": learner_id, "lesson_id": lesson_id, "opened_at": now, "finished_at": now,
        "answers": {"0a1b2c": True, "1a2b3c": True, "2a3b4c": False},
    }  # fmt: skip


def _card(learner_id: int, lesson_id: str, now: datetime) -> dict[str, Any]:
    memory = begun((now - timedelta(days=5)).date())
    is_due = learner_id % _DUE_FOR == 0
    return {
        "learner_id": learner_id, "lesson_id": lesson_id, "stability": memory.stability,
        "difficulty": memory.difficulty, "state": 2, "reviews": 1,
        "reviewed_at": now - timedelta(days=5),
        "due": now - timedelta(days=3) if is_due else now + timedelta(days=20),
    }  # fmt: skip
