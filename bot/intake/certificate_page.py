"""Whether a certificate is true, for whoever opens the address printed on it. No script, nothing
kept; a code that was never given and one that was erased get one and the same answer.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic

from aiohttp import web

from bot.intake.file_page import SAFE, told_page
from bot.intake.webhook import Page
from content.certificate_codes import find_code
from content.library import Library
from content.text import plain
from content.words import gettext as _
from handlers.citizen.certificate_words import PATH, true_lines
from storage.learning.certificates import Issued

_MOST_A_MINUTE = 300  # of all that ask together: far more than people scan, too few to guess
_LONGEST = 40  # characters of a code, however it is written


class CertificatePage:
    """What the address answers."""

    def __init__(
        self,
        find: Callable[[str], Awaitable[Issued | None]],
        library: Callable[[], Library],
        monotonic: Callable[[], float] = monotonic,
    ) -> None:
        self._find = find
        self._library = library
        self._monotonic = monotonic
        self._asked: deque[float] = deque()

    def page(self) -> Page:
        return Page(PATH + "/{code}", self.show)

    async def show(self, request: web.Request) -> web.Response:
        typed = request.match_info["code"]
        code = find_code(typed) if len(typed) <= _LONGEST else None
        if code is None:  # no code at all: nothing is looked up
            return _answer(404, lambda: [_no_such()])
        if self._are_too_many():
            return web.Response(status=429, headers=SAFE | {"Retry-After": "60"})
        issued = await self._find(code)
        if issued is None:
            return _answer(404, lambda: [_no_such()])
        library = self._library()
        return _answer(200, lambda: [plain(line) for line in true_lines(library, issued)])

    def _are_too_many(self) -> bool:
        now = self._monotonic()
        while self._asked and self._asked[0] <= now - 60.0:
            self._asked.popleft()
        if len(self._asked) >= _MOST_A_MINUTE:
            return True
        self._asked.append(now)
        return False


def _no_such() -> str:
    return _("No certificate bears this code.")


def _answer(status: int, lines: Callable[[], list[str]]) -> web.Response:
    return web.Response(
        status=status, text=told_page(lines), content_type="text/html", charset="utf-8",
        headers=SAFE,
    )  # fmt: skip
