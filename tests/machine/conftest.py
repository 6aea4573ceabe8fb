"""Fixtures of the machine's proofs."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.machine.post import TALKING, Post, open_post


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
