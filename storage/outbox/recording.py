"""What became of letters."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, case, literal, null, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import menus
from storage.database_clock import database_clock
from storage.models.columns import Json
from storage.models.machine import OutboxState
from storage.outbox.letters import Outcome
from storage.outbox.table import OUTBOX

_RECORD = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("letter"), OUTBOX.c.term == bindparam("held_term"))
    .values(
        state=bindparam("outcome"),
        message_id=bindparam("platform_id"),
        error=bindparam("reason"),
        sent_at=bindparam("at"),
        ready_at=database_clock() + bindparam("pause"),
        # What was sent is the person's now; an invite's code must not lie here for weeks.
        payload=case(
            (bindparam("outcome") == OutboxState.SENT.value, literal({}, Json)),
            else_=OUTBOX.c.payload,
        ),
        source=case(
            (bindparam("outcome") == OutboxState.SENT.value, null()), else_=OUTBOX.c.source
        ),
    )
)


async def record(
    connection: AsyncConnection, outcomes: Sequence[Outcome], *, term: int, now: datetime
) -> None:
    """Keep what became of letters. A leader that was replaced changes nothing."""
    rows = [
        {
            "letter": outcome.letter_id,
            "held_term": term,
            "outcome": outcome.state,
            "platform_id": outcome.message_id,
            "reason": outcome.error,
            "at": now if outcome.state == OutboxState.SENT else None,
            "pause": outcome.pause,
        }
        for outcome in outcomes
    ]
    await connection.execute(_RECORD, rows)


async def record_shown(
    connection: AsyncConnection, outcomes: Sequence[Outcome], *, term: int
) -> None:
    """The same of what stands in chats without buttons."""
    shown = [(o.letter_id, o.message_id, o.shown_at) for o in outcomes if o.shown_at]
    await menus.show(connection, shown, term=term)
    unread = [outcome.letter_id for outcome in outcomes if outcome.surely_unread]
    await menus.take_back(connection, unread, term=term)
