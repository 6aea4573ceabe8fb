"""Runs the assistant as a service: until SIGTERM, then it finishes what it holds."""

import asyncio
import os
import signal
from collections.abc import Set

from bot.app import ALL_PARTS, App, Part
from bot.clock import Clock
from bot.config import Settings


async def serve(
    settings: Settings, parts: Set[Part] = ALL_PARTS, clock: Clock | None = None
) -> None:
    """Until the first signal; a second one leaves at once."""
    stopping = stop_signal()
    async with App(settings, clock or Clock()).running(parts):
        await stopping.wait()


def stop_signal() -> asyncio.Event:
    """Set by SIGTERM or Ctrl+C."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, _stop_or_leave, stopping)
    return stopping


def _stop_or_leave(stopping: asyncio.Event) -> None:
    if stopping.is_set():
        os._exit(1)  # nothing is lost: what was not finished is done at the next start
    stopping.set()
