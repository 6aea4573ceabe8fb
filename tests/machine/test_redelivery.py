"""Events delivered several times and out of order, through each webhook of a running assistant:
one effect each, in the database and on the phone.
"""

import asyncio
import json
import zlib
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from pydantic import AnyHttpUrl, SecretStr
from sqlalchemy import text

from bot.app import ALL_PARTS, App
from bot.clock import Clock
from bot.config import Settings
from bot.intake.zalo_bot_webhook import PATH as ZALO_BOT_PATH
from bot.intake.zalo_oa_webhook import PATH as ZALO_OA_PATH
from bot.intake.zalo_signature import HEADER, signature
from bot.sandbox.zalo_oa.server import APP_ID, SECRET_KEY
from tests.chat import Unpaced
from tests.machine.test_zalo_bot_events import event as bot_event
from tests.machine.test_zalo_bot_events import wrapped
from tests.machine.test_zalo_oa_events import event as oa_event
from tests.platforms import Platform, platform

SECRET = "s" * 40
_PEOPLE = 15
_EVENTS = 3  # of each person
_WITHIN = 60.0
Headers = dict[str, str]


@dataclass
class Webhook:
    """How a platform calls us: where, and with what."""

    path: str
    body: Callable[[Any, int], Any]  # of a person's event with this number
    headers: Callable[[bytes], Headers]


def _telegram(phone: Any, number: int) -> Any:
    chat = {"id": phone.id, "type": "private", "first_name": "P"}
    message = {"message_id": number, "date": 0, "chat": chat, "from": phone.owner, "text": "/help"}
    return {"update_id": phone.id * 100 + number, "message": message}


def _zalo_bot(phone: Any, number: int) -> Any:
    told = bot_event(to=phone.id, by=phone.id, message_id=f"m{number}", text="/help")
    return wrapped(told) if number % 2 else told


def _zalo_oa(phone: Any, number: int) -> Any:
    message = {"msg_id": f"m{phone.id}-{number}", "text": "/help"}
    told = str(int(Clock().now().timestamp() * 1000))
    return {**oa_event(), "sender": {"id": phone.id}, "message": message, "timestamp": told}


def _signed(body: bytes) -> Headers:
    return {HEADER: signature(APP_ID, body, json.loads(body)["timestamp"], SECRET_KEY)}


WEBHOOKS = {
    "telegram": Webhook(
        "/webhook/telegram", _telegram, lambda _: {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    ),
    "zalo_bot": Webhook(ZALO_BOT_PATH, _zalo_bot, lambda _: {"X-Bot-Api-Secret-Token": SECRET}),
    "zalo_oa": Webhook(ZALO_OA_PATH, _zalo_oa, _signed),
}
_ALSO = {
    "telegram": {"webhook_secret": SecretStr(SECRET)},
    "zalo_bot": {"zalo_bot_webhook_secret": SecretStr(SECRET)},
    "zalo_oa": {},
}


@dataclass
class Town:
    """People on one platform, and the assistant behind its webhook."""

    app: App
    place: Platform
    webhook: Webhook
    phones: list[Any]
    client: aiohttp.ClientSession

    async def deliver(self, body: bytes) -> int:
        url = f"http://127.0.0.1:{self.app.webhook_port}{self.webhook.path}"
        headers = self.webhook.headers(body)
        async with self.client.post(url, data=body, headers=headers) as answer:
            return answer.status

    def bodies(self) -> list[bytes]:
        """Each event of each person, once."""
        numbers = range(1, _EVENTS + 1)
        told = [self.webhook.body(phone, number) for phone in self.phones for number in numbers]
        return [json.dumps(body).encode() for body in told]

    async def letters(self) -> Counter[str]:
        """How many were written to each, once nothing waits any more."""
        waiting = text("SELECT count(*) FROM inbox WHERE state = 'pending'")
        letters = text("SELECT recipient, count(*) FROM outbox GROUP BY recipient")
        async with asyncio.timeout(_WITHIN):
            while True:
                await self.app.until_delivered()
                async with self.app.database.engine.connect() as connection:
                    if not (await connection.execute(waiting)).scalar_one():
                        rows = await connection.execute(letters)
                        return Counter({row[0]: row[1] for row in rows})

    async def kept(self) -> int:
        async with self.app.database.engine.connect() as connection:
            found = await connection.execute(text("SELECT count(*) FROM inbox"))
            return int(found.scalar_one())


@pytest_asyncio.fixture(params=WEBHOOKS)
async def town(request: pytest.FixtureRequest, database_url: str) -> AsyncIterator[Town]:
    channel: str = request.param
    place = platform(channel, Clock().now)
    values = await place.start() | _ALSO[channel]
    values |= {"webhook_url": AnyHttpUrl("http://127.0.0.1:9"), "webhook_port": 0}
    settings = Settings(_env_file=None, database_url=SecretStr(database_url), **values)
    app = App(settings, Clock(), Unpaced(100_000))
    numbers = range(1, _PEOPLE + 1)
    phones = [place.person(n, f"P{n}", "vi", has_started=True) for n in numbers]
    async with app.running(ALL_PARTS), aiohttp.ClientSession() as client:
        yield Town(app, place, WEBHOOKS[channel], phones, client)
    await place.server.stop()


@pytest.mark.parametrize("times", [3, 10])
async def test_events_told_often_and_out_of_order_have_one_effect_each(
    town: Town, times: int
) -> None:
    bodies = town.bodies()
    told = bodies * times
    told.sort(key=lambda body: zlib.crc32(body[::-1]))  # far from the order they happened in
    told = told[::2] + told[1::2]  # and from that of their repeats
    assert set(await asyncio.gather(*map(town.deliver, told))) == {200}
    expected = Counter({str(phone.id): _EVENTS for phone in town.phones})
    assert await town.letters() == expected
    assert await town.deliver(bodies[0]) == 200  # and once more, long after it was handled
    assert await town.letters() == expected
    assert await town.kept() == len(bodies)
    assert {len(phone.received) for phone in town.phones} == {_EVENTS}
