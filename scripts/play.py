"""The demo in a browser window with somebody at it, who types, taps and takes pictures."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Locator, Page, ViewportSize

import bot.demo
from bot.app import App
from bot.clock import StoppedClock
from bot.sandbox.telegram import TelegramServer
from content.local_zone import LOCAL_ZONE
from storage import inbox, outbox

IMAGES = Path(__file__).parent.parent / "docs" / "images"
DESK: ViewportSize = {"width": 1280, "height": 900}
WIDTH_OF_A_HAND = 390
ABOVE_THE_PHONE = 190  # the demo's own bars, which no real phone has
SHARPNESS = 1.5  # pixels of a picture for one of the page
LARGEST = 300_000  # bytes of one picture
FINDS_WITHIN = 5_000  # milliseconds; a button whose words have changed is not there
PAGE_FOLLOWS = 600  # milliseconds until the page shows what the assistant has done


class Play:
    """The demo page with somebody at it."""

    def __init__(self, app: App, server: TelegramServer, page: Page) -> None:
        self._app = app
        self._server = server
        self._page = page

    async def begins(self, who: str) -> None:
        """Tap "Bắt đầu", as everybody does first."""
        async with self._done():
            await self._phone(who).locator(".begin").click()

    async def says(self, who: str, text: str) -> None:
        """Type and send."""
        field = self._phone(who).get_by_role("textbox")
        await field.fill(text)
        async with self._done():
            await field.press("Enter")

    async def replies(self, who: str, text: str) -> None:
        """The same, as a reply to the newest message."""
        await self._phone(who).locator("button.reply").last.click()
        await self.says(who, text)

    async def taps(self, who: str, *labels: str) -> None:
        """Tap these buttons, one after the other, each under the newest message that has any."""
        for label in labels:
            newest = self._phone(who).locator("li:has(.buttons:not([hidden]))").last
            async with self._done():
                await newest.locator(".buttons button", has_text=label).click()

    async def jumps_to(self, day: date) -> None:
        """From deadline to deadline until this day."""
        while self._today() < day:
            async with self._done():
                await self._page.locator("#next-moment").click()
        if self._today() > day:
            sys.exit(f"nothing happens on {day}")

    async def opens(self, *who: str) -> None:
        """Only these phones, side by side."""
        await self._page.evaluate("keys => { location.hash = keys }", ",".join(who))
        await self._page.wait_for_timeout(PAGE_FOLLOWS)

    async def lists_reminded(self) -> None:
        await self._page.locator("#show-reminded").click()

    async def hides_reminded(self) -> None:
        await self._page.locator("#hide-reminded").click()

    async def newest_code(self, who: str) -> str:
        """Of the invite somebody has just made."""
        said = await self._phone(who).locator("code").last.inner_text()
        return said.removeprefix("MOI ")

    async def photographs_desk(self, name: str, *who: str, height: int) -> None:
        """The whole page. A picture that wide needs no more than a pixel for a pixel."""
        await self._page.set_viewport_size({"width": DESK["width"], "height": height})
        await self.opens(*who)
        await self._photographs(name, self._page, scale="css")

    async def photographs_phone(self, name: str, who: str, *, height: int) -> None:
        """One phone alone, as narrow as a small one."""
        await self._page.set_viewport_size(
            {"width": WIDTH_OF_A_HAND, "height": height + ABOVE_THE_PHONE}
        )
        await self.opens(who)
        await self._photographs(name, self._phone(who))
        await self._page.set_viewport_size(DESK)
        await self.opens(who)

    async def _photographs(
        self, name: str, what: Page | Locator, scale: Literal["css", "device"] = "device"
    ) -> None:
        await self._page.evaluate("document.activeElement.blur()")
        await self._page.mouse.move(0, 0)
        path = IMAGES / f"{name}.png"
        await what.screenshot(path=path, animations="disabled", scale=scale)
        size = path.stat().st_size
        print(f"{path.name}: {size // 1000} kB")
        if size > LARGEST:
            sys.exit(f"{path.name} is larger than {LARGEST // 1000} kB")

    def _phone(self, who: str) -> Locator:
        return self._page.locator(f"#phone-{who}")

    def _today(self) -> date:
        return self._app.clock.now().astimezone(LOCAL_ZONE).date()

    @asynccontextmanager
    async def _done(self) -> AsyncIterator[None]:
        """What is asked of the page in the block is sent, handled, answered and shown."""
        async with self._page.expect_response(re.compile("/api/")):
            yield
        async with asyncio.timeout(30):
            while await self._is_busy():
                await self._page.wait_for_timeout(20)
        await self._page.wait_for_timeout(PAGE_FOLLOWS)

    async def _is_busy(self) -> bool:
        async with self._app.database.engine.connect() as connection:
            is_waiting = await inbox.waiting(connection) or await outbox.waiting(connection)
        return bool(is_waiting or len(self._server.updates))


@asynccontextmanager
async def demo(browser: Browser, beginning: datetime) -> AsyncIterator[Play]:
    """The demo from a given moment on, in a window of its own."""
    async with AsyncExitStack() as stack:
        opened = await stack.enter_async_context(bot.demo.opened(StoppedClock(beginning), port=0))
        context = await browser.new_context(viewport=DESK, device_scale_factor=SHARPNESS)
        stack.push_async_callback(context.close)
        shown = await context.new_page()
        shown.set_default_timeout(FINDS_WITHIN)
        await shown.goto(opened.url)
        await shown.locator(".phone").first.wait_for()
        yield Play(opened.app, opened.server, shown)
