"""The one message about learning that goes out unasked to a person on a day."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or_skip  # SQLite compiles it as well
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import Digest, OutboxRow
from storage.models.learning import Learner, LessonMail, LessonProgress
from storage.models.machine import OutboxState
from storage.outbox import Priority
from storage.people import Address

_LEARNER: Any = Learner.__table__  # type: ignore[attr-defined]
_MAIL: Any = LessonMail.__table__  # type: ignore[attr-defined]
_PROGRESS: Any = LessonProgress.__table__  # type: ignore[attr-defined]
_LETTER: Any = OutboxRow.__table__  # type: ignore[attr-defined]
_DIGEST: Any = Digest.__table__  # type: ignore[attr-defined]

_SERVED = select(func.max(_MAIL.c.id)).where(_MAIL.c.learner_id == _LEARNER.c.id).scalar_subquery()
_LEARNERS = (
    select(
        _LEARNER.c.id,
        _LEARNER.c.person_id,
        _LEARNER.c.name,
        _LEARNER.c.is_elder,
        _SERVED.label("served"),
    )
    .where(_LEARNER.c.person_id.in_(bindparam("ids", expanding=True)))
    .order_by(_LEARNER.c.person_id, func.coalesce(_SERVED, 0), _LEARNER.c.id)
)
# One row a learner: sixty lessons each would be many thousand rows a batch.
_FINISHED = (
    select(
        _PROGRESS.c.learner_id,
        func.aggregate_strings(_PROGRESS.c.lesson_id, " "),
    )
    .where(
        _PROGRESS.c.learner_id.in_(bindparam("ids", expanding=True)),
        _PROGRESS.c.finished_at.is_not(None),
    )
    .group_by(_PROGRESS.c.learner_id)
)
_HAD_DIGEST = select(_DIGEST.c.person_id).where(
    _DIGEST.c.person_id.in_(bindparam("ids", expanding=True)),
    _DIGEST.c.on_day == bindparam("today"),
)
_HAD_LETTER = select(_LETTER.c.recipient).where(
    _LETTER.c.channel == bindparam("channel"),
    _LETTER.c.recipient.in_(bindparam("recipients", expanding=True)),
    _LETTER.c.created_at >= bindparam("since"),
    _LETTER.c.priority >= Priority.REMINDER,
    _LETTER.c.state != OutboxState.FAILED,
)
_ADD = (
    insert_or_skip(LessonMail)
    .on_conflict_do_nothing(index_elements=["person_id", "on_day"])
    .returning(_MAIL.c.person_id)
)


@dataclass(frozen=True, slots=True)
class Pupil:
    """A learner as a message to their phone needs them."""

    id: int
    person_id: int
    name: str | None
    is_elder: bool = False


@dataclass(frozen=True, slots=True)
class Mailed:
    """What goes out unasked: the lesson, or a question about it."""

    person_id: int
    learner_id: int
    lesson_id: str
    is_review: bool


async def pupils(session: AsyncSession, person_ids: Collection[int]) -> dict[int, list[Pupil]]:
    """Who learns on these people's phones; whose turn it is comes first."""
    rows = await (await session.connection()).execute(_LEARNERS, {"ids": list(person_ids)})
    found: dict[int, list[Pupil]] = {}
    for id_, person_id, name, is_elder, _served in rows:
        found.setdefault(person_id, []).append(Pupil(id_, person_id, name, bool(is_elder)))
    return found


async def finished(session: AsyncSession, learner_ids: Collection[int]) -> dict[int, set[str]]:
    """The lessons that each of these has finished."""
    rows = await (await session.connection()).execute(_FINISHED, {"ids": list(learner_ids)})
    return {learner_id: set(lessons.split()) for learner_id, lessons in rows}


async def written_to(
    session: AsyncSession, addresses: Collection[Address], today: date, since: datetime
) -> set[int]:
    """Who of these people had a digest today, or anything else that nobody asked for, since the
    day began."""
    connection = await session.connection()
    ids = [address.person_id for address in addresses]
    had = await connection.execute(_HAD_DIGEST, {"ids": ids, "today": today})
    found = set(had.scalars())
    for channel in {address.channel for address in addresses}:
        here = {a.external_id: a.person_id for a in addresses if a.channel == channel}
        wanted = {"channel": channel, "recipients": list(here), "since": since}
        letters = await connection.execute(_HAD_LETTER, wanted)
        found |= {here[recipient] for recipient in letters.scalars()}
    return found


async def begin(
    session: AsyncSession, mails: Iterable[Mailed], today: date, now: datetime
) -> set[int]:
    """Note that these go out today; the people who had none of this day yet."""
    rows: Sequence[Mapping[str, object]] = [
        {
            "person_id": mail.person_id,
            "on_day": today,
            "learner_id": mail.learner_id,
            "lesson_id": mail.lesson_id,
            "is_review": mail.is_review,
            "created_at": now,
        }
        for mail in mails
    ]
    if not rows:
        return set()
    added = await (await session.connection()).execute(_ADD, rows)
    return set(added.scalars())


async def had_one(session: AsyncSession, person_id: int, today: date) -> bool:
    """Whether a message about learning went out to them today."""
    rows = await (await session.connection()).execute(
        select(_MAIL.c.id).where(_MAIL.c.person_id == person_id, _MAIL.c.on_day == today)
    )
    return rows.first() is not None


async def forget_before(connection: AsyncConnection, day: date) -> int:
    """What went out so long ago says nothing any more."""
    result = await connection.execute(_MAIL.delete().where(_MAIL.c.on_day < day))
    return int(result.rowcount)
