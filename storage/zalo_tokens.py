"""The tokens of the Zalo Official Account: what is held, and what is being used up.

Every change names the generation it goes out from. Who works on an older one changes nothing.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database_clock import database_clock
from storage.models import ZaloTokenRow

_TABLE: Any = ZaloTokenRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept of one app. Times are seconds from now on, or since then."""

    generation: int = 0
    sealed: bytes | None = None
    age: float = 0.0
    refresh_in: float = 0.0
    expires_in: float = 0.0
    spending: str | None = None
    seeds: frozenset[str] = frozenset()
    dead: str | None = None


async def look(connection: AsyncConnection, app_id: str) -> Held:
    clock, c = database_clock(), _TABLE.c
    row = (
        await connection.execute(
            select(
                c.generation, c.sealed, (clock - c.saved_at), (c.refresh_at - clock),
                (c.expires_at - clock), c.spending, c.seeds, c.dead,
            ).where(c.app_id == app_id)
        )
    ).one_or_none()  # fmt: skip
    if row is None:
        return Held()
    return Held(*row[:6], frozenset(row[6]), row[7])


async def begin(connection: AsyncConnection, app_id: str) -> None:
    """There is a row to change."""
    await connection.execute(
        insert(_TABLE)
        .values(app_id=app_id, generation=0, saved_at=0, refresh_at=0, expires_at=0, seeds=[])
        .on_conflict_do_nothing(index_elements=["app_id"])
    )


async def intend(
    connection: AsyncConnection, app_id: str, held: Held, fingerprint: str, *, seed: str | None
) -> bool:
    """Note that this refresh token is about to be shown to Zalo. False: somebody was faster."""
    await begin(connection, app_id)
    seeds = sorted(held.seeds | ({seed} if seed else set()))
    return await _change(connection, app_id, held.generation, spending=fingerprint, seeds=seeds)


async def save(
    connection: AsyncConnection,
    app_id: str,
    held: Held,
    sealed: bytes,
    *,
    lasts: float,
    refresh_after: float,
    seed: str | None = None,
) -> bool:
    """Keep a new pair. Whoever holds one may, lease or no lease: it is all we have then. `seed`
    is the token of the settings that it came for, and that is spent for good."""
    clock = database_clock()
    seeds = held.seeds | ({seed} if seed else set())
    return await _change(
        connection, app_id, held.generation,
        generation=held.generation + 1, sealed=sealed, spending=None, dead=None,
        saved_at=clock, refresh_at=clock + refresh_after, expires_at=clock + lasts,
        seeds=sorted(seeds),
    )  # fmt: skip


async def settle(
    connection: AsyncConnection, app_id: str, generation: int, fingerprint: str
) -> bool:
    """It is known what came of this refresh token, and no pair did."""
    return await _change(connection, app_id, generation, spent=fingerprint, spending=None)


async def take_back(
    connection: AsyncConnection, app_id: str, before: Held, fingerprint: str
) -> bool:
    """This refresh token never left: all is as it was, and one of the settings keeps its turn."""
    return await _change(
        connection, app_id, before.generation,
        spent=fingerprint, spending=None, seeds=sorted(before.seeds),
    )  # fmt: skip


async def bury(
    connection: AsyncConnection, app_id: str, generation: int, fingerprint: str, why: str
) -> bool:
    """Zalo takes this refresh token no more. The access token may live on for hours."""
    return await _change(
        connection, app_id, generation, spent=fingerprint, spending=None, dead=why[:80]
    )


async def _change(
    connection: AsyncConnection,
    app_id: str,
    at_generation: int,
    *,
    spent: str | None = None,
    **values: object,
) -> bool:
    """With `spent`, only while that one is being used up."""
    at = [_TABLE.c.app_id == app_id, _TABLE.c.generation == at_generation]
    if spent is not None:
        at.append(_TABLE.c.spending == spent)
    result = await connection.execute(update(_TABLE).where(*at).values(**values))
    return bool(result.rowcount)
