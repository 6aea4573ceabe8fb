"""A town for every conversation, with each call to the platform held against its schema."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
import pytest_asyncio

from content.channels import TELEGRAM, ZALO_BOT
from tests.bot_api_schema import problems
from tests.chat import Town, open_town


@pytest.fixture(params=[TELEGRAM])
def channel(request: pytest.FixtureRequest) -> str:
    """Where people talk; tests/handlers/test_on_zalo.py holds the main job on the others."""
    return str(request.param)


@pytest_asyncio.fixture
async def town(sqlite_database_url: str, channel: str) -> AsyncIterator[Town]:
    """The assistant in full, on a database of its own."""
    wrong: list[str] = []

    def inspect(method: str, parameters: Mapping[str, Any]) -> None:
        wrong.extend(f"{method}: {problem}" for problem in problems(method, parameters))

    async with open_town(sqlite_database_url, inspect, channel) as opened:
        yield opened
    assert not wrong


@pytest_asyncio.fixture
async def both(sqlite_database_url: str) -> AsyncIterator[Town]:
    """Telegram and Zalo side by side; people live on Telegram and may have a phone on both."""
    async with open_town(sqlite_database_url, others=(ZALO_BOT,)) as opened:
        yield opened
