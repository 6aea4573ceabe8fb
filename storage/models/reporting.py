"""Tables of reporting: what is owed, what was drafted, sent, asked for and reminded of."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.models.columns import ExactDecimal, Id, Json, Utc


class ObligationState(StrEnum):
    """What is stored. Overdue and late are derived from dates, never stored."""

    OPEN = "open"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    NOT_APPLICABLE = "not_applicable"


class Obligation(SQLModel, table=True):
    """One report that one unit owes for one period."""

    __tablename__ = "obligation"
    __table_args__ = (
        UniqueConstraint("cadence", "period", "unit_code"),
        Index("ix_obligation_unit", "unit_code", "state"),
        Index("ix_obligation_due", "state", "due"),
        Index("ix_obligation_next_reminder", "next_reminder_at"),
    )
    id: int = Field(default=None, primary_key=True, sa_type=Id)
    unit_code: str = Field(foreign_key="unit.code", max_length=32)
    cadence: str = Field(max_length=16)
    period: str = Field(max_length=16)  # Period.key, e.g. "2026-12"
    nominal_due: date
    due: date  # the due day in force: after the working-day shift and any granted extension
    state: str = Field(default=ObligationState.OPEN, max_length=16)
    opened_at: datetime = Field(sa_type=Utc)
    submitted_at: datetime | None = Field(default=None, sa_type=Utc)  # of the first submission
    next_reminder_at: datetime | None = Field(default=None, sa_type=Utc)  # null: nothing to say


class Extension(SQLModel, table=True):
    """A unit asks for more time; the office answers, unless the unit withdraws the request
    first. The clock runs on until it does."""

    __tablename__ = "extension"
    __table_args__ = (
        Index(
            "uq_extension_waiting",
            "obligation_id",
            unique=True,
            postgresql_where=text("granted IS NULL AND withdrawn_at IS NULL"),
            sqlite_where=text("granted IS NULL AND withdrawn_at IS NULL"),
        ),
    )
    id: int = Field(default=None, primary_key=True, sa_type=Id)
    obligation_id: int = Field(foreign_key="obligation.id", index=True, sa_type=Id)
    asked_by: int = Field(foreign_key="person.id", sa_type=Id)
    asked_at: datetime = Field(sa_type=Utc)
    until: date
    reason: str | None = Field(default=None, sa_type=Text)
    granted: bool | None = None  # null while the office has not answered
    decided_by: int | None = Field(default=None, foreign_key="person.id", sa_type=Id)
    decided_at: datetime | None = Field(default=None, sa_type=Utc)
    granted_until: date | None = None  # perhaps earlier than what was asked for
    refusal_reason: str | None = Field(default=None, sa_type=Text)
    withdrawn_by: int | None = Field(default=None, foreign_key="person.id", sa_type=Id)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Utc)

    @property
    def is_waiting(self) -> bool:
        """Whether the office still has to answer."""
        return self.granted is None and self.withdrawn_at is None


class Draft(SQLModel, table=True):
    """Answers given so far. Survives restarts, days, and leaving the dialog."""

    __tablename__ = "draft"
    obligation_id: int = Field(primary_key=True, foreign_key="obligation.id", sa_type=Id)
    person_id: int = Field(primary_key=True, foreign_key="person.id", sa_type=Id)
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    updated_at: datetime = Field(sa_type=Utc)


class Submission(SQLModel, table=True):
    """One version of a report. Versions are only ever added."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("obligation_id", "version"),)
    id: int = Field(default=None, primary_key=True, sa_type=Id)
    obligation_id: int = Field(foreign_key="obligation.id", sa_type=Id)
    version: int
    receipt: str = Field(unique=True, max_length=64)
    author_id: int = Field(foreign_key="person.id", sa_type=Id)
    channel: str = Field(max_length=16)
    submitted_at: datetime = Field(sa_type=Utc)


class SubmissionValue(SQLModel, table=True):
    """What a version says of one indicator: figures, or why there are none."""

    __tablename__ = "submission_value"
    submission_id: int = Field(primary_key=True, foreign_key="submission.id", sa_type=Id)
    indicator_code: str = Field(primary_key=True, max_length=16)
    status: str = Field(max_length=16)  # content.answers.AnswerStatus
    numerator: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    denominator: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    value: Decimal | None = Field(default=None, sa_type=ExactDecimal)  # unrounded
    words: str | None = Field(default=None, sa_type=Text)  # a qualitative indicator's answer
    warnings: list[str] = Field(default_factory=list, sa_type=Json)  # codes shown to the reviewer


class SubmissionText(SQLModel, table=True):
    """A narrative answer of a version."""

    __tablename__ = "submission_text"
    submission_id: int = Field(primary_key=True, foreign_key="submission.id", sa_type=Id)
    question: str = Field(primary_key=True, max_length=32)
    words: str = Field(sa_type=Text)


class Digest(SQLModel, table=True):
    """The one reminder message a person gets on a day."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("person_id", "on_day"),)
    id: int = Field(default=None, primary_key=True, sa_type=Id)
    person_id: int = Field(foreign_key="person.id", sa_type=Id)
    on_day: date
    created_at: datetime = Field(sa_type=Utc)


class Reminder(SQLModel, table=True):
    """A step of reminding one person of one obligation: said once, or skipped once."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("obligation_id", "person_id", "step", "due"),)
    id: int = Field(default=None, primary_key=True, sa_type=Id)
    obligation_id: int = Field(foreign_key="obligation.id", sa_type=Id)
    person_id: int = Field(foreign_key="person.id", sa_type=Id)
    step: str = Field(max_length=16)  # "T-7" … "T+7", or "now:2026-12-18" for a nudge
    due: date  # the due day it spoke of; an extension starts the steps anew
    digest_id: int | None = Field(default=None, foreign_key="digest.id", sa_type=Id)
    was_skipped: bool = False  # too late to be of use: a newer step said it
    created_at: datetime = Field(sa_type=Utc)


class AuditEntry(SQLModel, table=True):
    """Who did what, when. Never what people wrote."""

    __tablename__ = "audit"
    id: int = Field(default=None, primary_key=True, sa_type=Id)
    at: datetime = Field(sa_type=Utc)
    person_id: int | None = Field(default=None, foreign_key="person.id", sa_type=Id)
    action: str = Field(max_length=40)
    subject: str = Field(max_length=80)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
