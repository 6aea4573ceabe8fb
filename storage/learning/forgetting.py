"""A person's learning erased, whoever learned on their phone."""

from typing import Any

from sqlalchemy import delete
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.learning import (
    Certificate,
    Learner,
    LessonMail,
    LessonProgress,
    PracticeAnswer,
    ReviewCard,
    Study,
)

# What is a learner's and goes with them. Mails are the person's: they count messages of a day.
OF_A_LEARNER: tuple[type[SQLModel], ...] = (
    LessonProgress,
    ReviewCard,
    Certificate,
    PracticeAnswer,
)


async def forget(session: AsyncSession, person_id: int) -> None:
    """Learners with their names, progress, cards, certificates, answers, and what was chosen.
    The choice goes first: whoever writes lessons holds it, and what they have noted is seen then.
    """
    await session.exec(delete(Study).where(col(Study.person_id) == person_id))
    theirs = select(Learner.id).where(col(Learner.person_id) == person_id)
    for table in OF_A_LEARNER:
        whose: Any = table.learner_id  # type: ignore[attr-defined]
        await session.exec(delete(table).where(whose.in_(theirs)))
    await session.exec(delete(LessonMail).where(col(LessonMail.person_id) == person_id))
    await session.exec(delete(Learner).where(col(Learner.person_id) == person_id))
