"""Zalo's three ways in, for bot processes that die and come again: a platform each, and the
settings that lead to it. Events come again until they are taken, as often as that needs.
"""

import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.clock import Clock
from bot.intake.zalo_oa_webhook import PATH as OA_PATH
from bot.sandbox.zalo_bot import manners as bot_manners
from bot.sandbox.zalo_bot.server import TOKEN, ZaloBotServer
from bot.sandbox.zalo_oa import manners as oa_manners
from bot.sandbox.zalo_oa.server import APP_ID, APP_SECRET, SECRET_KEY, ZaloOaServer

_QUICK = 0.05  # of the time that waits take in earnest
_OFTEN = 100_000
_FOR_EVER = 10**8  # seconds
_HOST = "http://127.0.0.1"


@dataclass
class Intake:
    """A platform that runs, and what a bot process needs to know to talk there."""

    server: Any
    values: dict[str, Any]
    is_polled: bool = False

    @property
    def is_busy(self) -> bool:
        """An event is on its way to us, or waits for that."""
        if isinstance(self.server, ZaloBotServer):
            return self.server.receiving.is_busy
        return bool(self.server.webhook.is_busy)

    @property
    def is_open(self) -> bool:
        """The platform knows, or keeps, where its events go."""
        return self.is_polled or self.webhook is not None

    @property
    def has_open_poll(self) -> bool:
        return self.is_polled and bool(self.server.receiving.polls.is_open)

    @property
    def webhook(self) -> Any:
        is_bot = isinstance(self.server, ZaloBotServer)
        return self.server.receiving.webhook if is_bot else self.server.webhook


async def zalo_bot_polling() -> Intake:
    """What nobody asks for now is kept for the next poll: else the platform would lose it, and
    nobody could tell that from what we lose."""
    manners = bot_manners.Manners(keeps_events=True)
    server = ZaloBotServer(Clock().now, manners=manners, time_scale=_QUICK)
    return Intake(
        server,
        {"zalo_bot_token": TOKEN, "zalo_bot_api_url": await server.start()},
        is_polled=True,
    )


async def zalo_bot_webhook() -> Intake:
    manners = bot_manners.Manners(takes_local_webhooks=True, tries_webhook=_OFTEN)
    server = ZaloBotServer(Clock().now, manners=manners, time_scale=_QUICK)
    port = _free_port()
    values = {
        "zalo_bot_token": TOKEN,
        "zalo_bot_api_url": await server.start(),
        "zalo_bot_webhook_secret": "z" * 40,
        "webhook_url": f"{_HOST}:{port}",
        "webhook_port": port,
    }
    return Intake(server, values)


async def zalo_oa_webhook() -> Intake:
    again = oa_manners.Manners(access_lasts=_FOR_EVER, repeats_after=(1.0,) * _OFTEN)
    server = ZaloOaServer(Clock().now, manners=again, time_scale=_QUICK)
    port, url = _free_port(), await server.start()
    server.calls_back(f"{_HOST}:{port}{OA_PATH}")
    values = {
        "zalo_oa_app_id": APP_ID,
        "zalo_oa_app_secret": APP_SECRET,
        "zalo_oa_secret_key": SECRET_KEY,
        "zalo_oa_refresh_token": server.oauth.issue().refresh,
        "zalo_oa_api_url": url,
        "zalo_oa_oauth_url": url,
        "webhook_url": f"{_HOST}:{port}",
        "webhook_port": port,
    }
    return Intake(server, values)


INTAKES: dict[str, Callable[[], Awaitable[Intake]]] = {
    "zalo_bot_polling": zalo_bot_polling,
    "zalo_bot_webhook": zalo_bot_webhook,
    "zalo_oa_webhook": zalo_oa_webhook,
}


def _free_port() -> int:
    """The same for all the processes of a test, one after the other."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
