"""How often lessons come unasked to a person, and when the next is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, update
from sqlalchemy.dialects.postgresql import insert as insert_or_update  # SQLite compiles it too
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import withdrawal
from storage.models.learning import Rhythm, Study

_TABLE: Any = Study.__table__  # type: ignore[attr-defined]
_ADD = insert_or_update(Study)
_CHOOSE = _ADD.on_conflict_do_update(
    index_elements=["person_id"],
    set_={name: _ADD.excluded[name] for name in ("rhythm", "hour", "weekday", "next_at")},
)
_COLUMNS: tuple[Any, ...] = tuple(
    _TABLE.c[name] for name in ("person_id", "rhythm", "hour", "weekday", "next_at")
)
_DUE: Any = (
    select(*_COLUMNS)
    .where(_TABLE.c.next_at.is_not(None), _TABLE.c.next_at <= bindparam("now"))
    .order_by(_TABLE.c.next_at, _TABLE.c.person_id)
    .limit(bindparam("most"))
    # Who stops lessons at this moment waits, and then finds the letter that is to be given up.
    .with_for_update(skip_locked=True)
)
_MOVE = (
    update(_TABLE)
    .where(_TABLE.c.person_id.in_(bindparam("ids", expanding=True)))
    .values(next_at=bindparam("moment"))
)


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody whose next lesson is due, and since when."""

    person_id: int
    rhythm: str
    hour: int
    weekday: int | None
    since: datetime


async def find(session: AsyncSession, person_id: int) -> Study | None:
    """What they have chosen; None where they chose nothing yet."""
    rows = await session.exec(
        select(Study)
        .where(col(Study.person_id) == person_id)
        .execution_options(populate_existing=True)  # it is changed past the session
    )
    return rows.one_or_none()


async def choose(
    session: AsyncSession,
    person_id: int,
    rhythm: Rhythm,
    *,
    hour: int,
    weekday: int | None,
    next_at: datetime | None,
) -> None:
    """From now on lessons come like this."""
    row: dict[str, Any] = {
        "person_id": person_id, "rhythm": rhythm.value, "hour": hour, "weekday": weekday,
        "next_at": next_at,
    }  # fmt: skip
    await (await session.connection()).execute(_CHOOSE, row)


async def stop(session: AsyncSession, person_id: int) -> bool:
    """No lesson comes unasked any more, nor one that waits to. Whether any would have come. The
    hour stays, for when they begin again."""
    stopped = await session.exec(
        update(_TABLE)
        .where(_TABLE.c.person_id == person_id, _TABLE.c.rhythm != Rhythm.OFF)
        .values(rhythm=Rhythm.OFF.value, next_at=None)
    )
    await withdrawal.give_up_lessons(session, person_id)
    return bool(stopped.rowcount)


async def due(session: AsyncSession, now: datetime, most: int) -> list[Due]:
    """Whose lesson is due, those who wait longest first. On PostgreSQL they are held."""
    rows = await (await session.connection()).execute(_DUE, {"now": now, "most": most})
    return [Due(row[0], row[1], row[2] or 0, row[3], row[4]) for row in rows]


async def soonest(session: AsyncSession, now: datetime) -> datetime | None:
    """When the next lesson comes by itself to anybody, later than now."""
    found = await session.exec(
        select(func.min(col(Study.next_at))).where(col(Study.next_at) > now)
    )
    return found.one()


async def move_on(session: AsyncSession, moments: Mapping[int, datetime | None]) -> None:
    """When the next is due, by person. Mostly a few moments, however many people."""
    people: dict[datetime | None, list[int]] = {}
    for person_id, moment in moments.items():
        people.setdefault(moment, []).append(person_id)
    connection = await session.connection()
    for moment, ids in people.items():
        await connection.execute(_MOVE, {"ids": ids, "moment": moment})
