"""The units that report. The plan says which there are; those it drops stay, inactive."""

from collections.abc import Iterable

from sqlalchemy import bindparam, update
from sqlalchemy.dialects.postgresql import insert as insert_or_skip  # SQLite compiles it as well
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import UnitRow

_ADD = insert_or_skip(UnitRow).on_conflict_do_nothing(index_elements=["code"])
_SET_ACTIVE = (
    update(UnitRow)
    .where(col(UnitRow.code) == bindparam("unit_code"))
    .values(is_active=bindparam("now_active"))
)


async def sync(session: AsyncSession, codes: Iterable[str]) -> None:
    """Make the active units exactly these. Writes only what differs."""
    wanted = set(codes)
    rows = await session.exec(select(UnitRow.code, UnitRow.is_active))
    known = dict(rows.all())
    connection = await session.connection()
    if missing := sorted(wanted - known.keys()):
        await connection.execute(_ADD, [{"code": code, "is_active": True} for code in missing])
    changed = [
        {"unit_code": code, "now_active": code in wanted}
        for code, was_active in sorted(known.items())
        if was_active != (code in wanted)
    ]
    if changed:
        await connection.execute(_SET_ACTIVE, changed)


async def active(session: AsyncSession) -> set[str]:
    """The codes of the units that report today."""
    rows = await session.exec(select(UnitRow.code).where(col(UnitRow.is_active)))
    return set(rows.all())
