"""What learners took practice messages for; of each the last time."""

from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert as insert_or_update  # SQLite compiles it too
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.practice import Judged
from storage.models.learning import PracticeAnswer

_ADD = insert_or_update(PracticeAnswer)
_RECORD = _ADD.on_conflict_do_update(
    index_elements=["learner_id", "message_id"],
    set_={name: _ADD.excluded[name] for name in ("is_genuine", "was_right", "at")},
)


async def judged(session: AsyncSession, learner_id: int) -> dict[str, Judged]:
    """By message."""
    rows = await session.exec(
        select(PracticeAnswer.message_id, PracticeAnswer.was_right, PracticeAnswer.at).where(
            col(PracticeAnswer.learner_id) == learner_id
        )
    )
    return {message_id: Judged(was_right, at) for message_id, was_right, at in rows.all()}


async def record(
    session: AsyncSession,
    learner_id: int,
    message_id: str,
    *,
    is_genuine: bool,
    was_right: bool,
    now: datetime,
) -> None:
    row: dict[str, Any] = {
        "learner_id": learner_id, "message_id": message_id, "is_genuine": is_genuine,
        "was_right": was_right, "at": now,
    }  # fmt: skip
    await (await session.connection()).execute(_RECORD, row)
