"""What is typed in the report dialog without being meant for it: asked first, never just noted."""

import pytest

from content.periods import Cadence, Period
from tests.chat import Chat, Town
from tests.handlers.reporting import AFTER_CUTOFF, kept, reporting, says_each, sent_before

WISH = "xin gia hạn đến 28/12 vì chờ số liệu ngân hàng"


async def narrating(town: Town) -> Chat:
    hoa = await reporting(town)
    await says_each(hoa, "12/40", "đúng")
    hoa.sees("Bước 2/4")
    return hoa


@pytest.mark.parametrize("wish", [WISH, "xin gia han den 28/12 vi cho so lieu ngan hang"])
async def test_a_request_for_more_time_is_not_written_into_the_report(
    town: Town, wish: str
) -> None:
    hoa = await narrating(town)
    await hoa.says(wish)
    hoa.sees("xin gia hạn, hay ghi câu này vào báo cáo?", "Bước 2/4")
    assert hoa.options() == ["Xin gia hạn", "Ghi vào báo cáo", "Quay lại", "Hủy"]
    await hoa.picks("Xin gia hạn")
    hoa.sees("28/12/2026", "Gửi nhé?")
    await says_each(hoa, "thôi", "nop")
    hoa.sees("đã ghi 1/4 mục", "Bước 2/4")


async def test_days_later_too_the_request_is_asked_about(town: Town) -> None:
    hoa = await narrating(town)
    await town.tick("2026-12-17 08:00")
    await hoa.picks("Báo cáo ngay")
    await hoa.says(WISH)
    hoa.sees("xin gia hạn, hay ghi câu này vào báo cáo?")
    await hoa.says("ừ")
    hoa.sees("Anh/chị chọn một mục", "hay ghi câu này")
    await hoa.says("xin gia hạn")
    hoa.sees("Gửi nhé?")


async def test_what_does_belong_into_the_report_is_written_with_one_word(town: Town) -> None:
    hoa = await narrating(town)
    await says_each(hoa, WISH, "ghi vào báo cáo")
    hoa.sees(f"✓ Đã ghi: “{WISH}”", "Bước 3/4")


@pytest.mark.parametrize("words", ["tôi nộp giấy rồi", "ừ", "report", "hạn nộp ngày mấy"])
async def test_an_aside_is_asked_about_and_dropped_with_a_no(town: Town, words: str) -> None:
    hoa = await narrating(town)
    await hoa.says(words)
    hoa.sees("Ghi câu này vào báo cáo? (Báo cáo chưa gửi.)", words)
    await hoa.says("không")
    hoa.sees("Bước 2/4")
    await says_each(hoa, "Tốt.", *["bỏ qua"] * 2, "gửi")
    report = await kept(town, "BXDD")
    assert report
    assert list(report.texts.values()) == ["Tốt."]


async def test_a_request_in_place_of_a_reason_keeps_the_figure(town: Town) -> None:
    await sent_before(town, "BXDD", Period(Cadence.YEAR, 2025, 12), NL07=(10, 40))
    hoa = await reporting(town)
    await says_each(hoa, "12/60", "đúng")
    hoa.sees("Mẫu số thay đổi nhiều")
    await says_each(hoa, WISH, "không")
    hoa.sees("Mẫu số thay đổi nhiều", "lý do")
    await hoa.says(WISH)
    hoa.sees("hay ghi câu này vào báo cáo?")
    await says_each(hoa, "xin gia hạn", "thôi", "nop")
    hoa.sees("đã ghi 1/4 mục")


async def test_at_a_figure_the_request_is_taken_up_at_once(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says(WISH)
    hoa.sees("28/12/2026", "Gửi nhé?")


async def test_an_earlier_text_is_replaced_only_after_a_yes(town: Town) -> None:
    hoa = await narrating(town)
    await says_each(hoa, "Đã tập huấn 3 lớp.", "quay lại", "Đã tập huấn 4 lớp.")
    hoa.sees("Đã ghi: Đã tập huấn 3 lớp.", "vừa gõ: “Đã tập huấn 4 lớp.”", "Thay phần đã ghi")
    await hoa.picks("Giữ như đã ghi")
    hoa.sees("Bước 3/4")
    await says_each(hoa, "quay lại", "bỏ qua")
    hoa.sees("vừa gõ: “bỏ qua”")
    await says_each(hoa, "quay lại", "Đã tập huấn 4 lớp.", "thay")
    hoa.sees("✓ Đã ghi: “Đã tập huấn 4 lớp.”", "Bước 3/4")


async def test_words_after_another_screen_are_not_just_written_down(town: Town) -> None:
    hoa = await narrating(town)
    await says_each(hoa, "/baocao", "Cho tôi hỏi chuyện khác.")
    hoa.sees("Ghi câu này vào báo cáo?", "Cho tôi hỏi chuyện khác.")


@pytest.mark.parametrize("words", ["không phát sinh", "ko có gì phát sinh"])
async def test_a_report_without_indicators_is_asked_before_it_is_said_empty(
    town: Town, words: str
) -> None:
    hoa = await town.focal_point("MTTQ")
    await town.tick(AFTER_CUTOFF)
    assert "gõ số liệu" not in hoa.text
    await hoa.says(words)
    hoa.sees("Ghi cả báo cáo là “không phát sinh”?", "Kết quả nổi bật")
    assert hoa.options() == ["Đúng", "Không", "Hủy"]
    await hoa.says("đúng")
    hoa.sees("xem lại trước khi gửi", "1. Kết quả nổi bật: Không phát sinh")
    await says_each(hoa, "để sau", words)
    hoa.sees("đã có đủ câu trả lời, nên tôi chưa ghi", "xem lại trước khi gửi")


async def test_a_no_leads_to_the_first_question(town: Town) -> None:
    hoa = await town.focal_point("MTTQ")
    await town.tick(AFTER_CUTOFF)
    await says_each(hoa, "không phát sinh", "không")
    hoa.sees("Bước 1/3")
    await says_each(hoa, "hủy", "đang làm")
    assert "gõ luôn số liệu" not in hoa.text
    await hoa.says("trời đẹp quá")
    assert "1.234/1.380" not in hoa.text


async def test_at_the_read_back_words_are_told_from_figures(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12/40", "nộp")
    hoa.sees("Báo cáo chưa gửi", "Tôi ghi: 12/40 = 30,0 %")
    await hoa.says("thế à thế")
    hoa.sees("chọn “Đúng” hoặc “Sửa”")
    await hoa.says("tôi muốn quay lại")
    hoa.sees("Bước 1/4")
    await says_each(hoa, "12/40", "chuẩn rồi")
    hoa.sees("✓ Lãnh đạo có chuyên môn KHKT: 12/40 = 30,0 %")


async def test_a_slip_gets_one_line_with_the_buttons(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("nhiều lắm")
    assert len(hoa.words.splitlines()) <= 3
    hoa.sees("Tôi chưa đọc được số", "Bước 1/4 · Lãnh đạo có chuyên môn KHKT")
    assert "Bỏ qua" in hoa.options()
    await says_each(hoa, "/menu", "nhiều lắm")
    assert "Đơn vị tính" in hoa.text


async def test_the_due_day_is_told_in_the_middle_of_it(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("hạn nộp ngày mấy")
    hoa.sees("Hạn thứ Năm, 17/12/2026 (còn 2 ngày).", "Bước 1/4")
