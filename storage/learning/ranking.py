"""How much the neighbourhoods learn: of those who want to be counted, and named if they agreed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.dialects.postgresql import insert as insert_or_update  # SQLite compiles it too
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.learning import Learner, LessonProgress, Rhythm, Study

FEWEST = 3  # people: with fewer, everybody would know whose number it is
FIRST = 5  # of one's own neighbourhood

_ADD = insert_or_update(Study)


@dataclass(frozen=True, slots=True)
class Standing:
    """A neighbourhood in this month. Without enough people there is no number."""

    code: str
    learners: int | None
    lessons: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """One of the first of a neighbourhood; nameless where the name is not to be shown."""

    name: str | None
    lessons: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """All neighbourhoods where somebody takes part, the most lessons first; those without a
    number come last. `first`: of one's own."""

    standings: tuple[Standing, ...]
    first: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose; nothing is on unless they put it on."""

    neighbourhood: str | None = None
    is_ranked: bool = False
    shows_name: bool = False


async def choice(session: AsyncSession, person_id: int) -> Choice:
    chosen = select(col(Study.neighbourhood), col(Study.is_ranked), col(Study.shows_name))
    row = (
        await (await session.connection()).execute(chosen.where(col(Study.person_id) == person_id))
    ).one_or_none()
    return Choice(*row) if row else Choice()


async def choose(session: AsyncSession, person_id: int, **chosen: Any) -> None:
    """`neighbourhood`, `is_ranked`, `shows_name`: those that are given."""
    row = {"person_id": person_id, "rhythm": Rhythm.OFF.value, **chosen}
    upsert = _ADD.on_conflict_do_update(
        index_elements=["person_id"], set_={name: _ADD.excluded[name] for name in chosen}
    )
    await (await session.connection()).execute(upsert, row)


async def ranking(session: AsyncSession, own: str | None, since: datetime) -> Ranking:
    """Lessons finished since then, by neighbourhood, and the first of one's own: one question to
    the database, whatever the number of people."""
    rows = (await (await session.connection()).execute(_ranking(own, since))).all()
    first_rows = {row.code: row for row in rows}
    standings = [_standing(row) for row in first_rows.values()]
    standings.sort(key=lambda one: (one.lessons is None, -(one.lessons or 0), one.code))
    enough = {one.code for one in standings if one.lessons is not None}
    first = tuple(
        Place(row.name, row.lessons)
        for row in sorted(rows, key=lambda row: row.place)
        if row.code == own and row.code in enough and row.lessons and row.place <= FIRST
    )
    return Ranking(tuple(standings), first)


def _standing(row: Any) -> Standing:
    if row.people < FEWEST:
        return Standing(row.code, None, None)
    return Standing(row.code, row.learners, row.total)


def _ranking(own: str | None, since: datetime) -> Any:
    """The first learners of one's own neighbourhood and one of each other, each with the sums of
    all; the place of a person's first learner tells how many people there are."""
    counted = (
        select(
            col(Study.neighbourhood).label("code"),
            col(Learner.id).label("learner_id"),
            case((col(Study.shows_name), col(Learner.name))).label("name"),
            func.row_number()
            .over(partition_by=col(Learner.person_id), order_by=col(Learner.id))
            .label("of_person"),
            func.count(col(LessonProgress.lesson_id)).label("lessons"),
        )
        .join(Learner, col(Learner.person_id) == col(Study.person_id))
        .outerjoin(
            LessonProgress,
            and_(
                col(LessonProgress.learner_id) == col(Learner.id),
                col(LessonProgress.finished_at) >= since,
            ),
        )
        .where(col(Study.is_ranked), col(Study.neighbourhood).is_not(None))
        .group_by(
            col(Study.neighbourhood), col(Learner.id), col(Learner.name), col(Learner.person_id),
            col(Study.shows_name),
        )
        .subquery()
    )  # fmt: skip
    each = counted.c.code
    placed = select(
        each, counted.c.name, counted.c.lessons,
        func.sum(counted.c.lessons).over(partition_by=each).label("total"),
        func.count().over(partition_by=each).label("learners"),
        func.sum(case((counted.c.of_person == 1, 1), else_=0)).over(partition_by=each)
        .label("people"),
        func.row_number().over(
            partition_by=each, order_by=(counted.c.lessons.desc(), counted.c.learner_id)
        ).label("place"),
    ).subquery()  # fmt: skip
    mine = and_(placed.c.code == own, placed.c.place <= FIRST)
    return select(placed).where(or_(placed.c.place == 1, mine))
