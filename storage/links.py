"""Codes that join two chats of one person: shown in one, typed and agreed to in the other, agreed
to where they were shown. Only then two people become one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import ColumnElement, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import code_guesses, people
from storage.models import AddressRow, LinkCode
from storage.people import Merged, Person

LIVES_FOR = timedelta(minutes=15)


class Reason(StrEnum):
    """Why a code joins nothing."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    TOO_MANY_GUESSES = "too_many_guesses"
    SAME_CHAT = "same_chat"  # it was typed where it was shown
    LINKED = "linked"  # the two are one person already
    SAME_CHANNEL = "same_channel"
    TAKEN = "taken"  # one of them has another chat on the other's channel


@dataclass(frozen=True, slots=True)
class Linking:
    """A code on its way: who shows it and who typed it, each in the chat it happens in."""

    id: int
    shown_by: Person
    typed_by: Person


@dataclass(frozen=True, slots=True)
class Refused:
    reason: Reason
    channel: str = ""  # the one it is about


async def make(session: AsyncSession, person: Person, code: str, now: datetime) -> datetime:
    """Show a code in this chat; those shown before are worthless. Gives until when it works."""
    await _end(session, col(LinkCode.person_id) == person.id, now)
    until = now + LIVES_FOR
    session.add(
        LinkCode(
            code_hash=_hash(code),
            person_id=person.id,
            shown_on=person.address.id,
            created_at=now,
            expires_at=until,
        )
    )
    await session.flush()
    return until


async def is_known(session: AsyncSession, code: str) -> bool:
    rows = await session.exec(select(LinkCode.id).where(LinkCode.code_hash == _hash(code)))
    return rows.one_or_none() is not None


async def claim(
    session: AsyncSession, code: str, person: Person, now: datetime
) -> Linking | Refused:
    """The code is typed in this chat: from now on it is this chat's, or nobody's."""
    if await code_guesses.are_too_many_in_all(session, person.id, now):
        return Refused(Reason.TOO_MANY_GUESSES)
    rows = await session.exec(
        select(LinkCode).where(LinkCode.code_hash == _hash(code)).with_for_update()
    )
    row = rows.one_or_none()
    shown_by = await _at(session, row.shown_on) if row else None
    if row is None or shown_by is None:
        await guessed_wrong(session, person, now)
        return Refused(Reason.UNKNOWN)
    if refused := await _why_not(session, row, shown_by, person, now):
        return refused
    row.typed_on, row.expires_at = person.address.id, now + LIVES_FOR
    session.add(row)
    await session.flush()
    return Linking(row.id, shown_by, person)


async def guessed_wrong(session: AsyncSession, person: Person, now: datetime) -> None:
    await code_guesses.count(session, person.id, now, of="link")


async def agree(
    session: AsyncSession, link_id: int, person: Person, now: datetime
) -> Linking | None:
    """A yes where the code was typed. None where there is nothing to say yes to any more."""
    done = await session.exec(
        update(LinkCode)
        .where(*_open(link_id, now), col(LinkCode.typed_on) == person.address.id)
        .values(agreed_at=now)
        .returning(col(LinkCode.shown_on))
    )
    shown_on = done.scalar_one_or_none()
    shown_by = await _at(session, shown_on) if shown_on else None
    return Linking(link_id, shown_by, person) if shown_by else None


async def join(
    session: AsyncSession, link_id: int, person: Person, now: datetime
) -> tuple[Linking, Merged] | None:
    """A yes where the code was shown, the last one: the two are one from now on. None where there
    is nothing to say yes to any more."""
    done = await session.exec(
        update(LinkCode)
        .where(
            *_open(link_id, now),
            col(LinkCode.shown_on) == person.address.id,
            col(LinkCode.agreed_at).is_not(None),
        )
        .values(used_at=now)
        .returning(col(LinkCode.typed_on))
    )
    typed_on = done.scalar_one_or_none()
    typed_by = await _at(session, typed_on) if typed_on else None
    if typed_by is None or await _bars(session, person, typed_by):  # it was not so when asked
        return None
    merged = await people.merge(session, person.id, typed_by.id, now)
    return Linking(link_id, person, typed_by), merged


async def drop(
    session: AsyncSession, link_id: int, person: Person, now: datetime
) -> Linking | None:
    """A no, on either side: the code is worthless."""
    mine = person.address.id
    rows = await session.exec(
        select(LinkCode)
        .where(
            *_open(link_id, now), (col(LinkCode.shown_on) == mine) | (LinkCode.typed_on == mine)
        )
        .with_for_update()
    )
    row = rows.one_or_none()
    if row is None or row.typed_on is None:
        return None
    await _end(session, col(LinkCode.id) == link_id, now)
    shown_by, typed_by = await _at(session, row.shown_on), await _at(session, row.typed_on)
    return Linking(link_id, shown_by, typed_by) if shown_by and typed_by else None


async def forget(session: AsyncSession, person_id: int, now: datetime) -> None:
    """What this person has shown joins nothing any more."""
    await _end(session, col(LinkCode.person_id) == person_id, now)


async def _why_not(
    session: AsyncSession, row: LinkCode, shown_by: Person, person: Person, now: datetime
) -> Refused | None:
    channel = shown_by.address.channel
    if row.shown_on == person.address.id:
        return Refused(Reason.SAME_CHAT)
    if shown_by.id == person.id:
        return Refused(Reason.LINKED, channel)
    if row.used_at is not None or row.typed_on not in (None, person.address.id):
        return Refused(Reason.USED)
    if row.expires_at <= now:
        return Refused(Reason.EXPIRED)
    return await _bars(session, shown_by, person)


async def _bars(session: AsyncSession, one: Person, other: Person) -> Refused | None:
    """A person has one chat on each channel."""
    if one.address.channel == other.address.channel:
        return Refused(Reason.SAME_CHANNEL, one.address.channel)
    mine = {chat.channel for chat in await people.chats_of(session, one.id)}
    theirs = {chat.channel for chat in await people.chats_of(session, other.id)}
    both = sorted(mine & theirs)
    return Refused(Reason.TAKEN, both[0]) if both else None


async def _at(session: AsyncSession, address_id: int) -> Person | None:
    """Whoever is at this chat now, as they speak there."""
    rows = await session.exec(
        select(AddressRow.channel, AddressRow.external_id).where(AddressRow.id == address_id)
    )
    return next(iter((await people.by_keys(session, set(rows.all()))).values()), None)


def _open(link_id: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        col(LinkCode.id) == link_id,
        col(LinkCode.used_at).is_(None),
        col(LinkCode.expires_at) > now,
    )


async def _end(session: AsyncSession, which: ColumnElement[bool], now: datetime) -> None:
    await session.exec(
        update(LinkCode)
        .where(which, col(LinkCode.used_at).is_(None), col(LinkCode.expires_at) > now)
        .values(expires_at=now)
    )


def _hash(code: str) -> str:
    return sha256(code.encode()).hexdigest()
