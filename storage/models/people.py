"""Tables of people: who writes to us, through which channel, and what they may do."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from storage.models.columns import Id, Utc


class PersonRow(SQLModel, table=True):
    """Someone who talks to the assistant. As little as will do: no phone, no identity number."""

    __tablename__ = "person"
    id: int = Field(default=None, primary_key=True, sa_type=Id)
    name: str | None = Field(default=None, max_length=80)  # staff only, so the office knows whom
    language: str = Field(default="vi", max_length=8)
    created_at: datetime = Field(sa_type=Utc)
    consented_at: datetime | None = Field(default=None, sa_type=Utc)
    consent_version: str | None = Field(default=None, max_length=20)
    preferred_channel: str | None = Field(default=None, max_length=16)  # for what we send unasked
    # They agreed: where that cannot deliver, what is urgent takes another of their channels.
    may_cross: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class AddressRow(SQLModel, table=True):
    """Where a person is reached: one chat on one channel."""

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("channel", "external_id"),)
    id: int = Field(default=None, primary_key=True, sa_type=Id)
    person_id: int = Field(foreign_key="person.id", index=True, sa_type=Id)
    channel: str = Field(max_length=16)
    external_id: str = Field(max_length=64)
    is_group: bool = False
    is_reachable: bool = True  # false after the platform said blocked, deactivated, not found
    # Its channel is not configured: out of reach until it is again.
    is_unserved: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    heard_at: datetime | None = Field(default=None, sa_type=Utc)  # where a channel counts from it
    created_at: datetime = Field(sa_type=Utc)


class UnitRow(SQLModel, table=True):
    """A unit that reports, by its code in the plan."""

    __tablename__ = "unit"
    code: str = Field(primary_key=True, max_length=32)
    is_active: bool = True


class RoleGrant(SQLModel, table=True):
    """A role a person holds, for one unit or one area where the role needs it."""

    __tablename__ = "role_grant"
    __table_args__ = (
        Index("ix_role_grant_role", "role", "unit_code"),
        Index(
            "uq_role_grant_held",
            "person_id",
            "role",
            "scope",
            unique=True,
            postgresql_where=text("revoked_at IS NULL"),
            sqlite_where=text("revoked_at IS NULL"),
        ),
    )
    id: int = Field(default=None, primary_key=True, sa_type=Id)
    person_id: int = Field(foreign_key="person.id", index=True, sa_type=Id)
    role: str = Field(max_length=20)
    unit_code: str | None = Field(default=None, foreign_key="unit.code", max_length=32)
    area_code: str | None = Field(default=None, max_length=32)
    scope: str = Field(max_length=66)  # unit and area as one word, so that held is held once
    granted_at: datetime = Field(sa_type=Utc)
    revoked_at: datetime | None = Field(default=None, sa_type=Utc)


class Invite(SQLModel, table=True):
    """A single-use link into a role. Only the hash of its code is kept."""

    __tablename__ = "invite"
    id: int = Field(default=None, primary_key=True, sa_type=Id)
    code_hash: str = Field(unique=True, max_length=64)
    role: str = Field(max_length=20)
    unit_code: str | None = Field(default=None, foreign_key="unit.code", max_length=32)
    area_code: str | None = Field(default=None, max_length=32)
    created_by: int | None = Field(default=None, foreign_key="person.id", sa_type=Id)
    created_at: datetime = Field(sa_type=Utc)
    expires_at: datetime = Field(sa_type=Utc)
    used_by: int | None = Field(default=None, foreign_key="person.id", sa_type=Id)
    used_at: datetime | None = Field(default=None, sa_type=Utc)


class InviteGuess(SQLModel, table=True):
    """A code that opened nothing: counted, so that guessing is slowed down."""

    __tablename__ = "invite_guess"
    id: int = Field(default=None, primary_key=True, sa_type=Id)
    person_id: int = Field(foreign_key="person.id", sa_type=Id)
    at: datetime = Field(sa_type=Utc, index=True)


class LinkCode(SQLModel, table=True):
    """A single-use code that joins two chats of one person. Only its hash is kept. It is typed in
    the other chat, agreed to there, and then agreed to where it was shown."""

    __tablename__ = "link_code"
    id: int = Field(default=None, primary_key=True, sa_type=Id)
    code_hash: str = Field(unique=True, max_length=64)
    person_id: int = Field(foreign_key="person.id", index=True, sa_type=Id)  # who asked for it
    shown_on: int = Field(foreign_key="address.id", sa_type=Id)
    typed_on: int | None = Field(default=None, foreign_key="address.id", sa_type=Id)
    created_at: datetime = Field(sa_type=Utc)
    expires_at: datetime = Field(sa_type=Utc)
    agreed_at: datetime | None = Field(default=None, sa_type=Utc)  # where it was typed
    used_at: datetime | None = Field(default=None, sa_type=Utc)  # where it was shown: linked
