"""A Bot API that says yes to everything at once, and tells who was written to."""

import asyncio
import itertools
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

from benchmarks.wire import cut, ok

TOKEN = "7000000002:benchmark-token-that-opens-nothing"
_METHOD = re.compile(rb"POST /bot[^/]+/(\w+)", re.IGNORECASE)
_CHAT = re.compile(rb'chat_id"?[=:] ?"?(-?\d+)')  # JSON or a form
_BOT = {"id": 7000000002, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
_MESSAGES = (b"sendMessage", b"editMessageText")


class Sink:
    """Where replies arrive."""

    def __init__(self) -> None:
        self.url = ""
        self.taken = 0  # messages
        self._awaited: dict[int, asyncio.Future[None]] = {}
        self._ids = itertools.count(1)

    def expect(self, chat_id: int) -> asyncio.Future[None]:
        """Done when the next message to this chat arrives."""
        self._awaited[chat_id] = reply = asyncio.get_running_loop().create_future()
        return reply

    def answer(self, head: bytes, body: bytes) -> bytes:
        method = found[1] if (found := _METHOD.match(head)) else b""
        if method in _MESSAGES and (chat := _CHAT.search(body)):
            return self._take(int(chat[1]))
        return _yes(_BOT if method.lower() == b"getme" else True)

    def _take(self, chat_id: int) -> bytes:
        self.taken += 1
        reply = self._awaited.pop(chat_id, None)
        if reply and not reply.done():
            reply.set_result(None)
        chat = {"id": chat_id, "type": "private", "first_name": "An"}
        message = {"message_id": next(self._ids), "date": 0, "chat": chat, "text": "."}
        return _yes(message)


class _Connection(asyncio.Protocol):
    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._buffer = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while message := cut(self._buffer):
            self._transport.write(self._sink.answer(*message))


def _yes(result: Any) -> bytes:
    return ok(json.dumps({"ok": True, "result": result}).encode())


@asynccontextmanager
async def open_sink() -> AsyncIterator[Sink]:
    """Listens while the block runs."""
    sink = Sink()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(sink), "127.0.0.1", 0)
    sink.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield sink
    finally:
        server.close()
