"""Which letters may go now, and that they are about to."""

from collections.abc import Collection, Sequence

from sqlalchemy import and_, bindparam, case, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database_clock import database_clock
from storage.models.machine import OutboxState
from storage.outbox.letters import Taken
from storage.outbox.table import OUTBOX, UNDECIDED

_WAITING, _EARLIER = OUTBOX.alias("waiting"), OUTBOX.alias("earlier")
_IS_BEGUN = and_(  # the slices before it are said: nothing else goes between
    _WAITING.c.slice > 0,
    _WAITING.c.ready_at <= database_clock(),
    ~exists().where(
        _EARLIER.c.channel == _WAITING.c.channel,
        _EARLIER.c.recipient == _WAITING.c.recipient,
        _EARLIER.c.state.in_(UNDECIDED),
        _EARLIER.c.priority == _WAITING.c.priority,
        _EARLIER.c.slice == _WAITING.c.slice - 1,
        _EARLIER.c.id < _WAITING.c.id,
    ),
)
_TURN = case((_WAITING.c.state == OutboxState.SENDING, 0), (_IS_BEGUN, 1), else_=2)
_FIRST_OF_CHAT = (  # a chat reads its letters one at a time, in the order they were written
    select(_WAITING.c.id)
    .where(
        _WAITING.c.channel == OUTBOX.c.channel,
        _WAITING.c.recipient == OUTBOX.c.recipient,
        _WAITING.c.state.in_(UNDECIDED),
    )
    .order_by(_TURN, _WAITING.c.priority, _WAITING.c.id)
    .limit(1)
    .scalar_subquery()
)
_DUE = (
    select(
        OUTBOX.c.id,
        OUTBOX.c.address_id,
        OUTBOX.c.recipient,
        OUTBOX.c.payload,
        OUTBOX.c.edits,
        OUTBOX.c.priority,
        OUTBOX.c.at_most_once,
        OUTBOX.c.attempts,
        OUTBOX.c.term,
        OUTBOX.c.good_until,
        OUTBOX.c.error.label("last_error"),
        (OUTBOX.c.state == OutboxState.SENDING).label("was_interrupted"),
    )
    .where(
        OUTBOX.c.channel == bindparam("channel"),
        OUTBOX.c.state.in_(UNDECIDED),
        OUTBOX.c.ready_at <= database_clock(),
        # a letter of this term is on the wire; one of an older term was cut off
        or_(OUTBOX.c.state == OutboxState.PENDING, OUTBOX.c.term < bindparam("term")),
        OUTBOX.c.recipient.not_in(bindparam("resting", expanding=True)),
        OUTBOX.c.id == _FIRST_OF_CHAT,
    )
    .order_by(OUTBOX.c.priority, OUTBOX.c.id)
    .limit(bindparam("most"))
)


async def due(
    connection: AsyncConnection,
    *,
    channel: str,
    term: int,
    resting: Collection[str],
    most: int,
) -> list[Taken]:
    """What may be sent now, one letter a chat, replies before reminders before bulk."""
    rows = await connection.execute(
        _DUE, {"channel": channel, "term": term, "resting": list(resting), "most": most}
    )
    return [Taken(**row) for row in rows.mappings()]


_TAKE = (
    update(OUTBOX)
    .where(
        OUTBOX.c.id.in_(bindparam("ids", expanding=True)),
        OUTBOX.c.term <= bindparam("term"),
    )
    .values(state=OutboxState.SENDING, term=bindparam("new_term"), attempts=OUTBOX.c.attempts + 1)
)


async def take(connection: AsyncConnection, ids: Sequence[int], *, term: int) -> int:
    """Note that these are about to be on the wire. Returns how many were really taken."""
    result = await connection.execute(_TAKE, {"ids": list(ids), "term": term, "new_term": term})
    return int(result.rowcount)
