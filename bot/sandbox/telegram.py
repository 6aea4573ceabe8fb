"""A local Telegram Bot API server: strict as the platform, and failing on request."""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random  # noqa: TID251 - seeded, so that every run is the same

from aiohttp import web

from bot.sandbox import media
from bot.sandbox.api import BotApi, Call, OnCall
from bot.sandbox.arguments import Arguments, read
from bot.sandbox.control import PATH, Control
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Drop, Fault, Faults
from bot.sandbox.guard import must_be_loopback
from bot.sandbox.limits import FloodLimits
from bot.sandbox.phones import Phone
from bot.sandbox.profile import Profile
from bot.sandbox.updates import Update, Updates
from bot.sandbox.webhook import Webhook
from bot.sandbox.world import NOT_STARTED, Chat, Raw, World

TOKEN = "7000000001:sandbox-token-that-opens-nothing-real"
_CLOSES_WITHIN = 0.1  # seconds
_NO_QUERY: Mapping[str, str] = {}


class TelegramServer:
    """One bot's platform. `clock` says the people's time; waits take real time × time_scale."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        token: str | None = None,
        username: str = "tro_ly_so_bot",
        name: str = "Trợ Lý Số",
        on_call: OnCall | None = None,
        time_scale: float = 1.0,
        keep: int = 20_000,
        limits: FloodLimits | None = None,
        move_clock: Callable[[datetime], None] | None = None,
        seed: int = 0,
    ) -> None:
        """Without a token any well-formed one opens this bot. Only the last `keep` messages
        and calls are remembered."""
        chance = Random(seed).randint
        me = {"id": int(TOKEN.partition(":")[0]), "is_bot": True, "first_name": name}
        self.world = World(me | {"username": username}, clock, keep, chance)
        self.profile = Profile(name)
        self.faults = Faults()
        self.phones: dict[int, Phone] = {}
        self.url = ""
        self._api = BotApi(
            self.world,
            self.profile,
            on_call=on_call,
            limits=limits,
            time_scale=time_scale,
            keep=keep,
            chance=chance,
        )
        self._token = token
        self._time_scale = time_scale
        self._control = Control(self, move_clock)
        self._runner: web.ServerRunner | None = None

    @property
    def calls(self) -> deque[Call]:
        """The journal, oldest first."""
        return self._api.calls

    @property
    def updates(self) -> Updates:
        """What the bot has not confirmed yet."""
        return self._api.receiving.updates

    @property
    def webhook(self) -> Webhook | None:
        return self._api.receiving.webhook

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen, and give the address that TELEGRAM_API_URL wants."""
        must_be_loopback(host)
        server = web.Server(self._handle, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=_CLOSES_WITHIN)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        self.url = f"http://{host}:{self._runner.addresses[0][1]}"
        return self.url

    async def stop(self) -> None:
        await self._api.receiving.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def person(
        self,
        person_id: int,
        first_name: str = "An",
        language_code: str | None = "vi",
        *,
        has_started: bool = False,
    ) -> Phone:
        """A person's phone. Until they write, the bot may not write to them."""
        if phone := self.phones.get(person_id):
            return phone
        owner: Raw = {"id": person_id, "is_bot": False, "first_name": first_name}
        if language_code:
            owner["language_code"] = language_code
        raw = {"id": person_id, "type": "private", "first_name": first_name}
        chat = Chat(person_id, raw, closed=None if has_started else NOT_STARTED)
        self.world.chats[person_id] = chat
        self.phones[person_id] = phone = Phone(self, owner, chat)
        return phone

    def group(self, chat_id: int, title: str) -> Chat:
        """A group the bot is in. `phone_in` gives a member's view of it."""
        kind = "supergroup" if chat_id < -1_000_000_000_000 else "group"
        chat = Chat(chat_id, {"id": chat_id, "type": kind, "title": title})
        self.world.chats[chat_id] = chat
        return chat

    def phone_in(self, chat: Chat, phone: Phone) -> Phone:
        return Phone(self, phone.owner, chat)

    def push(self, kind: str, body: Raw, *, lane: int) -> Update | None:
        """Put an update of any kind into the bot's queue."""
        return self._api.receiving.push(kind, body, lane)

    def fail_next(
        self, method: str, error: Fault, *, chat_id: int | None = None, times: int = 1
    ) -> None:
        """Let the next calls of this method ("*" for any) go wrong."""
        self.faults.plan(method, error, chat_id=chat_id, times=times)

    async def ask(self, method: str, args: Arguments) -> object:
        """Do what a call asks, without HTTP. Raises ApiError."""
        return await self._api.ask(method, args)

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith(PATH):
            return await self._control.handle(request)
        try:
            if path.startswith("/file/"):
                upload = media.download(self.world, self._method(path.removeprefix("/file")))
                return web.Response(body=upload.content, content_type=upload.content_type)
            method = self._method(path).lower()
            query = request.query if request.query_string else _NO_QUERY
            args = await read(request.headers, query, request.content)
            return await self._answer(request, method, args)
        except ApiError as error:
            return _refusal(error)

    def _method(self, path: str) -> str:
        """What stands behind the token, if the token is right."""
        token, _, method = path.removeprefix("/bot").partition("/")
        digits, colon, secret = token.partition(":")
        if not path.startswith("/bot") or not method:
            raise ApiError(404, "Not Found")
        if not (colon and secret and digits.isdecimal()) or self._token not in (None, token):
            raise ApiError(401, "Unauthorized")
        return method

    async def _answer(
        self, request: web.BaseRequest, method: str, args: Arguments
    ) -> web.StreamResponse:
        fault = self.faults.take(method, args.values.get("chat_id"))
        if fault is None:
            return _json({"ok": True, "result": await self.ask(method, args)})
        await asyncio.sleep(fault.stalls_for * self._time_scale)
        if fault.error is not None:
            self._api.note(method, args, fault.error)
            raise fault.error
        if fault.body is not None:
            return web.Response(status=fault.status, text=fault.body, content_type="text/html")
        if fault.drop is Drop.BEFORE:
            return _hang_up(request)
        result = await self.ask(method, args)
        return (
            _hang_up(request)
            if fault.drop is Drop.AFTER
            else _json({"ok": True, "result": result})
        )


def _json(body: Raw, status: int = 200) -> web.Response:
    content = json.dumps(body).encode()
    return web.Response(body=content, status=status, content_type="application/json")


def _refusal(error: ApiError) -> web.Response:
    body: Raw = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    refusal = _json(body, error.code)
    if retry_after := error.parameters.get("retry_after"):
        refusal.headers["Retry-After"] = str(retry_after)
    return refusal


def _hang_up(request: web.BaseRequest) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
