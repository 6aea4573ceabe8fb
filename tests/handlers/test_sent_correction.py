"""After the receipt: a line put right in a sentence, and what a correction does to the day."""

from decimal import Decimal

import pytest

from content.answers import ratio
from content.periods import Cadence, Period
from tests.chat import Chat, Town
from tests.handlers.reporting import kept, reporting, says_each, sent_before
from tests.handlers.test_sent import sent

LAST_YEAR = Period(Cadence.YEAR, 2025, 12)


@pytest.mark.parametrize(
    "words",
    ["gửi nhầm rồi, số 1 phải là 13/40", "sửa số 1 thành 13/40", "1. 13/40", "so 1: 13/40",
     "line 1 should be 13/40"],
)  # fmt: skip
async def test_a_line_is_put_right_in_a_sentence_and_read_back(town: Town, words: str) -> None:
    hoa = await sent(town)
    await hoa.says(words)
    hoa.sees("Anh/chị đang sửa báo cáo đã gửi", "Tôi ghi: 13/40 = 32,5 %", "Đúng không?")
    await says_each(hoa, "đúng", "gửi")
    report = await kept(town, "BXDD")
    assert report
    assert report.sent.version == 2
    assert report.answers["NL07"] == ratio(Decimal(13), Decimal(40))


async def test_a_line_named_without_a_figure_is_opened(town: Town) -> None:
    hoa = await sent(town, "Mở lớp bồi dưỡng")
    await hoa.says("sửa 2")
    hoa.sees("Kết quả nổi bật", "Mở lớp bồi dưỡng")
    await hoa.says("Mở hai lớp bồi dưỡng")
    hoa.sees("xem lại trước khi gửi")


async def test_a_line_that_is_not_there_is_said_so(town: Town) -> None:
    hoa = await sent(town)
    await hoa.says("sửa số 9 thành 13/40")
    hoa.sees("không có dòng 9", "xem lại trước khi gửi")


async def test_a_figure_in_two_readings_is_asked_there_too(town: Town) -> None:
    hoa = await sent(town)
    await hoa.says("sửa 1 thành khoảng 13/40")
    hoa.sees("Ý anh/chị là", "13/40")


@pytest.mark.only_on_telegram("Zalo does not tell which message is replied to")
async def test_the_receipt_may_be_replied_to(town: Town) -> None:
    hoa = await sent(town)
    receipt = hoa.messages[-1]
    await hoa.says("/baocao")
    await hoa.says("1. 13/40", reply_to=receipt)
    hoa.sees("Tôi ghi: 13/40")


async def test_a_numbered_figure_elsewhere_corrects_nothing(town: Town) -> None:
    hoa = await sent(town)
    await hoa.says("/menu")
    await hoa.says("1. 13/40")
    assert "13/40" not in hoa.text


async def test_of_several_reports_it_is_asked_which(town: Town) -> None:
    await sent_before(town, "BXDD", LAST_YEAR, NL07=(10, 40))
    hoa = await sent(town)
    await hoa.says("/menu")
    await hoa.says("sửa số 1 thành 13/40")
    hoa.sees("Anh/chị muốn sửa báo cáo nào?")


async def test_a_correction_after_the_due_day_does_not_make_the_report_late(town: Town) -> None:
    office, hoa = await town.office(), await sent(town)
    town.clock.move_to(town.now.replace(day=21))
    await says_each(hoa, "sửa 1", "13/40", "đúng", "gửi")
    hoa.sees("Bản sửa lần 2, nhận lúc 08:00 ngày 21/12/2026")
    hoa.sees("Lần đầu nộp lúc 08:00 ngày 15/12/2026, đúng hạn.")
    assert "Gửi muộn" not in hoa.text
    await office.says("ban xây dựng đảng nộp chưa?")
    office.sees("08:00 15/12, đúng hạn", "BC-BXDD-2026-12-02 (bản sửa lần 2, hôm nay 08:00)")


async def test_a_late_report_stays_late_when_it_is_corrected(town: Town) -> None:
    hoa = await reporting(town)
    town.clock.move_to(town.now.replace(day=21))
    await says_each(hoa, "12/40", "đúng", *["bỏ qua"] * 3, "gửi")
    hoa.sees("Gửi muộn: quá hạn 2 ngày làm việc")
    await says_each(hoa, "sửa 1", "13/40", "đúng", "gửi")
    hoa.sees("Bản sửa lần 2", "Lần đầu nộp lúc 08:00 ngày 21/12/2026, nộp trễ 2 ngày làm việc.")


async def nothing_left_open(town: Town) -> Chat:
    """All indicators are filled; the questions are open."""
    hoa = await reporting(town)
    await says_each(hoa, "12/40", "đúng", "để sau")
    return hoa


async def test_a_figure_too_many_is_named_and_not_noted(town: Town) -> None:
    hoa = await nothing_left_open(town)
    await hoa.says("45 phần trăm")
    hoa.sees("Mọi chỉ tiêu đã được trả lời, nên tôi chưa ghi “45 phần trăm”", "bước xem lại")


async def test_a_number_too_large_is_said_to_be_that(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("9" * 21)
    hoa.sees("Số này quá lớn", "Bước 1/4")
