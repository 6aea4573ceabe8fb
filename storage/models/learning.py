"""Tables of learning: who learns on a phone, how far they are, what comes unasked.

Progress belongs to a learner, not to a person: one phone is often shared by a family. Lessons,
quiz items and practice messages are named as the library names them; they are files, so nothing
here points at a row.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from storage.models.columns import Id, Json, Utc


class Rhythm(StrEnum):
    """How often a lesson comes unasked."""

    OFF = "off"
    DAILY = "daily"
    WEEKLY = "weekly"


class Learner(SQLModel, table=True):
    """Somebody who learns on a person's phone. The only one needs no name."""

    __tablename__ = "learner"
    id: int = Field(default=None, primary_key=True, sa_type=Id)
    person_id: int = Field(foreign_key="person.id", index=True, sa_type=Id)
    name: str | None = Field(default=None, max_length=30)  # as the family calls them
    created_at: datetime = Field(sa_type=Utc)
    # Larger steps, less at a time, a voice where there is one.
    is_elder: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    lesson_id: str | None = Field(default=None, max_length=8)  # opened last: where to go on
    streak: int = 0  # days of learning in a row, forgiven ones not counted
    streak_on: date | None = None  # the last of them
    forgiven_on: date | None = None  # the last day off that was forgiven


class Study(SQLModel, table=True):
    """What a person has chosen about learning; there once they chose anything."""

    __tablename__ = "study"
    __table_args__ = (
        Index(
            "ix_study_next_at",
            "next_at",
            "person_id",
            postgresql_where=text("next_at IS NOT NULL"),
            sqlite_where=text("next_at IS NOT NULL"),
        ),
        Index("ix_study_neighbourhood", "neighbourhood"),
    )
    person_id: int = Field(primary_key=True, foreign_key="person.id", sa_type=Id)
    learner_id: int | None = Field(default=None, foreign_key="learner.id", sa_type=Id)  # active
    rhythm: str = Field(default=Rhythm.OFF, max_length=8)
    hour: int | None = None  # local, 0 to 23
    weekday: int | None = None  # Monday is 0; of a weekly rhythm
    next_at: datetime | None = Field(default=None, sa_type=Utc)  # None: nothing comes unasked
    neighbourhood: str | None = Field(default=None, max_length=32)  # a code of the settings
    is_ranked: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    shows_name: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class LessonProgress(SQLModel, table=True):
    """How far a learner is with a lesson. `answers`: by key of the quiz item, whether the first
    answer was right; null while only wrong ones were given."""

    __tablename__ = "lesson_progress"
    learner_id: int = Field(primary_key=True, foreign_key="learner.id", sa_type=Id)
    lesson_id: str = Field(primary_key=True, max_length=8)
    opened_at: datetime = Field(sa_type=Utc)
    finished_at: datetime | None = Field(default=None, sa_type=Utc)  # every item answered right
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=Json)


class ReviewCard(SQLModel, table=True):
    """When a finished lesson is asked again: the memory model of FSRS-6, in days."""

    __tablename__ = "review_card"
    __table_args__ = (Index("ix_review_card_due", "learner_id", "due"),)
    learner_id: int = Field(primary_key=True, foreign_key="learner.id", sa_type=Id)
    lesson_id: str = Field(primary_key=True, max_length=8)
    due: datetime = Field(sa_type=Utc)
    stability: float | None = None
    difficulty: float | None = None
    state: int = 1  # of fsrs.State
    step: int | None = None
    reviewed_at: datetime | None = Field(default=None, sa_type=Utc)
    reviews: int = 0
    asked_on: date | None = None  # the last day on which it was asked: one card a day


class LessonMail(SQLModel, table=True):
    """The one message about learning that went out unasked to a person on a day."""

    __tablename__ = "lesson_mail"
    __table_args__ = (UniqueConstraint("person_id", "on_day"),)
    id: int = Field(default=None, primary_key=True, sa_type=Id)
    person_id: int = Field(foreign_key="person.id", sa_type=Id)
    on_day: date
    learner_id: int = Field(foreign_key="learner.id", index=True, sa_type=Id)
    lesson_id: str = Field(max_length=8)
    is_review: bool = False
    created_at: datetime = Field(sa_type=Utc)


class Certificate(SQLModel, table=True):
    """A finished course, for whoever wants to show it. Anyone who has the code may ask."""

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("learner_id", "course_id"),)
    id: int = Field(default=None, primary_key=True, sa_type=Id)
    code: str = Field(unique=True, max_length=16)
    learner_id: int = Field(foreign_key="learner.id", sa_type=Id)
    course_id: str = Field(max_length=8)
    name: str | None = Field(default=None, max_length=60)  # printed on it, if they wished
    issued_at: datetime = Field(sa_type=Utc)


class PracticeAnswer(SQLModel, table=True):
    """What a learner took a practice message for, the last time."""

    __tablename__ = "practice_answer"
    learner_id: int = Field(primary_key=True, foreign_key="learner.id", sa_type=Id)
    message_id: str = Field(primary_key=True, max_length=48)
    is_genuine: bool  # the message
    was_right: bool
    at: datetime = Field(sa_type=Utc)
