"""Review cards: which finished lesson is asked again, and what was said to it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or_skip  # SQLite compiles it as well
from sqlmodel.ext.asyncio.session import AsyncSession

from content import spacing
from content.spacing import Memory
from content.words import LOCAL_ZONE
from storage.models.learning import ReviewCard

_TABLE: Any = ReviewCard.__table__  # type: ignore[attr-defined]
_IN_REVIEW = 2  # of fsrs.State: there are no steps of minutes
_BEGIN = insert_or_skip(ReviewCard).on_conflict_do_nothing(
    index_elements=["learner_id", "lesson_id"]
)
_COLUMNS = (
    _TABLE.c.learner_id,
    _TABLE.c.lesson_id,
    _TABLE.c.stability,
    _TABLE.c.difficulty,
    _TABLE.c.reviewed_at,
    _TABLE.c.due,
    _TABLE.c.reviews,
    _TABLE.c.asked_on,
)
_THEIRS = select(*_COLUMNS).where(_TABLE.c.learner_id.in_(bindparam("ids", expanding=True)))
_DUE = _THEIRS.where(_TABLE.c.due <= bindparam("now")).order_by(
    _TABLE.c.learner_id, _TABLE.c.lesson_id
)
_ASKED = select(_TABLE.c.learner_id).where(
    _TABLE.c.learner_id.in_(bindparam("ids", expanding=True)),
    _TABLE.c.asked_on == bindparam("today"),
)
_NOTE_ASKED = (
    update(_TABLE)
    .where(_TABLE.c.learner_id == bindparam("learner"), _TABLE.c.lesson_id == bindparam("lesson"))
    .values(asked_on=bindparam("today"))
)


@dataclass(frozen=True, slots=True)
class DueCard:
    """A lesson to be asked again, how well it is thought to be remembered, and how often it was
    asked before."""

    learner_id: int
    lesson_id: str
    memory: Memory
    reviews: int


async def begin(session: AsyncSession, learner_id: int, lesson_id: str, now: datetime) -> None:
    """A lesson was finished: from now on it is asked again. Finishing it once more changes
    nothing."""
    row = {"learner_id": learner_id, "lesson_id": lesson_id, "reviews": 0}
    row |= _columns(spacing.begun(_day(now)), now)
    await (await session.connection()).execute(_BEGIN, row)


async def due(
    session: AsyncSession, learner_ids: Collection[int], now: datetime
) -> dict[int, list[DueCard]]:
    """What is due, by learner; nothing for those who were asked a card today."""
    ids = list(learner_ids)
    connection = await session.connection()
    asked = await connection.execute(_ASKED, {"ids": ids, "today": _day(now)})
    had = set(asked.scalars())
    found: dict[int, list[DueCard]] = {}
    for row in await connection.execute(_DUE, {"ids": ids, "now": now}):
        if row.learner_id not in had:
            found.setdefault(row.learner_id, []).append(_card(row))
    return found


async def of_lesson(session: AsyncSession, learner_id: int, lesson_id: str) -> DueCard | None:
    """The card of a lesson, due or not."""
    rows = await (await session.connection()).execute(
        _THEIRS.where(_TABLE.c.lesson_id == lesson_id), {"ids": [learner_id]}
    )
    row = rows.one_or_none()
    return _card(row) if row else None


async def unanswered(session: AsyncSession, learner_id: int, now: datetime) -> DueCard | None:
    """The card that was asked today and has not been answered yet."""
    asked = _DUE.where(_TABLE.c.asked_on == _day(now))
    rows = await (await session.connection()).execute(asked, {"ids": [learner_id], "now": now})
    row = rows.first()
    return _card(row) if row else None


async def note_asked(session: AsyncSession, asked: Collection[DueCard], today: date) -> None:
    """These are the cards of this day."""
    rows = [
        {"learner": card.learner_id, "lesson": card.lesson_id, "today": today} for card in asked
    ]
    if rows:
        await (await session.connection()).execute(_NOTE_ASKED, rows)


async def rate(
    session: AsyncSession, card: DueCard, now: datetime, *, remembered: bool
) -> Memory | None:
    """What the person said to it. None where it was said already: `reviews` tells, and so does
    its day, whatever button of an old message was tapped: it is asked once, not before."""
    memory = spacing.asked_again(card.memory, _day(now), remembered=remembered)
    rated = await (await session.connection()).execute(
        update(_TABLE)
        .where(
            _TABLE.c.learner_id == card.learner_id,
            _TABLE.c.lesson_id == card.lesson_id,
            _TABLE.c.reviews == card.reviews,
            _TABLE.c.due <= now,
        )
        .values(reviews=card.reviews + 1, asked_on=_day(now), **_columns(memory, now))
    )
    return memory if rated.rowcount else None


async def next_due(
    session: AsyncSession, learner_id: int, lessons: Collection[str]
) -> datetime | None:
    """When the next card of these lessons comes; None where there is none."""
    rows = await (await session.connection()).execute(
        select(func.min(_TABLE.c.due)).where(
            _TABLE.c.learner_id == learner_id, _TABLE.c.lesson_id.in_(list(lessons))
        )
    )
    found: datetime | None = rows.scalar_one()
    return found


def _card(row: Any) -> DueCard:
    reviewed_on = _day(row.reviewed_at or row.due)
    memory = Memory(row.stability, row.difficulty, reviewed_on, _day(row.due))
    return DueCard(row.learner_id, row.lesson_id, memory, row.reviews)


def _columns(memory: Memory, now: datetime) -> dict[str, Any]:
    """Due from the first moment of its day."""
    due_at = datetime.combine(memory.due_on, time(), LOCAL_ZONE)
    return {
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "reviewed_at": now,
        "due": due_at,
        "state": _IN_REVIEW,
    }


def _day(moment: datetime) -> date:
    return moment.astimezone(LOCAL_ZONE).date()
