"""Fixtures of the machine's proofs."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot import logs
from tests.machine.post import TALKING, Post, open_post


@pytest.fixture(autouse=True)
def plain_logs() -> None:
    """As in earnest: the default of the library shows every local variable of a failure."""
    logs.configure("WARNING", "text")


@pytest_asyncio.fixture
async def post(sqlite_database_url: str) -> AsyncIterator[Post]:
    """A sender at work."""
    async with open_post(sqlite_database_url) as opened:
        yield opened


@pytest_asyncio.fixture
async def talking(database_url: str) -> AsyncIterator[Post]:
    """The whole assistant but for the clock, on each database in turn."""
    async with open_post(database_url, parts=TALKING) as opened:
        yield opened
