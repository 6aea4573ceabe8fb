"""One keep-alive pool to Zalo's servers. Tokens travel in headers; what fails here says neither
them nor an address, nor keeps an error of the library, which would.
"""

import json
import socket
import struct
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

import aiohttp

from bot.delivery.errors import Ambiguous, ChannelPaused, DeliveryError, NotSent, from_stranger

_CONNECTS_WITHIN = 5.0
_RESTS_FOR = 30.0  # seconds after a 429 that names no time
_LONGEST_REST = 600.0
_AT_ONCE = struct.pack("ii", 1, 0)  # linger, for no time
_ZALO_NEVER_SAYS = 500  # its refusals come with 200, and are codes


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, of whoever stands there."""

    status: int
    retry_after: float
    body: bytes

    def read(self) -> dict[str, Any]:
        """The object it holds. Raises what it means that there is none, or that it is not
        Zalo's: a gateway speaks JSON as well."""
        try:
            told = json.loads(self.body)
        except (ValueError, RecursionError):
            told = None
        is_busy = self.status == HTTPStatus.TOO_MANY_REQUESTS
        if isinstance(told, dict) and not is_busy and self.status < _ZALO_NEVER_SAYS:
            return told
        raise self.stranger()

    def stranger(self) -> DeliveryError:
        """What it means, where somebody before Zalo spoke."""
        if self.status == HTTPStatus.TOO_MANY_REQUESTS:
            return ChannelPaused(self.retry_after, "429")
        return from_stranger(self.status)


def _socket_that_drops(address: aiohttp.AddrInfoType) -> socket.socket:
    """What it has not sent when it is closed, it never sends. Else the system goes on trying for
    minutes: over a line that was cut and comes back, what we gave up on would arrive after all,
    a refresh token or a message, and be the second."""
    family, kind, protocol = address[:3]
    opened = socket.socket(family, kind, protocol)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
    return opened


class Wire:
    """Asks once. Raises NotSent where nothing arrived, Ambiguous where nobody knows."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0, keepalive_timeout=60, socket_factory=_socket_that_drops
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
        )
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

    async def ask(
        self, method: str, url: str, headers: dict[str, str], *, within: float, **content: Any
    ) -> Answer:
        if self._session is None:
            raise NotSent("transport is closed")
        timeout = aiohttp.ClientTimeout(total=within, sock_connect=_CONNECTS_WITHIN)
        trouble: DeliveryError
        try:
            async with self._session.request(
                method, url, headers=headers, timeout=timeout, allow_redirects=False, **content
            ) as response:
                rest = _seconds(response.headers.get("Retry-After"))
                return Answer(response.status, rest, await response.read())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            trouble = NotSent("no connection to Zalo")
        except TimeoutError:
            trouble = Ambiguous("no answer from Zalo")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            trouble = Ambiguous(type(error).__name__)
        raise trouble  # here the library's error, which knows the headers, is not its context


def _seconds(told: str | None) -> float:
    try:
        return min(max(float(told or ""), 1.0), _LONGEST_REST)
    except ValueError:
        return _RESTS_FOR
