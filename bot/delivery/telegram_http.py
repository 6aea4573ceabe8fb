"""HTTP to Telegram over aiohttp: for python-telegram-bot's Bot, and bare for polling.

Its default transport is httpx: seven times slower here, and it logs the token at INFO.
"""

import json
import re
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

_CONNECTS_WITHIN = 5.0
_ANSWERS_WITHIN = 20.0
_TAKES_FILES_WITHIN = 60.0
_RESTS_FOR = 5.0  # seconds after a 429 that names no time


_UNNAMEABLE = re.compile(r'[\x00-\x1f\x7f"\\/]')  # would end the header, or lead elsewhere


class NotConnected(NetworkError):
    """Nothing reached Telegram: trying again cannot send twice."""


class TooManyRequests(NetworkError):
    """Telegram wants to be left alone for a while. The library's own error for this warns, at
    every use, of a change to come."""

    def __init__(self, retry_after: float) -> None:
        super().__init__("too many requests")
        self.retry_after = retry_after


class TelegramRefused(Exception):
    """Telegram answered, and the answer is no."""


class TelegramHttp(BaseRequest):
    """One keep-alive pool. Never says a URL, which holds the token."""

    def __init__(self, api_url: str, token: str) -> None:
        self._methods = f"{api_url.rstrip('/')}/bot{token}/"
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return _ANSWERS_WITHIN

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def __aenter__(self) -> Self:
        await self.initialize()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """What python-telegram-bot asks of a transport."""
        within = read_timeout if isinstance(read_timeout, int | float) else _ANSWERS_WITHIN
        if request_data and request_data.contains_files:
            status, body = await self._send(
                url, {"data": _form(request_data)}, _TAKES_FILES_WITHIN
            )
        else:
            parameters = request_data.parameters if request_data else {}
            status, body = await self._post(url, parameters, within)
        if not body.startswith(b"{"):  # a proxy speaks, not Telegram
            raise _stranger_answered(status)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise TooManyRequests(_retry_after(body))
        return status, body

    async def call(self, method: str, parameters: dict[str, Any], *, within: float) -> Any:
        """Call a method bare. Raises TelegramRefused, NetworkError."""
        status, body = await self._post(self._methods + method, parameters, within)
        try:
            answer = json.loads(body)
        except ValueError as error:
            raise TelegramRefused(f"{status}, not JSON") from error
        if not answer.get("ok"):
            raise TelegramRefused(f"{status} {answer.get('description', '')}")
        return answer["result"]

    async def _post(
        self, url: str, parameters: dict[str, Any], within: float
    ) -> tuple[int, bytes]:
        return await self._send(url, {"json": parameters}, within)

    async def _send(self, url: str, content: dict[str, Any], within: float) -> tuple[int, bytes]:
        if self._session is None:
            raise NotConnected("transport is closed")
        timeout = aiohttp.ClientTimeout(total=within, sock_connect=_CONNECTS_WITHIN)
        try:
            async with self._session.post(url, timeout=timeout, **content) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise NotConnected("no connection to Telegram") from None
        except TimeoutError:
            raise TimedOut("no answer from Telegram") from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None


def _form(request_data: RequestData) -> aiohttp.FormData:
    """Parameters and files, as the Bot API takes them together."""
    form = aiohttp.FormData(quote_fields=False)  # names in Vietnamese go as they are
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, content_type) in request_data.multipart_data.items():
        form.add_field(
            name, content, filename=_UNNAMEABLE.sub("_", filename), content_type=content_type
        )
    return form


def _stranger_answered(status: int) -> NetworkError:
    """Only a clear "no" on the way says that nothing passed."""
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return NotConnected(f"something before Telegram answered {status}")
    return NetworkError(f"unreadable answer, {status}")


def _retry_after(body: bytes) -> float:
    try:
        return float(json.loads(body)["parameters"]["retry_after"])
    except (ValueError, LookupError, TypeError):
        return _RESTS_FOR
