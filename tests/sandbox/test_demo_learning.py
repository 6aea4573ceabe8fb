"""Learning in the demo, in a Chromium: pictures and recordings of what arrives, on each phone, and
lessons that come when the clock jumps."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

import bot.demo
from bot.clock import StoppedClock
from tests.browser import chromium
from tests.clips import record
from tests.conftest import CONTENT
from tests.sandbox.test_demo import BEGINNING, sees
from tests.sandbox.window import DESK, opened, phone, type_into

pytestmark = pytest.mark.asyncio(loop_scope="module")

_PATIENCE = 15_000  # milliseconds, for a busy machine
_HAS_LOADED = "node => node.naturalWidth > 0"
_HAS_LENGTH = "node => node.duration > 0.5"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def desk(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Page]:
    """The whole demo, of a ward where the first lesson was read aloud."""
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    record(content / "lessons", "6.1", "mp3", "aac")
    monkeypatch.setenv("CONTENT_DIR", str(content))
    async with bot.demo.opened(StoppedClock(BEGINNING), port=0) as demo:
        async for page in opened(browser, demo.url, *DESK):
            yield page


async def at(page: Page, place: str) -> Locator:
    await page.evaluate(f"location.hash = '{place}'")
    return phone(page, place.partition(".")[0])


async def types(owner: Locator, *said_and_seen: tuple[str, str]) -> None:
    for said, seen in said_and_seen:
        await type_into(owner, said)
        await sees(owner, seen)


async def has(owner: Locator, selector: str, condition: str) -> None:
    node = owner.locator(f".messages {selector}:visible").last
    await expect(node).to_be_visible(timeout=_PATIENCE)
    await owner.page.wait_for_function(condition, arg=await node.element_handle())


async def test_somebody_learns_slowly_already_and_the_next_lesson_comes(desk: Page) -> None:
    owner = await at(desk, "elder")
    await sees(owner, "Đã học xong 2/60 bài")
    await sees(owner, "2. Học tiếp\n3. Gọi người giúp tôi")
    await types(owner, ("học tiếp", "1. Tiếp"), ("giúp tôi", "Người nhà trước"))
    await expect(desk.locator("#next-why")).to_have_text("Bài học tiếp theo")
    await desk.locator("#next-moment").click()
    await expect(desk.locator("#moved")).to_contain_text("02/03/2027", timeout=_PATIENCE)
    await sees(owner, "DUNG")


@pytest.mark.parametrize("app", ["zalo_bot", "telegram"])
async def test_pictures_and_recordings_are_there_where_they_arrive(desk: Page, app: str) -> None:
    owner = await at(desk, f"leader.{app}")
    await types(owner, ("HOC", "0/60 bài"), ("các khóa học", "trang 1/"), ("2", "VNeID"))
    await has(owner, ".photo", _HAS_LOADED)
    await types(owner, ("bài 6.1", "Bốn đòn tâm lý"), ("nghe đọc", "Nghe xong"))
    await has(owner, ".voice", _HAS_LENGTH)


async def test_an_official_account_shows_pictures_and_links_to_recordings(desk: Page) -> None:
    owner = await at(desk, "leader.zalo_oa")
    await types(owner, ("HOC", "0/60 bài"), ("các khóa học", "trang 1/"), ("2", "VNeID"))
    await has(owner, ".photo", _HAS_LOADED)
    await types(owner, ("bài 6.1", "Bốn đòn tâm lý"), ("nghe đọc", "Nghe xong"))
    link = await owner.locator(".text a").last.get_attribute("href")
    assert link
    heard = await desk.context.new_page()
    await heard.goto(link)
    await heard.wait_for_function("document.querySelector('video').duration > 0.5")
