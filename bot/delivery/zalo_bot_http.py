"""HTTP to the Zalo Bot Platform over aiohttp. Neither a line nor an error ever says the token.

The token is in the URL, and gateways echo the path: so no URL, no body that is not the
platform's own and no error of the library leaves this file, not even as a cause.
"""

import json
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Any, NoReturn, Self
from urllib.parse import quote

import aiohttp

from bot.delivery.errors import (
    Ambiguous,
    DeliveryError,
    NotSent,
    RateLimited,
    TokenDead,
    from_stranger,
)

IDLE = 408  # also what a poll says in which nothing came
_CONNECTS_WITHIN = 5.0
_RESTS_FOR = 5.0  # seconds after a 429 that names no time
_LONGEST_REST = 300.0
_LONGEST_SAID = 200


class ZaloRefused(Exception):
    """The platform answered, and the answer is no. What it said in words is neither logged nor
    stored: it may quote what people wrote."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(f"Zalo answered {code}")
        self.code = code
        self.said = said


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes
    rests_for: str  # as its header says


class ZaloBotHttp:
    """One keep-alive pool for one bot."""

    def __init__(self, api_url: str, token: str) -> None:
        self._methods = f"{api_url.rstrip('/')}/bot{token}/"
        secret = token.partition(":")[2]
        names = (token, quote(token, safe=""), secret, quote(secret, safe=""))
        self._never_said = [name.encode() for name in sorted(names, key=len, reverse=True) if name]
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(connector=connector)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, method: str, parameters: dict[str, Any], *, within: float) -> Any:
        """What a method gives. Raises ZaloRefused, NotSent, RateLimited, TokenDead, Ambiguous."""
        found = await self._post(method, parameters, within)
        if isinstance(found, DeliveryError):
            raise found
        return _judge(found)

    async def _post(
        self, method: str, parameters: dict[str, Any], within: float
    ) -> _Answer | DeliveryError:
        """Returns its failures: an error raised here would hold the library's, and the URL."""
        if self._session is None:
            return NotSent("the way to Zalo is closed")
        timeout = aiohttp.ClientTimeout(total=within, sock_connect=_CONNECTS_WITHIN)
        try:
            # A redirect would carry the token elsewhere.
            async with self._session.post(
                self._methods + method, json=parameters, timeout=timeout, allow_redirects=False
            ) as response:
                body = self._redacted(await response.read())
                return _Answer(response.status, body, response.headers.get("Retry-After", ""))
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return _not_answered(error)

    def _redacted(self, body: bytes) -> bytes:
        for name in self._never_said:
            body = body.replace(name, b"[token]")
        return body


def _judge(found: _Answer) -> Any:
    """Refusals come with HTTP 200; `ok` alone tells."""
    answer = _platform_said(found.body)
    if answer is None:
        _stranger_answered(found.status, found.rests_for)
    if answer.get("ok") is True:
        return answer.get("result")
    code = _number(answer.get("error_code", answer.get("errorCode")), found.status)
    raise ZaloRefused(code, str(answer.get("description", ""))[:_LONGEST_SAID])


def _platform_said(body: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) and "ok" in answer else None


def _not_answered(error: Exception) -> DeliveryError:
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return NotSent("no connection to Zalo")
    if isinstance(error, aiohttp.InvalidURL):
        return NotSent("ZALO_BOT_API_URL is no address")
    if isinstance(error, TimeoutError):
        return Ambiguous("no answer from Zalo")
    return Ambiguous(type(error).__name__)


def _stranger_answered(status: int, rests_for: str) -> NoReturn:
    """A proxy speaks, or the platform does in HTML."""
    if status == IDLE:
        raise ZaloRefused(IDLE, "")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise RateLimited(min(float(_number(rests_for, 0)) or _RESTS_FOR, _LONGEST_REST))
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):  # of /bot<token>/
        raise TokenDead
    raise from_stranger(status)


def _number(value: Any, otherwise: int) -> int:
    """Codes are numbers; they have been documented as strings, so both are read."""
    is_number = isinstance(value, int) or (isinstance(value, str) and value.isdecimal())
    return int(value) if is_number and len(str(value)) <= len("99999") else otherwise
