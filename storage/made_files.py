"""Files made for one person, kept in the transaction that decided the letter they go along with.

In the database and not in a folder: they commit with their letter, every replica has them, and
a backup is whole. They go after a week: long enough for a letter that waits for a channel, and
short since they bear names.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from content.attachments import File, check, made, made_number
from storage.models import AddressRow, MadeFile

KEPT_FOR = timedelta(days=7)
_LIKE_NEW_FOR = timedelta(days=1)
_TABLE: Any = MadeFile.__table__  # type: ignore[attr-defined]


async def add(session: AsyncSession, address_id: int, file: File, now: datetime) -> str:
    """Keep it for whoever is at this address. Returns what a screen names it by. Raises
    ValueError where no channel could carry it. What is asked for again and again is kept once."""
    name = check(file).name[-120:]
    same = select(col(MadeFile.id)).where(
        col(MadeFile.address_id) == address_id, col(MadeFile.name) == name,
        col(MadeFile.made_at) > now - _LIKE_NEW_FOR, col(MadeFile.content) == file.content,
    )  # fmt: skip
    if number := (await (await session.connection()).execute(same.limit(1))).scalar():
        return made(number)
    row = MadeFile(address_id=address_id, name=name, content=file.content, made_at=now)
    session.add(row)
    await session.flush()
    return made(row.id)


async def find(connection: AsyncConnection, reference: str, now: datetime) -> File | None:
    """None where it is gone, or was never there."""
    if (number := made_number(reference)) is None:
        return None
    kept = _TABLE.c.made_at > now - KEPT_FOR
    rows = await connection.execute(
        select(_TABLE.c.name, _TABLE.c.content).where(_TABLE.c.id == number, kept)
    )
    row = rows.one_or_none()
    return File(row.name, bytes(row.content)) if row else None


async def discard_of(session: AsyncSession, person_id: int) -> None:
    """All that was made for this person, wherever they are reached; links to it end, too."""
    theirs = select(col(AddressRow.id)).where(col(AddressRow.person_id) == person_id)
    await session.exec(delete(MadeFile).where(col(MadeFile.address_id).in_(theirs)))


async def forget_old(connection: AsyncConnection, now: datetime) -> None:
    await connection.execute(_TABLE.delete().where(_TABLE.c.made_at <= now - KEPT_FOR))
