"""The Zalo Bot Platform: for staff and a pilot. No buttons, no edits, no history."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from pydantic import SecretStr

from bot.config import Settings
from bot.delivery.attachments import Attachments
from bot.delivery.errors import DeliveryError
from bot.delivery.zalo_bot import ZaloBotTransport
from bot.delivery.zalo_bot_http import ZaloBotHttp, ZaloRefused
from bot.intake.journal import Journal
from bot.intake.spool import Spool
from bot.intake.webhook import Door
from bot.intake.zalo_bot_polling import ZaloBotPolling
from bot.intake.zalo_bot_webhook import public_url, register, zalo_bot_door
from content.channels import ZALO_BOT

logger = structlog.get_logger(__name__)

_GREETS_WITHIN = 5.0


class ZaloBotLine:
    """One bot of the Bot Creator."""

    channel = ZALO_BOT

    def __init__(self, settings: Settings, token: SecretStr, attachments: Attachments) -> None:
        self._http = ZaloBotHttp(settings.zalo_bot_api_url, token.get_secret_value())
        self._webhook_url = settings.webhook_url if settings.zalo_bot_webhook_secret else None
        secret = settings.zalo_bot_webhook_secret or SecretStr("")
        self._secret = secret.get_secret_value()
        self.link = str(settings.zalo_bot_link or "")
        self.transport = ZaloBotTransport(self._http, attachments)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        async with self._http:
            yield

    async def greet(self) -> bool:
        try:
            me = await self._http.call("getMe", {}, within=_GREETS_WITHIN)
        except (DeliveryError, ZaloRefused) as error:
            logger.warning("Zalo does not answer", action="zalo_bot_away", reason=str(error))
            return False
        number = str(me.get("id", "")) if isinstance(me, dict) else ""
        if not self.link and number.isascii() and number.isdecimal():
            self.link = f"https://zalo.me/{number}"
        return True

    def door(self) -> Door | None:
        return zalo_bot_door(self._secret) if self._webhook_url else None

    async def listen(self, journal: Journal, spool: Spool) -> None:
        if self._webhook_url is None:
            await ZaloBotPolling(self._http, spool).run()
        else:
            await register(self._http, public_url(self._webhook_url), self._secret)

    async def look_after(self) -> None:
        """The token of a bot does not end."""
