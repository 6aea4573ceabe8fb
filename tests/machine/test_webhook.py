"""The webhook: guarded, bounded, honest about a database that is away, and never a 5xx else."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import BytesIO

import aiohttp
import pytest
import pytest_asyncio
from hypothesis import strategies as st

from bot.intake.webhook import PATH, telegram_door
from storage import inbox
from storage.database import Database
from tests.machine.doors import bombard, listening

SECRET = "s" * 40
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Hook:
    """A listening webhook and a client that knows the secret."""

    url: str
    client: aiohttp.ClientSession
    database: Database
    port: int

    async def post(self, body: bytes, **headers: str) -> int:
        async with self.client.post(self.url, data=BytesIO(body), headers=headers) as answer:
            return answer.status

    async def kept(self) -> int:
        async with self.database.connect_to_write() as connection:
            return await inbox.waiting(connection)


@pytest_asyncio.fixture
async def hook(sqlite_database_url: str) -> AsyncIterator[Hook]:
    database = Database(sqlite_database_url)
    async with (
        listening(database, [telegram_door(SECRET)]) as port,
        aiohttp.ClientSession(headers={HEADER: SECRET}) as client,
    ):
        yield Hook(f"http://127.0.0.1:{port}{PATH}", client, database, port)
    await database.close()


def update(number: int, chat: int = 5) -> bytes:
    message = {"message_id": 1, "date": 0, "chat": {"id": chat, "type": "private"}, "text": "a"}
    return json.dumps({"update_id": number, "message": message}).encode()


async def test_an_update_is_kept_before_200_is_said(hook: Hook) -> None:
    assert await hook.post(update(1)) == 200
    assert await hook.kept() == 1


async def test_an_update_delivered_ten_times_at_once_and_shuffled_is_kept_once(
    hook: Hook,
) -> None:
    numbers = [n for n in range(100) for _ in range(10)]
    order = sorted(numbers, key=lambda n: (n * 7919 + 13) % 101)
    assert set(await asyncio.gather(*(hook.post(update(n, n)) for n in order))) == {200}
    assert await hook.kept() == 100


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x", "bí-mật", "s" * 7000])
async def test_a_wrong_secret_is_refused(hook: Hook, secret: str) -> None:
    assert await hook.post(update(1), **{HEADER: secret}) == 401
    assert await hook.kept() == 0


async def test_a_wrong_secret_is_refused_before_the_body_arrives(hook: Hook) -> None:
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", hook.port)
    writer.write(head.encode())
    assert b" 401 " in await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    await writer.wait_closed()


async def test_a_secret_that_is_not_ascii_is_refused(hook: Hook) -> None:
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: x\r\n{HEADER}: b\xff\xfe\r\nContent-Length: 2\r\n\r\n{{}}"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", hook.port)
    writer.write(head.encode("latin-1"))
    assert b" 401 " in await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    await writer.wait_closed()


async def test_too_large_a_body_is_refused(hook: Hook) -> None:
    assert await hook.post(b"x" * (1024 * 1024 + 1)) == 413


async def test_a_compressed_body_is_refused_unopened(hook: Hook) -> None:
    assert await hook.post(b"\x1f\x8b" + b"0" * 100, **{"Content-Encoding": "gzip"}) == 415


async def test_while_the_database_is_away_telegram_is_asked_to_come_again(hook: Hook) -> None:
    async with hook.database.connect_to_write() as connection:
        await connection.exec_driver_sql("ALTER TABLE inbox RENAME TO away")
    async with hook.client.post(hook.url, data=update(1)) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    async with hook.database.connect_to_write() as connection:
        await connection.exec_driver_sql("ALTER TABLE away RENAME TO inbox")
    assert await hook.post(update(1)) == 200


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(min_value=-(10**40), max_value=10**40)
    | st.floats()
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
_CHATS = st.fixed_dictionaries({}, optional={"id": JSON, "type": JSON})
_EVENTS = st.fixed_dictionaries(
    {}, optional={"chat": _CHATS | JSON, "from": _CHATS | JSON, "message": JSON, "text": JSON}
)
_UPDATES = st.fixed_dictionaries(
    {}, optional={"update_id": JSON, "message": _EVENTS | JSON, "callback_query": _EVENTS}
)
_BODIES = (
    st.binary(max_size=400)
    | (JSON | _UPDATES).map(lambda value: json.dumps(value).encode())
    | _UPDATES.map(lambda value: json.dumps(value)[:-3].encode())
    | st.sampled_from(
        [b"[" * 100_000, b'{"update_id":1e999}', b'{"update_id":' + b"9" * 5000 + b"}",
         b'{"update_id":1,"message":{"text":"\\ud800\\u0000"}}', b"\xff\xfe{", b"", b"null"]
    )
)  # fmt: skip


async def test_300_hostile_bodies_bring_no_5xx(hook: Hook) -> None:
    statuses = await bombard(hook.post, _BODIES, 300)
    assert set(statuses) <= {200, 400}, statuses


@pytest.mark.matrix
async def test_10_000_hostile_bodies_bring_no_5xx(hook: Hook) -> None:
    statuses = await bombard(hook.post, _BODIES, 10_000)
    print(f"Telegram: {dict(statuses)}")
    assert set(statuses) <= {200, 400}, statuses
