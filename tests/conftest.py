"""Fixtures for all tests: a migrated database on SQLite and on PostgreSQL, and the ward's plan."""

import itertools
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from content import catalogue
from content.catalogue import Plan
from storage import migrate
from storage.database import Database
from tests.postgres import postgres

CONTENT = Path(__file__).parent.parent / "content"
BACKENDS = ("sqlite", "postgresql")

_numbers = itertools.count(1)

# What a kill leaves behind is tested; what a power cut leaves behind no test can. So files need
# not wait for the disk, as PostgreSQL's do not (tests/postgres.py).
_MEMORY, _ENOUGH = Path("/dev/shm"), 2 * 1024**3
if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))  # noqa: TID251 - pytest's own


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screens", help="write down there what people see (scripts/screens.py)")


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The ward's own plan."""
    return catalogue.load(CONTENT / "plan")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server where databases may be made."""
    if named := os.environ.get("TEST_DATABASE_URL"):  # noqa: TID251 - the tests' own setting
        yield named
        return
    with postgres() as url:
        yield url


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def postgres_template(postgres_url: str) -> AsyncIterator[str]:
    """The name of a migrated empty database on the server, to be copied."""
    async with new_postgres_database(postgres_url) as url:
        await migrate.upgrade(url)
        yield make_url(url).database or ""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated empty file, to be copied."""
    file = tmp_path_factory.mktemp("template") / "ward.db"
    await migrate.upgrade(f"sqlite:///{file}")
    return file


@pytest_asyncio.fixture
async def postgres_database_url(postgres_url: str, postgres_template: str) -> AsyncIterator[str]:
    """A migrated database of this test alone, on PostgreSQL."""
    async with new_postgres_database(postgres_url, template=postgres_template) as url:
        yield url


@pytest.fixture
def sqlite_database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated database of this test alone, in a file."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'ward.db')}"


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of this test alone, on each of the two in turn."""
    url: str = request.getfixturevalue(
        "sqlite_database_url" if request.param == "sqlite" else "postgres_database_url"
    )
    return url


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The same, opened."""
    opened = Database(database_url)
    yield opened
    await opened.close()


@asynccontextmanager
async def new_postgres_database(
    server_url: str, template: str = "template1"
) -> AsyncIterator[str]:
    """Another database on the server, gone after the block."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    await _administer(server_url, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield make_url(server_url).set(database=name).render_as_string(hide_password=False)
    finally:
        await _administer(server_url, f"DROP DATABASE {name} WITH (FORCE)")


async def _administer(url: str, statement: str) -> None:
    """Run what cannot run inside a transaction."""
    engine = create_async_engine(
        make_url(url).set(drivername="postgresql+asyncpg"),
        isolation_level="AUTOCOMMIT",
        poolclass=NullPool,
    )
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
