"""Certificates that were given. One a course and learner: a second time it is the same one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert as insert_or_update  # SQLite compiles it too
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.certificate_codes import new_code
from storage.models.learning import Certificate

_ADD = insert_or_update(Certificate)
_ISSUE = _ADD.on_conflict_do_update(
    index_elements=["learner_id", "course_id"], set_={"name": _ADD.excluded.name}
)


@dataclass(frozen=True, slots=True)
class Issued:
    """What anybody hears who has the code."""

    code: str
    course_id: str
    name: str | None
    issued_at: datetime


async def of(session: AsyncSession, learner_id: int) -> dict[str, Issued]:
    """Of one learner, by course."""
    rows = await session.exec(
        select(Certificate)
        .where(col(Certificate.learner_id) == learner_id)
        .execution_options(populate_existing=True)  # they are changed past the session
    )
    return {row.course_id: _issued(row) for row in rows.all()}


async def issue(
    session: AsyncSession,
    learner_id: int,
    course_id: str,
    name: str | None,
    *,
    now: datetime,
    draw: Callable[[int], bytes],
) -> Issued:
    """A new one, or the one there is under another name: its code and day stay."""
    row: dict[str, Any] = {
        "code": new_code(draw), "learner_id": learner_id, "course_id": course_id, "name": name,
        "issued_at": now,
    }  # fmt: skip
    await (await session.connection()).execute(_ISSUE, row)
    return (await of(session, learner_id))[course_id]


async def find(session: AsyncSession, code: str) -> Issued | None:
    """None where it was never given, or was erased with its learner."""
    row = (await session.exec(select(Certificate).where(Certificate.code == code))).one_or_none()
    return _issued(row) if row else None


def _issued(row: Certificate) -> Issued:
    return Issued(row.code, row.course_id, row.name, row.issued_at)
