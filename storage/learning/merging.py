"""What two people learned becomes one person's, where they turn out to be one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.streaks import better
from content.words import LOCAL_ZONE
from storage.learning.progress import streak_of
from storage.models.learning import (
    Certificate,
    Learner,
    LessonMail,
    LessonProgress,
    PracticeAnswer,
    ReviewCard,
    Rhythm,
    Study,
)

_NEVER = datetime.min.replace(tzinfo=UTC)
_HOW_OFTEN = ("rhythm", "hour", "weekday", "next_at")
_WHERE = ("neighbourhood", "is_ranked", "shows_name")


async def merge(session: AsyncSession, stays: int, goes: int, now: datetime) -> None:
    """Learners change hands with all that is theirs. Where each phone has a single learner without
    a name, these are one human as well."""
    mine, theirs = await _learners(session, stays), await _learners(session, goes)
    are_one = len(mine) == len(theirs) == 1 and mine[0].name is theirs[0].name is None
    await _mails(session, stays, goes)
    await _study(session, stays, goes)
    if are_one:
        await _Folding(session, mine[0], theirs[0], now).fold()
    whose = col(Learner.person_id)
    await session.exec(update(Learner).where(whose == goes).values(person_id=stays))


async def _learners(session: AsyncSession, person_id: int) -> list[Learner]:
    rows = await session.exec(
        select(Learner)
        .where(col(Learner.person_id) == person_id)
        .order_by(col(Learner.id))
        .execution_options(populate_existing=True)
    )
    return list(rows.all())


async def _mails(session: AsyncSession, stays: int, goes: int) -> None:
    """Where both had one on a day, one of them counts."""
    whose = col(LessonMail.person_id)
    days = select(col(LessonMail.on_day)).where(whose == stays)
    await session.exec(
        delete(LessonMail)
        .where(whose == goes, col(LessonMail.on_day).in_(days))
        .execution_options(synchronize_session=False)
    )
    await session.exec(update(LessonMail).where(whose == goes).values(person_id=stays))


async def _study(session: AsyncSession, stays: int, goes: int) -> None:
    """What the one who stays has chosen holds; what they never chose comes from the other."""
    rows = await session.exec(
        select(Study)
        .where(col(Study.person_id).in_((stays, goes)))
        .execution_options(populate_existing=True)
    )
    found = {row.person_id: row for row in rows.all()}
    mine, theirs = found.get(stays), found.get(goes)
    if theirs is None:
        return
    session.expunge(theirs)
    whose = col(Study.person_id)
    if mine is None:
        await session.exec(update(Study).where(whose == goes).values(person_id=stays))
        return
    values = {name: getattr(theirs, name) for name in _not_chosen(mine)}
    values["learner_id"] = mine.learner_id or theirs.learner_id
    session.expunge(mine)
    await session.exec(delete(Study).where(whose == goes))
    await session.exec(update(Study).where(whose == stays).values(**values))


def _not_chosen(study: Study) -> list[str]:
    names: list[str] = []
    if study.rhythm == Rhythm.OFF and study.hour is None:  # with an hour it was stopped on purpose
        names += _HOW_OFTEN
    if study.neighbourhood is None and not study.is_ranked:
        names += _WHERE
    return names


@dataclass(frozen=True, slots=True)
class _Folding:
    """Of what both have the better stays, everything else is added."""

    session: AsyncSession
    mine: Learner
    theirs: Learner
    now: datetime

    async def fold(self) -> None:
        await self._answers()
        await self._lay_together(LessonProgress, "lesson_id", _how_far)
        await self._lay_together(ReviewCard, "lesson_id", lambda row: row.reviewed_at or _NEVER)
        await self._lay_together(Certificate, "course_id", lambda row: -row.issued_at.timestamp())
        await self._lay_together(PracticeAnswer, "message_id", lambda row: row.at)
        mine, theirs = self.mine.id, self.theirs.id
        for table in (LessonMail, Study):
            whose: Any = table.learner_id
            await self.session.exec(update(table).where(whose == theirs).values(learner_id=mine))
        await self._be_one()

    async def _answers(self) -> None:
        """Of a lesson that both have begun: what was solved on either phone is solved."""
        whose = col(LessonProgress.learner_id)
        rows = await self.session.exec(
            select(LessonProgress)
            .where(whose.in_((self.mine.id, self.theirs.id)))
            .execution_options(populate_existing=True)
        )
        best: dict[str, LessonProgress] = {}
        for row in sorted(rows.all(), key=_how_far, reverse=True):
            self.session.expunge(row)
            first = best.setdefault(row.lesson_id, row)
            solved = {key: a for key, a in first.answers.items() if a is not None}
            if first is not row:
                this = whose == first.learner_id, col(LessonProgress.lesson_id) == row.lesson_id
                values = {"answers": first.answers | row.answers | solved}
                await self.session.exec(update(LessonProgress).where(*this).values(values))

    async def _lay_together(
        self, table: type[SQLModel], named_by: str, rank: Callable[[Any], Any]
    ) -> None:
        whose: Any = table.learner_id  # type: ignore[attr-defined]
        name: Any = getattr(table, named_by)
        rows = await self.session.exec(
            select(table)
            .where(whose.in_((self.mine.id, self.theirs.id)))
            .execution_options(populate_existing=True)
        )
        kept: dict[str, Any] = {}
        lost: list[Any] = []
        for row in sorted(rows.all(), key=rank, reverse=True):
            first = kept.setdefault(getattr(row, named_by), row)
            if first is not row:
                lost.append(row)
        for row in (*kept.values(), *lost):
            self.session.expunge(row)
        for row in lost:
            this = (whose == row.learner_id, name == getattr(row, named_by))
            await self.session.exec(delete(table).where(*this))
        theirs = whose == self.theirs.id
        await self.session.exec(update(table).where(theirs).values(learner_id=self.mine.id))

    async def _be_one(self) -> None:
        mine, theirs = self.mine, self.theirs
        today = self.now.astimezone(LOCAL_ZONE).date()
        streak = better(streak_of(mine), streak_of(theirs), today)
        values = {
            "streak": streak.days,
            "streak_on": streak.on,
            "forgiven_on": streak.forgiven_on,
            "is_elder": mine.is_elder or theirs.is_elder,
            "lesson_id": mine.lesson_id or theirs.lesson_id,
            "created_at": min(mine.created_at, theirs.created_at),
        }
        for learner in (mine, theirs):
            self.session.expunge(learner)
        await self.session.exec(delete(Learner).where(col(Learner.id) == theirs.id))
        await self.session.exec(update(Learner).where(col(Learner.id) == mine.id).values(**values))


def _how_far(progress: LessonProgress) -> tuple[bool, int, int, float]:
    """Finished is more than begun; of two finished ones the earlier."""
    answers = progress.answers.values()
    at = progress.finished_at
    return (
        at is not None,
        sum(answer is not None for answer in answers),
        sum(answer is True for answer in answers),
        -(at or progress.opened_at).timestamp(),
    )
