"""Urgent letters that their own channel does not deliver, and where else their people read.

A letter crosses once, in the transaction that records why: the old one has failed and the new one,
which never crosses, carries its id in the key. One that may have arrived does not cross.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from content.channels import capabilities
from content.sending_windows import Cost
from storage.models import AddressRow, ChannelRow, OutboxRow, PersonRow
from storage.models.machine import OutboxState
from storage.outbox import DOUBTFUL

CROSSED = "crossed"
KEY = "crossed:"  # and the id of the letter that could not be delivered
_WELL = "well"

_TABLE: Any = OutboxRow.__table__  # type: ignore[attr-defined]
_OWN: Any = AddressRow.__table__.alias("own")  # type: ignore[attr-defined]
_OTHER: Any = AddressRow.__table__.alias("other")  # type: ignore[attr-defined]
_PERSON: Any = PersonRow.__table__  # type: ignore[attr-defined]
_CHANNEL: Any = ChannelRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Stranded:
    """An urgent letter, and the address that takes it over."""

    id: int
    channel: str
    source: dict[str, Any]
    subject: str | None
    key: str | None
    good_until: datetime | None
    other_id: int
    other_channel: str
    other_recipient: str


# In words of the letter alone: what is known not to have left, and waits.
_WAITS = and_(_TABLE.c.state == OutboxState.PENDING, func.coalesce(_TABLE.c.error, "") != DOUBTFUL)
_STRANDED = (
    select(
        _TABLE.c.id,
        _TABLE.c.channel,
        _TABLE.c.source,
        _TABLE.c.subject,
        _TABLE.c.key,
        _TABLE.c.good_until,
        _OTHER.c.id.label("other_id"),
        _OTHER.c.channel.label("other_channel"),
        _OTHER.c.external_id.label("other_recipient"),
        _OTHER.c.heard_at,
    )
    .join(_OWN, _OWN.c.id == _TABLE.c.address_id)
    .join(_PERSON, _PERSON.c.id == _OWN.c.person_id)
    .join(_OTHER, and_(_OTHER.c.person_id == _PERSON.c.id, _OTHER.c.channel != _OWN.c.channel))
    .outerjoin(_CHANNEL, _CHANNEL.c.channel == _OTHER.c.channel)
    .where(
        _TABLE.c.source.is_not(None),
        _PERSON.c.may_cross.is_(True),
        _PERSON.c.consented_at.is_not(None),
        _OTHER.c.is_reachable.is_(True),
        _OTHER.c.is_group.is_(False),
        func.coalesce(_CHANNEL.c.state, _WELL) == _WELL,  # no way out of the rain into the eaves
    )
    .order_by(
        _TABLE.c.id,
        (_OTHER.c.channel == func.coalesce(_PERSON.c.preferred_channel, "")).desc(),
        _OTHER.c.id.desc(),
    )
)


async def with_fate(
    connection: AsyncConnection,
    *,
    failed: Collection[int],
    gone: Collection[int],
    term: int,
    others: Collection[str],
    now: datetime,
) -> list[Stranded]:
    """Letters that failed in this term because nobody reads at their address, and what waits for
    such addresses."""
    mine = and_(
        _TABLE.c.id.in_(failed), _TABLE.c.state == OutboxState.FAILED, _TABLE.c.term == term
    )
    waits = and_(_TABLE.c.address_id.in_(gone), _WAITS)
    return await _found(connection, or_(mine, waits), others, now)


async def waiting(
    connection: AsyncConnection,
    *,
    channel: str,
    written_by: datetime,
    others: Collection[str],
    now: datetime,
    only: Collection[int] | None = None,
) -> list[Stranded]:
    """Letters that have waited for this channel since that moment or longer."""
    waits = and_(_TABLE.c.channel == channel, _WAITS, _TABLE.c.created_at <= written_by)
    if only is not None:
        waits = and_(waits, _TABLE.c.id.in_(only))
    return await _found(connection, waits, others, now)


async def close(connection: AsyncConnection, crossed: Sequence[Stranded]) -> None:
    """Their first ways are closed: none of these is sent there later, nor any part of them that
    was to stand before."""
    ids = [letter.id for letter in crossed]
    earlier = [key for letter in crossed for key in _earlier_parts(letter.key)]
    unread = _TABLE.c.state.in_((OutboxState.PENDING, OutboxState.FAILED))
    waits = and_(_TABLE.c.key.in_(earlier), unread)
    await connection.execute(
        update(_TABLE)
        .where(or_(_TABLE.c.id.in_(ids), waits))
        .values(state=OutboxState.FAILED, error=CROSSED, source=null())
    )


async def come_home(connection: AsyncConnection, failed: Collection[int]) -> int:
    """Letters that crossed and found that door shut as well: they wait again, with all their
    parts, for their first channel where it may yet be reached, and cross no more. How many."""
    keys = await connection.execute(
        select(_TABLE.c.key).where(_TABLE.c.id.in_(failed), _TABLE.c.key.startswith(KEY))
    )
    numbers = [key.removeprefix(KEY) for key in keys.scalars()]
    homes = [int(number) for number in numbers if number.isdecimal()]  # not its second part
    if not homes:
        return 0
    parts = await connection.execute(select(_TABLE.c.key).where(_TABLE.c.id.in_(homes)))
    before = [key for whole in parts.scalars() for key in _earlier_parts(whole)]
    reached = select(col(AddressRow.id)).where(col(AddressRow.is_reachable).is_(True))
    again = await connection.execute(
        update(_TABLE)
        .where(
            or_(_TABLE.c.id.in_(homes), _TABLE.c.key.in_(before)),
            _TABLE.c.state == OutboxState.FAILED,
            _TABLE.c.error == CROSSED,
            _TABLE.c.address_id.in_(reached),
        )
        .values(state=OutboxState.PENDING, error=None, ready_at=0.0)
    )
    return int(again.rowcount)


async def _found(
    connection: AsyncConnection, which: ColumnElement[bool], others: Collection[str], now: datetime
) -> list[Stranded]:
    """Each once, at the best of the addresses that may be written to now."""
    if not others:
        return []
    rows = await connection.execute(_STRANDED.where(which, _OTHER.c.channel.in_(others)))
    found: dict[int, Stranded] = {}
    for row in rows.mappings():
        facts = dict(row)
        heard_at = facts.pop("heard_at")
        window = capabilities(facts["other_channel"]).window
        if heard_at is None or window.cost(heard_at, now) is not Cost.CLOSED:
            found.setdefault(facts["id"], Stranded(**facts))
    return [s for s in found.values() if not await _may_have_begun(connection, s)]


async def _may_have_begun(connection: AsyncConnection, letter: Stranded) -> bool:
    """Whether an earlier part of the same letter is perhaps being read."""
    earlier = _earlier_parts(letter.key)
    if not earlier:
        return False
    doubtful = or_(
        _TABLE.c.state.in_((OutboxState.SENDING, OutboxState.UNCERTAIN)),
        and_(_TABLE.c.state == OutboxState.PENDING, _TABLE.c.error == DOUBTFUL),
    )
    found = await connection.execute(
        select(func.count()).where(_TABLE.c.key.in_(earlier), doubtful)
    )
    return bool(found.scalar_one())


def _earlier_parts(key: str | None) -> list[str]:
    """The source stands with the last part, "…/2"; these are the keys of those before it."""
    name, _, number = (key or "").rpartition("/")
    if not name or not number.isdecimal():
        return []
    return [name, *(f"{name}/{n}" for n in range(1, int(number)))]
