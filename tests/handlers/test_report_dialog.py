"""The report dialog from the first question to the receipt."""

from decimal import Decimal

from content.answers import AnswerStatus
from content.periods import Cadence, Period
from storage.models import ObligationState
from tests.chat import Town
from tests.handlers.reporting import (
    kept,
    obligation_of,
    reporting,
    says_each,
    sent_before,
)

YEAR_2025 = Period(Cadence.YEAR, 2025, 12)


async def test_a_focal_point_reports_from_reminder_to_receipt(town: Town) -> None:
    hoa = await reporting(town)
    hoa.sees("Bước 1/4", "Đơn vị tính: %", "Mục tiêu năm 2030: từ 25 % trở lên", "tử số")
    await hoa.says("12")
    hoa.sees("Tử số: 12", "Nhập tiếp mẫu số")
    await hoa.says("40")
    hoa.sees("Tôi ghi: 12/40 = 30,0 %. Đúng không?")
    await hoa.picks("Đúng")
    hoa.sees("✓ Lãnh đạo có chuyên môn KHKT: 12/40 = 30,0 %", "Bước 2/4", "Kết quả nổi bật")
    await says_each(hoa, "Mở 2 lớp bồi dưỡng.", "Thiếu giảng viên.", "không có")
    hoa.sees("xem lại trước khi gửi", "1. Lãnh đạo", "3. Khó khăn, vướng mắc: Thiếu giảng viên.")
    await hoa.picks("Gửi báo cáo")
    hoa.sees("Đã nhận báo cáo năm 2026", "BC-BXDD-2026-12-01", "08:00 ngày 15/12/2026", "lần 1")


async def test_what_was_reported_is_stored_unrounded_and_reminders_end(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "1/3", "đúng", "Tốt.", "bỏ qua", "bỏ qua", "gửi")
    report = await kept(town, "BXDD")
    assert report
    assert report.answers["NL07"].numerator == Decimal(1)
    assert report.answers["NL07"].value == Decimal(100) / Decimal(3)
    assert report.texts == {"results": "Tốt."}
    obligation = await obligation_of(town, "BXDD")
    assert obligation.state == ObligationState.SUBMITTED
    assert obligation.next_reminder_at is None


async def test_last_period_is_shown_and_stands_in_the_read_back(town: Town) -> None:
    await sent_before(town, "BXDD", YEAR_2025, NL07=(10, 40))
    hoa = await reporting(town)
    hoa.sees("Kỳ trước: 10/40 = 25,0 %")
    await hoa.says("11")
    assert "Như kỳ trước: 40" in hoa.options()
    await hoa.picks("Như kỳ trước: 40")
    hoa.sees("Tôi ghi: 11/40 = 27,5 %, kỳ trước 25,0 %. Đúng không?")


async def test_the_figures_of_last_period_are_kept_with_one_word(town: Town) -> None:
    await sent_before(town, "BXDD", YEAR_2025, NL07=(10, 40))
    hoa = await reporting(town)
    assert hoa.options()[0] == "Giữ nguyên kỳ trước"
    await says_each(hoa, "giu nguyen ky truoc", "bo qua", "bo qua", "bo qua")
    hoa.sees("10/40 = 25,0 % (giữ nguyên kỳ trước)")
    await hoa.picks("Gửi báo cáo")
    report = await kept(town, "BXDD")
    assert report
    assert report.answers["NL07"].status is AnswerStatus.UNCHANGED
    assert report.answers["NL07"].denominator == 40


async def test_without_an_earlier_period_nothing_can_be_kept(town: Town) -> None:
    hoa = await reporting(town)
    hoa.sees("Kỳ trước: chưa có")
    assert "Giữ nguyên kỳ trước" not in hoa.options()


async def test_choices_are_typed_with_or_without_diacritics_and_are_never_zero(
    town: Town,
) -> None:
    hoa = await reporting(town, "TTPVHCC")
    await says_each(hoa, "dạ chưa có số liệu ạ", "khong phat sinh", "Bỏ qua", "Chua co so lieu.")
    await says_each(hoa, "không có", "bo qua", "bỏ qua", "bo qua nhé", "gửi báo cáo")
    report = await kept(town, "TTPVHCC")
    assert report
    assert [(code, a.status.value, a.value) for code, a in sorted(report.answers.items())] == [
        ("CS01", "no_data", None),
        ("CS02", "no_activity", None),
        ("CS03", "skipped", None),
        ("CS04", "no_data", None),
        ("CS05", "no_activity", None),
    ]


async def test_a_rate_alone_is_taken_and_marked(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("89,4%")
    hoa.sees("Tôi ghi: 89,4 %", "Chỉ có tỷ lệ")
    await says_each(hoa, "đúng rồi ạ", "bỏ qua", "bỏ qua", "bỏ qua")
    hoa.sees("89,4 % (chỉ có tỷ lệ)")


async def test_what_was_read_back_can_be_corrected_by_tapping_or_typing(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12/40")
    await hoa.picks("Sửa")
    hoa.sees("Nhập tử số")
    await says_each(hoa, "13/40", "14/40")
    hoa.sees("Tôi ghi: 14/40 = 35,0 %")


async def test_back_leads_to_the_numerator_and_to_the_step_before(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12", "quay lại")
    hoa.sees("Nhập tử số")
    await hoa.picks("Quay lại")
    hoa.sees("Đây là bước đầu tiên.")
    await says_each(hoa, "12/40", "đúng", "quay lai")
    hoa.sees("Bước 1/4", "Đã ghi: 12/40 = 30,0 %")
    await hoa.picks("Tiếp tục")
    hoa.sees("Bước 2/4")


async def test_a_line_of_the_summary_is_changed_and_the_summary_returns(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12/40", "đúng", "Tốt.", "bỏ qua", "bỏ qua")
    await hoa.picks("Sửa 2")
    hoa.sees("Kết quả nổi bật", "Đã ghi: Tốt.")
    await hoa.says("Rất tốt.")
    hoa.sees("xem lại trước khi gửi", "2. Kết quả nổi bật: Rất tốt.")
    await says_each(hoa, "1", "13/40", "đúng")
    hoa.sees("xem lại trước khi gửi", "13/40 = 32,5 %")
    await says_each(hoa, "sửa dòng 1", "quay lại")
    hoa.sees("xem lại trước khi gửi", "13/40 = 32,5 %")


async def test_qualitative_indicators_take_words(town: Town) -> None:
    hoa = await reporting(town, "KTHTDT")
    hoa.sees("Bước 1/14", "viết vài câu")
    await hoa.says("Đã phủ sóng 5G 12 khu phố.")
    hoa.sees("✓ Đã ghi", "Bước 2/14")
    await hoa.says("quay lại")
    hoa.sees("Đã ghi: Đã phủ sóng 5G 12 khu phố.")


async def test_money_is_typed_as_people_say_it(town: Town) -> None:
    hoa = await reporting(town, "KTHTDT")
    await says_each(hoa, "bỏ qua", "bỏ qua", "bỏ qua")
    hoa.sees("1,5 tỷ")
    await says_each(hoa, "250 triệu", "12,5 tỷ")
    hoa.sees("Tôi ghi: 250.000.000/12.500.000.000 = 2,0 %")


async def test_words_people_write_are_shown_as_written(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "bỏ qua", "<b>R&D</b> <script>", "bỏ qua", "bỏ qua")
    hoa.sees("2. Kết quả nổi bật: <b>R&D</b> <script>")


async def test_a_text_that_is_too_long_is_not_cut_but_asked_again(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "bỏ qua", "a" * 2001)
    hoa.sees("Nội dung dài 2.001 ký tự", "Bước 2/4")


async def test_a_unit_without_indicators_only_answers_the_questions(town: Town) -> None:
    hoa = await reporting(town, "MTTQ")
    hoa.sees("Bước 1/3", "Kết quả nổi bật")
    await says_each(hoa, "Tốt.", "không có", "không có", "gửi")
    hoa.sees("Đã nhận báo cáo năm 2026")


async def test_the_whole_dialog_is_had_in_english(town: Town) -> None:
    hoa = await reporting(town, language="en")
    hoa.sees("Step 1/4", "Unit of measure: %", "Target for 2030: at least 25 %")
    await says_each(hoa, "12", "40")
    hoa.sees("I note: 12/40 = 30.0 %. Correct?")
    await says_each(hoa, "yes", "skip", "back", "continue", "none", "skip", "send the report")
    hoa.sees("Report for year 2026 received", "BC-BXDD-2026-12-01")


async def test_the_next_report_is_offered_after_a_receipt(town: Town) -> None:
    hoa = await town.focal_point("BXDD", "MTTQ")
    await town.tick("2026-12-15 08:00")
    await hoa.picks("Báo cáo ngay (2)")
    await says_each(hoa, "bỏ qua", "bỏ qua", "bỏ qua", "gửi")
    assert [label for label in hoa.options() if "Làm tiếp: báo cáo năm 2026" in label]


async def test_a_report_sent_after_its_day_says_so_in_the_receipt(town: Town) -> None:
    hoa = await town.focal_point("MTTQ")
    await town.tick("2026-12-15 08:00")
    await town.tick("2026-12-22 08:00")
    await hoa.picks("Báo cáo ngay")
    await says_each(hoa, "bỏ qua", "bỏ qua", "bỏ qua", "gửi")
    hoa.sees("Gửi muộn: quá hạn 3 ngày làm việc")
