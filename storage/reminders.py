"""What was said to whom about which report. A step is said once, and a person once a day."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert as insert_or_skip  # SQLite compiles it as well
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import Digest, Obligation, PersonRow, Reminder
from storage.obligations import OWED

_ADD_DIGEST = (
    insert_or_skip(Digest)
    .on_conflict_do_nothing(index_elements=["person_id", "on_day"])
    .returning(col(Digest.person_id), col(Digest.id))
)
_ADD = (
    insert_or_skip(Reminder)
    .on_conflict_do_nothing(index_elements=["obligation_id", "person_id", "step", "due"])
    .returning(col(Reminder.obligation_id), col(Reminder.person_id), col(Reminder.step))
)


@dataclass(frozen=True, slots=True)
class Said:
    """One step of reminding one person of one obligation, for the due day it spoke of."""

    obligation_id: int
    person_id: int
    step: str
    due: date
    digest_id: int | None = None
    was_skipped: bool = False


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder as it is looked back on."""

    person_id: int
    name: str | None
    unit_code: str
    cadence: str
    period: str
    step: str
    was_skipped: bool
    at: datetime


async def digest(session: AsyncSession, person_id: int, on_day: date, now: datetime) -> int | None:
    """The id of a person's message of this day; None if they have had theirs."""
    return (await digests(session, [person_id], on_day, now)).get(person_id)


async def digests(
    session: AsyncSession, person_ids: Iterable[int], on_day: date, now: datetime
) -> dict[int, int]:
    """The same for many, by person; without those who have had theirs."""
    rows = [
        {"person_id": person_id, "on_day": on_day, "created_at": now}
        for person_id in sorted(set(person_ids))
    ]
    if not rows:
        return {}
    added = await (await session.connection()).execute(_ADD_DIGEST, rows)
    return {row.person_id: row.id for row in added}


async def record(session: AsyncSession, said: Sequence[Said], now: datetime) -> list[Said]:
    """Note these steps; returns those that were not noted before."""
    if not said:
        return []
    rows = [{**asdict(step), "created_at": now} for step in said]
    added = await (await session.connection()).execute(_ADD, rows)
    new = {tuple(row) for row in added}
    return [step for step in said if (step.obligation_id, step.person_id, step.step) in new]


async def last_reminded(
    session: AsyncSession, obligation_ids: Collection[int]
) -> dict[int, datetime]:
    """When each of these was last spoken of; without those that never were."""
    rows = await session.exec(
        select(Reminder.obligation_id, func.max(Reminder.created_at))
        .where(
            col(Reminder.obligation_id).in_(obligation_ids), col(Reminder.was_skipped).is_(False)
        )
        .group_by(col(Reminder.obligation_id))
    )
    return dict(rows.all())


async def said_today(session: AsyncSession, step: str) -> set[tuple[int, int, date]]:
    """To whom this step of a day was said, of what is not here yet: obligation, person, and the
    due day spoken of. No list of ids goes in: a city has more than a query may carry."""
    rows = await session.exec(
        select(Reminder)
        .join(Obligation, col(Obligation.id) == col(Reminder.obligation_id))
        .where(col(Obligation.state).in_(OWED), Reminder.step == step)
    )
    return {(said.obligation_id, said.person_id, said.due) for said in rows}


async def obligations_of_digest(session: AsyncSession, digest_id: int) -> list[Obligation]:
    """What a reminder message spoke of, as it stands today, most urgent first."""
    spoken_of = select(Reminder.obligation_id).where(
        Reminder.digest_id == digest_id, col(Reminder.was_skipped).is_(False)
    )
    rows = await session.exec(
        select(Obligation)
        .where(col(Obligation.id).in_(spoken_of))
        .order_by(col(Obligation.due), col(Obligation.unit_code))
    )
    return list(rows.all())


_LOOK_BACK = (
    select(Reminder, Obligation, PersonRow.name)
    .join(Obligation, col(Obligation.id) == col(Reminder.obligation_id))
    .join(PersonRow, col(PersonRow.id) == col(Reminder.person_id))
)


async def newest(session: AsyncSession, most: int) -> list[Reminded]:
    """What was said last, the newest first; without steps that were skipped."""
    rows = await session.exec(
        _LOOK_BACK.where(col(Reminder.was_skipped).is_(False))
        .order_by(col(Reminder.id).desc())
        .limit(most)
    )
    return [_reminded(reminder, obligation, name) for reminder, obligation, name in rows]


async def of_obligations(
    session: AsyncSession, obligation_ids: Collection[int], most: int
) -> list[Reminded]:
    """What was said of these, the newest first; without steps that were skipped."""
    rows = await session.exec(
        _LOOK_BACK.where(
            col(Reminder.obligation_id).in_(obligation_ids), col(Reminder.was_skipped).is_(False)
        )
        .order_by(col(Reminder.id).desc())
        .limit(most)
    )
    return [_reminded(reminder, obligation, name) for reminder, obligation, name in rows]


def _reminded(reminder: Reminder, obligation: Obligation, name: str | None) -> Reminded:
    return Reminded(
        person_id=reminder.person_id,
        name=name,
        unit_code=obligation.unit_code,
        cadence=obligation.cadence,
        period=obligation.period,
        step=reminder.step,
        was_skipped=reminder.was_skipped,
        at=reminder.created_at,
    )
