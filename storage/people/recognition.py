"""Meets everyone who writes: the person behind a chat, created on first contact."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, insert
from sqlalchemy.dialects.postgresql import insert as insert_or_skip  # SQLite compiles it as well
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import AddressRow, PersonRow
from storage.people.changes import PersonGone
from storage.people.look_up import Key, by_keys
from storage.people.values import Person

_ADD_PERSON = insert(PersonRow).returning(col(PersonRow.id))
_ADD_ADDRESS = (
    insert_or_skip(AddressRow)
    .on_conflict_do_nothing(index_elements=["channel", "external_id"])
    .returning(col(AddressRow.person_id))
)
_DROP_PEOPLE = delete(PersonRow).where(
    col(PersonRow.id).in_(bindparam("person_ids", expanding=True))
)


async def recognise(
    session: AsyncSession, channel: str, external_id: str, *, now: datetime
) -> Person:
    """The person behind a chat; someone new is remembered."""
    key = (channel, external_id)
    return (await recognise_all(session, [key], now))[key]


async def recognise_all(
    session: AsyncSession, keys: Sequence[Key], now: datetime, *, hold: bool = False
) -> dict[Key, Person]:
    """The people behind several chats, in one statement where all are known."""
    wanted = set(keys)
    found = await by_keys(session, wanted, hold=hold)
    # Sorted, so that two workers meeting the same newcomers wait for each other, not forever.
    missing = sorted(wanted - found.keys())
    if not missing:
        return found
    await _add(session, missing, now)
    return found | await by_keys(session, set(missing), hold=hold)


async def hold_all(session: AsyncSession, keys: Sequence[Key], now: datetime) -> dict[Key, Person]:
    """The same, and each of them is held until this transaction ends: who waited for another
    worker goes on with what that one left behind. Whom two chats are at is read once more for
    it; whoever has one chat costs no statement more. Raises PersonGone where a chat is
    somebody else's by then."""
    known = await recognise_all(session, keys, now, hold=True)
    linked = {key for key, person in known.items() if person.is_linked}
    if not linked:
        return known
    held = {person.id for person in known.values()}
    fresh = await by_keys(session, linked)
    if any(person.id not in held for person in fresh.values()):
        raise PersonGone
    return known | fresh


async def _add(session: AsyncSession, keys: Sequence[Key], now: datetime) -> None:
    connection = await session.connection()
    newcomers = [{"created_at": now} for _ in keys]
    ids = (await connection.execute(_ADD_PERSON, newcomers)).scalars().all()
    rows = [
        {"person_id": id_, "channel": channel, "external_id": external_id, "created_at": now}
        for id_, (channel, external_id) in zip(ids, keys, strict=True)
    ]
    kept = set((await connection.execute(_ADD_ADDRESS, rows)).scalars())
    if doubles := set(ids) - kept:  # another worker met them first
        await connection.execute(_DROP_PEOPLE, {"person_ids": list(doubles)})
