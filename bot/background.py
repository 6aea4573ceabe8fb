"""Work that runs beside a block and ends with it. The only tasks there are besides deliveries."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

_FINISHES_WITHIN = 10.0  # seconds; with what the sender has on the wire, under 20 after SIGTERM


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run beside the block; cancelled when it ends, and awaited."""
    task = asyncio.create_task(work)  # noqa: TID251 - held and awaited
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def until_finished(
    work: Coroutine[Any, Any, None], stopping: asyncio.Event
) -> AsyncIterator[None]:
    """Run beside the block; told to stop when it ends, and given time to."""
    task = asyncio.create_task(work)  # noqa: TID251 - held and awaited
    try:
        yield
    finally:
        stopping.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(_FINISHES_WITHIN):
                await task


async def even_if_cancelled(
    work: Coroutine[Any, Any, None], *, within: float = _FINISHES_WITHIN
) -> None:
    """Do what must not be left half done. A stop that comes meanwhile waits for its end."""
    task = asyncio.create_task(work)  # noqa: TID251 - held and awaited
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        if not task.done():
            await asyncio.wait({task}, timeout=within)
        raise
