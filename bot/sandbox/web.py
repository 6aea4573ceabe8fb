"""The browser chat: phones of several personas, a clock to move, and who has been reminded."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from aiohttp import web

from bot.sandbox.guard import is_local, must_be_loopback
from bot.sandbox.phones import NotSeenError, Phone
from bot.sandbox.telegram import TelegramServer

PAGE = Path(__file__).parent / "page"
_FILES = {
    "/": ("index.html", "text/html"),
    "/style.css": ("style.css", "text/css"),
    "/chat.js": ("chat.js", "text/javascript"),
    "/phone.js": ("phone.js", "text/javascript"),
    "/text.js": ("text.js", "text/javascript"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
    "/wall.svg": ("wall.svg", "image/svg+xml"),
}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_SHOWN = 80  # messages of a chat
_STILL_THERE = 15.0  # seconds of silence before the stream says that it lives
_CLOSES_WITHIN = 0.3  # seconds


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to be in the demo: their phone, and how the page calls them."""

    key: str  # short, stands in the page's address
    name: str
    role: str  # in two or three words
    phone: Phone
    about: str = ""  # the role in full, with the unit's name
    is_shown_first: bool = False  # among the phones a fresh page opens


@dataclass(frozen=True, slots=True)
class Moment:
    """A time something will happen at, and what."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Reminded:
    """One reminder somebody got."""

    at: datetime
    who: str
    what: str
    step: str
    is_late: bool = False


class Stage(Protocol):
    """What the page needs of the assistant behind it. Sentences come ready, in Vietnamese."""

    @property
    def personas(self) -> Sequence[Persona]: ...

    def now(self) -> datetime: ...

    async def move_to(self, moment: datetime) -> None:
        """Let it be this moment, and do and deliver everything that is due by then."""

    async def next_moment(self) -> Moment | None:
        """The next deadline or reminder."""

    async def reminded(self) -> Sequence[Reminded]:
        """Who has been reminded, newest first."""


class DemoPage:
    """Serves the page to this machine only."""

    def __init__(self, server: TelegramServer, stage: Stage) -> None:
        self._server = server
        self._stage = stage
        self._runner: web.AppRunner | None = None
        self._moving = asyncio.Lock()

    async def start(self, host: str = "127.0.0.1", port: int = 8080) -> str:
        must_be_loopback(host)
        app = web.Application(middlewares=[_guard])
        app.router.add_get("/api/events", self._events)
        app.router.add_get("/api/file/{file_id}", self._file)
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

    async def _say(self, request: web.Request) -> web.Response:
        wishes = await request.json()
        message = self._phone(wishes).says(str(wishes["text"]), wishes.get("reply_to"))
        return web.json_response({"message_id": message.id})

    async def _tap(self, request: web.Request) -> web.Response:
        wishes = await request.json()
        phone = self._phone(wishes)
        shown = phone.chat.messages.get(int(wishes["message_id"]))
        data = str(wishes["data"])
        if shown is None or not any(
            b.get("callback_data") == data for r in shown.buttons for b in r
        ):
            raise web.HTTPConflict(text="that button is gone")
        return web.json_response({"query_id": phone.forges(data, shown)})

    async def _follow(self, request: web.Request) -> web.Response:
        wishes = await request.json()
        try:
            message = self._phone(wishes).opens(str(wishes["link"]))
        except NotSeenError as error:
            raise web.HTTPConflict(text=str(error)) from error
        return web.json_response({"message_id": message.id})

    async def _commands(self, request: web.Request) -> web.Response:
        phone = self._phone(await request.json())
        language = phone.owner.get("language_code", "")
        return web.json_response(self._server.profile.shown_to(phone.id, language))

    async def _clock(self, request: web.Request) -> web.Response:
        wishes = await request.json()
        async with self._moving:  # two impatient clicks are two days, one after the other
            to = await self._wished_moment(wishes)
            if to is not None:
                await self._stage.move_to(to)
        self._server.world.changed.ring()
        return web.json_response({"now": self._stage.now().isoformat()})

    async def _wished_moment(self, wishes: dict[str, Any]) -> datetime | None:
        if wishes.get("to") == "next":
            moment = await self._stage.next_moment()
            return moment.at if moment else None
        return self._stage.now() + timedelta(days=int(wishes["days"]))

    async def _file(self, request: web.Request) -> web.Response:
        kept = self._server.world.files.get(request.match_info["file_id"])
        if kept is None:
            raise web.HTTPNotFound
        headers = {"Content-Disposition": "attachment"} if "photo" not in kept.raw else {}
        return web.Response(
            body=kept.upload.content, content_type=kept.upload.content_type, headers=headers
        )

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Everything once, then whatever changes, until the page is closed."""
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", **_HEADERS})
        await stream.prepare(request)
        told = _Told(self._server, self._stage)
        try:
            while True:
                # Begin to listen before looking, or a change in between would go unseen.
                bell = self._server.world.changed.listen()
                for event in await told.news():
                    await stream.write(event)
                if not await bell.rings(_STILL_THERE):
                    await stream.write(b": still there\n\n")
        except ConnectionResetError:
            return stream

    def _phone(self, wishes: dict[str, Any]) -> Phone:
        for persona in self._stage.personas:
            if persona.key == wishes.get("persona"):
                return persona.phone
        raise web.HTTPNotFound


class _Told:
    """What one page has been told, so that it is told only what is new."""

    def __init__(self, server: TelegramServer, stage: Stage) -> None:
        self._server = server
        self._stage = stage
        self._last: dict[str, str] = {}
        self._answers = {persona.key: len(persona.phone.answers) for persona in stage.personas}

    async def news(self) -> list[bytes]:
        people = [_person(persona) for persona in self._stage.personas]
        events = [self._event("people", "people", people)]
        for persona in self._stage.personas:
            events.append(self._event("chat", persona.key, self._chat(persona)))
            events += self._new_answers(persona)
        events.append(self._event("reminded", "reminded", await self._reminded()))
        events.append(self._event("clock", "clock", await self._clock()))
        return [event for event in events if event]

    def _event(self, name: str, about: str, data: Any) -> bytes:
        """An event, or nothing when the page knows it already."""
        body = json.dumps(data)
        if self._last.get(f"{name} {about}") == body:
            return b""
        self._last[f"{name} {about}"] = body
        return f"event: {name}\ndata: {body}\n\n".encode()

    def _chat(self, persona: Persona) -> dict[str, Any]:
        phone = persona.phone
        words = self._server.profile.words
        return {
            "key": persona.key,
            "messages": [message.raw for message in phone.messages[-_SHOWN:]],
            "keyboard": phone.chat.keyboard,
            "description": words.get(("description", phone.owner.get("language_code", "")))
            or words.get(("description", ""), ""),
        }

    def _new_answers(self, persona: Persona) -> list[bytes]:
        fresh = persona.phone.answers[self._answers.get(persona.key, 0) :]
        self._answers[persona.key] = len(persona.phone.answers)
        return [
            self._event("answer", answer.query_id, {"key": persona.key, **asdict(answer)})
            for answer in fresh
        ]

    async def _reminded(self) -> list[dict[str, Any]]:
        return [
            {**asdict(reminder), "at": reminder.at.isoformat()}
            for reminder in await self._stage.reminded()
        ]

    async def _clock(self) -> dict[str, Any]:
        coming = await self._stage.next_moment()
        return {
            "now": self._stage.now().isoformat(),
            "next": {"at": coming.at.isoformat(), "why": coming.why} if coming else None,
        }


def _person(persona: Persona) -> dict[str, Any]:
    return {
        "key": persona.key,
        "name": persona.name,
        "role": persona.role,
        "about": persona.about,
        "is_shown_first": persona.is_shown_first,
    }


@web.middleware
async def _guard(request: web.Request, handler: Any) -> web.StreamResponse:
    if not is_local(request.headers):
        raise web.HTTPForbidden(text="This page is for this machine only.")
    if request.method == "POST" and request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType  # what a form of another page can send is not enough
    try:
        response: web.StreamResponse = await handler(request)
    except (LookupError, TypeError, ValueError) as error:
        raise web.HTTPBadRequest(text="what the page asked makes no sense") from error
    if not response.prepared:
        response.headers.update(_HEADERS)
    return response


async def _page(request: web.Request) -> web.Response:
    name, kind = _FILES[request.path]
    content = await asyncio.to_thread((PAGE / name).read_bytes)
    return web.Response(body=content, content_type=kind, charset="utf-8")
