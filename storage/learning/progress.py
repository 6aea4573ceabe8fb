"""How far a learner is: lessons opened and finished, quiz items answered, days in a row."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert as insert_or_update  # SQLite compiles it too
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.streaks import Streak, learned
from content.words import LOCAL_ZONE
from storage.models.learning import Learner, LessonProgress

_ADD = insert_or_update(LessonProgress)
_OPEN = _ADD.on_conflict_do_nothing(index_elements=["learner_id", "lesson_id"])


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a learner is with a lesson. `answers` by key of the quiz item: whether the first
    answer was right; None while none was."""

    lesson_id: str
    opened_at: datetime
    finished_at: datetime | None = None
    answers: dict[str, bool | None] = field(default_factory=dict)

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def is_begun(self) -> bool:
        return bool(self.answers)

    def is_solved(self, key: str) -> bool:
        return self.answers.get(key) is not None

    def right_at_once(self, keys: Collection[str]) -> int:
        return sum(self.answers.get(key) is True for key in keys)


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer has changed."""

    progress: Progress
    streak: Streak
    is_finished_now: bool  # by this answer: the last item was answered right


async def of(session: AsyncSession, learner_id: int) -> dict[str, Progress]:
    """Of all lessons the learner has opened, by lesson."""
    rows = await session.exec(
        select(LessonProgress)
        .where(col(LessonProgress.learner_id) == learner_id)
        .execution_options(populate_existing=True)  # it is changed past the session
    )
    return {row.lesson_id: _progress(row) for row in rows.all()}


async def of_lesson(session: AsyncSession, learner_id: int, lesson_id: str) -> Progress | None:
    row = await _row(session, learner_id, lesson_id)
    return _progress(row) if row else None


async def open_lesson(
    session: AsyncSession, learner: Learner, lesson_id: str, now: datetime
) -> Progress:
    """The learner reads a lesson: from now on it is where they go on."""
    row: dict[str, Any] = {
        "learner_id": learner.id, "lesson_id": lesson_id, "opened_at": now, "answers": {},
    }  # fmt: skip
    await (await session.connection()).execute(_OPEN, row)
    await session.exec(
        update(Learner).where(col(Learner.id) == learner.id).values(lesson_id=lesson_id)
    )
    return await of_lesson(session, learner.id, lesson_id) or Progress(lesson_id, now)


async def record_answer(
    session: AsyncSession,
    learner: Learner,
    lesson_id: str,
    key: str,
    *,
    is_right: bool,
    keys: Collection[str],
    now: datetime,
) -> Answered:
    """An item was answered; `keys` are those of the whole quiz as it is now. What was answered
    before stays: the first answer counts. The lesson is finished once every item was answered
    right, and stays finished when items are rewritten later."""
    before = await open_lesson(session, learner, lesson_id, now)
    answers = dict(before.answers)
    if answers.get(key) is None:
        answers[key] = (key not in answers) if is_right else None
    is_finished_now = not before.is_finished and all(answers.get(k) is not None for k in keys)
    finished_at = now if is_finished_now else before.finished_at
    await session.exec(
        update(LessonProgress)
        .where(
            col(LessonProgress.learner_id) == learner.id,
            col(LessonProgress.lesson_id) == lesson_id,
        )
        .values(answers=answers, finished_at=finished_at)
    )
    after = Progress(lesson_id, before.opened_at, finished_at, answers)
    return Answered(after, await note_learned(session, learner, now), is_finished_now)


async def note_learned(session: AsyncSession, learner: Learner, now: datetime) -> Streak:
    """Something was learned today: the streak is moved."""
    before = streak_of(learner)
    after = learned(before, _day(now))
    if after != before:
        values = {
            "streak": after.days, "streak_on": after.on, "forgiven_on": after.forgiven_on,
        }  # fmt: skip
        await session.exec(update(Learner).where(col(Learner.id) == learner.id).values(values))
    return after


def streak_of(learner: Learner) -> Streak:
    return Streak(learner.streak, learner.streak_on, learner.forgiven_on)


def finished(progress: Mapping[str, Progress]) -> frozenset[str]:
    return frozenset(lesson_id for lesson_id, one in progress.items() if one.is_finished)


def finished_on(progress: Mapping[str, Progress], day: date) -> list[str]:
    """Lessons finished on a local day, the first one first."""
    done = sorted((one.finished_at, one.lesson_id) for one in progress.values() if one.finished_at)
    return [lesson_id for at, lesson_id in done if _day(at) == day]


async def _row(session: AsyncSession, learner_id: int, lesson_id: str) -> LessonProgress | None:
    rows = await session.exec(
        select(LessonProgress)
        .where(
            col(LessonProgress.learner_id) == learner_id,
            col(LessonProgress.lesson_id) == lesson_id,
        )
        .execution_options(populate_existing=True)
    )
    return rows.one_or_none()


def _progress(row: LessonProgress) -> Progress:
    return Progress(row.lesson_id, row.opened_at, row.finished_at, dict(row.answers))


def _day(moment: datetime) -> date:
    return moment.astimezone(LOCAL_ZONE).date()
