"""Databases to measure on: as durable as a ward would run them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from tests import postgres

_DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


class Databases:
    """New empty databases on SQLite and on PostgreSQL."""

    KINDS = ("SQLite", "PostgreSQL")

    def __init__(self, folder: Path, server: str) -> None:
        self._folder = folder
        self._server = server
        self._made = 0

    async def new(self, kind: str) -> str:
        """The URL of another one."""
        self._made += 1
        if kind == "SQLite":
            return f"sqlite:///{self._folder / f'{self._made}.db'}"
        name = f"bench_{self._made}"
        await self._create(name)
        return make_url(self._server).set(database=name).render_as_string(hide_password=False)

    async def _create(self, name: str) -> None:
        engine = create_async_engine(
            make_url(self._server).set(drivername="postgresql+asyncpg"),
            isolation_level="AUTOCOMMIT",
            poolclass=NullPool,
        )
        async with engine.connect() as connection:
            await connection.execute(text(f"CREATE DATABASE {name}"))
        await engine.dispose()


@contextmanager
def open_databases() -> Iterator[Databases]:
    """SQLite in a temporary folder, and the tests' PostgreSQL, but with its normal durability."""
    with (
        TemporaryDirectory(prefix="bench-") as folder,
        patch.dict(postgres._SETTINGS, _DURABLE),
        postgres.postgres() as server,
    ):
        yield Databases(Path(folder), server)
