"""Plays the main job in the demo and photographs it: `python -m scripts.screenshots`.

The clock stands where the story wants it, so that the pictures are the same on every day.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, ViewportSize
from pydantic import SecretStr

from bot.app import ALL_PARTS, App, Part
from bot.clock import StoppedClock
from bot.config import Settings
from bot.demo import Stage
from bot.demo_people import CAST, enrol
from bot.sandbox.telegram import TOKEN, TelegramServer
from bot.sandbox.web import DemoPage
from content.local_zone import LOCAL_ZONE
from storage import inbox
from tests.browser import chromium

IMAGES = Path(__file__).parent.parent / "docs" / "images"
DESK: ViewportSize = {"width": 1360, "height": 880}
WIDTH_OF_A_HAND = 390
ABOVE_THE_PHONE = 220  # the demo's own bars, which no real phone has
SHARPNESS = 1.5  # pixels of a picture for one of the page
LARGEST = 250_000  # bytes of one picture
PAGE_FOLLOWS = 300  # milliseconds until the page shows what the assistant has done


class Play:
    """The demo page with somebody at it."""

    def __init__(self, app: App, page: Page) -> None:
        self._app = app
        self.page = page

    async def says(self, who: str, text: str) -> None:
        """Type and send."""
        field = self._phone(who).get_by_role("textbox")
        await field.fill(text)
        await field.press("Enter")
        await self._settle()

    async def replies(self, who: str, text: str) -> None:
        """The same, as a reply to the newest message."""
        await self._phone(who).locator("button.reply").last.click()
        await self.says(who, text)

    async def taps(self, who: str, *labels: str) -> None:
        """Tap the newest button with each of these labels, one after the other."""
        for label in labels:
            await self._phone(who).locator(".buttons button", has_text=label).last.click()
            await self._settle()

    async def jumps_to(self, day: str) -> None:
        """From deadline to deadline until "16/02/2027"."""
        while day not in (shown := await self.page.locator("#today").inner_text()):
            if datetime.strptime(shown[-10:], "%d/%m/%Y") > datetime.strptime(day, "%d/%m/%Y"):
                sys.exit(f"nothing happens on {day}")
            async with self.page.expect_response(re.compile("/api/clock")):
                await self.page.locator("#next-moment").click()
            await self._settle()

    async def opens(self, *who: str) -> None:
        """Only these phones, side by side."""
        await self.page.evaluate("keys => { location.hash = keys }", ",".join(who))
        await self._settle()

    async def newest_code(self, who: str) -> str:
        """Of the invite somebody has just made."""
        said = await self._phone(who).locator("code").last.inner_text()
        return said.removeprefix("/start ")

    async def photographs_desk(self, name: str, *who: str) -> None:
        await self.opens(*who)
        await self._photographs(name, self.page)

    async def photographs_phone(self, name: str, who: str, height: int = 760) -> None:
        """One phone alone, as narrow as a small one."""
        await self.page.set_viewport_size(
            {"width": WIDTH_OF_A_HAND, "height": height + ABOVE_THE_PHONE}
        )
        await self.opens(who)
        await self._photographs(name, self._phone(who))
        await self.page.set_viewport_size(DESK)
        await self.opens(who)

    async def _photographs(self, name: str, what: Page | Locator) -> None:
        await self.page.evaluate("document.activeElement.blur()")
        path = IMAGES / f"{name}.png"
        await what.screenshot(path=path, animations="disabled", caret="hide")
        size = path.stat().st_size
        print(f"{path.name}: {size // 1000} kB")
        if size > LARGEST:
            sys.exit(f"{path.name} is larger than {LARGEST // 1000} kB")

    def _phone(self, who: str) -> Locator:
        return self.page.locator(f"#phone-{who}")

    async def _settle(self) -> None:
        """Until everything is handled and delivered, and the page shows it."""
        async with asyncio.timeout(30):
            while await self._inbox_waits() or await self._app.letters_waiting():
                await self.page.wait_for_timeout(20)
        await self.page.wait_for_timeout(PAGE_FOLLOWS)

    async def _inbox_waits(self) -> int:
        async with self._app.database.engine.connect() as connection:
            return await inbox.waiting(connection)


async def focal_point(play: Play) -> None:
    """A unit's focal point is reminded, answers in words, reports and gets a receipt."""
    await play.jumps_to("18/01/2027")
    await play.opens("hcc")
    await play.replies("hcc", "1.180/1.365; 640/1.365; 1.102/1.380; 1.090/1.250")
    await play.photographs_phone("several", "hcc", height=640)
    await play.taps("hcc", "Đúng", "Bỏ qua", "Bỏ qua", "Bỏ qua", "Gửi báo cáo")
    await play.jumps_to("16/02/2027")
    await play.photographs_phone("reminder", "hcc", height=640)
    await play.replies("hcc", "1.234/1.380")
    await play.photographs_phone("read-back", "hcc", height=640)
    await play.taps("hcc", "Đúng")
    await play.photographs_phone("indicator", "hcc", height=720)
    await play.says("hcc", "702")
    await play.photographs_phone("denominator", "hcc", height=600)
    await play.says("hcc", "1.380")
    await play.taps("hcc", "Đúng")
    await play.says("hcc", "1.105/1.208")
    await play.taps("hcc", "Đúng", "Chưa có số liệu")
    await play.says("hcc", "Đã hỗ trợ 320 lượt người dân nộp hồ sơ trực tuyến.")
    await play.taps("hcc", "Không có", "Bỏ qua")
    await play.photographs_phone("summary", "hcc", height=820)
    await play.taps("hcc", "Gửi báo cáo")
    await play.photographs_phone("receipt", "hcc", height=760)
    await play.jumps_to("18/02/2027")
    await play.opens("hcc", "office")
    await play.says("office", "đơn vị nào trễ hạn báo cáo tháng này?")
    await play.photographs_desk("desk", "hcc", "office")


async def office(play: Play) -> None:
    """The office invites, grants more time, sees who is overdue and reminds; a leader reads."""
    await play.opens("office", "citizen")
    await play.says("citizen", "/start")
    await play.photographs_phone("welcome", "citizen", height=640)
    await play.opens("office", "citizen")
    await play.says("office", "/moi")
    await play.taps("office", "Đầu mối", "Mặt trận")
    await play.photographs_phone("invite", "office", height=640)
    await play.opens("office", "citizen")
    await play.says("citizen", f"/start {await play.newest_code('office')}")
    await play.taps("citizen", "Tôi đồng ý")
    await play.says("citizen", "Nguyễn Thị Sáu")
    await play.jumps_to("15/01/2027")
    await play.opens("office", "hcc")
    await play.replies("hcc", "xin gia hạn đến 20/1 vì chờ số liệu của tỉnh")
    await play.photographs_phone("extension", "hcc", height=560)
    await play.photographs_phone("extension-request", "office", height=560)
    await play.opens("office", "citizen")
    await play.taps("office", "Đồng ý")
    await play.jumps_to("19/01/2027")
    await play.photographs_phone("office-digest", "office", height=560)
    await play.opens("office", "citizen", "leader")
    await play.says("office", "đơn vị nào trễ hạn báo cáo tháng này?")
    await play.photographs_phone("overdue", "office", height=900)
    await play.opens("office", "citizen", "leader")
    await play.taps("office", "Nhắc ngay: Mặt trận")
    await play.photographs_phone("nudge", "citizen", height=640)
    await play.opens("leader")
    await play.says("leader", "ai chưa nộp báo cáo?")
    await play.photographs_phone("leader", "leader", height=760)
    await play.opens("office", "citizen")
    await play.page.locator("#show-reminded").click()
    await play.photographs_desk("desk-reminded", "office", "citizen")


STORIES = (
    (datetime(2027, 1, 4, 9, 0, tzinfo=LOCAL_ZONE), focal_point),
    (datetime(2027, 1, 4, 9, 0, tzinfo=LOCAL_ZONE), office),
)


@asynccontextmanager
async def demo(browser: Browser, beginning: datetime) -> AsyncIterator[Play]:
    """The demo from a given moment on, in a window of its own."""
    clock = StoppedClock(beginning)
    server = TelegramServer(clock.now)
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        settings = Settings(
            _env_file=None,
            telegram_token=SecretStr(TOKEN),
            telegram_api_url=await server.start(),
            database_url=SecretStr(f"sqlite:///{Path(folder) / 'demo.db'}"),
            webhook_url=None,
        )
        stack.push_async_callback(server.stop)
        app = App(settings, clock)
        await stack.enter_async_context(app.running(ALL_PARTS - {Part.SCHEDULER}))
        page = DemoPage(server, Stage(app, clock, await enrol(app, server, CAST)))
        url = await page.start(port=0)
        stack.push_async_callback(page.stop)
        context = await browser.new_context(viewport=DESK, device_scale_factor=SHARPNESS)
        stack.push_async_callback(context.close)
        shown = await context.new_page()
        await shown.goto(url)
        await shown.locator(".phone").first.wait_for()
        yield Play(app, shown)


async def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    async with chromium() as browser:
        for beginning, story in STORIES:
            async with demo(browser, beginning) as play:
                await story(play)


if __name__ == "__main__":
    asyncio.run(main())
