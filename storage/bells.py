"""A ring from one process to another, carried by PostgreSQL with the commit. SQLite has no such
thing: there the others find out by looking."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

_RING = select(func.pg_notify(bindparam("bell"), ""))


def can_carry(engine: AsyncEngine) -> bool:
    return engine.dialect.name == "postgresql"


async def ring(connection: AsyncConnection, bell: str) -> None:
    """Heard by all who listen once the transaction is committed, and not if it is undone."""
    if can_carry(connection.engine):
        await connection.execute(_RING, {"bell": bell})


async def listen(engine: AsyncEngine, bells: Mapping[str, Callable[[], None]]) -> None:
    """Pass on every ring, until the connection is lost. Begins with a ring of each bell: what
    was rung before we listened is not told again."""
    lost = asyncio.Event()
    async with engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        driver.add_termination_listener(lambda _connection: lost.set())
        try:
            for bell, heard in bells.items():
                await driver.add_listener(bell, lambda *_, heard=heard: heard())
                heard()
            await lost.wait()
        finally:
            await connection.invalidate()  # a connection that listens must not go on to others
