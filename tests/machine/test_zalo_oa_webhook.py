"""The Official Account's door, and what the platform makes of our answers."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from time import monotonic
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from hypothesis import strategies as st
from sqlalchemy import text

from bot.clock import Clock
from bot.intake.zalo_oa_webhook import PATH, zalo_oa_door
from bot.intake.zalo_signature import HEADER, signature, timestamp_in
from bot.sandbox.zalo_oa.server import APP_ID, SECRET_KEY, ZaloOaServer
from bot.wakeups import Wakeup
from storage.database import Database
from tests.machine.doors import bombard, listening
from tests.machine.test_zalo_oa_events import AN, EVENTS, event, raw
from tests.zalo_account import platform

_ANSWERED_WITHIN = 2.0  # seconds; then Zalo warns the administrators


@dataclass
class Hook:
    """A listening door and a caller that can sign."""

    url: str
    client: aiohttp.ClientSession
    database: Database
    clock: Clock

    async def post(self, body: bytes, key: str = SECRET_KEY, **headers: str) -> int:
        mac = signature(APP_ID, body, timestamp_in(body) or "", key)
        return await self.send(body, **{HEADER: f"mac={mac}", **headers})

    async def send(self, body: bytes | None, **headers: str) -> int:
        data = None if body is None else BytesIO(body)
        async with self.client.post(self.url, data=data, headers=headers) as answer:
            return answer.status

    def now(self, **changes: Any) -> bytes:
        """An event of this moment."""
        told = str(int(self.clock.now().timestamp() * 1000))
        return raw({**event(), "timestamp": told, **changes})

    async def kept(self) -> list[tuple[str, str]]:
        async with self.database.engine.connect() as connection:
            rows = await connection.execute(text("SELECT key, lane FROM inbox ORDER BY id"))
            return [(key, lane) for key, lane in rows]


@pytest_asyncio.fixture
async def hook(sqlite_database_url: str) -> AsyncIterator[Hook]:
    database, clock = Database(sqlite_database_url), Clock()
    door = zalo_oa_door(APP_ID, SECRET_KEY, clock.now)
    async with listening(database, [door]) as port, aiohttp.ClientSession() as client:
        yield Hook(f"http://127.0.0.1:{port}{PATH}", client, database, clock)
    await database.close()


@pytest_asyncio.fixture
async def server(hook: Hook) -> AsyncIterator[ZaloOaServer]:
    async with platform() as opened:
        opened.calls_back(hook.url)
        yield opened


async def all_told(server: ZaloOaServer) -> None:
    """Wait until every event has been taken, or given up."""
    nothing = Wakeup()
    async with asyncio.timeout(15):
        while server.webhook is not None and server.webhook.is_busy:
            await nothing.wait(0.01)


async def test_an_event_is_kept_before_200_is_said(hook: Hook) -> None:
    began = monotonic()
    assert await hook.post(hook.now()) == 200
    assert monotonic() - began < _ANSWERED_WITHIN
    assert await hook.kept() == [("cb31000000000000001", f"zalo_oa:{AN}")]


async def test_a_bare_signature_opens_too(hook: Hook) -> None:
    body = hook.now()
    mac = signature(APP_ID, body, timestamp_in(body) or "", SECRET_KEY)
    assert await hook.send(body, **{HEADER: mac}) == 200


@pytest.mark.parametrize("shown", [None, "", "mac=", "0" * 64, "mac=" + "0" * 64, "x" * 7000])
async def test_without_the_right_signature_nothing_is_kept(hook: Hook, shown: str | None) -> None:
    headers = {} if shown is None else {HEADER: shown}
    assert await hook.send(hook.now(), **headers) == 401
    assert await hook.kept() == []


async def test_the_app_secret_is_not_the_key(hook: Hook) -> None:
    assert await hook.post(hook.now(), key="sandbox-app-secret") == 401


async def test_replayed_and_shuffled_events_are_kept_once(hook: Hook) -> None:
    numbers = [n for n in range(50) for _ in range(10)]
    order = sorted(numbers, key=lambda n: (n * 7919 + 13) % 101)
    bodies = [hook.now(message={"msg_id": f"m{n}", "text": "a"}) for n in order]
    assert set(await asyncio.gather(*map(hook.post, bodies))) == {200}
    assert len(await hook.kept()) == 50


@pytest.mark.parametrize(("hours", "kept"), [(2, 1), (40, 1), (49, 0), (2000, 0)])
async def test_an_event_may_be_hours_old_but_not_days(hook: Hook, hours: int, kept: int) -> None:
    moment = hook.clock.now() - timedelta(hours=hours)
    old = hook.now(timestamp=str(int(moment.timestamp() * 1000)))
    assert await hook.post(old) == 200
    assert len(await hook.kept()) == kept


async def test_a_time_written_as_a_number_is_signed_as_its_digits(hook: Hook) -> None:
    told = int(hook.clock.now().timestamp() * 1000)
    assert await hook.post(hook.now(timestamp=told)) == 200
    assert len(await hook.kept()) == 1


async def test_the_console_s_look_whether_we_answer(hook: Hook, server: ZaloOaServer) -> None:
    assert server.webhook is not None
    assert await server.webhook.ping() == 200
    assert await hook.kept() == []


async def test_what_is_not_for_us_is_answered_and_not_kept(hook: Hook) -> None:
    for name in ("oa_send_text", "user_seen_message", "something_new"):
        assert await hook.post(hook.now(event_name=name)) == 200
    assert await hook.kept() == []


@pytest.mark.parametrize(
    "odd",
    [
        {"event_name": None},
        {"event_name": "follow", "sender": None, "user_id": "123"},
        {"event_name": "user_submit_info", "sender": None, "info": {}},
        {"sender": {}},
    ],
)
async def test_what_is_signed_and_odd_is_answered_and_not_kept(
    hook: Hook, odd: dict[str, Any]
) -> None:
    """An answer of another kind would be repeated for two hours, then the webhook disabled."""
    assert await hook.post(hook.now(**odd)) == 200
    assert await hook.kept() == []


@pytest.mark.parametrize("mac", [True, False])
async def test_a_person_on_the_phone_is_heard(
    hook: Hook, server: ZaloOaServer, *, mac: bool
) -> None:
    server.behave(signs_with_mac=mac, tells_every_event=2, swaps_events=True)
    an = server.person()
    an.follows()
    said = [
        an.says("một"),
        an.sends_photo("https://x/y.jpg"),
        an.sends_file("https://x/f", "a.pdf"),
    ]
    an.submits_info("An", "84987654321")
    an.unfollows()
    await all_told(server)
    kept = await hook.kept()
    assert {key for key, _ in kept} >= {message.id for message in said}
    assert [lane for _, lane in kept] == [f"zalo_oa:{an.id}"] * 6


async def test_the_platform_gives_up_after_its_five_repeats(sqlite_database_url: str) -> None:
    async with platform() as server:
        hook = server.calls_back("http://127.0.0.1:9/")
        server.person().says("chào")
        await all_told(server)
        assert len(hook.answers) == 1 + len(server.manners.repeats_after)
        assert hook.is_closed


BODIES = (
    st.binary(max_size=400)
    | EVENTS.map(lambda value: json.dumps(value).encode())
    | EVENTS.map(lambda value: json.dumps(value | {"timestamp": "1999999999999"}).encode())
    | EVENTS.map(lambda value: json.dumps(value)[:-3].encode())
    | st.sampled_from([b"[" * 100_000, b'{"timestamp":1e999}', b"\xff\xfe{", b"null", b"{}",
                       b'{"timestamp":' + b"9" * 5000 + b"}"])
)  # fmt: skip


async def test_300_hostile_bodies_bring_no_5xx(hook: Hook) -> None:
    statuses = await bombard(hook.post, BODIES, 300)
    assert set(statuses) == {200, 401}, statuses


@pytest.mark.matrix
async def test_10_000_hostile_bodies_bring_no_5xx(hook: Hook) -> None:
    statuses = await bombard(hook.post, BODIES, 10_000)
    print(f"Zalo OA: {dict(statuses)}")
    assert set(statuses) == {200, 401}, statuses
