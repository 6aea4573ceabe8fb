"""HTTP/1.1 by hand: what measures must cost little beside what is measured."""

import asyncio
import re
from typing import cast

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_BLANK_LINE = b"\r\n\r\n"


def cut(buffer: bytearray) -> tuple[bytes, bytes] | None:
    """Take the first whole message off the buffer: its head and its body."""
    end = buffer.find(_BLANK_LINE)
    if end < 0:
        return None
    length = _LENGTH.search(buffer, 0, end)
    begin = end + len(_BLANK_LINE)
    whole = begin + (int(length[1]) if length else 0)
    if len(buffer) < whole:
        return None
    message = bytes(buffer[:end]), bytes(buffer[begin:whole])
    del buffer[:whole]
    return message


def post(path: str, body: bytes, **headers: str) -> bytes:
    """A request, ready to be written."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body


def ok(body: bytes) -> bytes:
    """An answer, ready to be written."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return head.encode() + _BLANK_LINE + body


class Line(asyncio.Protocol):
    """A connection kept alive, on which one thing is asked at a time."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._answer: asyncio.Future[int] | None = None
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._answer and (message := cut(self._buffer)):
            self._answer.set_result(int(message[0][9:12]))
            self._answer = None

    def connection_lost(self, error: Exception | None) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_exception(error or ConnectionError("hung up"))

    async def ask(self, request: bytes) -> int:
        """Write it. The status of the answer."""
        if self._transport is None:
            raise ConnectionError("not connected")
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._answer = answer
        self._transport.write(request)
        return await answer

    def close(self) -> None:
        if self._transport:
            self._transport.close()


async def connect(port: int) -> Line:
    _, line = await asyncio.get_running_loop().create_connection(Line, "127.0.0.1", port)
    return line
