"""A letter is added in the transaction that decided it, or not at all."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel.ext.asyncio.session import AsyncSession

from content.messages import messages_of
from storage.models.machine import OutboxState
from storage.outbox.letters import Letter
from storage.outbox.table import OUTBOX

_ADD = insert(OUTBOX).on_conflict_do_nothing(index_elements=["key"])


async def add(session: AsyncSession, letters: Sequence[Letter], now: datetime) -> None:
    """Queue letters in their order."""
    await add_on(await session.connection(), letters, now)


async def add_on(connection: AsyncConnection, letters: Sequence[Letter], now: datetime) -> None:
    """The same on a bare connection."""
    if not letters:
        return
    made: dict[tuple[str, int], list[dict[str, Any]]] = {}  # many may say the same
    each = [list(_rows(letter, now, made)) for letter in letters]
    known = await _known_of_several(connection, each)
    if rows := [row for rows in each if rows[0]["key"] not in known for row in rows]:
        await connection.execute(_ADD, rows)


async def _known_of_several(
    connection: AsyncConnection, each: Sequence[list[dict[str, Any]]]
) -> set[str]:
    """Keys that are taken, of letters in several slices: only of the first the constraint would
    say so, and the others would be half a letter."""
    keys = [rows[0]["key"] for rows in each if len(rows) > 1 and rows[0]["key"]]
    if not keys:
        return set()
    found = await connection.execute(select(OUTBOX.c.key).where(OUTBOX.c.key.in_(keys)))
    return set(found.scalars())


def _rows(
    letter: Letter, now: datetime, made: dict[tuple[str, int], list[dict[str, Any]]]
) -> Iterator[dict[str, Any]]:
    what = (letter.channel, id(letter.payload))
    messages = made.get(what) or messages_of(letter.channel, letter.payload)
    made[what] = messages
    last = len(messages) - 1
    # The parts of one letter are known by their key; what may cross does so as a whole.
    key = letter.key or (uuid.uuid4().hex if letter.source and last else None)
    for number, message in enumerate(messages):
        yield {
            "channel": letter.channel,
            "address_id": letter.address_id,
            "recipient": letter.recipient,
            "payload": message,
            "source": letter.source if number == last else None,
            "edits": None if number else letter.edits,
            "priority": int(letter.priority),
            "at_most_once": letter.at_most_once,
            "subject": letter.subject,
            "key": f"{key}/{number}" if key and number else key,
            "good_until": letter.good_until,
            "slice": number,
            "state": OutboxState.PENDING,
            "attempts": 0,
            "term": 0,
            "ready_at": 0.0,
            "created_at": now,
        }
