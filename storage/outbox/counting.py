"""How many letters wait or were sent, and forgetting the old ones."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models.machine import OutboxState
from storage.outbox.table import OUTBOX, UNDECIDED


async def waiting(connection: AsyncConnection) -> int:
    """How many letters have no fate yet."""
    count = select(func.count()).where(OUTBOX.c.state.in_(UNDECIDED))
    return (await connection.execute(count)).scalar_one()


async def waiting_by_channel(connection: AsyncConnection) -> dict[str, int]:
    """How many letters have no fate yet, of each channel that has any."""
    rows = await connection.execute(
        select(OUTBOX.c.channel, func.count())
        .where(OUTBOX.c.state.in_(UNDECIDED))
        .group_by(OUTBOX.c.channel)
    )
    return {row[0]: row[1] for row in rows}


async def newest(connection: AsyncConnection) -> int:
    """The id of the letter written last; 0 where there is none."""
    return (await connection.execute(select(func.max(OUTBOX.c.id)))).scalar_one() or 0


async def sent_after(connection: AsyncConnection, letter_id: int) -> int:
    """How many of the letters written after this one have been sent."""
    count = select(func.count()).where(OUTBOX.c.id > letter_id, OUTBOX.c.state == OutboxState.SENT)
    return (await connection.execute(count)).scalar_one()


async def forget_before(connection: AsyncConnection, moment: datetime) -> int:
    """Drop letters whose fate is long known; nothing answers them by now."""
    done = (OutboxState.SENT, OutboxState.FAILED, OutboxState.UNCERTAIN)
    result = await connection.execute(
        OUTBOX.delete().where(OUTBOX.c.state.in_(done), OUTBOX.c.created_at < moment)
    )
    return int(result.rowcount)
