"""Files behind short-lived links, on the webhook's server. A link that is wrong, over or leads to
what is gone gets one and the same answer.
"""

import html
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from time import monotonic
from urllib.parse import quote

from aiohttp import web

from bot.file_links import PATH, FileLinks
from bot.intake.webhook import Page
from content.attachments import File, ending_of
from content.words import LANGUAGES, speaking
from content.words import gettext as _

_MOST_A_MINUTE = 60  # of one link; Zalo fetches a picture more than once, people look again
_REMEMBERED = 4096
SAFE = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}
# A browser plays nothing in a sandbox, where a page may not fetch what it is itself.
_HEARD = {"Content-Security-Policy": "default-src 'none'; media-src 'self'"}


class FilePage:
    """What a link answers."""

    def __init__(
        self,
        links: FileLinks,
        find: Callable[[str], Awaitable[File | None]],
        monotonic: Callable[[], float] = monotonic,
    ) -> None:
        self._links = links
        self._find = find
        self._monotonic = monotonic
        self._visits: OrderedDict[str, list[float]] = OrderedDict()

    def page(self) -> Page:
        return Page(PATH + "/{name}", self.show)

    async def show(self, request: web.Request) -> web.Response:
        token, _dot, ending = request.match_info["name"].partition(".")
        reference = self._links.read(token)
        if reference is None:
            return _gone()
        if self._comes_too_often(token):  # only genuine links are counted: no forged one is in
            return web.Response(status=429, headers=SAFE | {"Retry-After": "60"})  # its way
        file = await self._find(reference)
        if file is None or ending_of(f".{ending}") != file.ending:
            return _gone()
        return _shown(file, _wanted(request))

    def _comes_too_often(self, token: str) -> bool:
        now = self._monotonic()
        visits = [at for at in self._visits.pop(token, []) if at > now - 60.0]
        is_too_often = len(visits) >= _MOST_A_MINUTE
        self._visits[token] = visits if is_too_often else [*visits, now]
        if len(self._visits) > _REMEMBERED:
            self._visits.popitem(last=False)
        return is_too_often


def _wanted(request: web.Request) -> slice | None:
    """The part of a file that is asked for: an iPhone plays nothing it does not get in parts."""
    try:
        return request.http_range
    except ValueError:
        return None


def _shown(file: File, wanted: slice | None) -> web.Response:
    """Pictures are shown and voices heard where they are opened, documents are put aside."""
    how = "inline" if file.is_picture or file.is_voice else "attachment"
    named = f"{how}; filename=\"tep.{file.ending}\"; filename*=UTF-8''{quote(file.name, safe='')}"
    headers = SAFE | {"Content-Disposition": named, "Accept-Ranges": "bytes"}
    headers |= _HEARD if file.is_voice else {}
    body, status = file.content, 200
    if wanted and (wanted.start is not None or wanted.stop is not None):
        first, last, _step = wanted.indices(len(body))
        if first >= last:
            headers["Content-Range"] = f"bytes */{len(body)}"
            return web.Response(status=416, headers=headers)
        headers["Content-Range"] = f"bytes {first}-{last - 1}/{len(body)}"
        body, status = body[first:last], 206
    return web.Response(body=body, status=status, content_type=file.content_type, headers=headers)


def _gone() -> web.Response:
    return web.Response(
        status=404, text=_gone_page(), content_type="text/html", headers=SAFE, charset="utf-8"
    )


def _gone_page() -> str:
    """In both languages: who opens a link has not told us theirs."""
    return told_page(
        lambda: [_("This link has run out. Write MENU to the assistant to get what it led to.")]
    )


def told_page(lines: Callable[[], Sequence[str]]) -> str:
    """A page that says a few things and no more, in every language we speak."""
    said = []
    for language in LANGUAGES:
        with speaking(language):
            told = "<br>".join(html.escape(line) for line in lines())
            said.append(f'<p lang="{language}">{told}</p>')
    return (
        '<!doctype html><html lang="vi"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>Trợ Lý Số</title>"
        "<style>body{font:1.25rem/1.6 sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem}"
        "</style>"
        f"{''.join(said)}"
    )
