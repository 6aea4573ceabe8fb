"""A town for every conversation, on every channel; calls of Telegram against its schema."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
import pytest_asyncio

from bot.shelf import Shelf
from content.channels import CHANNELS, TELEGRAM, ZALO_BOT
from tests.bot_api_schema import problems
from tests.chat import Town, open_town
from tests.handlers.seen import write_down


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is said is the same wherever it is said; few tests are about one platform itself."""
    if "channel" in metafunc.fixturenames and not _says_where(metafunc):
        is_of_telegram = metafunc.definition.get_closest_marker("only_on_telegram") is not None
        metafunc.parametrize("channel", [TELEGRAM] if is_of_telegram else CHANNELS)


@pytest.fixture
def shelf() -> Shelf | None:
    """What people learn from: the ward's own lessons, unless a test puts others here."""
    return None


@pytest_asyncio.fixture
async def town(
    sqlite_database_url: str, channel: str, shelf: Shelf | None, request: pytest.FixtureRequest
) -> AsyncIterator[Town]:
    """The assistant in full, on a database of its own."""
    wrong: list[str] = []

    def inspect(method: str, parameters: Mapping[str, Any]) -> None:
        wrong.extend(f"{method}: {problem}" for problem in problems(method, parameters))

    async with open_town(sqlite_database_url, inspect, channel, shelf=shelf) as opened:
        yield opened
    assert not wrong
    write_down(opened, request)


@pytest_asyncio.fixture
async def both(sqlite_database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[Town]:
    """Telegram and Zalo side by side; people live on Telegram and may have a phone on both."""
    async with open_town(sqlite_database_url, others=(ZALO_BOT,)) as opened:
        yield opened
    write_down(opened, request)


@pytest_asyncio.fixture
async def on_zalo(sqlite_database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[Town]:
    """Zalo and Telegram side by side; people live on Zalo and may have a phone on both."""
    async with open_town(sqlite_database_url, channel=ZALO_BOT, others=(TELEGRAM,)) as opened:
        yield opened
    write_down(opened, request)


def _says_where(metafunc: pytest.Metafunc) -> bool:
    """Some tests name their channels themselves."""
    marks = metafunc.definition.iter_markers("parametrize")
    return any(
        "channel" in mark.args[0].split(",") for mark in marks if isinstance(mark.args[0], str)
    )
