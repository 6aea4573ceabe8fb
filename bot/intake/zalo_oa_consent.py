"""The page on which an administrator of the Official Account lands after saying yes to Zalo."""

from aiohttp import web

from bot.intake.file_page import told_page
from bot.intake.webhook import Page
from content.words import gettext as _

PATH = "/zalo-oa/consent"
_UNKEPT = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


def consent_page() -> Page:
    return Page(PATH, _show)


async def _show(_request: web.Request) -> web.Response:
    """It does nothing: only who holds the verifier can use the code in the address."""
    page = told_page(
        lambda: [
            _(
                "One step is left: copy the whole address of this page and paste it where the "
                "command zalo-consent waits for it. It is good for ten minutes."
            )
        ]
    )
    return web.Response(text=page, content_type="text/html", charset="utf-8", headers=_UNKEPT)
