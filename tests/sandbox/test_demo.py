"""The demo as `make demo` opens it: the real assistant on three local platforms, in a Chromium."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect
from sqlalchemy import text

import bot.demo
from bot.clock import StoppedClock
from bot.demo import Demo
from content.local_zone import LOCAL_ZONE
from tests.browser import chromium
from tests.sandbox.window import DESK, HAND, opened, phone, type_into

pytestmark = pytest.mark.asyncio(loop_scope="module")

BEGINNING = datetime(2027, 3, 1, 9, 0, tzinfo=LOCAL_ZONE)
_PATIENCE = 15_000  # milliseconds, for a busy machine


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def demo() -> AsyncIterator[Demo]:
    async with bot.demo.opened(StoppedClock(BEGINNING), port=0) as demo:
        yield demo


@pytest_asyncio.fixture(loop_scope="module")
async def desk(browser: Browser, demo: Demo) -> AsyncIterator[Page]:
    async for page in opened(browser, demo.url, *DESK):
        yield page


@pytest_asyncio.fixture(loop_scope="module")
async def hand(browser: Browser, demo: Demo) -> AsyncIterator[Page]:
    async for page in opened(browser, demo.url, *HAND):
        yield page


async def sees(owner: Locator, words: str) -> None:
    """In the newest message."""
    newest = owner.locator(".messages > li:not(.mine) .text").last
    await expect(newest).to_contain_text(words, timeout=_PATIENCE)


async def turn(owner: Locator, app: str) -> None:
    await owner.locator(".app", has_text=app).click()
    await expect(owner.get_by_role("radio", name=app)).to_be_checked()


async def jump(page: Page, day: str) -> None:
    """From deadline to deadline until this day, as "10/03/2027"."""
    while day not in await page.locator("#today").inner_text():
        await page.locator("#next-moment").click()
        await expect(page.locator("#moved")).to_contain_text("Bây giờ là", timeout=_PATIENCE)


async def test_telegram_and_zalo_stand_side_by_side_and_everybody_is_greeted(
    desk: Page,
) -> None:
    shown = await desk.locator(".phone").evaluate_all("nodes => nodes.map(node => node.className)")
    assert shown == ["phone telegram", "phone zalo", "phone telegram"]
    await sees(phone(desk, "hcc"), "Vai trò của anh/chị: đầu mối báo cáo.")
    await expect(phone(desk, "hcc").get_by_role("button", name="Báo cáo cần nộp")).to_be_visible()
    await sees(phone(desk, "ktht"), "1. Báo cáo cần nộp")


async def test_a_zalo_phone_takes_a_whole_report_in_typed_words(hand: Page, demo: Demo) -> None:
    await hand.evaluate("location.hash = 'ktht'")
    owner = phone(hand, "ktht")
    await jump(hand, "10/03/2027")
    await sees(owner, "Nhắc báo cáo quý I/2027")
    dialog = (
        ("bao cao ngay", "Tỷ lệ phủ sóng 5G trên địa bàn"),
        ("8/11", "Tôi ghi: 8/11 = 72,7 %. Đúng không?"),
        ("đúng", "Bước 2/5"),
        ("1.200/1.365", "Tôi ghi: 1.200/1.365 = 87,9 %. Đúng không?"),
        ("dung", "Bước 3/5"),
        ("Đã lắp thêm hai trạm 5G.", "Bước 4/5"),
        ("bỏ qua", "Bước 5/5"),
        ("bo qua", "3. Kết quả nổi bật: Đã lắp thêm hai trạm 5G."),
        ("gửi báo cáo", "Số: BC-KTHTDT-2027-03-01"),
    )
    for said, seen in dialog:
        await type_into(owner, said)
        await sees(owner, seen)
    await expect(owner.locator(".buttons button")).to_have_count(0)
    async with demo.app.database.engine.connect() as connection:
        rows = await connection.execute(text("SELECT count(*) FROM submission"))
        assert rows.scalar_one() == 1


async def test_a_jump_in_time_reminds_each_where_they_are(desk: Page) -> None:
    hoa = phone(desk, "hcc")
    await turn(hoa, "Zalo bot")
    await sees(hoa, "1. Báo cáo cần nộp")
    await jump(desk, "10/03/2027")
    await sees(hoa, "Nhắc báo cáo")
    await sees(phone(desk, "ktht"), "Nhắc báo cáo")
    await turn(hoa, "Telegram")
    await sees(hoa, "Vai trò của anh/chị: đầu mối báo cáo.")
    await jump(desk, "12/03/2027")
    await sees(hoa, "Nhắc báo cáo")


async def test_a_report_begun_on_zalo_is_known_on_telegram(desk: Page) -> None:
    await jump(desk, "10/03/2027")
    dung = phone(desk, "ktht")
    await type_into(dung, "báo cáo ngay")
    await sees(dung, "Tỷ lệ phủ sóng 5G trên địa bàn")
    await type_into(dung, "8/11")
    await type_into(dung, "đúng")
    await sees(dung, "Bước 2/5")
    await turn(dung, "Telegram")
    await sees(dung, "Vai trò của anh/chị")
    await dung.get_by_role("button", name="Báo cáo cần nộp").last.click()
    await dung.get_by_role("button", name="Báo cáo ngay").click()
    await sees(dung, "Bước 2/5")


async def test_an_official_account_is_silenced_after_a_week_and_the_page_says_why(
    desk: Page,
) -> None:
    await desk.evaluate("location.hash = 'hcc.zalo_oa'")
    owner = phone(desk, "hcc")
    await sees(owner, "1. Báo cáo cần nộp")
    shut = owner.get_by_role("note")
    await expect(shut).to_be_hidden()
    await jump(desk, "12/03/2027")
    await expect(shut).to_contain_text("đã quá 7 ngày người này không nhắn gì")
    await expect(owner.get_by_text("Nhắc báo cáo")).to_have_count(0)
    await type_into(owner, "menu")
    await sees(owner, "1. Báo cáo cần nộp")
    await expect(shut).to_be_hidden()
    await jump(desk, "16/03/2027")
    await sees(owner, "Nhắc báo cáo")


async def test_the_citizen_is_a_stranger_on_each_app_until_she_links_them(desk: Page) -> None:
    await desk.evaluate("location.hash = 'citizen'")
    owner = phone(desk, "citizen")
    await owner.get_by_role("button", name="Quan tâm").click()
    await sees(owner, "1. Tôi đồng ý")
    await type_into(owner, "1")
    await sees(owner, "Xin cảm ơn")
    await turn(owner, "Telegram")
    await owner.get_by_role("button", name="Bắt đầu").click()
    await expect(owner.get_by_role("button", name="Tôi đồng ý", exact=True)).to_be_visible()
