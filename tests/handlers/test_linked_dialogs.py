"""What was begun in one app goes on in another."""

import pytest

from content.channels import ZALO_BOT
from tests.chat import Town
from tests.handlers.linking import code_of, give_role, link
from tests.handlers.reporting import reporting


async def test_a_figure_that_looks_like_a_code_stays_in_the_report(both: Town) -> None:
    hoa = await reporting(both)
    await hoa.says("LK 12 xã")
    await hoa.says("K7M X2Q 4PH")
    assert "mã này" not in hoa.text
    hoa.sees("Bước 1/")


async def test_a_report_begun_on_telegram_goes_on_on_zalo_at_the_same_step(both: Town) -> None:
    hoa = await reporting(both)
    zalo = hoa.other_phone(ZALO_BOT)
    await hoa.says("12")
    await hoa.says("15")
    await hoa.picks("Đúng")
    hoa.sees("Bước 2/")
    await zalo.says(await code_of(hoa))
    await zalo.picks("Của mình")
    await hoa.picks("Của mình")
    await zalo.picks("Làm tiếp ở đây")
    zalo.sees("Bước 2/")
    await zalo.says("Đã tập huấn cho 7 tổ")
    zalo.sees("Bước 3/")


async def test_what_is_typed_before_the_step_was_seen_here_is_not_taken(both: Town) -> None:
    hoa = await reporting(both)
    zalo = await hoa.on(ZALO_BOT)
    await zalo.says("12/15")
    zalo.sees("đang làm dở trên Telegram", "chưa được ghi", "Bước 1/")
    assert "12/15" not in zalo.text
    await zalo.says("12/15")
    zalo.sees("12/15 = 80,0 %")
    await zalo.says("đúng")
    zalo.sees("Bước 2/")
    await hoa.says("Đã tập huấn")
    hoa.sees("đang làm dở trên Zalo", "Bước 2/")
    assert "Đã tập huấn" not in hoa.text
    await hoa.says("Đã tập huấn")
    hoa.sees("Đã ghi: “Đã tập huấn”", "Bước 3/")
    await zalo.says("bỏ qua")  # what stands on Zalo's screen is older by now
    zalo.sees("đang làm dở trên Telegram", "chưa được ghi", "Bước 3/")


async def test_drafts_begun_on_both_sides_are_laid_together_and_it_is_said(both: Town) -> None:
    hoa = await reporting(both)
    await hoa.says("12/15")
    await hoa.picks("Đúng")
    await hoa.says("/huy")
    zalo = hoa.other_phone(ZALO_BOT)
    await give_role(both, zalo, "BXDD")
    await both.tick("2026-12-15 08:10")
    await zalo.says("/baocao")
    await zalo.picks("Báo cáo ngay")
    await zalo.says("10/15")
    await zalo.picks("Đúng")
    await zalo.says("Đã tập huấn cho 7 tổ")
    await zalo.says("/huy")
    await link(hoa, zalo)
    hoa.sees("Cả hai bên đều đã làm dở", "giữ 10/15 = 66,7 %, bỏ 12/15 = 80,0 %")
    zalo.sees("giữ 10/15 = 66,7 %")
    await hoa.says("/baocao")
    await hoa.picks("Báo cáo ngay")
    hoa.sees("Bước 3/")


async def test_both_phones_may_speak_at_once(both: Town) -> None:
    """Two lanes, one person: neither undoes what the other has done."""
    hoa = await reporting(both)
    zalo = await hoa.on(ZALO_BOT)
    for _ in range(3):
        hoa.phone.says("12/15")
        zalo.phone.says("10/15")
        both.said[ZALO_BOT] += 1
        await both.settle()
        assert "trục trặc" not in hoa.text + zalo.text
    read_back = [chat for chat in (hoa, zalo) if "Đúng không?" in chat.text]
    assert read_back
    await read_back[0].picks("Đúng")
    read_back[0].sees("Bước 2/")


async def test_what_the_other_phone_says_while_two_become_one_is_answered(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await zalo.says(await code_of(hoa))
    await zalo.picks("Của mình")
    hoa.phone.taps("Của mình")
    zalo.phone.says("/riengtu")
    both.said[ZALO_BOT] += 1
    await both.settle()
    shown = [message.text for message in zalo.messages[-2:]]
    assert any("Xóa dữ liệu của tôi" in text for text in shown), shown
    assert any("Đã liên kết với Telegram" in text for text in shown), shown


async def test_of_two_open_dialogs_one_goes_on_and_the_other_is_said_to_stop(both: Town) -> None:
    hoa = await reporting(both)
    zalo = hoa.other_phone(ZALO_BOT)
    await give_role(both, zalo, "TYT")
    await both.tick("2026-12-15 08:10")
    await zalo.says("/baocao")
    await zalo.picks("Báo cáo ngay")
    await zalo.says("12/15")
    await link(hoa, zalo)
    hoa.sees("Tôi đã tạm dừng báo cáo", "chưa xác nhận nên chưa được ghi")
    zalo.sees("Tôi đã tạm dừng báo cáo", "Làm tiếp ở đây")
    await hoa.says("12/15")
    hoa.sees("Ban XDĐ", "12/15 = 80,0 %")


async def test_a_request_for_more_time_goes_on_on_the_other_phone(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    await both.tick("2026-12-14 08:00")
    await hoa.says("xin gia hạn đến 21/12")
    zalo = await hoa.on(ZALO_BOT)
    await zalo.says("chờ số liệu của tỉnh")
    zalo.sees("đang làm dở trên Telegram", "lý do")
    await zalo.says("chờ số liệu của tỉnh")
    zalo.sees("chờ số liệu của tỉnh", "Gửi")
    await hoa.says("gửi")
    hoa.sees("đang làm dở trên Zalo", "chờ số liệu của tỉnh")
    await hoa.says("gửi")
    hoa.sees("đề nghị gia hạn đến thứ Hai, 21/12")


async def test_a_report_is_sent_where_it_was_not_begun(both: Town) -> None:
    hoa = await reporting(both)
    await hoa.says("12/15")
    await hoa.picks("Đúng")
    zalo = await hoa.on(ZALO_BOT)
    await zalo.says("làm tiếp ở đây")
    for _ in range(3):
        await zalo.says("bỏ qua")
    await zalo.says("gửi")
    zalo.sees("BC-BXDD-2026-12-01")
    await hoa.says("/baocao")
    hoa.sees("báo cáo")
    assert "Báo cáo ngay" not in hoa.options()


@pytest.mark.parametrize(
    ("word", "answered"),
    [
        ("DUNG", "Tin nhắc vẫn được gửi"),
        ("dừng", "Tin nhắc vẫn được gửi"),
        ("HUY", "tạm dừng báo cáo"),
        ("huy", "tạm dừng báo cáo"),
        ("MENU", "Vai trò của anh/chị"),
        ("GIAHAN", "xin gia hạn đến ngày nào?"),
        ("HOC", "Bình dân học vụ số"),
        ("KIEMTRA", "chưa kiểm tra được"),
        ("NOP", "Bước 1/"),
        ("SUA", "Bước 1/"),
    ],
)
async def test_a_command_word_is_heard_while_a_report_stands_in_another_app(
    both: Town, word: str, answered: str
) -> None:
    hoa = await reporting(both)
    zalo = await hoa.on(ZALO_BOT)
    await zalo.says(word)
    zalo.sees(answered)
    assert not any("chưa được ghi" in message.text for message in zalo.messages)


@pytest.mark.parametrize("word", ["Dung", "dung"])
async def test_what_may_mean_right_is_asked_once_more_where_nothing_was_seen(
    both: Town, word: str
) -> None:
    hoa = await reporting(both)
    await hoa.says("12/15")
    zalo = await hoa.on(ZALO_BOT)
    await zalo.says(word)
    zalo.sees("chưa được ghi", "12/15 = 80,0 %")
    assert "Bước 2/" not in zalo.text


async def test_a_request_in_another_app_is_shown_where_it_stands(both: Town) -> None:
    hoa = await reporting(both)
    await hoa.says("xin gia hạn đến 21/12")
    hoa.sees("lý do")
    zalo = await hoa.on(ZALO_BOT)
    await zalo.says("GIAHAN")
    zalo.sees("lý do")
    assert not any("chưa được ghi" in message.text for message in zalo.messages)


async def test_after_a_menu_what_is_typed_is_still_not_taken_blindly(both: Town) -> None:
    hoa = await reporting(both)
    zalo = await hoa.on(ZALO_BOT)
    await zalo.says("MENU")
    await zalo.says("12/15")
    zalo.sees("chưa được ghi", "Bước 1/")
