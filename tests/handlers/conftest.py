"""A town for every conversation, with each call to the platform held against its schema."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest_asyncio

from tests.bot_api_schema import problems
from tests.chat import Town, open_town


@pytest_asyncio.fixture
async def town(sqlite_database_url: str) -> AsyncIterator[Town]:
    """The assistant in full, on a database of its own."""
    wrong: list[str] = []

    def inspect(method: str, parameters: Mapping[str, Any]) -> None:
        wrong.extend(f"{method}: {problem}" for problem in problems(method, parameters))

    async with open_town(sqlite_database_url, inspect) as opened:
        yield opened
    assert not wrong
