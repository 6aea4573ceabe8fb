"""Single-use links into a role."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.roles import Role
from storage import audit, code_guesses, people
from storage.models import Invite, PersonRow
from storage.people import Grant

LIVES_FOR = timedelta(days=7)


class Reason(StrEnum):
    """Why a code opened nothing."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    TOO_MANY_GUESSES = "too_many_guesses"


@dataclass(frozen=True, slots=True)
class Open:
    """An invite that still works."""

    invite: Invite
    made_by: str | None  # their name, if they let it be shown


@dataclass(frozen=True, slots=True)
class Redeemed:
    grant: Grant


@dataclass(frozen=True, slots=True)
class Refused:
    reason: Reason


async def create(
    session: AsyncSession,
    *,
    role: Role,
    unit_code: str | None,
    area_code: str | None,
    created_by: int | None,
    now: datetime,
    token: str,
) -> Invite:
    """Prepare a role for whoever brings the token. The token itself is not kept."""
    invite = Invite(
        code_hash=_hash(token),
        role=role.value,
        unit_code=unit_code,
        area_code=area_code,
        created_by=created_by,
        created_at=now,
        expires_at=now + LIVES_FOR,
    )
    session.add(invite)
    await session.flush()
    await audit.record(
        session,
        action="invite_created",
        subject=f"invite:{invite.id}",
        person_id=created_by,
        now=now,
        role=role.value,
        unit=unit_code,
        area=area_code,
    )
    return invite


async def open_ones(session: AsyncSession, roles: Collection[Role], now: datetime) -> list[Open]:
    """Into these roles, neither used nor run out, the newest first."""
    rows = await session.exec(
        select(Invite, PersonRow.name)
        .outerjoin(PersonRow, col(PersonRow.id) == col(Invite.created_by))
        .where(
            col(Invite.role).in_([role.value for role in roles]),
            col(Invite.used_at).is_(None),
            col(Invite.expires_at) > now,
        )
        .order_by(col(Invite.id).desc())
    )
    return [Open(invite, made_by) for invite, made_by in rows]


async def get(session: AsyncSession, invite_id: int) -> Invite | None:
    rows = await session.exec(select(Invite).where(Invite.id == invite_id))
    return rows.one_or_none()


async def withdraw(
    session: AsyncSession, invite_id: int, *, person_id: int | None, now: datetime
) -> bool:
    """Make an invite worthless from now on; False where it was used or had run out before."""
    is_open = (
        col(Invite.id) == invite_id,
        col(Invite.used_at).is_(None),
        col(Invite.expires_at) > now,
    )
    done = await session.exec(
        update(Invite).where(*is_open).values(expires_at=now).returning(col(Invite.id))
    )
    if done.one_or_none() is None:
        return False
    await audit.record(
        session,
        action="invite_withdrawn",
        subject=f"invite:{invite_id}",
        person_id=person_id,
        now=now,
    )
    return True


async def redeem(
    session: AsyncSession, token: str, *, person_id: int, now: datetime
) -> Redeemed | Refused:
    """Turn a token into a role. Of any number who bring the same one, the first gets it."""
    if await code_guesses.are_too_many(session, person_id, now):
        return Refused(Reason.TOO_MANY_GUESSES)
    used = await session.exec(
        update(Invite)
        .where(
            col(Invite.code_hash) == _hash(token),
            col(Invite.used_at).is_(None),
            col(Invite.expires_at) > now,
        )
        .values(used_by=person_id, used_at=now)
        .returning(col(Invite.id), col(Invite.role), col(Invite.unit_code), col(Invite.area_code))
    )
    row = used.one_or_none()
    if row is None:
        return Refused(await _why_not(session, token, person_id, now))
    invite_id, role, unit_code, area_code = row
    granted = Grant(Role(role), unit_code, area_code)
    await people.grant(
        session, person_id, granted.role, unit_code=unit_code, area_code=area_code, now=now
    )
    await audit.record(
        session,
        action="invite_redeemed",
        subject=f"invite:{invite_id}",
        person_id=person_id,
        now=now,
        role=granted.role.value,
        unit=unit_code,
        area=area_code,
    )
    return Redeemed(granted)


async def _why_not(session: AsyncSession, token: str, person_id: int, now: datetime) -> Reason:
    """A code that exists is no guess; one that does not is counted."""
    invite = (
        await session.exec(select(Invite).where(Invite.code_hash == _hash(token)))
    ).one_or_none()
    if invite is None:
        await code_guesses.count(session, person_id, now, of="invite")
        return Reason.UNKNOWN
    return Reason.EXPIRED if invite.used_at is None else Reason.USED


def _hash(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()
