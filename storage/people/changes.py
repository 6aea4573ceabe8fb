"""What changes about a person: language, name, consent, roles, whether they can be reached."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, exists, or_, update
from sqlalchemy.dialects.postgresql import insert as insert_or_skip  # SQLite compiles it as well
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.channels import CHANNELS, capabilities
from content.roles import Role
from storage import audit, withdrawal
from storage.models import AddressRow, PersonRow, RoleGrant

_ADDRESS: Any = AddressRow.__table__  # type: ignore[attr-defined]
_NOTE_HEARD = (  # events come in any order
    update(_ADDRESS)
    .where(
        _ADDRESS.c.id == bindparam("address"),
        or_(_ADDRESS.c.heard_at.is_(None), _ADDRESS.c.heard_at < bindparam("at")),
    )
    .values(heard_at=bindparam("at"))
)
_ADD_GRANT = insert_or_skip(RoleGrant).on_conflict_do_nothing()


class PersonGone(Exception):
    """Somebody was linked with another chat at this moment; whoever meant them tries again."""


async def hold(session: AsyncSession, person_ids: Collection[int]) -> None:
    """What else is written in their other chats waits until this transaction ends. Raises
    PersonGone where one of them was just linked with somebody else."""
    if not person_ids:
        return
    rows = await session.exec(
        select(PersonRow.id)
        .where(col(PersonRow.id).in_(person_ids))
        .order_by(col(PersonRow.id))
        .with_for_update(key_share=True)
    )
    if len(rows.all()) != len(set(person_ids)):
        raise PersonGone


async def set_language(session: AsyncSession, person_id: int, language: str) -> None:
    await _change(session, person_id, language=language)


async def set_name(session: AsyncSession, person_id: int, name: str | None) -> None:
    await _change(session, person_id, name=name)


async def prefer(session: AsyncSession, person_id: int, channel: str | None) -> None:
    """What we send unasked goes to this channel; to whichever is newest where it is None."""
    await _change(session, person_id, preferred_channel=channel)


async def let_cross(session: AsyncSession, person_id: int, *, may_cross: bool) -> None:
    """Whether what is urgent may take another of their channels, once."""
    await _change(session, person_id, may_cross=may_cross)


async def record_consent(
    session: AsyncSession, person_id: int, version: str, now: datetime
) -> None:
    """They agreed to this version of what is kept about them."""
    await _change(session, person_id, consented_at=now, consent_version=version)
    await audit.record(
        session,
        action="consent_given",
        subject=f"person:{person_id}",
        person_id=person_id,
        now=now,
        version=version,
    )


async def withdraw_consent(session: AsyncSession, person_id: int, now: datetime) -> None:
    """Nothing goes to them unasked any more, nor what waits to."""
    await _change(session, person_id, consented_at=None, consent_version=None)
    await audit.record(
        session,
        action="consent_withdrawn",
        subject=f"person:{person_id}",
        person_id=person_id,
        now=now,
    )
    await withdrawal.give_up_of(session, person_id)


async def grant(
    session: AsyncSession,
    person_id: int,
    role: Role,
    *,
    unit_code: str | None = None,
    area_code: str | None = None,
    now: datetime,
) -> None:
    """Give a role. Giving it twice is giving it once."""
    row = {
        "person_id": person_id,
        "role": role.value,
        "unit_code": unit_code,
        "area_code": area_code,
        "scope": _scope(unit_code, area_code),
        "granted_at": now,
    }
    await (await session.connection()).execute(_ADD_GRANT, row)


async def revoke(
    session: AsyncSession,
    person_id: int,
    role: Role,
    *,
    unit_code: str | None = None,
    area_code: str | None = None,
    now: datetime,
) -> None:
    """Take a role away. It is gone from their next message on."""
    held = (
        col(RoleGrant.person_id) == person_id,
        col(RoleGrant.role) == role.value,
        col(RoleGrant.scope) == _scope(unit_code, area_code),
        col(RoleGrant.revoked_at).is_(None),
    )
    await session.exec(update(RoleGrant).where(*held).values(revoked_at=now))


async def add_address(
    session: AsyncSession, person_id: int, channel: str, external_id: str, *, now: datetime
) -> None:
    """Another chat of the same person, which nobody has written from yet."""
    session.add(
        AddressRow(person_id=person_id, channel=channel, external_id=external_id, created_at=now)
    )
    await session.flush()


async def mark_unreachable(session: AsyncSession, address_id: int) -> None:
    """The platform said blocked, deactivated or not found."""
    await _set_reachable(session, address_id, reachable=False)


async def mark_reachable(session: AsyncSession, address_id: int) -> None:
    await _set_reachable(session, address_id, reachable=True)


async def mark_left(session: AsyncSession, address_id: int, at: datetime) -> None:
    """They left at that moment. What is told late undoes nothing they wrote since."""
    await session.exec(
        update(AddressRow)
        .where(
            col(AddressRow.id) == address_id,
            or_(col(AddressRow.heard_at).is_(None), col(AddressRow.heard_at) <= at),
        )
        .values(is_reachable=False)
    )


async def note_heard(session: AsyncSession, moments: Mapping[int, datetime]) -> None:
    """They wrote to us then, where the channel counts from that how long they may be answered."""
    await (await session.connection()).execute(
        _NOTE_HEARD, [{"address": address_id, "at": at} for address_id, at in moments.items()]
    )


async def close_windows(session: AsyncSession, now: datetime) -> int:
    """Whom their channel does not let us write to any more is out of reach, until they write;
    how many. So every list of ours says what is true, and another address of theirs is used."""
    closed = 0
    for channel in CHANNELS:
        since = capabilities(channel).window.closed_since(now)
        if since is None:
            continue
        done = await session.exec(
            update(AddressRow)
            .where(
                col(AddressRow.channel) == channel,
                col(AddressRow.is_reachable).is_(True),
                col(AddressRow.heard_at) <= since,
            )
            .values(is_reachable=False)
        )
        closed += done.rowcount
    return closed


async def serve(session: AsyncSession, channels: Collection[str]) -> None:
    """Only these channels are configured: chats elsewhere are out of reach until theirs is again,
    and then as they were."""
    is_served = col(AddressRow.channel).in_(channels)
    await session.exec(
        update(AddressRow)
        .where(
            or_(
                and_(~is_served, col(AddressRow.is_reachable).is_(True)),
                and_(is_served, col(AddressRow.is_unserved).is_(True)),
            )
        )
        .values(is_reachable=is_served, is_unserved=~is_served)
        .execution_options(synchronize_session=False)
    )


async def move_address(session: AsyncSession, address_id: int, external_id: str) -> None:
    """The platform gave the chat another id. If we know that one already, the old one is dead."""
    known = aliased(AddressRow)
    taken = exists().where(
        col(known.channel) == col(AddressRow.channel), col(known.external_id) == external_id
    )
    moved = await session.exec(
        update(AddressRow)
        .where(col(AddressRow.id) == address_id, ~taken)
        .values(external_id=external_id)
        .execution_options(synchronize_session=False)
    )
    if not moved.rowcount:
        await mark_unreachable(session, address_id)


async def _change(session: AsyncSession, person_id: int, **values: object) -> None:
    changed = await session.exec(
        update(PersonRow).where(col(PersonRow.id) == person_id).values(**values)
    )
    if not changed.rowcount:
        raise PersonGone


async def _set_reachable(session: AsyncSession, address_id: int, *, reachable: bool) -> None:
    await session.exec(
        update(AddressRow).where(col(AddressRow.id) == address_id).values(is_reachable=reachable)
    )


def _scope(unit_code: str | None, area_code: str | None) -> str:
    return f"{unit_code or ''}/{area_code or ''}"
