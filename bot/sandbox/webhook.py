"""Delivery of updates to the bot's webhook: lanes in order, retries that slow down, giving up.

The numbers are those of the platform's own WebhookActor; `time_scale` shrinks its waits for tests.
"""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.sandbox.arguments import Arguments, read
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.tasks import Tasks
from bot.sandbox.updates import Update, Updates
from bot.sandbox.world import Chance

_ANSWER_WITHIN = 60  # seconds
_LONGEST_RETRY_AFTER = 3600
_SLOWEST_RETRY = (60, 120)  # a random number between them
_GONE_FOR = 23 * 3600  # of HTTP 410 only, and the webhook is closed
_MOST_CONNECTIONS = 100
_USUAL_CONNECTIONS = 40
_LONGEST_SECRET = 256
_TAKEN = range(200, 300)
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

Ask = Callable[[str, Arguments], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Target:
    """Where updates go, as setWebhook said."""

    url: str
    secret: str
    connections: int


def target(args: Arguments) -> Target | None:
    """The webhook a call asks for; None when it asks for none."""
    url = args.text("url")
    if not url:
        return None
    if not url.startswith(("http://", "https://")):
        raise bad_request("invalid webhook URL specified")
    secret = args.text("secret_token")
    if len(secret) > _LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not all(c.isascii() and (c.isalnum() or c in "_-") for c in secret):
        raise bad_request("secret token contains unallowed characters")
    wanted = args.integer("max_connections", _USUAL_CONNECTIONS)
    return Target(url, secret, min(max(wanted, 1), _MOST_CONNECTIONS))


class Webhook:
    """One webhook from setWebhook to its end."""

    def __init__(
        self, to: Target, updates: Updates, ask: Ask, *, time_scale: float, chance: Chance
    ) -> None:
        self.target = to
        self.is_closed = False
        self.last_error: tuple[float, str] | None = None
        self._updates = updates
        self._ask = ask
        self._scale = time_scale
        self._chance = chance
        self._tasks = Tasks()
        self._lanes: dict[int, deque[Update]] = {}
        self._free = asyncio.Semaphore(to.connections)
        self._gone_since: float | None = None
        self._client = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=_ANSWER_WITHIN * time_scale),
            connector=aiohttp.TCPConnector(limit=to.connections),
        )
        for update in updates.waiting():
            self.deliver(update)

    def deliver(self, update: Update) -> None:
        """Take on an update. Its lane keeps the order; other lanes go on beside it."""
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[update.lane] = deque([update])
        self._tasks.start(self._run(update.lane))

    async def close(self) -> None:
        self.is_closed = True
        await self._tasks.close()
        await self._client.close()

    async def _run(self, number: int) -> None:
        lane = self._lanes[number]
        while lane and not self.is_closed:
            await self._insist(lane[0])
            self._updates.done(lane.popleft())
        del self._lanes[number]

    async def _insist(self, update: Update) -> None:
        """Try until it is taken, expired, or the webhook is closed."""
        delay, failures = 1, 0
        while self._updates.is_waiting(update) and not self.is_closed:
            retry_after = await self._post(update)
            if retry_after is None:
                return
            if retry_after == 0 and failures:
                delay = min(self._chance(*_SLOWEST_RETRY), delay * 2)
                retry_after = delay
            failures += 1
            if not self._updates.will_wait(update, retry_after):
                return
            await asyncio.sleep(retry_after * self._scale)

    async def _post(self, update: Update) -> int | None:
        """None when the bot took it, else the seconds it asked us to wait."""
        headers = {"Content-Type": "application/json"}
        if self.target.secret:
            headers[_SECRET_HEADER] = self.target.secret
        body = json.dumps(update.raw()).encode()
        async with self._free:
            try:
                async with self._client.post(
                    self.target.url, data=body, headers=headers, allow_redirects=False
                ) as response:
                    return await self._judge(response)
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                return self._failed(type(error).__name__, 0)

    async def _judge(self, response: aiohttp.ClientResponse) -> int | None:
        if response.status not in _TAKEN:
            await response.read()
            self._note_gone(response.status == HTTPStatus.GONE)
            words = f"Wrong response from the webhook: {response.status} {response.reason}"
            return self._failed(words, _retry_after(response.headers))
        self._note_gone(False)
        await self._obey(await read(response.headers, {}, response.content))
        return None

    async def _obey(self, args: Arguments) -> None:
        """A bot may answer an update with a call; what comes of it nobody learns."""
        method = args.text("method").lower()
        if not method or method.startswith("get") or method in ("setwebhook", "deletewebhook"):
            return
        try:
            await self._ask(method, args)
        except ApiError:
            return

    def _failed(self, words: str, retry_after: int) -> int:
        self.last_error = (self._updates.now(), words)
        return retry_after

    def _note_gone(self, is_gone: bool) -> None:
        if not is_gone:
            self._gone_since = None
        elif self._gone_since is None:
            self._gone_since = self._updates.now()
        elif self._updates.now() - self._gone_since > _GONE_FOR:
            self.is_closed = True


def _retry_after(headers: Mapping[str, str]) -> int:
    value: Any = headers.get("Retry-After", "")
    return min(int(value), _LONGEST_RETRY_AFTER) if value.isdecimal() else 0
