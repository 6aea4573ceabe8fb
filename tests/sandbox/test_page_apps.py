"""The apps on a phone of the demo page: Telegram and Zalo, a toy assistant behind both."""

from collections.abc import AsyncIterator
from typing import Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser import chromium
from tests.sandbox.toy import HOA, OFFICE, OURS, Demo, toy_demo
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


async def turn(owner: Locator, app: str) -> None:
    await owner.locator(".app", has_text=app).click()
    await expect(owner.get_by_role("radio", name=app)).to_be_checked()


async def begin_on_zalo(page: Page, key: str = "ttpvhcc") -> Locator:
    owner = phone(page, key)
    await turn(owner, "Zalo bot")
    await owner.get_by_role("button", name="Bắt đầu").click()
    await expect(owner.get_by_text("1. Báo cáo ngay")).to_be_visible()
    return owner


async def test_a_fresh_page_shows_each_person_in_the_app_they_begin_with(desk: Page) -> None:
    await expect(phone(desk).get_by_role("radio", name="Telegram")).to_be_checked()
    office = phone(desk, "thuongtruc")
    await expect(office.get_by_role("radio", name="Zalo bot")).to_be_checked()


async def test_on_zalo_numbers_are_typed_and_there_is_nothing_to_tap(desk: Page) -> None:
    owner = await begin_on_zalo(desk)
    await expect(owner.locator(".buttons button, .buttons a")).to_have_count(0)
    await expect(owner.get_by_role("button", name="Các lệnh")).to_be_hidden()
    await expect(owner.get_by_role("textbox")).to_have_attribute("placeholder", "Gõ số hoặc chữ…")
    await type_into(owner, "2")
    await expect(owner.get_by_text("Tôi đã nghe: 2")).to_be_visible()


async def test_switching_keeps_both_chats_and_what_is_half_typed(desk: Page, demo: Demo) -> None:
    owner = phone(desk)
    await owner.get_by_role("button", name="Bắt đầu").click()
    await type_into(owner, "trên Telegram")
    await expect(owner.get_by_text("Tôi đã nghe: trên Telegram")).to_be_visible()
    await owner.get_by_role("textbox").fill("đang gõ dở")
    await begin_on_zalo(desk)
    await type_into(owner, "trên Zalo")
    await expect(owner.get_by_text("Tôi đã nghe: trên Zalo")).to_be_visible()
    await expect(owner.get_by_text("trên Telegram")).to_have_count(0)
    await turn(owner, "Telegram")
    await expect(owner.get_by_text("Tôi đã nghe: trên Telegram")).to_be_in_viewport()
    await expect(owner.get_by_role("textbox")).to_have_value("đang gõ dở")
    await turn(owner, "Zalo bot")
    await expect(owner.get_by_text("Tôi đã nghe: trên Zalo")).to_be_in_viewport()
    channels = ["zalo_bot", "telegram", "zalo_bot"]
    assert demo.stage.moves == [("ttpvhcc", channel) for channel in channels]


async def test_the_address_keeps_the_app(desk: Page) -> None:
    await begin_on_zalo(desk)
    assert desk.url.endswith("#ttpvhcc.zalo_bot,thuongtruc")
    await desk.reload()
    await expect(phone(desk).get_by_text("1. Báo cáo ngay")).to_be_visible()
    await desk.evaluate("location.hash = 'thuongtruc.telegram,dan'")
    office = phone(desk, "thuongtruc")
    await expect(office.get_by_role("radio", name="Telegram")).to_be_checked()
    await expect(phone(desk, "dan").get_by_role("radio", name="Telegram")).to_be_checked()


async def test_an_address_with_an_app_there_is_not_shows_the_first_one(desk: Page) -> None:
    await desk.evaluate("location.hash = 'ttpvhcc.viber,toString,thuongtruc.constructor'")
    await expect(desk.locator(".phone")).to_have_count(2)
    await expect(phone(desk).get_by_role("radio", name="Telegram")).to_be_checked()
    assert desk.url.endswith("#ttpvhcc,thuongtruc")


async def test_the_phone_and_the_log_say_which_app_it_is(desk: Page) -> None:
    owner = await begin_on_zalo(desk)
    apps = owner.get_by_role("group", name="Ứng dụng của Nguyễn Thị Hoa")
    await expect(apps.get_by_role("radio")).to_have_count(2)
    log = owner.get_by_role("log", name="Tin nhắn của Nguyễn Thị Hoa trên Zalo bot")
    await expect(log).to_contain_text("Trợ Lý Số:")
    field = owner.get_by_role("textbox")
    await expect(field).to_have_accessible_name("Nguyễn Thị Hoa nhắn cho Trợ Lý Số trên Zalo bot")


async def test_the_keyboard_switches_and_stays_on_the_switch(desk: Page) -> None:
    owner = phone(desk)
    await owner.get_by_role("radio", name="Telegram").focus()
    await desk.keyboard.press("ArrowRight")
    await expect(owner.get_by_role("radio", name="Zalo bot")).to_be_focused()
    await desk.keyboard.press("Tab")
    await expect(owner.get_by_role("log")).to_be_focused()
    await desk.keyboard.press("Tab")
    await expect(owner.get_by_role("button", name="Bắt đầu")).to_be_focused()
    await desk.keyboard.press("Enter")
    await expect(owner.get_by_text("1. Báo cáo ngay")).to_be_visible()


async def test_a_message_to_the_other_app_is_counted_on_the_switch_and_the_person(
    desk: Page, demo: Demo
) -> None:
    owner = await begin_on_zalo(desk)
    await demo.stage.say(demo.stage.phone(HOA).id, "Có tin trên Telegram")
    radio = owner.get_by_role("radio", name="Telegram 1 tin chưa đọc")
    await expect(radio).to_have_count(1)
    chip = desk.locator(".person", has_text="Nguyễn Thị Hoa")
    await expect(chip.locator(".unread")).to_have_text("1 tin chưa đọc")
    await turn(owner, "Telegram")
    await expect(owner.get_by_text("Có tin trên Telegram")).to_be_in_viewport()
    await expect(owner.locator(".app .unread:visible")).to_have_count(0)
    await expect(chip.locator(".unread")).to_be_hidden()


async def test_a_reply_shows_what_it_answers_on_zalo_too(desk: Page) -> None:
    owner = await begin_on_zalo(desk)
    await owner.get_by_role("button", name="Trả lời tin này").last.click()
    await type_into(owner, "45%")
    await expect(owner.locator(".mine blockquote").last).to_have_text("Mời anh/chị chọn:")


async def test_a_long_text_goes_as_several_messages_of_zalos_length(
    desk: Page, demo: Demo
) -> None:
    owner = await begin_on_zalo(desk)
    text = "báo cáo " * 400  # 3,200 characters
    await type_into(owner, text)
    await expect(owner.locator(".mine")).to_have_count(3)
    said = [m.text for m in demo.stage.zalo_phone(HOA).messages if m.text.startswith("báo cáo")]
    assert [len(piece) <= 2000 for piece in said] == [True, True]
    assert " ".join(said) == text.strip()


async def test_only_links_that_lead_to_us_can_be_opened(desk: Page, demo: Demo) -> None:
    owner = await begin_on_zalo(desk)
    chat = demo.stage.zalo_phone(HOA).chat
    text = f"😀 Tệp: {OURS}/files/abc. Xem thêm https://example.org/, hay {OURS}0/x"
    demo.stage.zalo.world.add(chat, {"text": text}, is_from_bot=True)
    await expect(owner.get_by_text("Xem thêm")).to_be_visible()
    links = owner.get_by_role("link")
    await expect(links).to_have_count(1)
    await expect(links).to_have_attribute("href", f"{OURS}/files/abc")
    await expect(links).to_have_text(f"{OURS}/files/abc")
    await expect(links).to_have_attribute("rel", "noopener noreferrer")


async def test_a_picture_from_elsewhere_is_told_of_and_not_fetched(desk: Page, demo: Demo) -> None:
    owner = await begin_on_zalo(desk)
    picture = {"photo": "https://example.org/a.png", "caption": "Biểu đồ"}
    demo.stage.zalo.world.add(demo.stage.zalo_phone(HOA).chat, picture, is_from_bot=True)
    await expect(owner.get_by_text("Biểu đồ")).to_contain_text("[Ảnh] https://example.org/a.png")
    await expect(owner.locator("img.photo:visible")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_on_a_zalo_phone(
    browser: Browser, demo: Demo, scheme: Literal["light", "dark"]
) -> None:
    context = await browser.new_context(color_scheme=scheme)
    page = await context.new_page()
    await page.goto(f"{demo.url}#ttpvhcc")
    owner = await begin_on_zalo(page)
    for part in (
        ".text", ".mine .text", ".meta time", ".mine .meta time", ".reply", "h2", "header p",
        ".day", ".app:has(:checked)", ".app:not(:has(:checked))", ".write textarea", ".send",
    ):  # fmt: skip
        contrast = await owner.locator(part).last.evaluate(CONTRAST)
        assert contrast >= 4.5, part
    await turn(owner, "Telegram")
    for part in (".app:has(:checked)", ".app:not(:has(:checked))"):
        assert await owner.locator(part).last.evaluate(CONTRAST) >= 4.5, part
    await context.close()


async def test_the_switch_is_whole_and_easy_to_hit_on_the_smallest_phone(
    browser: Browser, demo: Demo
) -> None:
    async for page in opened(browser, demo.url, 360, 640):
        owner = await begin_on_zalo(page)
        await demo.stage.say(demo.stage.phone(HOA).id, "Có tin trên Telegram")
        await expect(owner.locator(".app .unread:visible")).to_have_count(1)
        for app in await owner.locator(".app").all():
            await expect(app).to_be_in_viewport(ratio=1)
            box = await app.bounding_box()
            assert box
            assert box["height"] >= 40
            assert await app.evaluate("node => node.scrollWidth <= node.clientWidth")
        assert await page.evaluate("document.documentElement.scrollWidth") == 360
        log = await owner.locator(".log").bounding_box()
        assert log
        assert log["height"] >= 400


async def test_a_chosen_person_comes_back_in_the_app_they_were_in(hand: Page) -> None:
    await begin_on_zalo(hand)
    await hand.get_by_role("button", name="Bà Lan").click()
    await expect(phone(hand, "dan")).to_be_visible()
    await hand.locator(".person", has_text="Nguyễn Thị Hoa").click()
    await expect(phone(hand).get_by_text("1. Báo cáo ngay")).to_be_visible()
    assert hand.url.endswith("#ttpvhcc.zalo_bot")


async def test_somebody_without_an_app_is_not_heard_in_it(demo: Demo) -> None:
    with pytest.raises(LookupError, match="zalo_oa"):
        demo.stage.personas[OFFICE].on("zalo_oa")
