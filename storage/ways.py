"""Which ways lead to people, open or shut: for those whom the office has to call."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import AddressRow


@dataclass(frozen=True, slots=True)
class Way:
    """One chat of a person, and when they were last heard there."""

    channel: str
    is_reachable: bool
    heard_at: datetime | None


async def ways_to(session: AsyncSession, person_ids: Collection[int]) -> dict[int, list[Way]]:
    """By person, the newest first."""
    rows = await session.exec(
        select(
            AddressRow.person_id, AddressRow.channel, AddressRow.is_reachable, AddressRow.heard_at
        )
        .where(col(AddressRow.person_id).in_(person_ids), col(AddressRow.is_group).is_(False))
        .order_by(col(AddressRow.id).desc())
    )
    found: dict[int, list[Way]] = {}
    for person_id, channel, is_reachable, heard_at in rows:
        found.setdefault(person_id, []).append(Way(channel, is_reachable, heard_at))
    return found
