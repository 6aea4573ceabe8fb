"""What is to be sent. A letter is added in the transaction that decided it, or not at all."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import (
    String,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel.ext.asyncio.session import AsyncSession

from content.messages import messages_of
from storage import menus
from storage.database_clock import database_clock
from storage.models import OutboxRow
from storage.models.columns import Json
from storage.models.machine import OutboxState


class Priority(IntEnum):
    """Who waits for whom at the sender."""

    REPLY = 0
    REMINDER = 1
    BULK = 2


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said to one address. The payload is a Screen as `Screen.pack` gives it; where it
    is too long for one message of the channel, it becomes several."""

    channel: str
    address_id: int
    recipient: str
    payload: dict[str, Any]
    edits: str | None = None
    priority: Priority = Priority.REPLY
    at_most_once: bool = False
    subject: str | None = None
    key: str | None = None  # a second letter with the same key is not written
    source: dict[str, Any] | None = None  # the Screen for any channel, where it may take another


@dataclass(frozen=True, slots=True)
class Taken:
    """A letter on its way out, with what is known of an earlier try."""

    id: int
    address_id: int
    recipient: str
    payload: dict[str, Any]
    edits: str | None
    priority: int
    at_most_once: bool
    attempts: int
    last_error: str | None
    was_interrupted: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try. A letter that waits is tried again after `pause` seconds."""

    letter_id: int
    state: OutboxState
    message_id: str | None = None
    error: str | None = None
    pause: float = 0.0
    shown_at: datetime | None = None  # by the platform's clock, where there are no buttons
    gone: int | None = None  # the address, where the platform says that nobody reads there
    tried_at: datetime | None = None  # since when that was asked; who writes later is there
    moved: tuple[int, str] | None = None  # the address, and the chat id it has from now on
    never_left: bool = False  # the person surely does not have it, from no try
    is_stuck: bool = False  # it waits for what may take days, as a plan's messages do

    @property
    def surely_unread(self) -> bool:
        """No try of it can have arrived."""
        waits = self.state == OutboxState.PENDING and self.error != DOUBTFUL
        return self.never_left or waits


DOUBTFUL = "ambiguous"  # the error of a letter that may have arrived
NO_QUOTA = "out of quota"  # of one that waits for another day's or month's messages
_TABLE: Any = OutboxRow.__table__  # type: ignore[attr-defined]
_ADD = insert(_TABLE).on_conflict_do_nothing(index_elements=["key"])


async def add(session: AsyncSession, letters: Sequence[Letter], now: datetime) -> None:
    """Queue letters in their order."""
    await add_on(await session.connection(), letters, now)


async def add_on(connection: AsyncConnection, letters: Sequence[Letter], now: datetime) -> None:
    """The same on a bare connection."""
    if not letters:
        return
    each = [list(_rows(letter, now)) for letter in letters]
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
    found = await connection.execute(select(_TABLE.c.key).where(_TABLE.c.key.in_(keys)))
    return set(found.scalars())


def _rows(letter: Letter, now: datetime) -> Iterator[dict[str, Any]]:
    messages = messages_of(letter.channel, letter.payload)
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
            "slice": number,
            "state": OutboxState.PENDING,
            "attempts": 0,
            "term": 0,
            "ready_at": 0.0,
            "created_at": now,
        }


# Written into the SQL, not bound: SQLite uses a partial index only where it sees its condition.
_UNDECIDED: Any = bindparam(
    "undecided",
    (OutboxState.PENDING.value, OutboxState.SENDING.value),
    expanding=True,
    literal_execute=True,
)
_WAITING, _EARLIER = _TABLE.alias("waiting"), _TABLE.alias("earlier")
_IS_BEGUN = and_(  # the slices before it are said: nothing else goes between
    _WAITING.c.slice > 0,
    _WAITING.c.ready_at <= database_clock(),
    ~exists().where(
        _EARLIER.c.channel == _WAITING.c.channel,
        _EARLIER.c.recipient == _WAITING.c.recipient,
        _EARLIER.c.state.in_(_UNDECIDED),
        _EARLIER.c.priority == _WAITING.c.priority,
        _EARLIER.c.slice == _WAITING.c.slice - 1,
        _EARLIER.c.id < _WAITING.c.id,
    ),
)
_TURN = case((_WAITING.c.state == OutboxState.SENDING, 0), (_IS_BEGUN, 1), else_=2)
_FIRST_OF_CHAT = (  # a chat reads its letters one at a time, in the order they were written
    select(_WAITING.c.id)
    .where(
        _WAITING.c.channel == _TABLE.c.channel,
        _WAITING.c.recipient == _TABLE.c.recipient,
        _WAITING.c.state.in_(_UNDECIDED),
    )
    .order_by(_TURN, _WAITING.c.priority, _WAITING.c.id)
    .limit(1)
    .scalar_subquery()
)
_DUE = (
    select(
        _TABLE.c.id,
        _TABLE.c.address_id,
        _TABLE.c.recipient,
        _TABLE.c.payload,
        _TABLE.c.edits,
        _TABLE.c.priority,
        _TABLE.c.at_most_once,
        _TABLE.c.attempts,
        _TABLE.c.error.label("last_error"),
        (_TABLE.c.state == OutboxState.SENDING).label("was_interrupted"),
    )
    .where(
        _TABLE.c.channel == bindparam("channel"),
        _TABLE.c.state.in_(_UNDECIDED),
        _TABLE.c.ready_at <= database_clock(),
        # a letter of this term is on the wire; one of an older term was cut off
        or_(_TABLE.c.state == OutboxState.PENDING, _TABLE.c.term < bindparam("term")),
        _TABLE.c.recipient.not_in(bindparam("resting", expanding=True)),
        _TABLE.c.id == _FIRST_OF_CHAT,
    )
    .order_by(_TABLE.c.priority, _TABLE.c.id)
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
    update(_TABLE)
    .where(
        _TABLE.c.id.in_(bindparam("ids", expanding=True)),
        _TABLE.c.term <= bindparam("term"),
    )
    .values(state=OutboxState.SENDING, term=bindparam("new_term"), attempts=_TABLE.c.attempts + 1)
)


async def take(connection: AsyncConnection, ids: Sequence[int], *, term: int) -> int:
    """Note that these are about to be on the wire. Returns how many were really taken."""
    result = await connection.execute(_TAKE, {"ids": list(ids), "term": term, "new_term": term})
    return int(result.rowcount)


_RECORD = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("letter"), _TABLE.c.term == bindparam("held_term"))
    .values(
        state=bindparam("outcome"),
        message_id=bindparam("platform_id"),
        error=bindparam("reason"),
        sent_at=bindparam("at"),
        ready_at=database_clock() + bindparam("pause"),
        # What was sent is the person's now; an invite's code must not lie here for weeks.
        payload=case(
            (bindparam("outcome") == OutboxState.SENT.value, literal({}, Json)),
            else_=_TABLE.c.payload,
        ),
        source=case(
            (bindparam("outcome") == OutboxState.SENT.value, null()), else_=_TABLE.c.source
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


@dataclass(frozen=True, slots=True)
class Beside:
    """A notice that waits for the same address as another, whole and surely unread."""

    id: int
    address_id: int
    source: dict[str, Any]


async def beside(
    connection: AsyncConnection, channel: str, address_ids: Collection[int]
) -> list[Beside]:
    """All notices that wait for these addresses in one message each, in their order."""
    rows = await connection.execute(
        select(_TABLE.c.id, _TABLE.c.address_id, _TABLE.c.source)
        .where(
            _TABLE.c.channel == channel,
            _TABLE.c.address_id.in_(address_ids),
            _TABLE.c.state == OutboxState.PENDING,
            _TABLE.c.priority == Priority.REMINDER,
            _TABLE.c.source.is_not(None),
            _TABLE.c.key.is_(None) | ~_TABLE.c.key.contains("/"),  # else a part of a longer one
            func.coalesce(_TABLE.c.error, "") != DOUBTFUL,
        )
        .order_by(_TABLE.c.id)
    )
    return [Beside(*row) for row in rows]


async def merge(
    connection: AsyncConnection,
    into: int,
    others: Sequence[int],
    source: dict[str, Any],
    payload: dict[str, Any],
) -> None:
    """One letter says what the others would have said."""
    await connection.execute(
        update(_TABLE)
        .where(_TABLE.c.id.in_(others), _TABLE.c.state == OutboxState.PENDING)
        .values(state=OutboxState.FAILED, error=f"merged into {into}", source=null())
    )
    await connection.execute(
        update(_TABLE).where(_TABLE.c.id == into).values(source=source, payload=payload)
    )


async def hold(connection: AsyncConnection, ids: Sequence[int], *, pause: float) -> None:
    """These wait for the quota, untried. An older doubt stays with the letter."""
    await connection.execute(
        update(_TABLE)
        .where(_TABLE.c.id.in_(ids), _TABLE.c.state == OutboxState.PENDING)
        .values(
            ready_at=database_clock() + pause,
            error=case((_TABLE.c.error == DOUBTFUL, DOUBTFUL), else_=NO_QUOTA),
        )
    )


async def answered_since(connection: AsyncConnection, moments: Mapping[int, datetime]) -> set[int]:
    """Addresses to which an answer waits that was written since that moment."""
    rows = await connection.execute(
        select(_TABLE.c.address_id, _TABLE.c.created_at).where(
            _TABLE.c.address_id.in_(moments),
            _TABLE.c.state == OutboxState.PENDING,
            _TABLE.c.priority == Priority.REPLY,
        )
    )
    return {address_id for address_id, written in rows if written >= moments[address_id]}


async def give_up(
    connection: AsyncConnection, address_id: int, *, reason: str | None
) -> Sequence[int]:
    """Nobody reads there any more: what waits for this address is not even tried. Returns what
    surely never arrived."""
    error = case((_TABLE.c.error == DOUBTFUL, DOUBTFUL), else_=literal(reason, String))
    given_up = await connection.execute(
        update(_TABLE)
        .where(_TABLE.c.address_id == address_id, _TABLE.c.state == OutboxState.PENDING)
        .values(state=OutboxState.FAILED, error=error)
        .returning(_TABLE.c.id, _TABLE.c.error)
    )
    return [id_ for id_, why in given_up if why != DOUBTFUL]


async def redirect(connection: AsyncConnection, address_id: int, recipient: str) -> None:
    """The platform gave the chat another id: what has no fate yet goes there."""
    await connection.execute(
        update(_TABLE)
        .where(_TABLE.c.address_id == address_id, _TABLE.c.state.in_(_UNDECIDED))
        .values(recipient=recipient)
    )


async def waiting(connection: AsyncConnection) -> int:
    """How many letters have no fate yet."""
    count = select(func.count()).where(_TABLE.c.state.in_(_UNDECIDED))
    return (await connection.execute(count)).scalar_one()


async def waiting_by_channel(connection: AsyncConnection) -> dict[str, int]:
    """How many letters have no fate yet, of each channel that has any."""
    rows = await connection.execute(
        select(_TABLE.c.channel, func.count())
        .where(_TABLE.c.state.in_(_UNDECIDED))
        .group_by(_TABLE.c.channel)
    )
    return {row[0]: row[1] for row in rows}


async def newest(connection: AsyncConnection) -> int:
    """The id of the letter written last; 0 where there is none."""
    return (await connection.execute(select(func.max(_TABLE.c.id)))).scalar_one() or 0


async def sent_after(connection: AsyncConnection, letter_id: int) -> int:
    """How many of the letters written after this one have been sent."""
    count = select(func.count()).where(_TABLE.c.id > letter_id, _TABLE.c.state == OutboxState.SENT)
    return (await connection.execute(count)).scalar_one()


async def forget_before(connection: AsyncConnection, moment: datetime) -> int:
    """Drop letters whose fate is long known; nothing answers them by now."""
    done = (OutboxState.SENT, OutboxState.FAILED, OutboxState.UNCERTAIN)
    result = await connection.execute(
        _TABLE.delete().where(_TABLE.c.state.in_(done), _TABLE.c.created_at < moment)
    )
    return int(result.rowcount)
