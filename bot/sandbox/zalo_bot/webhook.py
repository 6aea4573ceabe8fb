"""Calls to the bot's webhook: a first one without a body, then an event each."""

import asyncio
import json
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import aiohttp

from bot.sandbox.tasks import Tasks
from bot.sandbox.zalo_bot.world import Raw, bad_request

_SECRET_HEADER = "X-Bot-Api-Secret-Token"
_ANSWER_WITHIN = 10  # seconds
_TRIES_AGAIN_AFTER = 1.0  # seconds; nothing is documented
_SHORTEST_SECRET, _LONGEST_SECRET = 8, 256
_OK = "webhook.ok"


@dataclass(frozen=True, slots=True)
class Target:
    """Where events go, as setWebhook said."""

    url: str
    secret: str
    updated_at: int


def target(args: Raw, now: int, *, takes_local: bool) -> Target:
    """The webhook a call asks for."""
    url, secret = args.get("url"), args.get("secret_token")
    if not isinstance(url, str) or not url:
        raise bad_request("The url must not be empty")
    if not url.startswith("https://") and not takes_local:
        raise bad_request("The url must start with https://")
    if not isinstance(secret, str) or not _SHORTEST_SECRET <= len(secret) <= _LONGEST_SECRET:
        raise bad_request("The secret_token must be 8 to 256 characters")
    return Target(url, secret, now)


class Webhook:
    """The one that is set."""

    def __init__(self, to: Target, *, takes_local: bool, time_scale: float) -> None:
        self.target = to
        self._takes_local = takes_local
        self._scale = time_scale
        self._tasks = Tasks()
        timeout = aiohttp.ClientTimeout(total=max(0.5, _ANSWER_WITHIN * time_scale))
        agent = {"User-Agent": "Java/1.8.0_192"}
        self._client = aiohttp.ClientSession(timeout=timeout, headers=agent)

    @property
    def is_busy(self) -> bool:
        return self._tasks.are_running

    def is_at(self, wanted: Target) -> bool:
        return (self.target.url, self.target.secret) == (wanted.url, wanted.secret)

    def tell(self, event: Raw, *, after: float, tries: int) -> None:
        """Beside everything else; events overtake each other."""
        self._tasks.start(self._insist(json.dumps(event).encode(), after, tries))

    async def probe(self, *, with_secret: bool) -> Raw:
        """What setWebhook and testWebhook find out. The probe has no body."""
        if not self._takes_local and _is_local(self.target.url):
            return self._found("webhook.err.blocked")
        began = asyncio.get_running_loop().time()
        headers = {_SECRET_HEADER: self.target.secret} if with_secret else {}
        try:
            async with self._client.post(self.target.url, headers=headers) as response:
                status = response.status
        except TimeoutError:
            return self._found("webhook.err.timeout")
        except (aiohttp.ClientError, OSError, ValueError):
            return self._found("webhook.err.conn")
        latency = int((asyncio.get_running_loop().time() - began) * 1000)
        return self._found(_outcome(status)) | {"status_code": status, "latency_ms": latency}

    async def close(self) -> None:
        await self._tasks.close()
        await self._client.close()

    async def _insist(self, body: bytes, after: float, tries: int) -> None:
        await asyncio.sleep(after * self._scale)
        for _ in range(tries):
            if await self._post(body):
                return
            await asyncio.sleep(_TRIES_AGAIN_AFTER * self._scale)

    async def _post(self, body: bytes) -> bool:
        headers = {"Content-Type": "application/json", _SECRET_HEADER: self.target.secret}
        try:
            async with self._client.post(
                self.target.url, data=body, headers=headers, allow_redirects=False
            ) as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False

    def _found(self, outcome: str) -> Raw:
        is_ok = outcome == _OK
        hint = "" if is_ok else "Check that the address answers POST with 200."
        return {"ok": is_ok, "url": self.target.url, "outcome": outcome, "hint": hint}


def _outcome(status: int) -> str:
    if status == 200:
        return _OK
    if status in (403, 404):
        return f"webhook.http.{status}"
    return "webhook.http.5xx" if status >= 500 else "webhook.http.other"


def _is_local(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
