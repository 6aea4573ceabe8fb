"""Where dialogs stand, read and written for a whole batch of updates at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import ConversationRow

Standing = tuple[str | None, dict[str, Any]]  # aiogram's state and its data

_TABLE: Any = ConversationRow.__table__  # type: ignore[attr-defined]
_LOAD = select(_TABLE.c.address_id, _TABLE.c.state, _TABLE.c.data).where(
    _TABLE.c.address_id.in_(bindparam("ids", expanding=True))
)


_ADD = insert(_TABLE)
_SAVE = _ADD.on_conflict_do_update(
    index_elements=["address_id"],
    set_={"state": _ADD.excluded.state, "data": _ADD.excluded.data},
)


async def load(connection: AsyncConnection, address_ids: Sequence[int]) -> dict[int, Standing]:
    rows = await connection.execute(_LOAD, {"ids": list(address_ids)})
    return {address_id: (state, data) for address_id, state, data in rows}


async def save(connection: AsyncConnection, standings: Mapping[int, Standing]) -> None:
    rows = [
        {"address_id": address_id, "state": state, "data": data}
        for address_id, (state, data) in standings.items()
    ]
    if rows:
        await connection.execute(_SAVE, rows)
