"""Single-use links into a role. Guessing them is counted, and refused when there is too much."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import case, delete, func, insert, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.roles import Role
from storage import audit, people
from storage.models import Invite, InviteGuess
from storage.people import Grant

LIVES_FOR = timedelta(days=7)
_GUESSES_BY_ONE = 5
_ONE_WAITS_FOR = timedelta(minutes=15)
_GUESSES_BY_ALL = 100
_ALL_WAIT_FOR = timedelta(hours=1)


class Reason(StrEnum):
    """Why a code opened nothing."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    TOO_MANY_GUESSES = "too_many_guesses"


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


async def withdraw(
    session: AsyncSession, invite_id: int, *, person_id: int | None, now: datetime
) -> None:
    """Make an unused invite worthless from now on."""
    unused = (col(Invite.id) == invite_id, col(Invite.used_at).is_(None))
    await session.exec(update(Invite).where(*unused).values(expires_at=now))
    await audit.record(
        session,
        action="invite_withdrawn",
        subject=f"invite:{invite_id}",
        person_id=person_id,
        now=now,
    )


async def redeem(
    session: AsyncSession, token: str, *, person_id: int, now: datetime
) -> Redeemed | Refused:
    """Turn a token into a role. Of any number who bring the same one, the first gets it."""
    is_guessing, _ = await _locked(session, person_id, now)
    if is_guessing:
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
        await _count_guess(session, person_id, now)
        return Reason.UNKNOWN
    return Reason.EXPIRED if invite.used_at is None else Reason.USED


async def _locked(session: AsyncSession, person_id: int, now: datetime) -> tuple[bool, bool]:
    """Whether this person guessed too often, and whether all together did."""
    recent = case(
        (
            (col(InviteGuess.person_id) == person_id)
            & (col(InviteGuess.at) > now - _ONE_WAITS_FOR),
            1,
        )
    )
    counts = await session.exec(
        select(func.count(), func.count(recent)).where(InviteGuess.at > now - _ALL_WAIT_FOR)
    )
    by_all, by_one = counts.one()
    return by_one >= _GUESSES_BY_ONE, by_all >= _GUESSES_BY_ALL


async def _count_guess(session: AsyncSession, person_id: int, now: datetime) -> None:
    await session.exec(delete(InviteGuess).where(col(InviteGuess.at) <= now - _ALL_WAIT_FOR))
    await session.exec(insert(InviteGuess).values(person_id=person_id, at=now))
    if any(await _locked(session, person_id, now)):
        await audit.record(
            session,
            action="invite_guessing_locked",
            subject=f"person:{person_id}",
            person_id=person_id,
            now=now,
        )


def _hash(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()
