"""The browser chat: phones of several personas, a clock to move, and who has been reminded."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.sandbox.guard import is_local, must_be_loopback
from bot.sandbox.messengers import Messenger
from bot.sandbox.news import News, clock_shown
from bot.sandbox.signals import Signal
from bot.sandbox.stage import Persona, Stage

PAGE = Path(__file__).parent / "page"
_FILES = {
    "/": ("index.html", "text/html"),
    "/style.css": ("style.css", "text/css"),
    "/chat.js": ("chat.js", "text/javascript"),
    "/phone.js": ("phone.js", "text/javascript"),
    "/talk.js": ("talk.js", "text/javascript"),
    "/moments.js": ("moments.js", "text/javascript"),
    "/parts.js": ("parts.js", "text/javascript"),
    "/text.js": ("text.js", "text/javascript"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
    "/wall.svg": ("wall.svg", "image/svg+xml"),
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' {images}; "
    "media-src 'self' {images}; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_STILL_THERE = 15.0  # seconds of silence before the stream says that it lives
_CLOSES_WITHIN = 0.3  # seconds


class DemoPage:
    """Serves the page to this machine only."""

    def __init__(self, stage: Stage, changed: Signal, images_from: str = "") -> None:
        """`changed` rings for everything that happens in a chat. Pictures come from the page
        itself, or from where the assistant serves them."""
        self._stage = stage
        self._changed = changed
        self._headers = _HEADERS | {"Content-Security-Policy": _POLICY.format(images=images_from)}
        self._runner: web.AppRunner | None = None
        self._moving = asyncio.Lock()

    async def start(self, host: str = "127.0.0.1", port: int = 8080) -> str:
        must_be_loopback(host)
        app = web.Application(middlewares=[self._guard])
        app.router.add_get("/api/events", self._events)
        app.router.add_get("/api/file/{persona}/{channel}/{name}", self._file)
        app.router.add_post("/api/begin", self._begin)
        app.router.add_post("/api/switch", self._switch)
        app.router.add_post("/api/say", self._say)
        app.router.add_post("/api/tap", self._tap)
        app.router.add_post("/api/follow", self._follow)
        app.router.add_post("/api/commands", self._commands)
        app.router.add_post("/api/clock", self._clock)
        for path in _FILES:
            app.router.add_get(path, _page)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_CLOSES_WITHIN)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        return f"http://{host}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _begin(self, request: web.Request) -> web.Response:
        self._messenger(await request.json()).begins()
        return web.json_response({})

    async def _switch(self, request: web.Request) -> web.Response:
        wishes = await request.json()
        messenger = self._messenger(wishes)
        await self._stage.takes_up(self._persona(wishes), messenger.traits.channel)
        return web.json_response({})

    async def _say(self, request: web.Request) -> web.Response:
        wishes = await request.json()
        self._messenger(wishes).says(str(wishes["text"]), wishes.get("reply_to"))
        return web.json_response({})

    async def _tap(self, request: web.Request) -> web.Response:
        wishes = await request.json()
        messenger, on = self._messenger(wishes), str(wishes["message_id"])
        return web.json_response({"query_id": messenger.taps(on, str(wishes["data"]))})

    async def _follow(self, request: web.Request) -> web.Response:
        wishes = await request.json()
        self._messenger(wishes).follows(str(wishes["link"]))
        return web.json_response({})

    async def _commands(self, request: web.Request) -> web.Response:
        return web.json_response(self._messenger(await request.json()).commands())

    async def _clock(self, request: web.Request) -> web.Response:
        wishes = await request.json()
        async with self._moving:  # two impatient clicks are two days, one after the other
            to = await self._wished_moment(wishes)
            if to is not None:
                await self._stage.move_to(to)
        self._changed.ring()
        return web.json_response(await clock_shown(self._stage))

    async def _wished_moment(self, wishes: dict[str, Any]) -> datetime | None:
        if wishes.get("to") == "next":
            moment = await self._stage.next_moment()
            return moment.at if moment else None
        return self._stage.now() + timedelta(days=int(wishes["days"]))

    async def _file(self, request: web.Request) -> web.Response:
        kept = self._messenger(request.match_info).file(request.match_info["name"])
        if kept is None:
            raise web.HTTPNotFound
        is_shown = kept.content_type in _PICTURES or kept.content_type.startswith("audio/")
        headers = {} if is_shown else {"Content-Disposition": "attachment"}
        return web.Response(body=kept.content, content_type=kept.content_type, headers=headers)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Everything once, then whatever changes, until the page is closed."""
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", **self._headers})
        await stream.prepare(request)
        news = News(self._stage)
        try:
            while True:
                # Begin to listen before looking, or a change in between would go unseen.
                bell = self._changed.listen()
                for event in await news.fresh():
                    await stream.write(event)
                if not await bell.rings(_STILL_THERE):
                    await stream.write(b": still there\n\n")
        except ConnectionResetError:
            return stream

    def _persona(self, wishes: Mapping[str, Any]) -> Persona:
        for persona in self._stage.personas:
            if persona.key == wishes.get("persona"):
                return persona
        raise web.HTTPNotFound

    def _messenger(self, wishes: Mapping[str, Any]) -> Messenger:
        return self._persona(wishes).on(str(wishes["channel"]))

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if not is_local(request.headers):
            raise web.HTTPForbidden(text="This page is for this machine only.")
        if request.method == "POST" and request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType  # what a form of another page can send
        try:
            response: web.StreamResponse = await handler(request)
        except (LookupError, TypeError, ValueError) as error:
            raise web.HTTPBadRequest(text="what the page asked makes no sense") from error
        if not response.prepared:
            response.headers.update(self._headers)
        return response


async def _page(request: web.Request) -> web.Response:
    name, kind = _FILES[request.path]
    content = await asyncio.to_thread((PAGE / name).read_bytes)
    return web.Response(body=content, content_type=kind, charset="utf-8")
