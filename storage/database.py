"""Opens the database, SQLite or PostgreSQL, and hands out transactions."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import sqlite_driver

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
# `hide_parameters` below keeps what people wrote out of errors, and so out of logs.
_SQLITE_WAITS_FOR = 20_000  # milliseconds another process may hold the file
_WAL_TRIES = 100


class Database:
    """One engine. Write transactions on SQLite queue here instead of failing on its lock."""

    def __init__(self, url: str) -> None:
        self.engine = _open(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._writing = asyncio.Lock()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """A transaction that commits at the end of the block, or not at all."""
        async with self.connect_to_write() as connection, session_on(connection) as session:
            yield session
            await session.flush()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A transaction that only looks."""
        async with self.engine.connect() as connection:
            await connection.execution_options(only_reads=True)
            async with connection.begin(), session_on(connection) as session:
                yield session

    @asynccontextmanager
    async def connect_to_write(self) -> AsyncIterator[AsyncConnection]:
        """The bare connection of a write transaction, for the machine's own statements."""
        if not self.is_sqlite:
            async with self.engine.begin() as connection:
                yield connection
            return
        async with self._writing, self.engine.begin() as connection:
            yield connection

    async def close(self) -> None:
        await self.engine.dispose()


def session_on(connection: AsyncConnection) -> AsyncSession:
    """A session that joins a transaction somebody else opened and will finish."""
    return AsyncSession(
        bind=connection, expire_on_commit=False, join_transaction_mode="rollback_only"
    )


def _open(url: str) -> AsyncEngine:
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend not in _DRIVERS:
        raise ValueError(f"DATABASE_URL must be sqlite or postgresql, not {backend}")
    parsed = parsed.set(drivername=_DRIVERS[backend])
    if backend == "postgresql":
        return create_async_engine(parsed, pool_size=10, pool_pre_ping=True, hide_parameters=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(
        parsed,
        async_creator=partial(sqlite_driver.connect, parsed.database or ":memory:"),
        pool_size=10,
        hide_parameters=True,
    )
    _make_durable(engine.sync_engine)
    return engine


def _make_durable(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_SQLITE_WAITS_FOR}")
        _switch_to_wal(cursor)
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred transaction that reads and then writes fails at once when another wrote
        # in between (316 of 400 in a trial); IMMEDIATE waits its turn instead.
        only_reads = connection.get_execution_options().get("only_reads", False)
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


def _switch_to_wal(cursor: Any) -> None:
    """Once for a file. Processes that all open a new one at once may not wait for each other
    here, whatever the busy timeout says."""
    for tries_left in reversed(range(_WAL_TRIES)):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if not tries_left:
                raise
            sleep(0.05)
        else:
            return
