"""The open menu of each chat without buttons. A message without a menu closes the one before."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well
from sqlalchemy.ext.asyncio import AsyncConnection

from content.menus import Menu
from storage.models import MenuRow

_TABLE: Any = MenuRow.__table__  # type: ignore[attr-defined]
_WHERE = _TABLE.c.address_id.in_(bindparam("ids", expanding=True))
_LOAD = select(_TABLE.c.address_id, _TABLE.c.menu).where(_WHERE)
_CLOSE = delete(_TABLE).where(_WHERE)
_ADD = insert(_TABLE)
_OPEN = _ADD.on_conflict_do_update(
    index_elements=["address_id"], set_={"menu": _ADD.excluded.menu}
)

Shown = Mapping[int, dict[str, Any] | None]  # by address: the menu of its last message, packed


async def load(connection: AsyncConnection, address_ids: Sequence[int]) -> dict[int, Menu]:
    if not address_ids:
        return {}
    rows = await connection.execute(_LOAD, {"ids": list(address_ids)})
    return {address_id: Menu.unpack(packed) for address_id, packed in rows}


async def keep(connection: AsyncConnection, shown: Shown) -> None:
    """These messages have arrived: what they offer is what a number refers to."""
    rows = [{"address_id": a, "menu": menu} for a, menu in shown.items() if menu]
    if rows:
        await connection.execute(_OPEN, rows)
    if closed := [address_id for address_id, menu in shown.items() if not menu]:
        await connection.execute(_CLOSE, {"ids": closed})
