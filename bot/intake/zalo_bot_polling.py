"""We ask the Zalo Bot Platform. What it hands out it forgets, and it holds back nothing.

So an event is written to the spool before anything else, and the next question is on its way
while the inbox commits: what people write while nobody asks is lost. Never two at once: one
token bears one poller. What a kill can cost is the one event whose answer is on its way to us.
"""

import asyncio
import json
from contextlib import suppress
from time import monotonic
from typing import Any

import structlog

from bot.delivery.errors import DeliveryError, RateLimited
from bot.delivery.zalo_bot_errors import from_zalo_bot
from bot.delivery.zalo_bot_http import IDLE, ZaloBotHttp, ZaloRefused
from bot.failpoints import reach
from bot.intake import zalo_envelopes
from bot.intake.envelopes import UnreadableUpdate
from bot.intake.spool import Spool
from content.channels import ZALO_BOT

logger = structlog.get_logger(__name__)

_WAITS_FOR = 30  # seconds of one long poll
_ANSWERS_WITHIN = 10.0  # seconds more
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 15.0  # each second of it may lose somebody's words
_LONGEST_REST = 60.0  # where the platform wants to be left alone
_TOO_QUICK = 0.1  # seconds; an empty answer so soon was no long poll


class ZaloBotPolling:
    """One poller a token."""

    def __init__(self, http: ZaloBotHttp, spool: Spool, *, pause_scale: float = 1.0) -> None:
        self._http = http
        self._spool = spool
        self._pause_scale = pause_scale
        self._webhook_may_be_set = True
        self._pause = 0.0

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self._ask()

    async def _ask(self) -> None:
        if self._spool.is_full:
            await self._rest("the database is away for too long")
            return
        try:
            await self._take_over_from_webhook()
            await self._poll()
        except ZaloRefused as refusal:
            self._webhook_may_be_set = True
            await self._rest(str(refusal), from_zalo_bot(refusal))
        except DeliveryError as error:
            await self._rest(str(error), error)
        except Exception:
            logger.exception("Polling failed", action="polling_failed", channel=ZALO_BOT)
            await self._rest("failed")

    async def _poll(self) -> None:
        began = monotonic()
        try:
            found = await self._http.call(
                "getUpdates", {"timeout": _WAITS_FOR}, within=_WAITS_FOR + _ANSWERS_WITHIN
            )
        except ZaloRefused as refusal:
            if refusal.code != IDLE:
                raise
            found = None
        # One object is documented; lists and nothing at all have to be expected.
        events = found if isinstance(found, list) else [found] if found else []
        if events:
            reach("after-poll")
            self._keep(events)
            await asyncio.sleep(0)  # the writer goes first
        elif monotonic() - began < _TOO_QUICK:
            await self._rest("empty at once")
            return
        self._pause = 0.0

    def _keep(self, events: list[Any]) -> None:
        for event in events:
            body = json.dumps(event).encode()  # ASCII: a lone surrogate stays an escape
            try:
                self._spool.put(zalo_envelopes.zalo_bot_parsed(event, body))
            except UnreadableUpdate:
                logger.warning("Update ignored", action="update_unreadable", channel=ZALO_BOT)

    async def _take_over_from_webhook(self) -> None:
        """Polls are answered only where no webhook is set; one may be left from before."""
        if not self._webhook_may_be_set:
            return
        with suppress(ZaloRefused):  # perhaps because there is none
            await self._http.call("deleteWebhook", {}, within=_ANSWERS_WITHIN)
        self._webhook_may_be_set = False

    async def _rest(self, reason: str, error: DeliveryError | None = None) -> None:
        self._pause = min(max(self._pause * 2, _FIRST_PAUSE), _LONGEST_PAUSE)
        asked = error.retry_after if isinstance(error, RateLimited) else 0.0
        logger.warning("Polling paused", action="polling_paused", channel=ZALO_BOT, reason=reason)
        await asyncio.sleep(max(self._pause, min(asked, _LONGEST_REST)) * self._pause_scale)
