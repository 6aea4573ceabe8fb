"""Callers who never finish are shown out in time, and honest ones are served meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

import pytest
import pytest_asyncio

from bot.intake.webhook import PATH, telegram_door
from storage.database import Database
from tests.machine.doors import listening
from tests.machine.test_webhook import HEADER, SECRET, update

_LIMIT = 0.6  # seconds; ten in earnest
_POST = f"POST {PATH} HTTP/1.1\r\nHost: x\r\n"
_KNOWN = f"{_POST}{HEADER}: {SECRET}\r\n"
_UNFINISHED = {
    "nothing": "",
    "half a line": "POST /web",
    "half a head": _KNOWN,
    "no body": f"{_KNOWN}Content-Length: 100\r\n\r\n",
    "half a body": f"{_KNOWN}Content-Length: 100\r\n\r\n{{",
    "half a chunk": f"{_KNOWN}Transfer-Encoding: chunked\r\n\r\nff\r\n{{",
    "wrong secret": f"{_POST}Content-Length: 100\r\n\r\n{{",
}


@pytest_asyncio.fixture
async def port(sqlite_database_url: str) -> AsyncIterator[int]:
    """A webhook that loses patience soon."""
    database = Database(sqlite_database_url)
    async with listening(database, [telegram_door(SECRET)], waits_for=_LIMIT) as port:
        yield port
    await database.close()


@asynccontextmanager
async def caller(port: int, words: str) -> AsyncIterator[asyncio.StreamReader]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(words.encode())
    try:
        yield reader
    finally:
        writer.close()


async def honest(port: int, number: int) -> bytes:
    body = update(number, chat=number).decode()
    words = f"{_KNOWN}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}"
    async with caller(port, words) as reader:
        return await reader.readline()


async def shown_out(reader: asyncio.StreamReader) -> float:
    """When the other side hung up."""
    try:
        async with asyncio.timeout(_LIMIT * 8):
            await reader.read()
    except ConnectionError:
        pass
    return monotonic()


@pytest.mark.parametrize("what", _UNFINISHED)
async def test_a_request_that_is_never_finished_is_closed(port: int, what: str) -> None:
    began = monotonic()
    async with caller(port, _UNFINISHED[what]) as reader:
        assert await shown_out(reader) - began < _LIMIT * 4


async def test_a_second_head_on_an_open_connection_is_bounded_too(port: int) -> None:
    body = update(1).decode()
    whole = f"{_KNOWN}Content-Length: {len(body)}\r\n\r\n{body}"
    async with caller(port, whole + "POST /again") as reader:
        began = monotonic()
        assert b" 200 " in await reader.readline()
        assert await shown_out(reader) - began < _LIMIT * 4


async def test_500_slow_callers_do_not_keep_an_honest_one_waiting(port: int) -> None:
    kinds = list(_UNFINISHED.values())
    async with asyncio.TaskGroup() as calls:
        for number in range(500):
            calls.create_task(_linger(port, kinds[number % len(kinds)]))
        for number in range(20):
            began = monotonic()
            assert b" 200 " in await honest(port, number)
            assert monotonic() - began < 2.0


async def _linger(port: int, words: str) -> None:
    async with caller(port, words) as reader:
        await shown_out(reader)


@pytest.mark.parametrize("chunk", [b"400\r\n" + b"x" * 1024 + b"\r\n", b"1\r\nx\r\n"])
async def test_a_body_without_end_is_refused(port: int, chunk: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"{_KNOWN}Transfer-Encoding: chunked\r\n\r\n".encode())
    answer = asyncio.ensure_future(reader.readline())  # noqa: TID251 - awaited below
    while not answer.done():
        writer.write(chunk * 64)
        try:
            await writer.drain()
        except ConnectionError:
            break
    assert (await answer).split()[1] in (b"400", b"408", b"413")
    writer.close()


@pytest.mark.parametrize("junk", ["xyz\r\n", "-1\r\n", "5\r\nabc", "ffffffffffffffffff\r\n"])
async def test_a_body_in_broken_chunks_is_refused(port: int, junk: str) -> None:
    words = f"{_KNOWN}Transfer-Encoding: chunked\r\n\r\n{junk}"
    async with caller(port, words) as reader:
        assert (await reader.readline()).split()[1] in (b"400", b"408")
