"""Finds people with their grants and addresses, each in one statement however many they are."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from content.roles import Role
from storage.models import AddressRow, PersonRow, RoleGrant
from storage.people.values import Address, Grant, Person

Key = tuple[str, str]  # channel, external id

_THEIRS = aliased(AddressRow)
_HOW_MANY = (
    select(func.count())
    .where(col(_THEIRS.person_id) == col(AddressRow.person_id), col(_THEIRS.is_group).is_(False))
    .correlate(AddressRow)
    .scalar_subquery()
)

# Built once: a statement built at each call costs more than running it.
_READ = (
    select(
        col(AddressRow.id),
        col(AddressRow.person_id),
        col(AddressRow.channel),
        col(AddressRow.external_id),
        col(AddressRow.is_reachable),
        col(AddressRow.is_unserved),
        col(PersonRow.language),
        col(PersonRow.name),
        col(PersonRow.consented_at),
        col(PersonRow.preferred_channel),
        col(PersonRow.may_cross),
        _HOW_MANY.label("chats"),
        col(RoleGrant.role),
        col(RoleGrant.unit_code),
        col(RoleGrant.area_code),
    )
    .join(PersonRow, col(PersonRow.id) == col(AddressRow.person_id))
    .outerjoin(
        RoleGrant,
        and_(
            col(RoleGrant.person_id) == col(AddressRow.person_id),
            col(RoleGrant.revoked_at).is_(None),
        ),
    )
    .order_by(col(AddressRow.id), col(RoleGrant.id))
)
_READ_BY_KEY = _READ.where(
    col(AddressRow.channel).in_(bindparam("channels", expanding=True)),
    col(AddressRow.external_id).in_(bindparam("external_ids", expanding=True)),
)
# Held until the transaction ends. In the order of people, so that two workers wait for each other
# and not forever; SQLite has one writer anyhow and knows no such clause.
_HOLD_BY_KEY = (
    _READ_BY_KEY.order_by(None)
    .order_by(col(PersonRow.id), col(AddressRow.id), col(RoleGrant.id))
    .with_for_update(key_share=True, of=PersonRow)
)
_PRIVATE = _READ.where(col(AddressRow.is_group).is_(False))
_READ_BY_ID = _PRIVATE.where(
    col(AddressRow.person_id).in_(bindparam("person_ids", expanding=True))
)
_HEARD_AT = select(col(AddressRow.id), col(AddressRow.heard_at)).where(
    col(AddressRow.id).in_(bindparam("ids", expanding=True))
)
_HOLDERS = select(col(RoleGrant.person_id)).where(
    col(RoleGrant.role) == bindparam("held"), col(RoleGrant.revoked_at).is_(None)
)
_READ_HOLDERS = _PRIVATE.where(col(AddressRow.person_id).in_(_HOLDERS))
_READ_FOCAL_POINTS = _PRIVATE.where(
    col(AddressRow.person_id).in_(
        _HOLDERS.where(col(RoleGrant.unit_code).in_(bindparam("unit_codes", expanding=True)))
    )
)


async def by_id(session: AsyncSession, person_id: int) -> Person | None:
    return (await by_ids(session, [person_id])).get(person_id)


async def by_ids(session: AsyncSession, person_ids: Iterable[int]) -> dict[int, Person]:
    """People at their best addresses; those without an address are left out."""
    wanted = list(set(person_ids))
    return _at_best_address(await _rows(session, _READ_BY_ID, person_ids=wanted))


async def heard_at(
    connection: AsyncConnection, address_ids: Collection[int]
) -> dict[int, datetime | None]:
    """When each of these was last written from; None where nobody noted it."""
    rows = await connection.execute(_HEARD_AT, {"ids": list(address_ids)})
    return {row[0]: row[1] for row in rows}


async def elsewhere(
    session: AsyncSession, person_ids: Collection[int], channels: Collection[str]
) -> dict[int, Address]:
    """Where these people are reached on one of these channels, the newest address of each."""
    found = select(
        col(AddressRow.id),
        col(AddressRow.person_id),
        col(AddressRow.channel),
        col(AddressRow.external_id),
    ).where(
        col(AddressRow.person_id).in_(person_ids),
        col(AddressRow.channel).in_(channels),
        col(AddressRow.is_reachable).is_(True),
        col(AddressRow.is_group).is_(False),
    )
    rows = await _rows(session, found.order_by(col(AddressRow.id)))
    return {
        row.person_id: Address(row.id, row.person_id, row.channel, row.external_id) for row in rows
    }


async def addresses_of(session: AsyncSession, person_ids: Iterable[int]) -> dict[int, Address]:
    """Where each of them is reached; those who cannot be reached are left out."""
    people = await by_ids(session, person_ids)
    return {person.id: person.address for person in people.values() if person.address.is_reachable}


async def chats_of(session: AsyncSession, person_id: int) -> list[Address]:
    """All their chats, the oldest first."""
    rows = await _rows(session, _READ_BY_ID, person_ids=[person_id])
    return [person.address for person in _people(rows)]


async def focal_points_of(
    session: AsyncSession, unit_codes: Iterable[str]
) -> dict[str, list[Person]]:
    """Who reports for each of these units; a unit nobody reports for has an empty list."""
    by_unit: dict[str, list[Person]] = {code: [] for code in unit_codes}
    rows = await _rows(
        session, _READ_FOCAL_POINTS, held=Role.FOCAL_POINT, unit_codes=list(by_unit)
    )
    for person in _at_best_address(rows).values():
        for code in person.units:
            if code in by_unit:
                by_unit[code].append(person)
    return by_unit


async def holding(session: AsyncSession, role: Role) -> list[Person]:
    """Everyone who holds the role, wherever it is held for."""
    return list(_at_best_address(await _rows(session, _READ_HOLDERS, held=role)).values())


async def by_keys(
    session: AsyncSession, keys: set[Key], *, hold: bool = False
) -> dict[Key, Person]:
    """The people behind these chats, as far as they are known. To hold them is to let what
    others write for them wait until this transaction ends."""
    channels, external_ids = ({key[side] for key in keys} for side in (0, 1))
    rows = await _rows(
        session,
        _HOLD_BY_KEY if hold else _READ_BY_KEY,
        channels=list(channels),
        external_ids=list(external_ids),
    )
    people = {(p.address.channel, p.address.external_id): p for p in _people(rows)}
    return {key: person for key, person in people.items() if key in keys}


async def find(session: AsyncSession, channel: str, external_id: str) -> Person | None:
    """The person behind a chat, if they ever wrote there."""
    key = (channel, external_id)
    return (await by_keys(session, {key})).get(key)


async def _rows(session: AsyncSession, statement: Any, **parameters: object) -> Sequence[Row[Any]]:
    return (await (await session.connection()).execute(statement, parameters)).all()


def _people(rows: Iterable[Row[Any]]) -> list[Person]:
    """One person per address; rows come grouped by address, one for each grant."""
    grants: dict[int, list[Grant]] = {}
    first: dict[int, Row[Any]] = {}
    for row in rows:
        first.setdefault(row.id, row)
        held = grants.setdefault(row.id, [])
        if row.role is not None:
            held.append(Grant(Role(row.role), row.unit_code, row.area_code))
    return [_person(row, tuple(grants[id_])) for id_, row in first.items()]


def _person(row: Row[Any], grants: tuple[Grant, ...]) -> Person:
    address = Address(
        id=row.id,
        person_id=row.person_id,
        channel=row.channel,
        external_id=row.external_id,
        is_reachable=row.is_reachable,
        is_served=not row.is_unserved,
    )
    return Person(
        id=row.person_id,
        language=row.language,
        name=row.name,
        has_consented=row.consented_at is not None,
        grants=grants,
        address=address,
        preferred_channel=row.preferred_channel,
        may_cross=row.may_cross,
        is_linked=row.chats > 1,
    )


def best_chat(person: Person, chats: Iterable[Address]) -> Address:
    """Where they are reached, there where they prefer it, else at the newest. Who wants no
    other app to step in is looked for nowhere else."""

    def goodness(chat: Address) -> tuple[bool, bool, bool, int]:
        is_preferred = chat.channel == person.preferred_channel
        is_the_only = is_preferred and chat.is_served and not person.may_cross
        return is_the_only, chat.is_reachable, is_preferred, chat.id

    return max(chats, key=goodness)


def _at_best_address(rows: Iterable[Row[Any]]) -> dict[int, Person]:
    """Each person once, at their best chat."""
    found: dict[int, list[Person]] = {}
    for person in _people(rows):
        found.setdefault(person.id, []).append(person)
    best = {
        id_: best_chat(ones[0], (one.address for one in ones)).id for id_, ones in found.items()
    }
    return {
        id_: next(one for one in found[id_] if one.address.id == best[id_])
        for id_ in sorted(found)
    }
