"""We ask Telegram. The offset moves only after what it confirms is durable in the inbox."""

import asyncio
import json
from contextlib import suppress
from typing import Any

import structlog
from telegram.error import NetworkError

from bot.delivery.telegram_http import TelegramHttp, TelegramRefused
from bot.failpoints import reach
from bot.intake import envelopes
from bot.intake.journal import Journal

logger = structlog.get_logger(__name__)

_WAITS_FOR = 30  # seconds of one long poll; Telegram allows 50
_LONGEST_PAUSE = 30.0
KINDS = ["message", "callback_query", "my_chat_member"]


class PollingIntake:
    """One poller a token: a second one makes Telegram answer 409 to both."""

    def __init__(self, http: TelegramHttp, journal: Journal) -> None:
        self._http = http
        self._journal = journal
        self._offset = 0

    async def run(self) -> None:
        """Until cancelled. A cut here loses nothing: the unconfirmed comes again."""
        pause = 1.0
        while True:
            try:
                await self._poll()
                pause = 1.0
            except (TelegramRefused, NetworkError) as error:
                logger.warning("Polling paused", action="polling_paused", reason=str(error))
                await self._take_over_from_webhook(error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
            except Exception:
                logger.exception("Polling failed", action="polling_failed")
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    async def _poll(self) -> None:
        updates = await self._http.call(
            "getUpdates",
            {"offset": self._offset, "timeout": _WAITS_FOR, "allowed_updates": KINDS},
            within=_WAITS_FOR + 10,
        )
        reach("after-poll")
        await asyncio.gather(*(self._keep(update) for update in updates))
        reach("before-offset")
        if updates:
            self._offset = max(update["update_id"] for update in updates) + 1

    async def _take_over_from_webhook(self, error: Exception) -> None:
        """Telegram answers polls only where no webhook is set; one may be left from before."""
        if "webhook is active" in str(error):
            with suppress(TelegramRefused, NetworkError):
                await self._http.call("deleteWebhook", {}, within=10)

    async def _keep(self, update: dict[str, Any]) -> None:
        body = json.dumps(update).encode()  # ASCII: a lone surrogate stays an escape
        try:
            arrival = envelopes.telegram_update(update, body)
        except envelopes.UnreadableUpdate:
            logger.warning("Update ignored", action="update_unreadable")
            return
        await self._journal.keep(arrival)
