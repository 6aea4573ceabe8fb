"""Where dialogs stand, read and written for a whole batch of updates at once.

A dialog is a person's: begun on one channel, it goes on on another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import ConversationRow


@dataclass(frozen=True, slots=True)
class Standing:
    """aiogram's state and its data, and the chat that shows where the dialog stands."""

    state: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    address_id: int | None = None


NOT_BEGUN = Standing()

_TABLE: Any = ConversationRow.__table__  # type: ignore[attr-defined]
_WHOSE = _TABLE.c.person_id.in_(bindparam("ids", expanding=True))
_LOAD = select(_TABLE.c.person_id, _TABLE.c.state, _TABLE.c.data, _TABLE.c.address_id).where(
    _WHOSE
)
_HOLD = _LOAD.with_for_update()
_FORGET = delete(_TABLE).where(_WHOSE)
_ADD = insert(_TABLE)
_SAVE = _ADD.on_conflict_do_update(
    index_elements=["person_id"],
    set_={name: _ADD.excluded[name] for name in ("address_id", "state", "data")},
)


async def load(connection: AsyncConnection, person_ids: Sequence[int]) -> dict[int, Standing]:
    rows = await connection.execute(_LOAD, {"ids": list(person_ids)})
    return {person_id: Standing(*standing) for person_id, *standing in rows}


async def take_away(connection: AsyncConnection, person_id: int) -> Standing:
    """Where it stood with this person; they hold no dialog any more."""
    rows = await connection.execute(_HOLD, {"ids": [person_id]})
    standing = next((Standing(*standing) for _person_id, *standing in rows), NOT_BEGUN)
    await connection.execute(_FORGET, {"ids": [person_id]})
    return standing


async def save(connection: AsyncConnection, standings: Mapping[int, Standing]) -> None:
    rows = [
        {
            "person_id": person_id,
            "address_id": standing.address_id,
            "state": standing.state,
            "data": standing.data,
        }
        for person_id, standing in standings.items()
    ]
    if rows:
        await connection.execute(_SAVE, rows)
