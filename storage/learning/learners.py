"""Who learns on a person's phone, and for whom everything counts at the moment."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert as insert_or_update  # SQLite compiles it too
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.learning.forgetting import OF_A_LEARNER
from storage.models.learning import Learner, LessonMail, Study

MOST = 6

_ADD_STUDY = insert_or_update(Study)
_CHOOSE = _ADD_STUDY.on_conflict_do_update(
    index_elements=["person_id"], set_={"learner_id": _ADD_STUDY.excluded.learner_id}
)


async def of(session: AsyncSession, person_id: int) -> list[Learner]:
    """All who learn on this phone, in the order in which they came."""
    rows = await session.exec(
        select(Learner)
        .where(col(Learner.person_id) == person_id)
        .order_by(col(Learner.id))
        .execution_options(populate_existing=True)  # they are changed past the session
    )
    return list(rows.all())


async def current(session: AsyncSession, person_id: int) -> Learner | None:
    """For whom everything counts; None where nothing was to be remembered yet."""
    return (await with_current(session, person_id))[1]


async def with_current(
    session: AsyncSession, person_id: int
) -> tuple[list[Learner], Learner | None]:
    """All who learn here, and the active one of them."""
    learners = await of(session, person_id)
    chosen = (
        await session.exec(select(Study.learner_id).where(col(Study.person_id) == person_id))
    ).one_or_none()
    active = next((x for x in learners if x.id == chosen), None)
    return learners, active or next(iter(learners), None)


async def ensure(session: AsyncSession, person_id: int, now: datetime) -> Learner:
    """The active one, made at the first thing to remember."""
    if found := await current(session, person_id):
        return found
    return await add(session, person_id, None, now)


async def add(session: AsyncSession, person_id: int, name: str | None, now: datetime) -> Learner:
    """Somebody more; from now on everything counts for them."""
    learner = Learner(person_id=person_id, name=name, created_at=now)
    session.add(learner)
    await session.flush()
    await choose(session, person_id, learner.id)
    return learner


async def choose(session: AsyncSession, person_id: int, learner_id: int) -> None:
    """From now on everything counts for this one, who is the person's."""
    row: dict[str, Any] = {"person_id": person_id, "learner_id": learner_id, "rhythm": "off"}
    await (await session.connection()).execute(_CHOOSE, row)


async def rename(session: AsyncSession, person_id: int, learner_id: int, name: str) -> None:
    await session.exec(
        update(Learner)
        .where(col(Learner.id) == learner_id, col(Learner.person_id) == person_id)
        .values(name=name)
    )


async def set_elder(session: AsyncSession, learner_id: int, *, on: bool) -> None:
    """Whether this one learns in small steps; the others of the phone as before."""
    await session.exec(update(Learner).where(col(Learner.id) == learner_id).values(is_elder=on))


async def remove(session: AsyncSession, person_id: int, learner_id: int) -> bool:
    """With all they learned. The only one stays, and so does whoever is not this person's. What
    went out unasked today still counts as that, for another learner."""
    learners = await of(session, person_id)
    others = [learner for learner in learners if learner.id != learner_id]
    if not others or len(others) == len(learners):
        return False
    heir = others[0].id
    was_mailed, was_active = col(LessonMail.learner_id), col(Study.learner_id)
    await session.exec(update(LessonMail).where(was_mailed == learner_id).values(learner_id=heir))
    await session.exec(update(Study).where(was_active == learner_id).values(learner_id=heir))
    for table in OF_A_LEARNER:
        await session.exec(delete(table).where(_whose(table) == learner_id))
    gone = next(learner for learner in learners if learner.id == learner_id)
    await session.exec(delete(Learner).where(col(Learner.id) == learner_id))
    session.expunge(gone)
    return True


def _whose(table: Any) -> Any:
    return table.learner_id
