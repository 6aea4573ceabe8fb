"""A local Telegram server on a clock the tests move, and clients to ask it."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.clock import StoppedClock
from bot.sandbox.telegram import TelegramServer
from tests.bot_api_schema import problems
from tests.sandbox.clients import CLIENTS, Client

BEGINNING = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(BEGINNING)


@pytest.fixture
def wrong_calls() -> list[str]:
    """What the schema says against the calls of this test."""
    return []


@pytest.fixture
async def server(clock: StoppedClock, wrong_calls: list[str]) -> AsyncIterator[TelegramServer]:
    def check(method: str, params: Mapping[str, Any]) -> None:
        wrong_calls.extend(problems(method, params))

    server = TelegramServer(clock.now, on_call=check, time_scale=0.01)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture(params=CLIENTS)
async def client(request: pytest.FixtureRequest, server: TelegramServer) -> AsyncIterator[Client]:
    async with CLIENTS[request.param](server.url) as client:
        yield client
