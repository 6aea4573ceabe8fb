"""Answers given so far in a report, kept for one person until the report is sent."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as insert_or_update  # SQLite compiles it too
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import Draft

_ADD = insert_or_update(Draft)
_SAVE = _ADD.on_conflict_do_update(
    index_elements=["obligation_id", "person_id"],
    set_={"answers": _ADD.excluded.answers, "updated_at": _ADD.excluded.updated_at},
)


async def begun(session: AsyncSession, obligation_id: int, person_id: int) -> Draft | None:
    """The draft with the time it was last touched, if there is one."""
    rows = await session.exec(
        select(Draft)
        .where(Draft.obligation_id == obligation_id, Draft.person_id == person_id)
        .execution_options(populate_existing=True)  # drafts are saved past the session
    )
    return rows.one_or_none()


async def get(session: AsyncSession, obligation_id: int, person_id: int) -> dict[str, Any]:
    """The answers so far; empty where nothing was begun."""
    draft = await begun(session, obligation_id, person_id)
    return dict(draft.answers) if draft else {}


async def begun_by(
    session: AsyncSession, person_id: int, obligation_ids: Collection[int]
) -> dict[int, Draft]:
    """What one person has begun of these reports, by report; without empty ones."""
    rows = await session.exec(
        select(Draft).where(
            Draft.person_id == person_id, col(Draft.obligation_id).in_(obligation_ids)
        )
    )
    return {draft.obligation_id: draft for draft in rows if draft.answers}


async def save(
    session: AsyncSession,
    obligation_id: int,
    person_id: int,
    answers: Mapping[str, Any],
    now: datetime,
) -> None:
    """Keep the answers in place of those kept before."""
    draft = {
        "obligation_id": obligation_id,
        "person_id": person_id,
        "answers": dict(answers),
        "updated_at": now,
    }
    await (await session.connection()).execute(_SAVE, draft)


async def discard(session: AsyncSession, obligation_id: int, person_id: int) -> None:
    """Forget one person's answers."""
    await session.exec(
        delete(Draft).where(
            col(Draft.obligation_id) == obligation_id, col(Draft.person_id) == person_id
        )
    )


async def discard_by(session: AsyncSession, person_id: int) -> None:
    """Forget everything a person has begun."""
    await session.exec(delete(Draft).where(col(Draft.person_id) == person_id))
