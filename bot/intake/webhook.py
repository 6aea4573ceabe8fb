"""The platforms call us. 200 is said only when the event is durable: in the inbox, or for a
platform that does not wait for a slow database, on this disk on its way there.

One server, one door a platform: each is a path, what opens it, and how its events are filed.
"""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import structlog
from aiohttp import web
from pydantic import AnyHttpUrl

from bot.intake import envelopes
from bot.intake.journal import Journal
from bot.intake.spool import Spool
from storage.inbox import Arrival

logger = structlog.get_logger(__name__)

PATH = "/webhook/telegram"
_ANY_PATH = "/{path:.*}"
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_LARGEST_BODY = 1024 * 1024  # bytes; an update is a few kilobytes
_WAITS_FOR = 10.0  # seconds a caller may take over its head, and as many over its body
_FINISHES_WITHIN = 5.0
_QUEUE = 1024  # callers the system keeps for us while we are busy
_TRY_AGAIN = {"Retry-After": "5"}  # Telegram honours it

Headers = Mapping[str, str]  # names in any case, as aiohttp gives them


@dataclass(frozen=True, slots=True)
class Door:
    """One platform's way in. `file` raises UnreadableUpdate; None is nothing to keep."""

    path: str
    file: Callable[[bytes], Arrival | None]
    knows_caller: Callable[[Headers], bool]  # asked before the body is read
    is_genuine: Callable[[Headers, bytes], bool] = lambda _headers, _body: True  # asked after
    takes_probes: bool = False  # a call without a body, from whomever, is answered and ignored
    answers_within: float | None = None  # seconds after which the spool keeps it; None: 503 then


@dataclass(frozen=True, slots=True)
class Page:
    """Something people look at, on the same server."""

    path: str
    show: Callable[[web.Request], Awaitable[web.StreamResponse]]


def shows_secret(header: str, secret: str) -> Callable[[Headers], bool]:
    """Whether a header holds exactly this, found out in the same time for any wrong one."""
    wanted = secret.encode()

    def knows(headers: Headers) -> bool:
        shown = headers.get(header, "").encode("utf-8", "surrogateescape")
        return bool(wanted) and hmac.compare_digest(shown, wanted)

    return knows


def telegram_door(secret: str) -> Door:
    # A proxy may hand on any path it likes; the secret is what opens this door.
    return Door(_ANY_PATH, envelopes.telegram, shows_secret(_SECRET_HEADER, secret))


def public_url(webhook_url: AnyHttpUrl) -> str:
    """What Telegram is to call: the URL as given, with our path where it has none."""
    given = str(webhook_url)
    has_path = (webhook_url.path or "/") != "/"
    return given if has_path else given.rstrip("/") + PATH


class WebhookIntake:
    """The HTTP server of all doors and pages."""

    def __init__(
        self,
        journal: Journal,
        spool: Spool,
        doors: Sequence[Door],
        host: str,
        port: int,
        *,
        pages: Sequence[Page] = (),
        waits_for: float = _WAITS_FOR,
    ) -> None:
        self._journal = journal
        self._spool = spool
        self._pages = pages
        # The first path that fits is taken: the one that fits any comes last.
        self._doors = sorted(doors, key=lambda door: door.path == _ANY_PATH)
        self._host = host
        self._port = port
        self._waits_for = waits_for
        self._late: set[asyncio.Task[None]] = set()  # commits that nobody waits for any more
        self._runner: web.AppRunner | None = None

    async def start(self) -> int:
        """Listen. Returns the port, which the system chose where 0 was asked for."""
        app = web.Application(client_max_size=_LARGEST_BODY)
        for door in self._doors:
            app.router.add_post(door.path, partial(self._receive, door))
        for page in self._pages:
            app.router.add_get(page.path, page.show)
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
        for task in self._late:  # the spool has these
            task.cancel()

    async def _receive(self, door: Door, request: web.Request) -> web.Response:
        if door.takes_probes and not request.body_exists:
            return web.Response()
        if not door.knows_caller(request.headers):
            return _refused()
        if "Content-Encoding" in request.headers:
            return web.Response(status=415)
        try:
            async with asyncio.timeout(self._waits_for):
                body = await request.read()
        except TimeoutError:
            return web.Response(status=408, headers={"Connection": "close"})
        if not door.is_genuine(request.headers, body):
            return _refused()
        return await self._file(door, body)

    async def _file(self, door: Door, body: bytes) -> web.Response:
        if door.takes_probes and not body:
            return web.Response()
        try:
            arrival = door.file(body)
        except envelopes.UnreadableUpdate as error:
            return web.Response(status=400, text=str(error))
        return await self._keep(door, arrival) if arrival else web.Response()

    async def _keep(self, door: Door, arrival: Arrival) -> web.Response:
        try:
            if door.answers_within is None:
                await self._journal.keep(arrival)
            else:
                await self._keep_in_time(arrival, door.answers_within)
        except Exception:  # whatever it is, the event is not kept, and the platform has it still
            logger.exception("Update not kept", action="journal_failed")
            return web.Response(status=503, headers=_TRY_AGAIN)
        return web.Response()

    async def _keep_in_time(self, arrival: Arrival, seconds: float) -> None:
        """In the inbox within so many seconds, else in the spool. What waits there already goes
        first. A commit that comes late does no harm: the inbox knows the event by its key."""
        if self._spool.is_empty and await self._is_journalled(arrival, seconds):
            return
        await self._spool.keep(arrival)

    async def _is_journalled(self, arrival: Arrival, seconds: float) -> bool:
        # Others wait for the same commit, so the task is left alone, not cancelled.
        task = asyncio.create_task(self._journal.keep(arrival))  # noqa: TID251 - held until done
        self._late.add(task)
        task.add_done_callback(self._ended)
        done, _pending = await asyncio.wait({task}, timeout=seconds)
        return bool(done) and task.exception() is None

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._late.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("Update not kept", action="journal_failed", exc_info=error)


def _refused() -> web.Response:
    return web.Response(status=401, headers={"Connection": "close"})
