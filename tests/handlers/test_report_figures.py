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
