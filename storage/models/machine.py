"""Tables of the machine: what arrived, what leaves, who leads, where each dialog stands.

Leases and retry times are epoch seconds of the database's own clock: the people's clock may be
moved by the demo, and two hosts never agree on theirs.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.models.columns import Id, Json, JsonOrNone, Utc


class InboxState(StrEnum):
    PENDING = "pending"
    DONE = "done"
    DEAD = "dead"


class OutboxState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


class InboxRow(SQLModel, table=True):
    """One update exactly as it arrived; kept after it is done so that a repeat is recognised."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "key"),
        Index(
            "ix_inbox_lane",
            "lane",
            "id",
            postgresql_where=text("state = 'pending'"),
            sqlite_where=text("state = 'pending'"),
        ),
        Index(
            "ix_inbox_pending",
            "ready_at",
            "id",
            postgresql_where=text("state = 'pending'"),
            sqlite_where=text("state = 'pending'"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    channel: str = Field(max_length=16)
    key: str = Field(max_length=64)  # the platform's id of the update
    lane: str = Field(max_length=96)  # updates of one chat are handled one after the other
    body: bytes = Field(sa_type=LargeBinary)
    received_at: datetime = Field(sa_type=Utc)
    state: str = Field(default=InboxState.PENDING, max_length=8)
    attempts: int = 0
    owner: str | None = Field(default=None, max_length=36)
    lease_until: float = 0
    ready_at: float = 0
    finished_at: datetime | None = Field(default=None, sa_type=Utc)
    reference: str | None = Field(default=None, max_length=8)  # of the last failure, as logged


class OutboxRow(SQLModel, table=True):
    """One message to one chat, from the moment it is decided until its fate is known."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_due",
            "channel",
            "priority",
            "id",
            postgresql_where=text("state IN ('pending', 'sending')"),
            sqlite_where=text("state IN ('pending', 'sending')"),
        ),
        Index(
            "ix_outbox_chat",
            "channel",
            "recipient",
            "id",
            postgresql_where=text("state IN ('pending', 'sending')"),
            sqlite_where=text("state IN ('pending', 'sending')"),
        ),
        Index("ix_outbox_message", "channel", "recipient", "message_id"),
        Index("ix_outbox_newest", "channel", "recipient", "id"),
        Index(
            "ix_outbox_edits",
            "channel",
            "recipient",
            "edits",
            postgresql_where=text("edits IS NOT NULL"),
            sqlite_where=text("edits IS NOT NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    channel: str = Field(max_length=16)
    address_id: int = Field(foreign_key="address.id", sa_type=Id)
    recipient: str = Field(max_length=64)  # the platform's chat id
    payload: dict[str, Any] = Field(sa_type=Json)  # a Screen, see handlers/screens.py
    source: dict[str, Any] | None = Field(  # the Screen whole, of a letter that may take another
        default=None, sa_type=JsonOrNone, sa_column_kwargs={"nullable": True}
    )  # channel where this one cannot deliver it
    edits: str | None = Field(default=None, max_length=64)  # platform id of the message to edit
    priority: int = 0  # 0 reply, 1 reminder, 2 bulk
    at_most_once: bool = False
    subject: str | None = Field(default=None, max_length=200)  # what it is about: "digest:12"
    key: str | None = Field(default=None, unique=True, max_length=120)
    slice: int = 0  # of a letter that is too long for one message
    state: str = Field(default=OutboxState.PENDING, max_length=10)
    attempts: int = 0
    term: int = 0  # of the sender that took it
    ready_at: float = 0
    message_id: str | None = Field(default=None, max_length=64)
    error: str | None = Field(default=None, max_length=200)
    good_until: datetime | None = Field(default=None, sa_type=Utc)  # by people's clock
    created_at: datetime = Field(sa_type=Utc)
    sent_at: datetime | None = Field(default=None, sa_type=Utc)


class LeaseRow(SQLModel, table=True):
    """Who leads a role. The term grows at every change of hands and fences the old leader."""

    __tablename__ = "lease"
    name: str = Field(primary_key=True, max_length=64)
    owner: str = Field(max_length=36)
    term: int
    expires_at: float


class ConversationRow(SQLModel, table=True):
    """Where a person's dialog stands: aiogram's state and data. On whichever of their channels
    they write, it is the same dialog; the chat is the one that shows where it stands."""

    __tablename__ = "conversation"
    person_id: int = Field(primary_key=True, foreign_key="person.id", sa_type=Id)
    address_id: int | None = Field(default=None, foreign_key="address.id", sa_type=Id)
    state: str | None = Field(default=None, max_length=80)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=Json)


class MenuRow(SQLModel, table=True):
    """One of the last messages of a chat without buttons: a typed "2" refers to it."""

    __tablename__ = "menu"
    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    address_id: int = Field(foreign_key="address.id", index=True, sa_type=Id)
    letter_id: int = Field(index=True, sa_type=Id)  # of the outbox, which forgets it earlier
    term: int  # of the sender that took the letter
    menu: dict[str, Any] | None = Field(  # content/menus.py; None where nothing can be chosen
        default=None, sa_type=Json, sa_column_kwargs={"nullable": True}
    )
    text: str | None = None  # as it was sent, to be asked again; forgotten after some days
    subject: str | None = Field(default=None, max_length=200)
    message_id: str | None = Field(default=None, max_length=64)
    shown_at: datetime | None = Field(default=None, sa_type=Utc)  # None: its fate is not known


class ChannelRow(SQLModel, table=True):
    """How a channel does, and what of its counted messages is used up."""

    __tablename__ = "channel"
    channel: str = Field(primary_key=True, max_length=16)
    state: str = Field(default="well", max_length=16)
    since: datetime = Field(sa_type=Utc)
    reason: str | None = Field(default=None, max_length=200)
    sent_at: datetime | None = Field(default=None, sa_type=Utc)  # the last that arrived
    # What people wrote until then has reached the inbox; of a channel whose past can be asked for.
    nothing_missing_until: datetime | None = Field(default=None, sa_type=Utc)
    spent_on: date | None = None  # the day the two counts are of
    spent_today: int = 0
    spent_this_month: int = 0
    warned_today: bool = False
    warned_this_month: bool = False
