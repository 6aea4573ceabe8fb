"""The demo page in a real Chromium, with a toy assistant behind it."""

import re
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser import chromium
from tests.sandbox.toy import Demo, toy_demo

pytestmark = pytest.mark.asyncio(loop_scope="module")

DESK = (1440, 900)
HAND = (360, 740)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def demo() -> AsyncIterator[Demo]:
    async with toy_demo() as demo:
        yield demo


@pytest_asyncio.fixture(loop_scope="module")
async def desk(browser: Browser, demo: Demo) -> AsyncIterator[Page]:
    async for page in opened(browser, demo, *DESK):
        yield page


@pytest_asyncio.fixture(loop_scope="module")
async def hand(browser: Browser, demo: Demo) -> AsyncIterator[Page]:
    async for page in opened(browser, demo, *HAND):
        yield page


async def opened(browser: Browser, demo: Demo, width: int, height: int) -> AsyncIterator[Page]:
    """A page that has met the people. It must not complain in its console."""
    context = await browser.new_context(viewport={"width": width, "height": height})
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(demo.url)
    await page.locator(".phone").first.wait_for()
    yield page
    await context.close()
    assert complaints == []


def phone(page: Page, key: str = "ttpvhcc") -> Locator:
    return page.locator(f"#phone-{key}")


async def begin(page: Page, key: str = "ttpvhcc") -> Locator:
    owner = phone(page, key)
    await owner.get_by_role("button", name="Bắt đầu").click()
    await expect(owner.get_by_text("Mời anh/chị chọn")).to_be_visible()
    return owner


async def type_into(owner: Locator, text: str) -> None:
    await owner.get_by_role("textbox").fill(text)
    await owner.get_by_role("textbox").press("Enter")


async def test_phones_stand_side_by_side_on_a_desk(desk: Page) -> None:
    await expect(desk.locator(".phone")).to_have_count(2)
    await desk.get_by_role("button", name="Bà Lan").click()
    await expect(desk.locator(".phone")).to_have_count(3)
    left = await phone(desk, "ttpvhcc").bounding_box()
    right = await phone(desk, "thuongtruc").bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"]


async def test_one_phone_fills_a_small_screen_without_sideways_scrolling(hand: Page) -> None:
    await expect(hand.locator(".phone")).to_have_count(1)
    assert await hand.evaluate("document.documentElement.scrollWidth") == 360
    await hand.get_by_role("button", name="Bà Lan").click()
    await expect(phone(hand, "dan")).to_be_visible()
    await expect(hand.locator(".phone")).to_have_count(1)


async def test_text_is_large_and_targets_are_easy_to_hit(hand: Page) -> None:
    owner = await begin(hand)
    size = await owner.locator(".text").last.evaluate("node => getComputedStyle(node).fontSize")
    assert float(size.removesuffix("px")) >= 18
    for button in await hand.get_by_role("button").all():
        if await button.is_visible() and (box := await button.bounding_box()):
            assert box["height"] >= 40, await button.inner_text()


async def test_owner_types_and_sees_the_answer(desk: Page) -> None:
    owner = await begin(desk)
    await type_into(owner, "Xin chào & <b>tạm biệt</b>")
    await expect(owner.get_by_text("Tôi đã nghe: Xin chào &")).to_be_visible()


async def test_tap_is_answered_with_a_note(desk: Page) -> None:
    owner = await begin(desk)
    await owner.get_by_role("button", name="Đang làm").click()
    await expect(owner.get_by_role("status")).to_have_text("Đã ghi nhận: đang làm")


async def test_notice_stays_until_it_is_closed(desk: Page) -> None:
    owner = await begin(desk)
    await owner.get_by_role("button", name="Xin gia hạn").click()
    notice = owner.get_by_role("alertdialog")
    await expect(notice).to_contain_text("Việc này cần lý do.")
    await notice.get_by_role("button", name="Đã hiểu").click()
    await expect(notice).to_be_hidden()


async def test_tapped_message_changes_in_place(desk: Page) -> None:
    owner = await begin(desk)
    await owner.get_by_role("button", name="Báo cáo ngay").click()
    await expect(owner.get_by_text("Bước 1/3")).to_be_visible()
    await expect(owner.get_by_text("Mời anh/chị chọn")).to_have_count(0)
    await expect(owner.locator(".edited:visible")).to_have_text("đã sửa")
    await expect(owner.locator(".buttons button")).to_have_count(0)


async def test_owner_replies_to_a_message(desk: Page, demo: Demo) -> None:
    owner = await begin(desk)
    await owner.get_by_role("button", name="Trả lời tin này").last.click()
    await expect(owner.get_by_text("Trả lời Kính chào anh/chị!")).to_be_visible()
    await type_into(owner, "1.234/1.380")
    await expect(owner.get_by_text("Tôi đã nghe: 1.234/1.380")).to_be_visible()
    said = next(m for m in demo.stage.personas[1].phone.messages if m.text == "1.234/1.380")
    assert said.raw["reply_to_message"]["text"].startswith("Kính chào")


async def test_commands_are_offered_and_sent(desk: Page) -> None:
    owner = await begin(desk)
    await owner.get_by_role("button", name="Các lệnh").click()
    await owner.get_by_role("button", name="/huy Dừng việc đang làm").click()
    await expect(owner.get_by_text("Tôi đã nghe: /huy")).to_be_visible()


async def test_formatting_is_shown_and_links_are_safe(desk: Page) -> None:
    owner = await begin(desk)
    await type_into(owner, "/thu")
    await expect(owner.locator(".text b i")).to_have_text("nghiêng")
    link = owner.get_by_role("link", name="trang phường")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await owner.get_by_role("button", name=re.compile("start=ma-moi")).click()
    await expect(owner.get_by_text("Tôi đã nghe: /start ma-moi")).to_be_visible()


async def test_clock_goes_a_day_at_a_time(desk: Page) -> None:
    await expect(desk.locator("#today")).to_have_text("Thứ Ba, 01/12/2026")
    await desk.get_by_role("button", name="+1 ngày").click()
    await expect(desk.locator("#today")).to_have_text("Thứ Tư, 02/12/2026")
    await expect(desk.locator("#time")).to_have_text("09:00")


async def test_clock_jumps_to_the_reminder_and_the_list_tells_who_got_it(desk: Page) -> None:
    jump = desk.get_by_role("button", name="Đến hạn kế tiếp")
    await expect(jump).to_contain_text("08:00 10/12 · nhắc trước hạn 7 ngày")
    await jump.click()
    await expect(phone(desk).get_by_text("Nhắc báo cáo")).to_be_visible()
    await expect(jump).to_be_disabled()
    await desk.get_by_role("button", name="Ai đã được nhắc 1").click()
    listed = desk.get_by_role("complementary").get_by_role("listitem")
    await expect(listed).to_contain_text("Nguyễn Thị Hoa")
    await expect(listed).to_contain_text("Trước hạn 7 ngày")


async def test_message_to_a_phone_out_of_sight_is_counted(hand: Page) -> None:
    await hand.get_by_role("button", name="Bà Lan").click()
    await hand.get_by_role("button", name="Đến hạn kế tiếp").click()
    hoa = hand.locator(".person", has_text="Nguyễn Thị Hoa")
    await expect(hoa.locator(".unread")).to_have_text("1")
    await hoa.click()
    await expect(hoa.locator(".unread")).to_be_hidden()


async def test_everything_is_still_there_after_a_reload(desk: Page) -> None:
    await desk.get_by_role("button", name="Bà Lan").click()
    await begin(desk, "dan")
    await desk.reload()
    await expect(phone(desk, "dan").get_by_text("Mời anh/chị chọn")).to_be_visible()


async def test_keyboard_alone_is_enough(desk: Page) -> None:
    owner = phone(desk)
    await owner.get_by_role("button", name="Bắt đầu").focus()
    await desk.keyboard.press("Enter")
    await expect(owner.get_by_text("Mời anh/chị chọn")).to_be_visible()
    await owner.get_by_role("button", name="Các lệnh").focus()
    await desk.keyboard.press("Enter")
    await expect(owner.get_by_role("button", name="/menu Danh mục việc")).to_be_focused()
    await desk.keyboard.press("Escape")
    await expect(owner.get_by_role("list", name="Danh sách lệnh")).to_be_hidden()


async def test_page_loads_nothing_from_elsewhere(browser: Browser, demo: Demo) -> None:
    context = await browser.new_context()
    page = await context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(demo.url)
    await page.locator(".phone").first.wait_for()
    await context.close()
    assert all(url.startswith(demo.url) for url in asked)


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
    ids=str,
)
async def test_foreign_page_is_refused(demo: Demo, headers: dict[str, str]) -> None:
    body = {"persona": "dan", "text": "không phải tôi"}
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"{demo.url}/api/say", json=body, headers=headers) as answer,
    ):
        assert answer.status == 403
    assert demo.stage.personas[0].phone.messages == []


async def test_form_of_another_page_is_refused(demo: Demo) -> None:
    async with aiohttp.ClientSession() as client:
        async with client.post(f"{demo.url}/api/say", data='{"persona":"dan"}') as answer:
            assert answer.status == 415
        async with client.post(f"{demo.url}/api/tap", json={"persona": "dan"}) as answer:
            assert answer.status == 400


async def test_page_stays_on_this_machine(demo: Demo) -> None:
    with pytest.raises(ValueError, match="this machine only"):
        await demo.server.start("0.0.0.0")
