"""What stands last in each chat without buttons, so that a typed number is understood.

A row is written when a letter is taken, and so before anybody can see it: until its fate is known
it is in doubt which list a number refers to. The rows of a chat are in the order of taking.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.menus import Menu
from content.picking import OnScreen
from storage.models import MenuRow, OutboxRow
from storage.models.machine import OutboxState

_KEPT = 8  # of a chat; who quotes an older one is asked again
_TABLE: Any = MenuRow.__table__  # type: ignore[attr-defined]
_OUTBOX: Any = OutboxRow.__table__  # type: ignore[attr-defined]
_LOAD = (
    select(
        _TABLE.c.address_id,
        _TABLE.c.letter_id,
        _TABLE.c.menu,
        _TABLE.c.text,
        _TABLE.c.shown_at,
        _TABLE.c.message_id,
        _TABLE.c.subject,
    )
    .where(_TABLE.c.address_id.in_(bindparam("ids", expanding=True)))
    .order_by(_TABLE.c.id.desc())
)


async def load(
    connection: AsyncConnection, address_ids: Sequence[int]
) -> dict[int, list[OnScreen]]:
    """The last messages of each chat, the newest first."""
    found: dict[int, list[OnScreen]] = {address_id: [] for address_id in address_ids}
    rows = await connection.execute(_LOAD, {"ids": list(address_ids)}) if address_ids else ()
    for address_id, letter_id, menu, text, shown_at, message_id, subject in rows:
        offered = Menu.unpack(menu) if menu else None
        found[address_id].append(OnScreen(letter_id, offered, text, shown_at, message_id, subject))
    return found


_TAKEN = (
    _OUTBOX.c.id.in_(bindparam("ids", expanding=True)),
    _OUTBOX.c.term == bindparam("held_term"),
    _OUTBOX.c.state == OutboxState.SENDING,
)
_AGAIN = delete(_TABLE).where(_TABLE.c.letter_id.in_(select(_OUTBOX.c.id).where(*_TAKEN)))
_COPIED = {
    "address_id": _OUTBOX.c.address_id,
    "letter_id": _OUTBOX.c.id,
    "term": _OUTBOX.c.term,
    "menu": _OUTBOX.c.payload["menu"],
    "text": _OUTBOX.c.payload["text"].as_string(),
    "subject": _OUTBOX.c.subject,
}
_BEGIN = _TABLE.insert().from_select(
    list(_COPIED), select(*_COPIED.values()).where(*_TAKEN).order_by(_OUTBOX.c.id)
)
_NEWER = _TABLE.alias("newer")
_PRUNE = delete(_TABLE).where(
    _TABLE.c.address_id.in_(select(_OUTBOX.c.address_id).where(*_TAKEN)),
    select(func.count())
    .where(_NEWER.c.address_id == _TABLE.c.address_id, _NEWER.c.id > _TABLE.c.id)
    .scalar_subquery()
    >= _KEPT,
)


async def begin(connection: AsyncConnection, letter_ids: Sequence[int], *, term: int) -> None:
    """These have been taken in this term: from now on it is in doubt what stands last."""
    taken = {"ids": list(letter_ids), "held_term": term}
    for statement in (_AGAIN, _BEGIN, _PRUNE):
        await connection.execute(statement, taken)


_OF_TERM = (_TABLE.c.letter_id == bindparam("letter"), _TABLE.c.term == bindparam("held_term"))
_SHOW = (
    update(_TABLE)
    .where(*_OF_TERM)
    .values(shown_at=bindparam("at"), message_id=bindparam("platform_id"))
)
_TAKE_BACK = delete(_TABLE).where(*_OF_TERM)


async def show(
    connection: AsyncConnection, shown: Sequence[tuple[int, str | None, datetime]], *, term: int
) -> None:
    """These letters have arrived, as this message at that moment."""
    rows = [
        {"letter": letter_id, "held_term": term, "platform_id": message_id or None, "at": at}
        for letter_id, message_id, at in shown
    ]
    if rows:
        await connection.execute(_SHOW, rows)


async def take_back(connection: AsyncConnection, letter_ids: Sequence[int], *, term: int) -> None:
    """These have surely not arrived: what stood before stands."""
    rows = [{"letter": letter_id, "held_term": term} for letter_id in letter_ids]
    if rows:
        await connection.execute(_TAKE_BACK, rows)


async def forget_texts_before(connection: AsyncConnection, moment: datetime) -> None:
    """What was said is the person's; what could be chosen is enough to know from then on."""
    await connection.execute(
        update(_TABLE)
        .where(_TABLE.c.text.is_not(None), _TABLE.c.shown_at < moment)
        .values(text=None)
    )
