"""The demo page in a real Chromium, with a toy assistant behind it."""

import re
from collections.abc import AsyncIterator
from typing import Literal

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser import chromium
from tests.sandbox.toy import HOA, Demo, toy_demo
from tests.sandbox.window import CONTRAST, DESK, HAND, opened, phone, type_into

pytestmark = pytest.mark.asyncio(loop_scope="module")


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
    async for page in opened(browser, demo.url, *DESK):
        yield page


@pytest_asyncio.fixture(loop_scope="module")
async def hand(browser: Browser, demo: Demo) -> AsyncIterator[Page]:
    async for page in opened(browser, demo.url, *HAND):
        yield page


async def begin(page: Page, key: str = "ttpvhcc") -> Locator:
    owner = phone(page, key)
    await owner.get_by_role("button", name="Bắt đầu").click()
    await expect(owner.get_by_text("Mời anh/chị chọn")).to_be_visible()
    return owner


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
    said = next(m for m in demo.stage.phone(HOA).messages if m.text == "1.234/1.380")
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
    await expect(hoa.locator(".unread")).to_have_text("1 tin chưa đọc")
    await hoa.click()
    await expect(hoa.locator(".unread")).to_be_hidden()


async def test_a_long_text_goes_as_several_messages_and_nothing_is_lost(
    desk: Page, demo: Demo
) -> None:
    owner = await begin(desk)
    text = "báo cáo " * 625  # 5,000 characters
    await type_into(owner, text)
    await expect(owner.locator(".mine")).to_have_count(3)
    await expect(owner.get_by_role("textbox")).to_have_value("")
    said = [m.text for m in demo.stage.phone(HOA).messages if m.text.startswith("báo cáo")]
    assert [len(piece) <= 4096 for piece in said] == [True, True]
    assert " ".join(said) == text.strip()


async def test_spaces_alone_are_not_sent_and_it_is_said(desk: Page) -> None:
    owner = await begin(desk)
    await type_into(owner, "   ")
    await expect(owner.get_by_role("status")).to_have_text("Tin nhắn chưa có chữ nào.")
    await expect(owner.locator(".mine")).to_have_count(1)


async def test_a_double_tap_is_one_tap(desk: Page, demo: Demo) -> None:
    owner = await begin(desk)
    button = owner.get_by_role("button", name="Đang làm")
    await button.evaluate("node => { node.click(); node.click(); }")  # before any answer
    await expect(owner.get_by_role("status")).to_have_text("Đã ghi nhận: đang làm")
    await expect(owner.locator(".pressed")).to_have_count(0)
    assert len(demo.stage.phone(HOA).answers) == 1
    await owner.get_by_role("button", name="Đang làm").click()
    await expect(owner.locator(".pressed")).to_have_count(0)
    assert len(demo.stage.phone(HOA).answers) == 2


_SCROLLS_BACK = """log => new Promise(done => {
  log.addEventListener("scroll", () => requestAnimationFrame(done), { once: true });
  log.scrollTop = 0;
})"""  # and the page has noticed


async def test_who_reads_back_is_told_of_a_new_message_and_sending_goes_to_it(
    hand: Page, demo: Demo
) -> None:
    owner = await begin(hand)
    for number in range(8):
        await type_into(owner, f"tin số {number}")
        await expect(owner.get_by_text(f"Tôi đã nghe: tin số {number}")).to_be_visible()
    newer = owner.get_by_role("button", name="Tin mới")
    await owner.locator(".log").evaluate(_SCROLLS_BACK)
    await expect(newer).to_be_hidden()
    await demo.stage.say(demo.stage.phone(HOA).id, "Có tin đây")
    await newer.click()
    await expect(owner.get_by_text("Có tin đây")).to_be_in_viewport()
    await expect(newer).to_be_hidden()
    await owner.locator(".log").evaluate("log => { log.scrollTop = 0 }")
    await type_into(owner, "xong")
    await expect(owner.get_by_text("Tôi đã nghe: xong")).to_be_in_viewport()


async def test_an_answer_longer_than_the_screen_is_read_from_its_first_line(hand: Page) -> None:
    owner = await begin(hand)
    await type_into(owner, "/dai")
    headline, end = owner.get_by_text("29 đơn vị quá hạn"), owner.get_by_text("Hết danh sách")
    await expect(headline).to_be_in_viewport()
    await hand.set_viewport_size({"width": 360, "height": 640})
    await expect(headline).to_be_in_viewport()
    await owner.locator(".log").evaluate("log => { log.scrollTop = log.scrollHeight }")
    await expect(end).to_be_in_viewport()
    await hand.set_viewport_size({"width": 360, "height": 740})
    await expect(owner.get_by_role("button", name="Đang làm").last).to_be_in_viewport()
    await type_into(owner, "xong")
    await expect(owner.get_by_text("Tôi đã nghe: xong")).to_be_in_viewport()
    await expect(owner.get_by_role("button", name="Tin mới")).to_be_hidden()


async def test_everybody_is_in_sight_on_a_small_screen(hand: Page) -> None:
    for person in await hand.locator(".person").all():
        await expect(person).to_be_in_viewport(ratio=1)
        assert await person.locator(".given").evaluate(
            "n => n.scrollWidth <= n.parentElement.clientWidth"
        )
    strip = hand.locator("#people")
    assert await strip.evaluate("node => node.scrollWidth <= node.clientWidth")


async def test_the_reason_of_the_next_moment_is_told_on_a_small_screen(hand: Page) -> None:
    await expect(hand.locator("#next-why")).to_be_visible()
    await expect(hand.locator("#next-why")).to_have_text("nhắc trước hạn 7 ngày")
    is_whole = "node => node.scrollWidth <= node.clientWidth"
    assert await hand.locator("#next-moment").evaluate(is_whole)


async def test_the_newest_message_stays_in_sight_when_the_window_changes(desk: Page) -> None:
    await desk.evaluate("location.hash = 'ttpvhcc'")
    owner = await begin(desk)
    for number in range(8):
        await type_into(owner, f"tin số {number}")
        await expect(owner.get_by_text(f"Tôi đã nghe: tin số {number}")).to_be_visible()
    for width, height in ((360, 640), DESK, (500, 500)):
        await desk.set_viewport_size({"width": width, "height": height})
        await expect(owner.get_by_text("Tôi đã nghe: tin số 7")).to_be_in_viewport()


async def test_nothing_is_cut_off_on_the_smallest_phone(browser: Browser, demo: Demo) -> None:
    async for page in opened(browser, demo.url, 360, 640):
        await page.locator("#next-moment").click()
        await expect(page.locator("#reminded-count")).to_have_text("1")
        for button in await page.locator(".bar button").all():
            box = await button.bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 360
            assert await button.evaluate("node => node.scrollWidth <= node.clientWidth")
        log = await phone(page).locator(".log").bounding_box()
        assert log
        assert log["height"] >= 400


async def test_the_chosen_person_is_in_sight_on_a_small_screen(hand: Page) -> None:
    await hand.evaluate("location.hash = 'lanhdao'")
    await expect(hand.locator(".person", has_text="Võ Thanh Tùng")).to_be_in_viewport(ratio=1)


async def test_phones_stand_in_the_order_of_the_address(desk: Page) -> None:
    await desk.evaluate("location.hash = 'lanhdao,ttpvhcc,dan'")
    await expect(desk.locator(".phone")).to_have_count(3)
    shown = await desk.locator(".phone").evaluate_all("nodes => nodes.map(node => node.id)")
    assert shown == ["phone-lanhdao", "phone-ttpvhcc", "phone-dan"]


async def test_a_jump_in_time_is_told_and_keeps_the_keyboards_place(desk: Page) -> None:
    await desk.locator("#next-day").focus()
    await desk.keyboard.press("Enter")
    await expect(desk.locator("#moved")).to_have_text("Bây giờ là 09:00, Thứ Tư, 02/12/2026.")
    await expect(desk.locator("#next-day")).to_be_focused()


async def test_escape_closes_the_list_of_reminders(desk: Page) -> None:
    opener = desk.get_by_role("button", name="Ai đã được nhắc")
    await opener.click()
    await desk.keyboard.press("Escape")
    await expect(desk.get_by_role("complementary")).to_be_hidden()
    await expect(opener).to_be_focused()


async def test_new_messages_are_announced_with_who_wrote_them(desk: Page) -> None:
    owner = await begin(desk)
    log = owner.get_by_role("log", name="Tin nhắn của Nguyễn Thị Hoa")
    await expect(log).to_contain_text("Nguyễn Thị Hoa:")
    await expect(log).to_contain_text("Trợ Lý Số:")


async def test_nothing_moves_for_those_who_do_not_want_it(browser: Browser, demo: Demo) -> None:
    context = await browser.new_context(reduced_motion="reduce")
    page = await context.new_page()
    await page.goto(demo.url)
    owner = await begin(page)
    moving = "node => getComputedStyle(node).animationName"
    assert await owner.locator(".messages > li").last.evaluate(moving) == "none"
    await context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_from_what_is_behind_them(
    browser: Browser, demo: Demo, scheme: Literal["light", "dark"]
) -> None:
    context = await browser.new_context(color_scheme=scheme)
    page = await context.new_page()
    await page.goto(demo.url)
    owner = await begin(page)
    for part in (".text", ".meta time", ".reply", ".buttons button", "header p"):
        contrast = await owner.locator(part).last.evaluate(CONTRAST)
        assert contrast >= 4.5, part
    await context.close()


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
    assert demo.stage.phone(0).messages == []


async def test_form_of_another_page_is_refused(demo: Demo) -> None:
    async with aiohttp.ClientSession() as client:
        async with client.post(f"{demo.url}/api/say", data='{"persona":"dan"}') as answer:
            assert answer.status == 415
        async with client.post(f"{demo.url}/api/tap", json={"persona": "dan"}) as answer:
            assert answer.status == 400


async def test_page_stays_on_this_machine(demo: Demo) -> None:
    with pytest.raises(ValueError, match="this machine only"):
        await demo.page.start("0.0.0.0")
