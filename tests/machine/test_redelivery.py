"""The same update delivered ten times, out of order, through the webhook of a running bot."""

import asyncio
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio
from pydantic import AnyHttpUrl, SecretStr
from sqlalchemy import text

from bot.app import ALL_PARTS, App
from bot.clock import Clock
from bot.config import Settings
from bot.sandbox.telegram import TOKEN, TelegramServer
from tests.chat import Unpaced

SECRET = "s" * 40
_PEOPLE = 40
_TIMES = 10


@pytest_asyncio.fixture
async def app(database_url: str) -> AsyncIterator[App]:
    server = TelegramServer(Clock().now)
    settings = Settings(
        _env_file=None,
        telegram_token=SecretStr(TOKEN),
        telegram_api_url=await server.start(),
        database_url=SecretStr(database_url),
        webhook_url=AnyHttpUrl("http://127.0.0.1:9"),
        webhook_secret=SecretStr(SECRET),
        webhook_port=0,
    )
    opened = App(settings, Clock(), Unpaced(100_000))
    for person in range(1, _PEOPLE + 1):
        server.person(person, f"P{person}", has_started=True)
    async with opened.running(ALL_PARTS):
        yield opened
    await server.stop()


def _update(number: int) -> bytes:
    person = {"id": number, "is_bot": False, "first_name": "P"}
    chat = {"id": number, "type": "private", "first_name": "P"}
    message = {"message_id": 1, "date": 0, "chat": chat, "from": person, "text": "/help"}
    return json.dumps({"update_id": number, "message": message}).encode()


async def test_ten_deliveries_of_each_update_have_one_effect_each(app: App) -> None:
    numbers = [number for number in range(1, _PEOPLE + 1) for _ in range(_TIMES)]
    numbers.sort(key=lambda number: number * 7919 % 41)  # far from the order of their ids
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    url = f"http://127.0.0.1:{app.webhook_port}/webhook/telegram"
    async with aiohttp.ClientSession(headers=headers) as client:

        async def deliver(number: int) -> int:
            async with client.post(url, data=_update(number)) as answer:
                return answer.status

        statuses = await asyncio.gather(*map(deliver, numbers))
        assert set(statuses) == {200}
        assert await _effects(app) == dict.fromkeys(range(1, _PEOPLE + 1), 1)
        assert await deliver(1) == 200  # and once more, long after it was handled
    assert await _effects(app) == dict.fromkeys(range(1, _PEOPLE + 1), 1)


async def _effects(app: App) -> dict[int, int]:
    """How many letters were written to each, once nothing waits any more."""
    waiting = text("SELECT count(*) FROM inbox WHERE state = 'pending'")
    letters = text("SELECT recipient, count(*) FROM outbox GROUP BY recipient")
    async with asyncio.timeout(60):
        while True:
            await app.until_delivered()
            async with app.database.engine.connect() as connection:
                if not (await connection.execute(waiting)).scalar_one():
                    rows = await connection.execute(letters)
                    return {int(who): count for who, count in rows}
