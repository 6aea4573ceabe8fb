"""Figures given in the answer to a reminder: placed in order, read back, never taken silently."""

from tests.chat import Chat, Town
from tests.handlers.reporting import AFTER_CUTOFF, kept, says_each


async def reminded(town: Town, unit: str = "TTPVHCC") -> Chat:
    chat = await town.focal_point(unit)
    await town.tick(AFTER_CUTOFF)
    return chat


async def test_one_figure_is_read_back_for_the_first_indicator(town: Town) -> None:
    hoa = await reminded(town)
    await hoa.says("1.234/1.380")
    hoa.sees("Bước 1/8", "Tôi ghi: 1.234/1.380 = 89,4 %. Đúng không?")
    await hoa.picks("Đúng")
    hoa.sees("Bước 2/8", "Nhập tử số")


async def test_several_figures_are_read_back_together(town: Town) -> None:
    hoa = await reminded(town)
    await hoa.says("1.234/1.380; 45%; 900/1000")
    hoa.sees(
        "Sử dụng dịch vụ công trực tuyến: 1.234/1.380 = 89,4 %",
        "Giao dịch không dùng tiền mặt: 45,0 % (chỉ có tỷ lệ)",
        "Số hóa hồ sơ, kết quả TTHC: 900/1.000 = 90,0 %",
        "Đúng không?",
    )
    await hoa.picks("Đúng")
    hoa.sees("✓ Đã ghi 3 chỉ tiêu", "Bước 4/8")


async def test_figures_that_leave_questions_are_asked_about_one_by_one(town: Town) -> None:
    hoa = await reminded(town)
    await hoa.says("1.234/1.380; 12; 1200/1000")
    hoa.sees("12/… (tôi sẽ hỏi mẫu số)", "(tôi sẽ hỏi lại)")
    await hoa.says("đúng")
    hoa.sees("✓ Đã ghi 1 chỉ tiêu", "Bước 2/8", "Tử số: 12")
    await says_each(hoa, "40", "đúng")
    hoa.sees("Bước 3/8", "Tử số 1.200 lớn hơn mẫu số 1.000")


async def test_somebody_who_doubts_sees_every_figure_alone(town: Town) -> None:
    hoa = await reminded(town)
    await hoa.says("1.234/1.380; 45%")
    await hoa.picks("Xem từng chỉ tiêu")
    hoa.sees("Bước 1/8", "Tôi ghi: 1.234/1.380 = 89,4 %")
    await hoa.picks("Đúng")
    hoa.sees("Bước 2/8", "Tôi ghi: 45,0 %")


async def test_commas_in_a_row_of_figures_lose_nothing(town: Town) -> None:
    hoa = await reminded(town)
    await hoa.says("1,234/1,380; 45%; 12")
    hoa.sees("1.234/1.380 = 89,4 %", "45,0 %", "12/… (tôi sẽ hỏi mẫu số)", "Đúng không?")
    await hoa.says("đúng")
    hoa.sees("✓ Đã ghi 2 chỉ tiêu", "Bước 3/8", "Tử số: 12")


async def test_unclear_figures_of_a_row_are_asked_in_their_turn(town: Town) -> None:
    hoa = await reminded(town)
    await hoa.says("12/15; 1,250; khoảng 45%; 850 900; 20/30")
    hoa.sees(
        "12/15 = 80,0 %",
        "1,25 % hay 1250 (tôi sẽ hỏi lại)",
        "45 % (tôi sẽ hỏi lại)",
        "850900 hay 850/900 = 94,4 % (tôi sẽ hỏi lại)",
        "20/30 = 66,7 %",
    )
    await hoa.says("đúng")
    hoa.sees("✓ Đã ghi 2 chỉ tiêu", "Bước 2/8", "Ý anh/chị là 1,25 % hay 1250?")
    await hoa.picks("1,25 %")
    await hoa.says("đúng")
    hoa.sees("Bước 3/8", "Ý anh/chị là 45 %, phải không?")
    await says_each(hoa, "đúng", "đúng")
    hoa.sees("Bước 4/8", "Ý anh/chị là 850900 hay 850/900 = 94,4 %?")
    await hoa.picks("850/900")
    await hoa.says("đúng")
    hoa.sees("Bước 6/8")


async def test_money_in_a_row_is_asked_with_both_readings(town: Town) -> None:
    hoa = await reminded(town, "KTHTDT")
    await hoa.says("1/2; 1/2; 1,234/30")
    hoa.sees("1 phẩy 234/30 = 4,1 % hay 1234/30 = 4.113,3 % (tôi sẽ hỏi lại)")


async def test_a_space_may_part_two_figures_or_the_groups_of_one(town: Town) -> None:
    hoa = await reminded(town)
    await hoa.says("850 900")
    hoa.sees("Ý anh/chị là 850900 hay 850/900 = 94,4 %?")
    assert hoa.options() == ["850900", "850/900 = 94,4 %", "Sửa", "Hủy"]
    await hoa.picks("850/900")
    hoa.sees("Bước 1/8", "Tôi ghi: 850/900 = 94,4 %. Đúng không?")


async def test_the_one_number_can_be_meant_as_well(town: Town) -> None:
    hoa = await reminded(town)
    await hoa.says("850 900")
    await hoa.picks("850900")
    hoa.sees("Bước 1/8", "Tử số: 850.900")


async def test_a_row_told_apart_in_two_ways_is_asked_as_a_whole(town: Town) -> None:
    hoa = await reminded(town)
    await hoa.says("120 150 200 240")
    hoa.sees("Ý anh/chị là 120150200240 hay 120/150 = 80,0 %; 200/240 = 83,3 %?")
    await hoa.says("chắc vậy")
    hoa.sees("chọn một mục bên dưới")
    await hoa.says("120/150; 200/240")
    hoa.sees("120/150 = 80,0 %", "200/240 = 83,3 %", "Đúng không?")
    await hoa.says("đúng")
    hoa.sees("✓ Đã ghi 2 chỉ tiêu", "Bước 3/8")


async def test_a_text_too_long_for_figures_is_no_answer_to_the_question(town: Town) -> None:
    hoa = await reminded(town)
    await says_each(hoa, "850 900", "1; " * 1300)
    hoa.sees("chọn một mục bên dưới", "Ý anh/chị là 850900 hay 850/900 = 94,4 %?")


async def test_the_question_is_asked_in_english_too(town: Town) -> None:
    hoa = await town.focal_point("TTPVHCC", language="en")
    await town.tick(AFTER_CUTOFF)
    await hoa.says("850 900; 1,250; no")
    hoa.sees("850900 or 850/900 = 94.4 % (I will ask about it)", "1.25 % or 1250", "no (I will")


async def test_who_meant_neither_is_asked_one_by_one(town: Town) -> None:
    hoa = await reminded(town)
    await hoa.says("900 850")
    hoa.sees("Ý anh/chị là 900850 hay 900; 850?")
    await hoa.says("không phải")
    hoa.sees("Bước 1/8", "Nhập tử số")


async def test_where_only_one_figure_has_a_place_that_one_is_asked(town: Town) -> None:
    hoa = await reminded(town, "BXDD")
    await hoa.says("900 850")
    hoa.sees("Ý anh/chị là 900850, phải không?")
    await hoa.says("phải")
    hoa.sees("Tử số: 900.850")


async def test_two_ways_wait_for_the_question_whether_it_is_too_early(town: Town) -> None:
    hoa = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 08:00")
    await hoa.says("850 900")
    hoa.sees("Kỳ số liệu chưa kết thúc")
    await hoa.says("vẫn ghi")
    hoa.sees("Ý anh/chị là 850900 hay 850/900 = 94,4 %?")


async def test_a_button_of_an_old_question_changes_nothing(town: Town) -> None:
    hoa = await reminded(town)
    await hoa.says("850 900")
    asked = hoa.messages[-1]
    await hoa.says("1.234/1.380")
    await hoa.picks("850900", asked)
    hoa.sees("Tôi ghi: 1.234/1.380 = 89,4 %. Đúng không?")


async def test_with_several_reports_the_figures_wait_for_the_choice(town: Town) -> None:
    hoa = await town.focal_point("TTPVHCC", "TYT")
    await town.tick(AFTER_CUTOFF)
    row = "; ".join(["1.234/1.380 hồ sơ"] * 28) + "; 1/2"
    assert len(row) > 500
    await hoa.says(row)
    await hoa.picks("TT PVHCC")
    hoa.sees("Không còn chỉ tiêu để ghi 24 số cuối")


async def test_two_bare_counts_are_one_ratio(town: Town) -> None:
    hoa = await reminded(town)
    await hoa.says("1234; 1380")
    hoa.sees("Tôi ghi: 1.234/1.380 = 89,4 %. Đúng không?")


async def test_more_figures_than_indicators_are_said_to_be_left_out(town: Town) -> None:
    hoa = await reminded(town, "BXDD")
    await hoa.says("12/40; 13/40")
    hoa.sees("Không còn chỉ tiêu để ghi 1 số cuối", "Tôi ghi: 12/40 = 30,0 %")


async def test_nothing_arose_is_read_back_for_every_indicator(town: Town) -> None:
    hoa = await reminded(town)
    await hoa.says("không phát sinh")
    assert hoa.text.count("không phát sinh") == 5
    await says_each(hoa, "đúng", "không có", "không có", "không có", "gửi")
    report = await kept(town, "TTPVHCC")
    assert report
    assert {a.status.value for a in report.answers.values()} == {"no_activity"}


async def test_figures_before_the_cut_off_wait_for_the_question(town: Town) -> None:
    hoa = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 08:00")
    await hoa.says("1.234/1.380")
    hoa.sees("Kỳ số liệu chưa kết thúc")
    await hoa.says("vẫn ghi")
    hoa.sees("Tôi ghi: 1.234/1.380 = 89,4 %")


async def test_a_no_to_nothing_arose_notes_nothing(town: Town) -> None:
    """An excuse or a slip must not file a whole report as "nothing arose"."""
    chat = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-14 08:00")
    await chat.says("không phát sinh")
    if "Vẫn ghi" in chat.options():
        await chat.picks("Vẫn ghi")
    await chat.says("không")
    chat.sees("Bước 1/8", "Tôi ghi: không phát sinh. Đúng không?")
    await chat.picks("Sửa")
    await chat.says("1234/1380")
    await chat.picks("Đúng")
    chat.sees("Bước 2/8", "Tôi ghi: không phát sinh. Đúng không?")


async def test_missing_data_is_not_nothing_arose(town: Town) -> None:
    chat = await town.focal_point("BXDD")
    await town.tick("2026-12-15 08:00")
    await chat.says("chưa báo cáo được do thiếu số liệu")
    chat.sees("tôi chưa hiểu")


async def test_a_typed_rate_is_read_back_as_it_was_typed(town: Town) -> None:
    hoa = await reminded(town)
    await hoa.says("45,25%; 80,125%")
    hoa.sees("45,25 % (chỉ có tỷ lệ)", "80,125 % (chỉ có tỷ lệ)")
