"""The wire to Zalo: what was given up does not arrive later."""

import asyncio
from io import BytesIO

import pytest

from bot.delivery.errors import Ambiguous
from bot.delivery.zalo_oa_wire import Wire

_MORE_THAN_ANY_BUFFER = 64 * 1024 * 1024  # bytes


async def _read_to_the_end(reader: asyncio.StreamReader) -> None:
    while await reader.read(1024 * 1024):
        pass


async def test_what_was_given_up_does_not_arrive_later() -> None:
    """A line that was cut comes back, and with it would come a refresh token, a second time."""
    reached: asyncio.Future[asyncio.StreamReader] = asyncio.get_running_loop().create_future()
    is_over = asyncio.Event()

    async def stand_still(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reached.set_result(reader)
        await is_over.wait()
        writer.close()

    server = await asyncio.start_server(stand_still, "127.0.0.1", 0, limit=1024)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with Wire() as wire:
        body = BytesIO(b"x" * _MORE_THAN_ANY_BUFFER)
        with pytest.raises(Ambiguous):
            await wire.ask("POST", url, {}, within=0.5, data=body)
        with pytest.raises(ConnectionResetError):
            await _read_to_the_end(await reached)
    is_over.set()
    server.close()
    await server.wait_closed()
