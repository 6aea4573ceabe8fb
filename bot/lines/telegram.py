"""Telegram: python-telegram-bot speaks, our own poller or webhook listens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from pydantic import SecretStr
from telegram.error import TelegramError

from bot.config import Settings
from bot.delivery.attachments import Attachments
from bot.delivery.telegram import TelegramTransport, open_bot
from bot.delivery.telegram_http import TelegramHttp
from bot.intake.journal import Journal
from bot.intake.polling import KINDS, PollingIntake
from bot.intake.spool import Spool
from bot.intake.webhook import Door, public_url, telegram_door
from content.channels import TELEGRAM

logger = structlog.get_logger(__name__)

_GREETS_WITHIN = 5.0
_LONGEST_PAUSE = 60.0


class TelegramLine:
    """One bot of @BotFather."""

    channel = TELEGRAM

    def __init__(self, settings: Settings, token: SecretStr, attachments: Attachments) -> None:
        value = token.get_secret_value()
        self.http = TelegramHttp(settings.telegram_api_url, value)
        self._bot = open_bot(settings.telegram_api_url, value, self.http)
        self._webhook_url = settings.webhook_url
        self._secret = (settings.webhook_secret or SecretStr("")).get_secret_value()
        self.transport = TelegramTransport(self._bot, attachments)
        self.bot_id = int(value.partition(":")[0])
        self.username = ""

    @property
    def link(self) -> str:
        return f"https://t.me/{self.username}" if self.username else ""

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        async with self.http:
            yield

    async def greet(self) -> bool:
        try:
            async with asyncio.timeout(_GREETS_WITHIN):
                self.username = (await self._bot.get_me()).username or ""
        except (TelegramError, TimeoutError):
            logger.warning("Telegram does not answer", action="telegram_away")
            return False
        return True

    def door(self) -> Door | None:
        return telegram_door(self._secret) if self._webhook_url else None

    async def listen(self, journal: Journal, spool: Spool) -> None:
        if self._webhook_url is None:
            await PollingIntake(self.http, journal).run()
        else:
            await self._register(public_url(self._webhook_url))

    async def look_after(self) -> None:
        """The token of a bot does not end."""

    async def _register(self, url: str) -> None:
        """Tell Telegram where to call, as soon as it listens."""
        pause = 1.0
        while True:
            try:
                await self._bot.set_webhook(url, secret_token=self._secret, allowed_updates=KINDS)
            except TelegramError as error:
                logger.warning("Webhook not set", action="webhook_not_set", reason=error.message)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
            else:
                return
