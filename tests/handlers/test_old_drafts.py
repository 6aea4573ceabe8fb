"""A draft never expires. One nobody touched for a week is asked about when it is opened."""

from tests.chat import Chat, Town
from tests.handlers.reporting import kept, reporting, says_each


async def begun(town: Town) -> Chat:
    """A focal point who noted a figure and its story on 15 December, and stopped."""
    hoa = await reporting(town)
    await says_each(hoa, "12/40", "đúng", "Tốt.", "để sau")
    return hoa


async def test_a_week_later_the_day_is_told_and_the_person_chooses(town: Town) -> None:
    hoa = await begun(town)
    await town.tick("2026-12-22 08:00")
    await hoa.picks("Báo cáo ngay")
    hoa.sees("đã điền 2/4 mục", "ngày 15/12/2026", "chưa gửi", "không mất gì")
    assert hoa.options() == ["Dùng tiếp", "Xem lại từng mục", "Để sau"]


async def test_before_a_week_has_passed_nothing_is_asked(town: Town) -> None:
    hoa = await begun(town)
    await town.tick("2026-12-21 08:00")
    await hoa.says("NOP")
    hoa.sees("đã ghi 2/4 mục", "Bước 3/4")


async def test_used_as_it_is_it_goes_on_and_is_not_asked_about_again(town: Town) -> None:
    hoa = await begun(town)
    await town.tick("2026-12-22 08:00")
    await says_each(hoa, "NOP", "dùng tiếp")
    hoa.sees("đã ghi 2/4 mục", "Bước 3/4")
    await says_each(hoa, "để sau", "NOP")
    hoa.sees("Bước 3/4")


async def test_gone_through_again_every_step_shows_what_is_noted(town: Town) -> None:
    hoa = await begun(town)
    await town.tick("2026-12-22 08:00")
    await says_each(hoa, "NOP", "làm lại")
    hoa.sees("Bước 1/4", "Đã ghi: 12/40 = 30,0 %")
    await says_each(hoa, "13/40", "đúng")
    hoa.sees("Bước 2/4", "Đã ghi: Tốt.")
    await hoa.picks("Tiếp tục")
    hoa.sees("Bước 3/4")
    await says_each(hoa, "bỏ qua", "bỏ qua", "gửi")
    report = await kept(town, "BXDD")
    assert report
    assert report.answers["NL07"].numerator == 13
    assert report.texts == {"results": "Tốt."}


async def test_going_through_it_again_and_stopping_loses_nothing(town: Town) -> None:
    hoa = await begun(town)
    await town.tick("2026-12-22 08:00")
    await says_each(hoa, "NOP", "xem lại từng mục", "13/40", "đúng", "để sau", "NOP")
    hoa.sees("Bước 3/4")
    await says_each(hoa, "bỏ qua", "bỏ qua")
    hoa.sees("13/40 = 32,5 %", "2. Kết quả nổi bật: Tốt.")


async def test_left_for_later_it_waits_as_it_is(town: Town) -> None:
    hoa = await begun(town)
    await town.tick("2026-12-22 08:00")
    await says_each(hoa, "NOP", "để sau")
    hoa.sees("Đã lưu 2/4 mục")
    await hoa.says("NOP")
    hoa.sees("ngày 15/12/2026")


async def test_figures_that_come_as_a_reply_wait_for_the_answer(town: Town) -> None:
    hoa = await reporting(town, "TTPVHCC")
    await says_each(hoa, "90/100", "đúng", "để sau")
    await town.tick("2026-12-22 08:00")
    await hoa.says("45/50; 7/10", reply_to=hoa.messages[-1])
    hoa.sees("ngày 15/12/2026")
    await hoa.picks("Dùng tiếp")
    hoa.sees("45/50", "7/10")


async def test_words_of_another_kind_get_the_choice_again(town: Town) -> None:
    hoa = await begun(town)
    await town.tick("2026-12-22 08:00")
    await says_each(hoa, "NOP", "ờ thì")
    hoa.sees("Anh/chị chọn một mục bên dưới", "ngày 15/12/2026")


async def test_an_old_correction_is_asked_about_but_an_untouched_one_is_not(town: Town) -> None:
    hoa = await begun(town)
    await says_each(hoa, "NOP", "bỏ qua", "bỏ qua", "gửi", "sửa", "để sau")
    await town.tick("2026-12-30 08:00")
    await hoa.says("sửa")
    hoa.sees("Anh/chị đang sửa báo cáo đã gửi", "xem lại trước khi gửi")
    await says_each(hoa, "1", "13/40", "đúng", "để sau")
    await town.tick("2027-01-08 08:00")
    await hoa.says("sửa")
    hoa.sees("ngày 30/12/2026")
    await hoa.says("dùng tiếp")
    hoa.sees("13/40 = 32,5 %")


async def test_it_is_asked_in_english_too(town: Town) -> None:
    hoa = await reporting(town, language="en")
    await says_each(hoa, "12/40", "yes", "later")
    await town.tick("2026-12-22 08:00")
    await hoa.picks("Report now")
    hoa.sees("You noted 1 of 4 answers here", "15/12/2026")
    await hoa.says("check each again")
    hoa.sees("Step 1/4", "Noted so far: 12/40")
