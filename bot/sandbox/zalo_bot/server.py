"""The HTTP side of the local Zalo Bot Platform. It listens on this machine only."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random  # noqa: TID251 - seeded, so that every run is the same
from typing import Any

from aiohttp import web

from bot.sandbox.control import PATH
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Drop, Fault, Faults
from bot.sandbox.guard import must_be_loopback
from bot.sandbox.zalo_bot import answers
from bot.sandbox.zalo_bot.answers import NOT_FOUND
from bot.sandbox.zalo_bot.manners import Manners
from bot.sandbox.zalo_bot.phones import Phone
from bot.sandbox.zalo_bot.receiving import Receiving
from bot.sandbox.zalo_bot.sending import Method, Sending
from bot.sandbox.zalo_bot.world import GROUP, PRIVATE, Chat, Raw, World
from bot.sandbox.zalo_control import ZaloControl

TOKEN = "7000000002:zalo-sandbox-token-that-opens-nothing"
_CLOSES_WITHIN = 0.1  # seconds


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it arrived, and how it ended."""

    method: str
    params: Mapping[str, Any]
    at: float  # seconds of the running clock
    error: ApiError | None = None


class ZaloBotServer:
    """One bot's platform. `clock` says the people's time; waits take real time × time_scale."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        token: str = TOKEN,
        name: str = "Bot Trợ Lý Số",
        manners: Manners | None = None,
        time_scale: float = 1.0,
        keep: int = 20_000,
        move_clock: Callable[[datetime], None] | None = None,
        seed: int = 0,
    ) -> None:
        """Only the last `keep` messages, calls and polls are remembered."""
        self.manners = manners or Manners()
        self.world = World(name, clock, keep, Random(seed).randint)
        self.faults = Faults()
        self._control = ZaloControl(self, move_clock)
        self.calls: deque[Call] = deque(maxlen=keep)
        self.phones: dict[str, Phone] = {}
        self.url = ""
        self.receiving = Receiving(
            self.world, lambda: self.manners, time_scale=time_scale, keep=keep
        )
        self._methods: dict[str, Method] = {
            "getMe": self._me,
            **Sending(self.world, lambda: self.manners).methods(),
            **self.receiving.methods(),
        }
        self._token = token
        self._time_scale = time_scale
        self._runner: web.ServerRunner | None = None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen, and give the address that ZALO_BOT_API_URL wants."""
        must_be_loopback(host)
        server = web.Server(self._handle, access_log=None, handler_cancellation=True)
        self._runner = web.ServerRunner(server, shutdown_timeout=_CLOSES_WITHIN)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        self.url = f"http://{host}:{self._runner.addresses[0][1]}"
        return self.url

    async def stop(self) -> None:
        await self.receiving.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def is_listened_to(self) -> bool:
        """What people write now reaches the bot."""
        return self.receiving.webhook is not None or self.receiving.polls.is_open

    def behave(self, **manners: Any) -> None:
        """Change some of the manners from now on."""
        self.manners = replace(self.manners, **manners)

    def person(
        self, person_id: str | None = None, name: str = "An", *, has_written: bool = False
    ) -> Phone:
        """A person's phone. Until they write, the bot may not write to them."""
        person_id = person_id or self.world.new_id()
        if phone := self.phones.get(person_id):
            return phone
        chat = self._new_chat(person_id, PRIVATE, name)
        chat.is_open = has_written
        owner = {"id": person_id, "display_name": name, "is_bot": False}
        self.phones[person_id] = phone = Phone(self, owner, chat)
        return phone

    def group(self, name: str) -> Chat:
        """A group the bot is in. `phone_in` gives a member's view of it."""
        return self._new_chat(f"zgr-{self.world.new_id()}", GROUP, name)

    def phone_in(self, chat: Chat, phone: Phone) -> Phone:
        return Phone(self, phone.owner, chat)

    def tell(self, name: str, message: Raw) -> None:
        """Let the bot know of an event of any name."""
        self.receiving.tell({"event_name": name, "message": message})

    def fail_next(
        self, method: str, error: Fault, *, chat_id: str | None = None, times: int = 1
    ) -> None:
        """Let the next calls of this method ("*" for any) go wrong."""
        self.faults.plan(method, error, chat_id=chat_id, times=times)

    def _new_chat(self, chat_id: str, kind: str, name: str) -> Chat:
        chat = self.world.chats[chat_id] = Chat(chat_id, kind, name)
        return chat

    async def _me(self, _args: Raw) -> Raw:
        return self.world.me

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path.startswith(PATH):
            return await self._control.handle(request)
        token, _, method = request.path.removeprefix("/bot").partition("/")
        if not request.path.startswith("/bot") or token != self._token:
            return answers.unauthorized(self.manners)
        args = await answers.arguments(request)
        fault = self.faults.take(method.lower(), args.get("chat_id"))
        if fault is not None:
            return await self._fail(request, fault, method, args)
        return await self._answer(method, args)

    async def _fail(
        self, request: web.BaseRequest, fault: Fault, method: str, args: Raw
    ) -> web.StreamResponse:
        await asyncio.sleep(fault.stalls_for * self._time_scale)
        if fault.error is not None:
            self._note(method, args, fault.error)
            return answers.refusal(self.manners, method, fault.error)
        if fault.body is not None:
            return web.Response(status=fault.status, text=fault.body, content_type="text/html")
        if fault.drop is Drop.BEFORE:
            return answers.hang_up(request)
        answer = await self._answer(method, args)
        return answers.hang_up(request) if fault.drop is Drop.AFTER else answer

    async def _answer(self, method: str, args: Raw) -> web.StreamResponse:
        do = self._methods.get(method)
        try:
            if do is None:
                raise NOT_FOUND
            result = await do(args)
        except ApiError as error:
            self._note(method, args, error)
            return answers.refusal(self.manners, method, error)
        self._note(method, args, None)
        return answers.success(self.manners, method, result)

    def _note(self, method: str, args: Raw, error: ApiError | None) -> None:
        now = asyncio.get_running_loop().time()
        self.calls.append(Call(method, args, now, error))
