"""PostgreSQL cuts every connection, and refuses new ones for a while: nothing is lost, and nobody
has to restart the assistant.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest_asyncio
from pydantic import AnyHttpUrl, SecretStr
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.app import ALL_PARTS, App, Part
from bot.clock import Clock
from bot.config import Settings
from bot.sandbox.phones import Phone
from bot.sandbox.telegram import TOKEN, TelegramServer
from tests.chat import Unpaced

_SECRET = "s" * 40
_BACK_WITHIN = 60.0  # seconds


@dataclass
class Ward:
    """An assistant behind its webhook, and somebody who may cut its database off."""

    app: App
    server: TelegramServer
    administrator: AsyncEngine
    client: aiohttp.ClientSession
    database: str

    async def cut_off(self) -> None:
        await self._do(f"ALTER DATABASE {self.database} ALLOW_CONNECTIONS false")
        await self._do(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{self.database}'"
        )

    async def let_in(self) -> None:
        await self._do(f"ALTER DATABASE {self.database} ALLOW_CONNECTIONS true")

    async def deliver(self, number: int, phone: Phone) -> aiohttp.ClientResponse:
        """Telegram's call of the webhook."""
        chat = {"id": phone.id, "type": "private"}
        message = {"message_id": 1, "date": 0, "chat": chat, "from": phone.owner, "text": "/help"}
        body = json.dumps({"update_id": number, "message": message})
        url = f"http://127.0.0.1:{self.app.webhook_port}/"
        async with self.client.post(url, data=body) as answer:
            return answer

    async def _do(self, statement: str) -> None:
        async with self.administrator.connect() as connection:
            await connection.execute(text(statement))


@pytest_asyncio.fixture
async def ward(postgres_url: str, postgres_database_url: str) -> AsyncIterator[Ward]:
    server = TelegramServer(Clock().now)
    settings = Settings(
        _env_file=None,
        telegram_token=SecretStr(TOKEN),
        telegram_api_url=await server.start(),
        database_url=SecretStr(postgres_database_url),
        webhook_url=AnyHttpUrl("http://127.0.0.1:9"),
        webhook_secret=SecretStr(_SECRET),
        webhook_port=0,
        lease_seconds=2,
    )
    app = App(settings, Clock(), Unpaced(1000))
    url = make_url(postgres_url).set(drivername="postgresql+asyncpg")
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    name = make_url(postgres_database_url).database or ""
    headers = {"X-Telegram-Bot-Api-Secret-Token": _SECRET}
    async with (
        aiohttp.ClientSession(headers=headers) as client,
        app.running(ALL_PARTS - {Part.SCHEDULER}),
    ):
        yield Ward(app, server, engine, client, name)
    await engine.dispose()
    await server.stop()


async def test_the_webhook_asks_to_come_again_and_all_goes_on_by_itself(ward: Ward) -> None:
    phones = [ward.server.person(n, f"P{n}", has_started=True) for n in range(1, 6)]
    assert (await ward.deliver(1, phones[0])).status == 200
    await phones[0].sees("/menu")
    await ward.cut_off()
    refused = await ward.deliver(2, phones[1])
    assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
    await ward.let_in()
    for number, phone in enumerate(phones[1:], start=2):
        assert (await ward.deliver(number, phone)).status == 200
    await asyncio.gather(*(phone.sees("/menu", within=_BACK_WITHIN) for phone in phones))


async def test_connections_cut_at_every_step_lose_and_double_nothing(ward: Ward) -> None:
    phones = [ward.server.person(n, f"P{n}", has_started=True) for n in range(1, 31)]
    for number, phone in enumerate(phones):
        while (await ward.deliver(number, phone)).status != 200:
            pass  # as Telegram does
        if number % 3 == 0:
            await ward.cut_off()
            await ward.let_in()
    await asyncio.gather(*(phone.sees("/menu", within=_BACK_WITHIN) for phone in phones))
    async with asyncio.timeout(_BACK_WITHIN):
        await ward.app.until_delivered()
    async with ward.app.database.engine.connect() as connection:
        letters = await connection.execute(text("SELECT count(*) FROM outbox GROUP BY recipient"))
        assert [count for (count,) in letters] == [1] * len(phones)
    assert all(len(phone.received) <= 2 for phone in phones)
