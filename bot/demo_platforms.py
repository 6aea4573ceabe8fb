"""The platforms of the demo, all on this machine: Telegram, the Zalo Bot Platform, a Zalo OA."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from socket import socket
from typing import Any

from pydantic import AnyHttpUrl, SecretStr

from bot.app import App
from bot.clock import Clock
from bot.intake.zalo_oa_webhook import PATH as OA_PATH
from bot.sandbox.messengers import (
    Messenger,
    TelegramMessenger,
    ZaloBotMessenger,
    ZaloOaMessenger,
)
from bot.sandbox.signals import Signal
from bot.sandbox.telegram import TOKEN, TelegramServer
from bot.sandbox.zalo_bot.manners import Manners
from bot.sandbox.zalo_bot.server import TOKEN as ZALO_TOKEN
from bot.sandbox.zalo_bot.server import ZaloBotServer
from bot.sandbox.zalo_oa.manners import Manners as OaManners
from bot.sandbox.zalo_oa.server import APP_ID, APP_SECRET, SECRET_KEY, ZaloOaServer

_HERE = "127.0.0.1"
_SECRET = SecretStr("demo-secret-that-opens-nothing-real")
_FOR_EVER = 10**8  # seconds: the people's clock jumps by weeks, and tokens go by it


class Platforms:
    """Nothing works before `open`. An account of Zalo calls us, so Telegram does as well."""

    def __init__(self, clock: Clock) -> None:
        self.telegram = TelegramServer(clock.now)
        self.zalo_bot = ZaloBotServer(clock.now, manners=Manners(keeps_events=True))
        self.zalo_oa = ZaloOaServer(clock.now, manners=OaManners(access_lasts=_FOR_EVER))
        self.changed = Signal()
        self.ours = ""  # where the assistant is called
        self._now = clock.now
        for server in (self.telegram, self.zalo_bot, self.zalo_oa):
            server.world.changed.pass_to(self.changed)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[dict[str, Any]]:
        """The settings that lead here; none is left to the environment."""
        servers = (self.telegram, self.zalo_bot, self.zalo_oa)
        telegram_url, bot_url, oa_url = [await server.start() for server in servers]
        self.ours = f"http://{_HERE}:{_free_port()}"
        try:
            yield {
                "telegram_token": SecretStr(TOKEN),
                "telegram_api_url": telegram_url,
                "zalo_bot_token": SecretStr(ZALO_TOKEN),
                "zalo_bot_api_url": bot_url,
                "zalo_bot_webhook_secret": None,
                "zalo_oa_app_id": APP_ID,
                "zalo_oa_app_secret": SecretStr(APP_SECRET),
                "zalo_oa_secret_key": SecretStr(SECRET_KEY),
                "zalo_oa_refresh_token": SecretStr(self.zalo_oa.oauth.issue().refresh),
                "zalo_oa_api_url": oa_url,
                "zalo_oa_oauth_url": oa_url,
                "zalo_oa_buttons": False,
                **self._webhook(),
            }
        finally:
            for server in servers:
                await server.stop()

    def joined(self, app: App) -> None:
        """The assistant runs: the account learns where to call."""
        self.zalo_oa.calls_back(f"http://{_HERE}:{app.webhook_port}{OA_PATH}")

    @property
    def is_busy(self) -> bool:
        """Whether something said is still on its way to the assistant."""
        calls = self.zalo_oa.webhook is not None and self.zalo_oa.webhook.is_busy
        return calls or self.zalo_bot.receiving.is_busy or len(self.telegram.updates) > 0

    def messengers(self, number: int, name: str, *, has_started: bool) -> Sequence[Messenger]:
        """One person's apps, all still empty; who has started may be written to."""
        phone = self.telegram.person(number, name, has_started=has_started)
        bot_phone = self.zalo_bot.person(f"{number:020x}", name, has_written=has_started)
        oa_phone = self.zalo_oa.person(str(10**18 + number), name, has_written=has_started)
        return (
            TelegramMessenger(self.telegram, phone),
            ZaloBotMessenger(bot_phone, self.ours),
            ZaloOaMessenger(self.zalo_oa, oa_phone, self._now, self.ours),
        )

    def _webhook(self) -> dict[str, Any]:
        url = AnyHttpUrl(self.ours)
        return {
            "webhook_url": url,
            "webhook_secret": _SECRET,
            "webhook_host": _HERE,
            "webhook_port": url.port,
        }


def _free_port() -> int:
    """Telegram is told our address before we listen, so it cannot be any that is free then."""
    with socket() as found:
        found.bind((_HERE, 0))
        return int(found.getsockname()[1])
