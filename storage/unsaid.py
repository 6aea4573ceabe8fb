"""What letters were to say and never will: it counts as not said, and is due again."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.crossing import KEY as CROSSED_AS
from storage.models import AddressRow, Obligation, OutboxRow, Reminder
from storage.models.machine import OutboxState
from storage.obligations import OWED
from storage.outbox import MERGED

_LETTER: Any = OutboxRow.__table__  # type: ignore[attr-defined]
_ADDRESS: Any = AddressRow.__table__  # type: ignore[attr-defined]
_REMINDER: Any = Reminder.__table__  # type: ignore[attr-defined]
_OBLIGATION: Any = Obligation.__table__  # type: ignore[attr-defined]
_DIGEST = "digest:"
_SEEN = (OutboxState.SENT, OutboxState.UNCERTAIN)  # perhaps


async def take_back(
    connection: AsyncConnection, letter_ids: Collection[int], now: datetime
) -> None:
    """None of these letters arrived. Reminders are due at once, as far as they still hold then;
    the office's digest may be written again; of who was nudged by hand nobody says so."""
    if not letter_ids:
        return
    rows = await connection.execute(
        select(_LETTER.c.key, _LETTER.c.subject).where(
            _LETTER.c.id.in_(letter_ids), _LETTER.c.good_until.is_not(None)
        )
    )
    keys, subjects = zip(*found, strict=True) if (found := rows.all()) else ((), ())
    await _forget_reminders(connection, {s for s in subjects if s and s.startswith(_DIGEST)}, now)
    await _forget_nudges(connection, letter_ids)
    await _free_keys(connection, letter_ids, [key for key in keys if key])


async def _forget_reminders(
    connection: AsyncConnection, subjects: Collection[str], now: datetime
) -> None:
    """Where a part of the message was read, all of it counts as said."""
    seen = select(_LETTER.c.subject).where(
        _LETTER.c.subject.in_(subjects), _LETTER.c.state.in_(_SEEN)
    )
    unseen = set(subjects) - set((await connection.execute(seen)).scalars()) if subjects else ()
    if not unseen:
        return
    spoken_of = await connection.execute(
        delete(_REMINDER)
        .where(_REMINDER.c.digest_id.in_([int(s.removeprefix(_DIGEST)) for s in unseen]))
        .returning(_REMINDER.c.obligation_id)
    )
    later = or_(_OBLIGATION.c.next_reminder_at.is_(None), _OBLIGATION.c.next_reminder_at > now)
    await connection.execute(
        update(_OBLIGATION)
        .where(
            _OBLIGATION.c.id.in_(set(spoken_of.scalars())), _OBLIGATION.c.state.in_(OWED), later
        )
        .values(next_reminder_at=now)
    )


async def _forget_nudges(connection: AsyncConnection, letter_ids: Collection[int]) -> None:
    """They were noted in the moment in which their letter was written."""
    written = (
        select(_LETTER.c.id)
        .join(_ADDRESS, _ADDRESS.c.id == _LETTER.c.address_id)
        .where(
            _LETTER.c.id.in_(letter_ids),
            _LETTER.c.subject.startswith("obligations:"),
            _LETTER.c.good_until.is_not(None),
            _LETTER.c.created_at == _REMINDER.c.created_at,
            _ADDRESS.c.person_id == _REMINDER.c.person_id,
        )
    )
    await connection.execute(
        delete(_REMINDER).where(_REMINDER.c.digest_id.is_(None), written.exists())
    )


async def _free_keys(
    connection: AsyncConnection, letter_ids: Collection[int], keys: Sequence[str]
) -> None:
    """What has the key of a message that was never read would keep it from being written."""
    crossed = [key.removeprefix(CROSSED_AS) for key in keys if key.startswith(CROSSED_AS)]
    firsts = [int(number) for number in crossed if number.isdecimal()]
    merged = [f"{MERGED}{id_}" for id_ in letter_ids]
    unread = and_(_LETTER.c.key.is_not(None), _LETTER.c.state == OutboxState.FAILED)
    theirs = or_(_LETTER.c.id.in_([*letter_ids, *firsts]), _LETTER.c.error.in_(merged))
    await connection.execute(
        update(_LETTER).where(unread, theirs, _LETTER.c.good_until.is_not(None)).values(key=None)
    )
