"""A local Zalo Bot Platform and the product's own client of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.clock import StoppedClock
from bot.delivery.zalo_bot_http import ZaloBotHttp
from bot.sandbox.zalo_bot.manners import Manners
from bot.sandbox.zalo_bot.server import TOKEN, ZaloBotServer

BEGINNING = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
_WITHIN = 5.0


@dataclass
class Zalo:
    """The platform, its clock, and a client that knows the token."""

    server: ZaloBotServer
    http: ZaloBotHttp
    clock: StoppedClock

    async def ask(self, method: str, **parameters: Any) -> Any:
        return await self.http.call(method, parameters, within=_WITHIN)


@asynccontextmanager
async def open_zalo(time_scale: float = 0.01, **manners: Any) -> AsyncIterator[Zalo]:
    """A hundred times faster than in earnest."""
    clock = StoppedClock(BEGINNING)
    server = ZaloBotServer(
        clock.now,
        manners=Manners(takes_local_webhooks=True, **manners),
        time_scale=time_scale,
    )
    url = await server.start()
    async with ZaloBotHttp(url, TOKEN) as http:
        yield Zalo(server, http, clock)
    await server.stop()
