"""What arrived. A row is here before the platform hears "received", and once only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, bindparam, func, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database_clock import database_clock
from storage.models import InboxRow
from storage.models.machine import InboxState

MOST_ATTEMPTS = 8
_LONGEST_PAUSE = 180.0  # seconds between two tries of a failing update


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as received: its identity, whose turn it is in, and its raw body."""

    channel: str
    key: str
    lane: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Claimed:
    """An update this worker holds until its lease ends. `attempt` is the fence."""

    id: int
    channel: str
    key: str
    lane: str
    body: bytes
    attempt: int


class LeaseLost(Exception):
    """Somebody else took over what this worker still thought it held."""


_TABLE: Any = InboxRow.__table__  # type: ignore[attr-defined]
_JOURNAL = insert(_TABLE).on_conflict_do_nothing(index_elements=["channel", "key"])


async def journal(connection: AsyncConnection, arrivals: Sequence[Arrival], now: datetime) -> None:
    """Keep what arrived; what is known already is left as it is."""
    rows = [
        {
            "channel": arrival.channel,
            "key": arrival.key,
            "lane": arrival.lane,
            "body": arrival.body,
            "received_at": now,
            "state": InboxState.PENDING,
            "attempts": 0,
            "lease_until": 0.0,
            "ready_at": 0.0,
        }
        for arrival in arrivals
    ]
    await connection.execute(_JOURNAL, rows)


# Written out: SQLite uses an index of pending rows only where it sees the word.
_PENDING: Any = literal_column(f"'{InboxState.PENDING}'")


def _claim_statement() -> Any:
    head, waiting = _TABLE.alias("head"), _TABLE.alias("waiting")
    first_of_lane = (
        select(func.min(waiting.c.id))
        .where(waiting.c.state == _PENDING, waiting.c.lane == head.c.lane)
        .scalar_subquery()
    )
    ready = (
        select(head.c.id)
        .where(
            head.c.state == _PENDING,
            head.c.lease_until < database_clock(),
            head.c.ready_at <= database_clock(),
            head.c.id == first_of_lane,  # as NOT EXISTS PostgreSQL may plan it quadratic
        )
        .order_by(head.c.ready_at, head.c.id)  # what failed before comes after what is new
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=head)
    )
    held = (_TABLE.c[name] for name in ("id", "channel", "key", "lane", "body", "attempts"))
    return (
        update(_TABLE)
        .where(_TABLE.c.id.in_(ready.scalar_subquery()))
        .values(
            owner=bindparam("worker"),
            attempts=_TABLE.c.attempts + 1,
            lease_until=database_clock() + bindparam("lease"),
        )
        .returning(*held)
    )


_CLAIM = _claim_statement()


async def claim(
    connection: AsyncConnection, *, worker: str, lease: float, most: int
) -> list[Claimed]:
    """Take the oldest waiting update of each chat nobody is handling. Retries come last."""
    rows = await connection.execute(_CLAIM, {"worker": worker, "lease": lease, "most": most})
    return [Claimed(*row) for row in sorted(rows.all())]


_FINISH = (
    update(_TABLE)
    .where(
        _TABLE.c.id.in_(bindparam("ids", expanding=True)),
        _TABLE.c.owner == bindparam("worker"),
        _TABLE.c.state == _PENDING,
    )
    .values(state=bindparam("outcome"), finished_at=bindparam("now"), owner=None)
)


async def finish(
    connection: AsyncConnection, claimed: Sequence[Claimed], *, worker: str, now: datetime
) -> None:
    """Mark as handled, in the transaction that did the work. Raises LeaseLost."""
    ids = [row.id for row in claimed]
    result: CursorResult[Any] = await connection.execute(
        _FINISH, {"ids": ids, "worker": worker, "outcome": InboxState.DONE, "now": now}
    )
    if result.rowcount != len(ids):
        raise LeaseLost(ids)


async def put_back(
    connection: AsyncConnection, row: Claimed, *, worker: str, reference: str
) -> None:
    """Record a failure, to be tried again later. Raises LeaseLost."""
    pause = min(2.0 ** (row.attempt - 1), _LONGEST_PAUSE)
    ready_at = database_clock() + pause
    await _let_go(connection, row, worker, lease_until=0.0, ready_at=ready_at, reference=reference)


async def give_up(
    connection: AsyncConnection, row: Claimed, *, worker: str, reference: str, now: datetime
) -> None:
    """Record a failure that no other try would mend. Raises LeaseLost."""
    fate = {"state": InboxState.DEAD, "finished_at": now, "reference": reference}
    await _let_go(connection, row, worker, **fate)


async def _let_go(
    connection: AsyncConnection, row: Claimed, worker: str, **changes: object
) -> None:
    held = (_TABLE.c.id == row.id, _TABLE.c.owner == worker, _TABLE.c.attempts == row.attempt)
    result = await connection.execute(update(_TABLE).where(*held).values(owner=None, **changes))
    if result.rowcount != 1:
        raise LeaseLost([row.id])


async def release(connection: AsyncConnection, *, worker: str) -> None:
    """Give back at once what a stopping worker had taken and not begun."""
    await connection.execute(
        update(_TABLE)
        .where(_TABLE.c.owner == worker, _TABLE.c.state == InboxState.PENDING)
        .values(owner=None, lease_until=0.0, attempts=_TABLE.c.attempts - 1)
    )


async def waiting(connection: AsyncConnection) -> int:
    """How many updates are not handled yet."""
    count = select(func.count()).where(_TABLE.c.state == InboxState.PENDING)
    return (await connection.execute(count)).scalar_one()


async def last_arrival(connection: AsyncConnection, channel: str) -> datetime | None:
    """When something last came in on a channel, as far back as the inbox remembers."""
    newest = select(_TABLE.c.received_at).where(_TABLE.c.channel == channel)
    found = await connection.execute(newest.order_by(_TABLE.c.id.desc()).limit(1))
    return found.scalar_one_or_none()


async def forget_before(connection: AsyncConnection, moment: datetime) -> int:
    """Drop updates, handled or given up, that the platform cannot repeat any more."""
    result = await connection.execute(
        _TABLE.delete().where(_TABLE.c.state != InboxState.PENDING, _TABLE.c.finished_at < moment)
    )
    return int(result.rowcount)
