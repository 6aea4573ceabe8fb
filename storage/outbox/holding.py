"""Letters that wait for room: put off, and laid together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, case, func, literal, null, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database_clock import database_clock
from storage.models.machine import OutboxState
from storage.outbox.letters import DOUBTFUL, MERGED, NO_QUOTA, Priority, Taken
from storage.outbox.table import OUTBOX


@dataclass(frozen=True, slots=True)
class Beside:
    """A notice that waits for the same address as another, whole and surely unread."""

    id: int
    address_id: int
    source: dict[str, Any]
    subject: str | None
    good_until: datetime | None


async def beside(
    connection: AsyncConnection, channel: str, address_ids: Collection[int]
) -> list[Beside]:
    """All notices that wait for these addresses in one message each, in their order."""
    rows = await connection.execute(
        select(
            OUTBOX.c.id,
            OUTBOX.c.address_id,
            OUTBOX.c.source,
            OUTBOX.c.subject,
            OUTBOX.c.good_until,
        )
        .where(
            OUTBOX.c.channel == channel,
            OUTBOX.c.address_id.in_(address_ids),
            OUTBOX.c.state == OutboxState.PENDING,
            OUTBOX.c.priority == Priority.REMINDER,
            OUTBOX.c.source.is_not(None),
            OUTBOX.c.key.is_(None) | ~OUTBOX.c.key.contains("/"),  # else a part of a longer one
            func.coalesce(OUTBOX.c.error, "") != DOUBTFUL,
        )
        .order_by(OUTBOX.c.id)
    )
    return [Beside(*row) for row in rows]


async def merge(
    connection: AsyncConnection,
    into: int,
    others: Sequence[int],
    *,
    source: dict[str, Any],
    payload: dict[str, Any],
    subject: str | None,
) -> None:
    """One letter says what the others would have said, and is about all they were about."""
    await connection.execute(
        update(OUTBOX)
        .where(OUTBOX.c.id.in_(others), OUTBOX.c.state == OutboxState.PENDING)
        .values(state=OutboxState.FAILED, error=f"{MERGED}{into}", source=null())
    )
    await connection.execute(
        update(OUTBOX)
        .where(OUTBOX.c.id == into)
        .values(source=source, payload=payload, subject=subject)
    )


async def hold(
    connection: AsyncConnection, letters: Sequence[Taken], *, pause: float, why: str = NO_QUOTA
) -> None:
    """These wait, untried. An older doubt stays with the letter, and one that was cut off while
    an older leader sent it is in doubt: it waits like the others, else nothing passes it."""
    cut_off = [(letter.id, letter.term) for letter in letters if letter.was_interrupted]
    is_cut_off = and_(
        OUTBOX.c.state == OutboxState.SENDING, tuple_(OUTBOX.c.id, OUTBOX.c.term).in_(cut_off)
    )
    waits = and_(
        OUTBOX.c.state == OutboxState.PENDING, OUTBOX.c.id.in_([letter.id for letter in letters])
    )
    in_doubt = or_(OUTBOX.c.error == DOUBTFUL, OUTBOX.c.state == OutboxState.SENDING)
    await connection.execute(
        update(OUTBOX)
        .where(or_(waits, is_cut_off) if cut_off else waits)
        .values(
            state=OutboxState.PENDING,
            ready_at=database_clock() + pause,
            error=case((in_doubt, DOUBTFUL), else_=literal(why, String)),
        )
    )
