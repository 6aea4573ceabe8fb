"""The door for the Zalo Bot Platform, beside Telegram's on one server."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from io import BytesIO

import aiohttp
import pytest
import pytest_asyncio
from pydantic import AnyHttpUrl

from bot.intake.envelopes import UnreadableUpdate
from bot.intake.webhook import Door, telegram_door
from bot.intake.zalo_bot_webhook import PATH, public_url, register, zalo_bot_door
from bot.sandbox.zalo_bot import faults
from bot.wakeups import Wakeup
from storage.database import Database
from storage.inbox import Arrival
from tests.machine.doors import bombard, listening
from tests.machine.test_webhook import HEADER as TELEGRAM_HEADER
from tests.machine.test_webhook import update
from tests.machine.test_zalo_bot_events import BODIES, event, raw, wrapped
from tests.zalo_bot import open_zalo

HEADER = "X-Bot-Api-Secret-Token"
SECRET, TELEGRAM_SECRET = "z" * 40, "t" * 40
SIGNED = "/webhook/signed"


def signed(body: bytes) -> Arrival | None:
    """A platform that signs, and whose events are not all worth keeping."""
    if body == b"noise":
        return None
    if body == b"nonsense":
        raise UnreadableUpdate("nonsense")
    return Arrival("signed", body.decode(), "signed:1", body)


def is_signed(headers: Mapping[str, str], body: bytes) -> bool:
    return headers.get("X-Signature") == body[::-1].decode()


@dataclass
class Hook:
    """A server with three doors."""

    url: str
    client: aiohttp.ClientSession
    database: Database

    async def post(
        self, body: bytes | None, path: str = PATH, secret: str | None = SECRET, **headers: str
    ) -> int:
        shown = headers if secret is None else {HEADER: secret, **headers}
        data = None if body is None else BytesIO(body)
        async with self.client.post(self.url + path, data=data, headers=shown) as answer:
            return answer.status

    async def kept(self) -> list[str]:
        async with self.database.read() as session:
            connection = await session.connection()
            rows = await connection.exec_driver_sql("SELECT lane FROM inbox ORDER BY id")
            return [lane for (lane,) in rows]


@pytest_asyncio.fixture
async def hook(sqlite_database_url: str) -> AsyncIterator[Hook]:
    database = Database(sqlite_database_url)
    doors = [zalo_bot_door(SECRET), Door(SIGNED, signed, lambda _: True, is_signed)]
    async with (
        listening(database, [*doors, telegram_door(TELEGRAM_SECRET)]) as port,
        aiohttp.ClientSession() as client,
    ):
        yield Hook(f"http://127.0.0.1:{port}", client, database)
    await database.close()


@pytest.mark.parametrize("body", [event(), wrapped(event())])
async def test_an_event_is_kept_before_200_is_said(hook: Hook, body: object) -> None:
    assert await hook.post(raw(body)) == 200
    assert await hook.kept() == ["zalo_bot:aaaabbbbccccdddd0001"]


async def test_replayed_and_shuffled_events_are_kept_once(hook: Hook) -> None:
    numbers = [n for n in range(50) for _ in range(10)]
    order = sorted(numbers, key=lambda n: (n * 7919 + 13) % 101)
    bodies = [raw(event(message_id=f"m{n}", by=f"p{n}", to=f"p{n}")) for n in order]
    assert set(await asyncio.gather(*map(hook.post, bodies))) == {200}
    assert len(await hook.kept()) == 50


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "bí-mật", "z" * 7000])
async def test_a_wrong_secret_is_refused(hook: Hook, secret: str | None) -> None:
    assert await hook.post(raw(event()), secret=secret) == 401
    assert await hook.kept() == []


async def test_a_wrong_secret_is_refused_before_the_body_arrives(hook: Hook) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()  # the answer comes before the body does

    shown = {HEADER: "wrong"}
    async with hook.client.post(hook.url + PATH, data=endless(), headers=shown) as answer:
        assert (answer.status, answer.headers["Connection"]) == (401, "close")


async def test_one_platform_s_secret_does_not_open_another_s_door(hook: Hook) -> None:
    telegram = {TELEGRAM_HEADER: TELEGRAM_SECRET}
    assert await hook.post(raw(event()), secret=TELEGRAM_SECRET) == 401
    assert await hook.post(raw(event()), secret=None, **telegram) == 401
    assert await hook.post(update(1), "/webhook/telegram") == 401
    assert await hook.post(update(1), "/webhook/telegram", None, **telegram) == 200
    assert await hook.post(update(2), "/any/other/path", None, **telegram) == 200
    assert await hook.kept() == ["telegram:5", "telegram:5"]


async def test_without_telegram_s_secret_there_is_no_door_for_it(
    sqlite_database_url: str,
) -> None:
    database = Database(sqlite_database_url)
    async with (
        listening(database, [zalo_bot_door(SECRET)]) as port,
        aiohttp.ClientSession() as client,
    ):
        found = Hook(f"http://127.0.0.1:{port}", client, database)
        assert await found.post(update(1), "/webhook/telegram", **{TELEGRAM_HEADER: ""}) == 404
        assert await found.post(raw(event())) == 200
    await database.close()


@pytest.mark.parametrize("secret", [None, SECRET, "wrong"])
async def test_a_call_without_a_body_is_answered_and_ignored(
    hook: Hook, secret: str | None
) -> None:
    assert await hook.post(None, secret=secret) == 200
    assert await hook.kept() == []


async def test_a_body_that_turns_out_empty_is_answered_and_ignored(hook: Hook) -> None:
    async def nothing() -> AsyncIterator[bytes]:
        yield b""

    async with hook.client.post(
        hook.url + PATH, data=nothing(), headers={HEADER: SECRET}
    ) as answer:
        assert answer.status == 200
    assert await hook.post(None, "/webhook/telegram", None) == 401


async def test_what_is_compressed_or_too_large_is_refused(hook: Hook) -> None:
    assert await hook.post(b"0" * 100, **{"Content-Encoding": "gzip"}) == 415
    assert await hook.post(b"0" * (1024 * 1024 + 1)) == 413


async def test_a_door_may_ask_for_a_signature_over_the_body(hook: Hook) -> None:
    async def post(body: bytes, signature: str) -> int:
        return await hook.post(body, SIGNED, None, **{"X-Signature": signature})

    assert await post(b"one", "eno") == 200
    assert await post(b"one", "one") == 401
    assert await post(b"noise", "esion") == 200
    assert await post(b"nonsense", "esnesnon") == 400
    assert await hook.kept() == ["signed:1"]


async def test_300_hostile_bodies_bring_no_5xx(hook: Hook) -> None:
    statuses = await bombard(hook.post, BODIES, 300)
    assert set(statuses) == {200, 400}, statuses


@pytest.mark.matrix
async def test_10_000_hostile_bodies_bring_no_5xx(hook: Hook) -> None:
    statuses = await bombard(hook.post, BODIES, 10_000)
    print(f"Zalo Bot: {dict(statuses)}")
    assert set(statuses) == {200, 400}, statuses


async def test_zalo_is_told_where_to_call_and_calls(hook: Hook) -> None:
    async with open_zalo() as zalo:
        zalo.server.fail_next("setWebhook", faults.BAD_GATEWAY)
        zalo.server.fail_next("setWebhook", faults.refused(400, "Bad request"))
        url = hook.url + PATH
        registering = register(zalo.http, url, SECRET, first_pause=0.01)
        await asyncio.wait_for(registering, 5)
        assert (await zalo.ask("testWebhook"))["outcome"] == "webhook.ok"
        phone = zalo.server.person()
        phone.says("xin chào")
        nothing = Wakeup()
        async with asyncio.timeout(5):
            while zalo.server.receiving.is_busy:
                await nothing.wait(0.01)
        assert await hook.kept() == [f"zalo_bot:{phone.id}"]


async def test_an_address_zalo_cannot_reach_is_told_to_the_operator(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with open_zalo() as zalo:
        await register(zalo.http, "http://127.0.0.1:9/w", SECRET)
    said = json.dumps([str(record.msg) for record in caplog.records])
    assert "webhook_unreachable" in said
    assert "webhook.err.conn" in said
    assert SECRET not in said


@pytest.mark.parametrize(
    ("given", "called"),
    [
        ("https://bot.phuocbinh.gov.vn", "https://bot.phuocbinh.gov.vn/webhook/zalo-bot"),
        (
            "https://bot.phuocbinh.gov.vn:8443/tg",
            "https://bot.phuocbinh.gov.vn:8443/webhook/zalo-bot",
        ),
    ],
)
def test_zalo_calls_at_the_address_telegram_calls_at(given: str, called: str) -> None:
    assert public_url(AnyHttpUrl(given)) == called
