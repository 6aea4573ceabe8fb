"""How each channel does, and what of its counted messages is used up. One row a channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well
from sqlalchemy.ext.asyncio import AsyncConnection

from content.message_quota import Spent
from storage.models import ChannelRow


class ChannelState(StrEnum):
    """What the sender last learned of a channel."""

    WELL = "well"
    AWAY = "away"  # it does not answer, or nobody knows
    PAUSED = "paused"  # it told us to wait
    OUT_OF_QUOTA = "out_of_quota"  # it says that the plan's messages are used up
    TOKEN_DEAD = "token_dead"


@dataclass(frozen=True, slots=True)
class Standing:
    """A channel as of its last news."""

    channel: str
    state: ChannelState
    since: datetime
    reason: str | None
    sent_at: datetime | None  # to the minute: when something last arrived
    spent: Spent | None  # None: nothing was counted yet


_TABLE: Any = ChannelRow.__table__  # type: ignore[attr-defined]
_NEW: dict[str, Any] = {
    "state": ChannelState.WELL,
    "spent_today": 0,
    "spent_this_month": 0,
    "warned_today": False,
    "warned_this_month": False,
}


async def standings(connection: AsyncConnection, channels: Sequence[str]) -> dict[str, Standing]:
    """Of these, as far as something was ever sent there."""
    rows = await connection.execute(select(_TABLE).where(_TABLE.c.channel.in_(channels)))
    return {row.channel: _standing(row) for row in rows}


async def note_state(
    connection: AsyncConnection,
    channel: str,
    state: ChannelState,
    since: datetime,
    reason: str | None,
) -> None:
    await _put(connection, channel, since, state=state, since=since, reason=reason)


async def note_sent(connection: AsyncConnection, channel: str, at: datetime) -> None:
    await _put(connection, channel, at, sent_at=at)


async def keep_spent(
    connection: AsyncConnection, channel: str, spent: Spent, now: datetime
) -> None:
    await _put(
        connection, channel, now,
        spent_on=spent.on, spent_today=spent.today, spent_this_month=spent.this_month,
        warned_today=spent.warned_today, warned_this_month=spent.warned_this_month,
    )  # fmt: skip


async def nothing_missing_until(connection: AsyncConnection, channel: str) -> datetime | None:
    """Everything that people wrote there until then has reached the inbox."""
    found = await connection.execute(
        select(_TABLE.c.nothing_missing_until).where(_TABLE.c.channel == channel)
    )
    return found.scalar_one_or_none()


async def note_nothing_missing(connection: AsyncConnection, channel: str, until: datetime) -> None:
    await _put(connection, channel, until, nothing_missing_until=until)


async def _put(connection: AsyncConnection, channel: str, now: datetime, **values: object) -> None:
    row = {**_NEW, "channel": channel, "since": now, **values}
    statement = insert(_TABLE).values(row)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["channel"], set_=values)
    )


def _standing(row: Any) -> Standing:
    spent = row.spent_on and Spent(
        row.spent_on, row.spent_today, row.spent_this_month, row.warned_today,
        row.warned_this_month,
    )  # fmt: skip
    return Standing(
        row.channel, ChannelState(row.state), row.since, row.reason, row.sent_at, spent
    )
