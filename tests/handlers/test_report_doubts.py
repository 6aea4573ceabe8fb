"""A wrong number is never stored silently: what cannot be is refused, what is odd is asked."""

from decimal import Decimal

from content.periods import Cadence, Period
from tests.chat import Chat, Town
from tests.handlers.reporting import AFTER_CUTOFF, kept, reporting, says_each, sent_before

YEAR_2024, YEAR_2025 = Period(Cadence.YEAR, 2024, 12), Period(Cadence.YEAR, 2025, 12)


async def finished(chat: Chat) -> None:
    await says_each(chat, "bỏ qua", "bỏ qua", "bỏ qua", "gửi")


async def test_a_part_larger_than_its_whole_is_refused_and_asked_again(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("45/40")
    hoa.sees("Tử số 45 lớn hơn mẫu số 40", "gõ lại", "Nhập tử số")


async def test_a_rate_above_one_hundred_is_refused(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("189%")
    hoa.sees("189,0 % vượt quá 100,0 %", "Nhập tử số")


async def test_an_unclear_separator_is_asked_with_both_readings(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("1,250")
    hoa.sees("Ý anh/chị là 1,25 % hay 1250?")
    await hoa.picks("1250")
    hoa.sees("Tử số: 1.250")


async def test_an_unclear_denominator_does_not_forget_the_numerator(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "1100", "khoảng 1380")
    await hoa.picks("Sửa")
    hoa.sees("Tử số: 1.100", "Nhập tiếp mẫu số")
    await hoa.says("khoảng 1380")
    await hoa.picks("1380")
    hoa.sees("Tôi ghi: 1.100/1.380 = 79,7 %")


async def test_where_things_are_counted_a_comma_can_only_group_thousands(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("1,234/1,380")
    hoa.sees("Tôi ghi: 1.234/1.380 = 89,4 %. Đúng không?")
    await says_each(hoa, "sửa", "1100", "1,380")
    hoa.sees("Tôi ghi: 1.100/1.380 = 79,7 %")


async def test_a_space_between_groups_is_asked_with_both_readings(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("850 900")
    hoa.sees("Ý anh/chị là 850900 hay 850/900 = 94,4 %?")
    await hoa.picks("850/900")
    hoa.sees("Tôi ghi: 850/900 = 94,4 %. Đúng không?")
    await says_each(hoa, "sửa", "850 900")
    await hoa.picks("850900")
    hoa.sees("Tử số: 850.900")


async def test_two_counts_where_the_denominator_is_asked_may_be_both(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "850", "850 900")
    hoa.sees("Ý anh/chị là 850900 hay 850/900 = 94,4 %?")
    await hoa.picks("850/900")
    hoa.sees("Tôi ghi: 850/900 = 94,4 %. Đúng không?")


async def test_the_whole_before_the_part_is_no_reading(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("900 850")
    hoa.sees("Ý anh/chị là 900850, phải không?")
    assert hoa.options() == ["900850", "Sửa", "Hủy"]


async def test_a_share_of_one_may_be_a_rate(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("0,45")
    hoa.sees("Ý anh/chị là 45 % hay 0,45 %?")
    await hoa.picks("45 %")
    hoa.sees("Tôi ghi: 45,0 %")


async def test_a_letter_for_a_digit_is_confirmed_first(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("l2/15")
    hoa.sees("Ý anh/chị là 12/15 = 80,0 %, phải không?")
    await hoa.says("đúng")
    hoa.sees("Tôi ghi: 12/15 = 80,0 %. Đúng không?")


async def test_an_approximate_number_is_confirmed_first(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("khoảng 12")
    hoa.sees("Ý anh/chị là 12, phải không?")
    await hoa.says("phải")
    hoa.sees("Tử số: 12")


async def test_a_bare_no_is_asked_whether_nothing_or_zero(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("không")
    hoa.sees("không phát sinh, chưa có số liệu, hay bằng 0?")
    await hoa.picks("Bằng 0")
    hoa.sees("Tử số: 0")
    await says_each(hoa, "40", "đúng")
    await finished(hoa)
    report = await kept(town, "BXDD")
    assert report
    assert report.answers["NL07"].value == 0


async def test_words_without_a_number_store_nothing_and_get_an_example(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("chắc là nhiều lắm")
    hoa.sees("Tôi chưa đọc được số", "1234/1380", "Bước 1/4")


async def test_a_slipped_digit_is_asked_with_what_was_probably_meant(town: Town) -> None:
    await sent_before(town, "BXDD", YEAR_2025, NL07=(30, 100))
    hoa = await reporting(town)
    await hoa.says("310/1000")
    hoa.sees("Tử số kỳ trước là 30, kỳ này 310", "thừa hoặc thiếu một chữ số")
    await hoa.picks("Sửa")
    await hoa.says("31/1000")
    hoa.sees("Mẫu số kỳ trước là 100, kỳ này 1.000", "Đúng không?")
    await hoa.picks("31/100 = 31,0 %")
    hoa.sees("✓ Lãnh đạo có chuyên môn KHKT: 31/100 = 31,0 %")


async def test_two_slipped_digits_are_put_right_together(town: Town) -> None:
    await sent_before(town, "BXDD", YEAR_2025, NL07=(30, 100))
    hoa = await reporting(town)
    await hoa.says("310/1010")
    hoa.sees("Tử số kỳ trước là 30", "Mẫu số kỳ trước là 100")
    assert "Ý tôi là 31/101 = 30,7 %" in hoa.options()


async def test_an_unusual_figure_asks_for_a_reason_that_the_reviewer_sees(town: Town) -> None:
    await sent_before(town, "BXDD", YEAR_2025, NL07=(10, 40))
    hoa = await reporting(town)
    await says_each(hoa, "12/60", "đúng")
    hoa.sees("Mẫu số thay đổi nhiều: từ 40 thành 60", "lý do")
    await hoa.says("Sáp nhập hai đơn vị")
    hoa.sees("Bước 2/4")
    await finished(hoa)
    report = await kept(town, "BXDD")
    assert report
    assert report.answers["NL07"].warnings == ("denominator_changed",)
    assert report.answers["NL07"].words == "Sáp nhập hai đơn vị"


async def test_a_reason_is_welcome_but_never_demanded(town: Town) -> None:
    await sent_before(town, "BXDD", YEAR_2025, NL07=(10, 40))
    hoa = await reporting(town)
    await says_each(hoa, "12/60", "đúng", "vẫn ghi", "bỏ qua", "bỏ qua", "bỏ qua")
    hoa.sees("12/60 = 20,0 % (mẫu số thay đổi nhiều)")


async def test_an_unusual_figure_can_still_be_put_right(town: Town) -> None:
    await sent_before(town, "BXDD", YEAR_2025, NL07=(10, 40))
    hoa = await reporting(town)
    await says_each(hoa, "12/60", "đúng")
    await hoa.picks("Sửa")
    hoa.sees("Nhập tử số")


async def test_a_denominator_of_zero_means_nothing_arose_and_is_read_back(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "0", "0")
    hoa.sees("Mẫu số bằng 0", "không phát sinh", "Đúng không?")


async def test_a_rate_typed_as_denominator_is_explained(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12", "30%")
    hoa.sees("Chỗ này cần số lượng, không phải tỷ lệ", "Tử số: 12")


async def test_figures_that_contradict_each_other_are_shown_in_the_summary(town: Town) -> None:
    hoa = await reporting(town, "TTPVHCC")
    await says_each(hoa, "bỏ qua", "bỏ qua", "900/1000", "đúng", "bỏ qua", "1100/1200", "đúng")
    await says_each(hoa, "bỏ qua", "bỏ qua", "bỏ qua")
    hoa.sees("Số hồ sơ xử lý trực tuyến (1.100) nhiều hơn tổng số hồ sơ (1.000)")


async def test_a_flow_figure_before_the_cut_off_is_asked_once_and_marked(town: Town) -> None:
    hoa = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 08:00")
    await hoa.picks("Báo cáo ngay")
    hoa.sees("Kỳ số liệu chưa kết thúc (đến hết ngày 14/12/2026)", "Vẫn ghi?")
    await says_each(hoa, "vẫn ghi", "1234/1380", "đúng", "hủy")
    await hoa.picks("Làm tiếp báo cáo")
    hoa.sees("Làm tiếp báo cáo: đã ghi 1/8 mục.", "Bước 2/8")
    await says_each(hoa, *["bỏ qua"] * 7)
    hoa.sees("89,4 % (ghi trước ngày chốt số liệu)")


async def test_who_does_not_want_to_report_early_is_left_in_peace(town: Town) -> None:
    hoa = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 08:00")
    await hoa.picks("Báo cáo ngay")
    await hoa.says("không")
    hoa.sees("chưa ghi số liệu nào")


async def test_a_stock_figure_may_be_noted_early(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    await town.tick("2026-12-10 08:00")
    await hoa.picks("Báo cáo ngay")
    hoa.sees("Bước 1/4")


async def test_a_figure_just_below_its_target_is_not_rounded_onto_it(town: Town) -> None:
    hoa = await reporting(town, "TTPVHCC")
    await says_each(hoa, "bỏ qua", "7996/10000")
    hoa.sees("= 79,96 %")
    await hoa.says("8004/10000")
    hoa.sees("= 80,0 %")


async def test_a_years_count_is_not_held_against_a_months(town: Town) -> None:
    november = Period(Cadence.MONTHLY, 2026, 11)
    await sent_before(town, "TTPVHCC", november, CS01=(1000, 1200), CS04=(20, 40))
    hoa = await reporting(town, "TTPVHCC")
    hoa.sees("Kỳ trước: chưa có")
    await hoa.says("12000/14400")
    hoa.sees("Tôi ghi: 12.000/14.400 = 83,3 %. Đúng không?")
    await says_each(hoa, "đúng", "bỏ qua", "bỏ qua")
    hoa.sees("Bước 4/8", "Kỳ trước: 20/40 = 50,0 %")


async def test_a_jump_is_measured_against_what_was_usual(town: Town) -> None:
    await sent_before(town, "BXDD", YEAR_2024, NL07=(20, 100))
    await sent_before(town, "BXDD", YEAR_2025, NL07=(22, 100))
    hoa = await town.focal_point("BXDD")
    await town.tick(AFTER_CUTOFF)
    await hoa.picks("Báo cáo ngay")
    await says_each(hoa, "50/100", "đúng")
    hoa.sees("thay đổi 28,0 điểm %")
    await says_each(hoa, "vẫn ghi")
    await finished(hoa)
    report = await kept(town, "BXDD")
    assert report
    assert report.answers["NL07"].value == Decimal(50)
