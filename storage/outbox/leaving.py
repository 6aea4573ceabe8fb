"""What waits for an address that is gone, or has moved."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import String, case, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models.machine import OutboxState
from storage.outbox.letters import DOUBTFUL, Priority
from storage.outbox.table import OUTBOX, UNDECIDED


async def answered_since(connection: AsyncConnection, moments: Mapping[int, datetime]) -> set[int]:
    """Addresses to which an answer waits that was written since that moment."""
    rows = await connection.execute(
        select(OUTBOX.c.address_id, OUTBOX.c.created_at).where(
            OUTBOX.c.address_id.in_(moments),
            OUTBOX.c.state == OutboxState.PENDING,
            OUTBOX.c.priority == Priority.REPLY,
        )
    )
    return {address_id for address_id, written in rows if written >= moments[address_id]}


async def give_up(
    connection: AsyncConnection, address_id: int, *, reason: str | None
) -> Sequence[int]:
    """Nobody reads there any more: what waits for this address is not even tried. Returns what
    surely never arrived."""
    error = case((OUTBOX.c.error == DOUBTFUL, DOUBTFUL), else_=literal(reason, String))
    given_up = await connection.execute(
        update(OUTBOX)
        .where(OUTBOX.c.address_id == address_id, OUTBOX.c.state == OutboxState.PENDING)
        .values(state=OutboxState.FAILED, error=error)
        .returning(OUTBOX.c.id, OUTBOX.c.error)
    )
    return [id_ for id_, why in given_up if why != DOUBTFUL]


async def give_up_channel(
    connection: AsyncConnection, channel: str, *, reason: str
) -> Sequence[int]:
    """Nobody sends there any more. Returns what surely never arrived."""
    was_cut_off = OUTBOX.c.state == OutboxState.SENDING
    in_doubt = or_(OUTBOX.c.error == DOUBTFUL, was_cut_off)
    given_up = await connection.execute(
        update(OUTBOX)
        .where(OUTBOX.c.channel == channel, OUTBOX.c.state.in_(UNDECIDED))
        .values(
            state=case((was_cut_off, OutboxState.UNCERTAIN.value), else_=OutboxState.FAILED.value),
            error=case((in_doubt, DOUBTFUL), else_=literal(reason, String)),
        )
        .returning(OUTBOX.c.id, OUTBOX.c.error)
    )
    return [id_ for id_, why in given_up if why != DOUBTFUL]


async def redirect(connection: AsyncConnection, address_id: int, recipient: str) -> None:
    """The platform gave the chat another id: what has no fate yet goes there."""
    await connection.execute(
        update(OUTBOX)
        .where(OUTBOX.c.address_id == address_id, OUTBOX.c.state.in_(UNDECIDED))
        .values(recipient=recipient)
    )
