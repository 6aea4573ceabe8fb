"""Telegram calls us. 200 is said only when the update is durable in the inbox."""

import asyncio
import hmac

import structlog
from aiohttp import web
from pydantic import AnyHttpUrl

from bot.intake import envelopes
from bot.intake.journal import Journal
from storage.inbox import Arrival

logger = structlog.get_logger(__name__)

PATH = "/webhook/telegram"
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_LARGEST_BODY = 1024 * 1024  # bytes; an update is a few kilobytes
_WAITS_FOR = 10.0  # seconds a caller may take over its head, and as many over its body
_FINISHES_WITHIN = 5.0
_QUEUE = 1024  # callers the system keeps for us while we are busy
_TRY_AGAIN = {"Retry-After": "5"}  # Telegram honours it


def public_url(webhook_url: AnyHttpUrl) -> str:
    """What Telegram is to call: the URL as given, with our path where it has none."""
    given = str(webhook_url)
    has_path = (webhook_url.path or "/") != "/"
    return given if has_path else given.rstrip("/") + PATH


class WebhookIntake:
    """The HTTP server of the webhook."""

    def __init__(
        self,
        journal: Journal,
        secret: str,
        host: str,
        port: int,
        *,
        waits_for: float = _WAITS_FOR,
    ) -> None:
        self._journal = journal
        self._secret = secret.encode()
        self._host = host
        self._port = port
        self._waits_for = waits_for
        self._runner: web.AppRunner | None = None

    async def start(self) -> int:
        """Listen. Returns the port, which the system chose where 0 was asked for."""
        app = web.Application(client_max_size=_LARGEST_BODY)
        # A proxy may hand on any path it likes; the secret is what opens this door.
        app.router.add_post("/{path:.*}", self.receive)
        self._runner = web.AppRunner(
            app,
            access_log=None,
            auto_decompress=False,
            keepalive_timeout=self._waits_for,  # also for the head of a request
            lingering_time=self._waits_for,
            shutdown_timeout=_FINISHES_WITHIN,
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port, backlog=_QUEUE).start()
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Finish the requests begun, take no more."""
        if self._runner:
            await self._runner.cleanup()

    async def receive(self, request: web.Request) -> web.Response:
        if not self._knows_secret(request):
            return web.Response(status=401, headers={"Connection": "close"})
        if "Content-Encoding" in request.headers:
            return web.Response(status=415)
        try:
            async with asyncio.timeout(self._waits_for):
                body = await request.read()
            arrival = envelopes.telegram(body)
        except TimeoutError:
            return web.Response(status=408, headers={"Connection": "close"})
        except envelopes.UnreadableUpdate as error:
            return web.Response(status=400, text=str(error))
        return await self._keep(arrival)

    def _knows_secret(self, request: web.Request) -> bool:
        shown = request.headers.get(_SECRET_HEADER, "")
        return hmac.compare_digest(shown.encode("utf-8", "surrogateescape"), self._secret)

    async def _keep(self, arrival: Arrival) -> web.Response:
        try:
            await self._journal.keep(arrival)
        except Exception:  # whatever it is, the update is not kept, and Telegram has it still
            logger.exception("Update not kept", action="journal_failed")
            return web.Response(status=503, headers=_TRY_AGAIN)
        return web.Response()
