"""People are interrupted: the draft waits, old buttons do no harm, the way back is shown."""

import pytest

from bot.sandbox.world import Message
from tests.chat import Town, open_town
from tests.handlers.reporting import kept, reporting, says_each


async def test_a_report_stopped_with_a_word_is_resumed_with_a_button(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12/40", "đúng", "hủy")
    hoa.sees("Đã lưu 1/4 mục")
    await hoa.picks("Làm tiếp báo cáo")
    hoa.sees("Làm tiếp báo cáo: đã ghi 1/4 mục.", "Bước 2/4")


async def test_a_report_stopped_by_command_is_resumed_with_a_word(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12/40", "đúng", "/huy")
    await hoa.says("NOP")
    hoa.sees("đã ghi 1/4 mục", "Bước 2/4")


async def test_days_later_the_next_reminder_leads_to_where_it_stopped(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12/40", "đúng", "hủy")
    await town.tick("2026-12-17 08:00")
    await hoa.picks("Báo cáo ngay")
    hoa.sees("Bước 2/4")


async def test_a_reminder_in_between_does_not_disturb_the_dialog(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("12")
    await town.tick("2026-12-17 08:00")
    await hoa.says("40")
    hoa.sees("Tôi ghi: 12/40 = 30,0 %")


async def test_a_restart_forgets_neither_the_question_nor_the_answers(
    sqlite_database_url: str,
) -> None:
    async with open_town(sqlite_database_url) as town:
        hoa = await reporting(town)
        await says_each(hoa, "12/40", "đúng", "Tốt.")
    async with open_town(sqlite_database_url) as town:
        hoa = await town.focal_point("BXDD")
        await hoa.says("Thiếu giảng viên.")
        hoa.sees("Bước 4/4")
        await says_each(hoa, "không có")
        hoa.sees("1. Lãnh đạo có chuyên môn KHKT: 12/40 = 30,0 %", "3. Khó khăn, vướng mắc: Thiếu")


async def test_opening_the_menu_in_between_does_not_lose_the_dialog(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12", "/menu", "40")
    hoa.sees("Tôi ghi: 12/40 = 30,0 %")


async def test_a_photo_is_no_answer_and_no_end(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("12")
    await hoa.sends({"sticker": {"file_id": "x", "file_unique_id": "y", "type": "regular",
                                 "width": 1, "height": 1, "is_animated": False,
                                 "is_video": False}})  # fmt: skip
    await hoa.says("40")
    hoa.sees("Tôi ghi: 12/40 = 30,0 %")


async def test_a_command_is_never_noted_as_an_answer(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "bỏ qua", "/gibberish", "bỏ qua", "bỏ qua", "bỏ qua", "gửi")
    report = await kept(town, "BXDD")
    assert report
    assert report.texts == {}


@pytest.mark.only_on_telegram("a button of an older message is tapped")
async def test_a_button_of_an_older_screen_shows_the_step_of_now(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("12/40")
    older = hoa.messages[-1]
    await hoa.says("13/40")
    await hoa.picks("Đúng", older)
    hoa.sees("Tôi ghi: 13/40 = 32,5 %")
    assert hoa.toast == "Màn hình này đã cũ. Anh/chị đang ở bước dưới đây."
    await hoa.picks("Đúng")
    hoa.sees("✓ Lãnh đạo có chuyên môn KHKT: 13/40 = 32,5 %")


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_a_choice_that_is_not_on_offer_is_not_taken(town: Town) -> None:
    hoa = await reporting(town)
    obligation, page = button_of(hoa.messages[-1], "Bỏ qua")
    await hoa.forges(f"repc:{obligation}:{page}:send")
    hoa.sees("Bước 1/4")
    assert await kept(town, "BXDD") is None


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_a_line_that_does_not_exist_is_not_opened(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, *["bỏ qua"] * 4)
    obligation, page = button_of(hoa.messages[-1], "Gửi báo cáo")
    await hoa.forges(f"repe:{obligation}:{page}:99")
    hoa.sees("xem lại trước khi gửi")
    await hoa.says("77")
    hoa.sees("xem lại trước khi gửi")


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_a_reading_that_was_not_offered_is_not_taken(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("1,250")
    obligation, page = button_of(hoa.messages[-1], "1250")
    await hoa.forges(f"rept:{obligation}:{page}:7")
    hoa.sees("Ý anh/chị là")


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_send_tapped_twice_sends_once(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, *["bỏ qua"] * 4)
    summary = hoa.messages[-1]
    tapped = f"repc:{':'.join(button_of(summary, 'Gửi báo cáo'))}:send"
    await hoa.picks("Gửi báo cáo")
    await hoa.forges(tapped)
    assert hoa.toast == "Báo cáo này đã gửi rồi."
    report = await kept(town, "BXDD")
    assert report
    assert report.sent.version == 1


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_an_old_button_after_stopping_offers_the_way_back(town: Town) -> None:
    hoa = await reporting(town)
    tapped = f"repc:{':'.join(button_of(hoa.messages[-1], 'Bỏ qua'))}:skip"
    await hoa.says("hủy")
    await hoa.forges(tapped)
    assert hoa.options() == ["Làm tiếp báo cáo", "Menu"]


async def test_words_where_only_a_choice_is_awaited_get_the_choices_again(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, *["bỏ qua"] * 4, "xin chào")
    hoa.sees("gõ số của dòng cần sửa", "xem lại trước khi gửi")


def button_of(message: Message, label: str) -> tuple[str, str]:
    """The obligation and the page in a button's data."""
    data = next(b["callback_data"] for row in message.buttons for b in row if b["text"] == label)
    _prefix, obligation, page, *_rest = str(data).split(":")
    return obligation, page


@pytest.mark.parametrize(
    "text",
    [
        "<b>&lt;i>", "\u202egnoht", "Z" + "\u0335" * 50, "👨‍👩‍👧‍👦" * 20, "\x00\x07",
        "\u200b\u200b",
        "9" * 4000, "a " * 2000, "1/0/0", "%", "-1", "٣٤", "½", "{}%(x)s",
    ],
)  # fmt: skip
async def test_whatever_is_typed_the_dialog_answers_and_goes_on(town: Town, text: str) -> None:
    hoa = await reporting(town)
    await says_each(hoa, text, "hủy", "nop", "12", text, "40", text, "hủy", "nop", "12/40", "đúng")
    await says_each(hoa, text, text, "bỏ qua", "bỏ qua", "bỏ qua", text, "gửi")
    assert await kept(town, "BXDD")
    assert not any("trục trặc" in message.text for message in hoa.messages)


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_an_id_beyond_all_bounds_is_an_old_button(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.forges(f"rep:{10**30}")
    await hoa.forges("repc:-5:1:skip")
    hoa.sees("Màn hình này đã cũ")
