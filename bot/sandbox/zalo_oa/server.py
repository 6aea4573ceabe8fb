"""The HTTP side of the local Official Account platform. It listens on this machine only."""

import asyncio
import hashlib
import hmac
import json
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random  # noqa: TID251 - seeded, so that every run is the same
from typing import Any

from aiohttp import web

from bot.sandbox.arguments import Upload
from bot.sandbox.control import PATH
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Drop, Fault, Faults
from bot.sandbox.guard import must_be_loopback
from bot.sandbox.zalo_control import ZaloControl
from bot.sandbox.zalo_oa import answers, reading, sending
from bot.sandbox.zalo_oa.answers import Raw
from bot.sandbox.zalo_oa.manners import Manners
from bot.sandbox.zalo_oa.oauth import Oauth
from bot.sandbox.zalo_oa.phones import Phone
from bot.sandbox.zalo_oa.webhook import Webhook
from bot.sandbox.zalo_oa.world import Person, World

APP_ID = "2000000000000000001"
APP_SECRET = "sandbox-app-secret"
SECRET_KEY = "sandbox-oa-secret-key"
PERMISSION = "/v4/oa/permission"
TOKENS, CONSULT, UPLOAD = "/v4/oa/access_token", "/v3.0/oa/message/cs", "/v2.0/oa/upload/"
_CLOSES_WITHIN = 0.1  # seconds
_LARGEST_CALL = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it arrived, and how it ended."""

    path: str
    params: Mapping[str, Any]
    at: datetime
    error: ApiError | None = None


class ZaloOaServer:
    """OAuth and API of one account. `clock` says the people's time, and by it tokens expire;
    waits take real time × time_scale."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        manners: Manners | None = None,
        time_scale: float = 1.0,
        keep: int = 20_000,
        move_clock: Callable[[datetime], None] | None = None,
        seed: int = 0,
    ) -> None:
        """Only the last `keep` messages and calls are remembered."""
        chance = Random(seed).randint
        self.manners = manners or Manners()
        self.world = World(clock, lambda: self.manners, keep, chance)
        self.oauth = Oauth(APP_ID, APP_SECRET, clock, lambda: self.manners, chance)
        self.faults = Faults()
        self._control = ZaloControl(self, move_clock)
        self.calls: deque[Call] = deque(maxlen=keep)
        self.phones: dict[str, Phone] = {}
        self.webhook: Webhook | None = None
        self.url = ""
        self._clock = clock
        self._time_scale = time_scale
        self._held_back: tuple[str, Raw, int | None] | None = None
        self._this_minute = (0, 0)  # which, and how many calls
        self._runner: web.AppRunner | None = None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen, and give the address that ZALO_OA_API_URL and ZALO_OA_OAUTH_URL want."""
        must_be_loopback(host)
        app = web.Application(client_max_size=_LARGEST_CALL)
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_CLOSES_WITHIN)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        self.url = f"http://{host}:{self._runner.addresses[0][1]}"
        return self.url

    async def stop(self) -> None:
        if self.webhook is not None:
            await self.webhook.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def is_listened_to(self) -> bool:
        """What people write now will be told."""
        return self.webhook is not None and not self.webhook.is_closed

    def behave(self, **manners: Any) -> None:
        """Change some of the manners from now on."""
        self.manners = replace(self.manners, **manners)

    def calls_back(self, url: str) -> Webhook:
        """Tell events to this address from now on, as the console is told to."""
        self.webhook = Webhook(url, APP_ID, SECRET_KEY, time_scale=self._time_scale)
        return self.webhook

    def person(
        self, user_id: str | None = None, name: str = "An", *, has_written: bool = False
    ) -> Phone:
        """A person's phone. Until they do something, the account may not write to them."""
        user_id = user_id or self.world.new_user_id()
        if phone := self.phones.get(user_id):
            return phone
        owner = self.world.people[user_id] = Person(user_id, name)
        if has_written:
            self.world.interact(owner)
        self.phones[user_id] = phone = Phone(self, owner)
        return phone

    def tell(self, name: str, body: Raw, at: int | None = None) -> None:
        """Let the webhook know of an event of any name."""
        event = (name, body, at)
        if not self.manners.swaps_events:
            self._tell(*event)
        elif self._held_back is None:
            self._held_back = event
        else:
            self._tell(*event)
            self._tell(*self._held_back)
            self._held_back = None

    def fail_next(
        self, path: str, error: Fault, *, user_id: str | None = None, times: int = 1
    ) -> None:
        """Let the next calls of this path ("*" for any) go wrong."""
        self.faults.plan(path, error, chat_id=user_id, times=times)

    def _tell(self, name: str, body: Raw, at: int | None) -> None:
        moment = self.world.now() if at is None else at
        told = str(moment) if self.manners.timestamp_is_a_string else moment
        event = {"app_id": APP_ID, "event_name": name, **body, "timestamp": told}
        if self.webhook is not None and not self.webhook.is_closed:
            for _ in range(self.manners.tells_every_event):
                self.webhook.tell(event, self.manners)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if request.path.startswith(PATH):
            return await self._control.handle(request)
        if request.method == "GET" and request.path == PERMISSION:
            return self._ask_administrator(request.query)
        params = await _params(request)
        recipient = params.get("recipient")
        user_id = recipient.get("user_id") if isinstance(recipient, dict) else None
        fault = self.faults.take(request.path.lower(), user_id or params.get("user_id"))
        if fault is None:
            return await self._answer(request, params)
        await asyncio.sleep(fault.stalls_for * self._time_scale)
        if fault.error is not None:
            self._note(request.path, params, fault.error)
            return answers.refusal(fault.error)
        if fault.body is not None:
            return web.Response(status=fault.status, text=fault.body, content_type="text/html")
        if fault.drop is Drop.BEFORE:
            return answers.hang_up(request)
        answer = await self._answer(request, params)
        return answers.hang_up(request) if fault.drop is Drop.AFTER else answer

    async def _answer(self, request: web.Request, params: Raw) -> web.StreamResponse:
        error: ApiError | None = None
        try:
            if request.path == TOKENS:
                secret = request.headers.get("secret_key", "")
                answer = web.json_response(self.oauth.exchange(secret, params))
            else:
                answer = answers.success(self._do(request, params))
        except ApiError as refused:
            error, answer = refused, answers.refusal(refused)
        self._note(request.path, params, error)
        self._say_limits(answer)
        return answer

    def _ask_administrator(self, asked: Mapping[str, str]) -> web.StreamResponse:
        """Who opens this page agrees at once, and is sent back with a code."""
        try:
            where = self.oauth.permit(asked, self.world.oa_id)
        except ApiError as error:
            return answers.refusal(error)
        return web.Response(status=302, headers={"Location": where})

    def _do(self, request: web.Request, params: Raw) -> Any:
        """What an API call gives. Raises ApiError."""
        token = request.headers.get("access_token", "")
        wanted = hmac.new(APP_SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()
        self.oauth.check(token, request.headers.get("appsecret_proof"), wanted)
        self._count()
        if request.method == "GET" and (read := reading.READS.get(request.path)):
            return read(self.world, params)
        if request.method == "POST" and request.path == CONSULT:
            return self._send(params)
        kind = request.path.removeprefix(UPLOAD)
        if request.method == "POST" and kind in ("image", "gif", "file"):
            file = params.get("file")
            return sending.upload(
                self.world, self.manners, kind, file if isinstance(file, Upload) else None
            )
        raise ApiError(404, "You are accessing an empty or invalid API")

    def _send(self, params: Raw) -> Raw:
        person, kind, told = sending.send(self.world, self.manners, params)
        if self.manners.tells_echoes:
            ends = {"sender": {"id": self.world.oa_id}, "recipient": {"id": person.id}}
            message_id = told["message_id"]
            self.tell(f"oa_send_{kind}", ends | {"message": {"msg_id": message_id}})
            self.tell("user_received_message", ends | {"message": {"msg_id": message_id}})
            self.tell("user_seen_message", ends | {"message": {"msg_ids": [message_id]}})
        return told

    def _count(self) -> None:
        most = self.manners.calls_a_minute
        minute = int(self._clock().timestamp() // 60)
        which, calls = self._this_minute
        calls = calls + 1 if which == minute else 1
        self._this_minute = (minute, calls)
        if most is not None and calls > most:
            raise answers.BUSY

    def _say_limits(self, answer: web.Response) -> None:
        if (most := self.manners.calls_a_minute) is not None:
            answer.headers["X-RateLimit-Limit"] = str(most)
            answer.headers["X-RateLimit-Remain"] = str(max(0, most - self._this_minute[1]))

    def _note(self, path: str, params: Raw, error: ApiError | None) -> None:
        self.calls.append(Call(path, params, self._clock(), error))


async def _params(request: web.Request) -> Raw:
    """JSON in a body, JSON in a query, a form, or a file: each call has its own way."""
    if request.method == "GET":
        try:
            return reading.asked(request.query.get("data"))
        except ApiError:
            return {"count": -1}
    if request.content_type == "application/json":
        try:
            values = json.loads(await request.read())
        except (ValueError, RecursionError):
            return {}
        return values if isinstance(values, dict) else {}
    return {name: _value(value) for name, value in (await request.post()).items()}


def _value(value: str | bytearray | bytes | web.FileField) -> Any:
    if isinstance(value, web.FileField):
        return Upload(value.filename, value.file.read(), value.content_type)
    return value
