"""Codes of invites and of linking that opened nothing: counted, so that guessing is slow."""

from datetime import datetime, timedelta

from sqlalchemy import case, delete, func, insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.models import InviteGuess

_BY_ONE = 5
_ONE_WAITS_FOR = timedelta(minutes=15)
_BY_ALL = 100
_ALL_WAIT_FOR = timedelta(hours=1)


async def are_too_many(session: AsyncSession, person_id: int, now: datetime) -> bool:
    """Whether this person guessed so often that even a right code waits."""
    by_one, _ = await _too_many(session, person_id, now)
    return by_one


async def are_too_many_in_all(session: AsyncSession, person_id: int, now: datetime) -> bool:
    """The same, or all together did: somebody may be guessing in many names."""
    return any(await _too_many(session, person_id, now))


async def count(session: AsyncSession, person_id: int, now: datetime, *, of: str) -> None:
    """One more; it goes on record when it is one too many, by one person or by all together.
    `of` is what the code would have opened: "invite", "link"."""
    await session.exec(delete(InviteGuess).where(col(InviteGuess.at) <= now - _ALL_WAIT_FOR))
    await session.exec(insert(InviteGuess).values(person_id=person_id, at=now))
    if any(await _too_many(session, person_id, now)):
        await audit.record(
            session,
            action=f"{of}_guessing_locked",
            subject=f"person:{person_id}",
            person_id=person_id,
            now=now,
        )


async def _too_many(session: AsyncSession, person_id: int, now: datetime) -> tuple[bool, bool]:
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
    return by_one >= _BY_ONE, by_all >= _BY_ALL
