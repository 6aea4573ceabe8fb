"""Looking back on what was sent: the list, one report in full, by its number as well."""

import pytest

from content.periods import Cadence, Period
from storage.models import ObligationState
from tests.chat import Chat, Town
from tests.handlers.reporting import (
    kept,
    obligation_of,
    put_in_state,
    reporting,
    says_each,
    sent_before,
)

NOVEMBER = Period(Cadence.MONTHLY, 2026, 11)


async def sent(town: Town, *stories: str) -> Chat:
    hoa = await reporting(town)
    told = [*stories, "bỏ qua", "bỏ qua", "bỏ qua"][:3]
    await says_each(hoa, "12/40", "đúng", *told, "gửi")
    return hoa


async def test_my_reports_shows_what_was_sent_last_below_what_is_owed(town: Town) -> None:
    hoa = await sent(town)
    await hoa.says("/baocao")
    hoa.sees("không còn báo cáo nào phải nộp", "Đã gửi gần đây", "BC-BXDD-2026-12-01", "lần 1")
    assert hoa.options() == ["Báo cáo đã gửi", "Menu"]
    await town.tick("2027-12-10 08:00")
    await hoa.says("/baocao")
    assert hoa.text.index("năm 2027") < hoa.text.index("BC-BXDD-2026-12-01")
    assert hoa.options()[0] == "Báo cáo ngay"


async def test_the_list_names_unit_period_number_day_version_and_state(town: Town) -> None:
    hoa = await sent(town)
    await says_each(hoa, "sửa", "gửi")
    await hoa.says("báo cáo đã gửi")
    hoa.sees("Ban Xây dựng Đảng: báo cáo năm 2026", "BC-BXDD-2026-12-02", "lần 2", "15/12/2026")
    hoa.sees("Đã nhận, còn sửa được")
    assert "BC-BXDD-2026-12-01" not in hoa.text


async def test_the_state_is_told_as_the_unit_needs_to_know_it(town: Town) -> None:
    hoa = await sent(town)
    for state, words in (
        (ObligationState.RETURNED, "đề nghị bổ sung"),
        (ObligationState.ACCEPTED, "Cơ quan thường trực đã duyệt"),
        (ObligationState.NOT_APPLICABLE, "Không phải nộp nữa"),
    ):
        await put_in_state(town, "BXDD", state)
        await hoa.says("báo cáo đã gửi")
        hoa.sees(words)


async def test_many_are_paged_newest_first_and_each_can_be_opened(town: Town) -> None:
    for month in range(1, 9):
        town.clock.move_to(town.now.replace(minute=month))
        await sent_before(town, "TTPVHCC", Period(Cadence.MONTHLY, 2026, month), CS01=(month, 10))
    hoa = await town.focal_point("TTPVHCC")
    await hoa.says("báo cáo đã gửi")
    hoa.sees("1. Trung tâm", "tháng 08/2026", "Trang 1/2")
    assert "tháng 03/2026" not in hoa.text
    await hoa.picks("Sau ›")
    hoa.sees("1. Trung tâm", "tháng 03/2026", "Trang 2/2")
    await hoa.picks("TT PVHCC, tháng 01/2026")
    hoa.sees("tháng 01/2026", "1/10 = 10,0 %")
    await hoa.picks("Báo cáo đã gửi")
    hoa.sees("Trang 1/2")


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_a_page_that_does_not_exist_is_the_last_one(town: Town) -> None:
    hoa = await sent(town)
    await hoa.says("báo cáo đã gửi")
    for page in ("7", "-3", "9" * 20):
        await hoa.forges(f"sent:{page}")
        hoa.sees("BC-BXDD-2026-12-01")


async def test_one_is_read_with_every_word_of_it(town: Town) -> None:
    story = "Mở lớp bồi dưỡng. " * 100
    hoa = await sent(town, story, story, story)
    await hoa.says("báo cáo đã gửi")
    before = len(hoa.messages)
    await hoa.picks("Ban XDĐ, năm 2026")
    shown = " ".join(" ".join(m.text for m in hoa.messages[before - 1 :]).split())
    assert shown.count("Mở lớp bồi dưỡng.") == 300
    assert hoa.options() == ["Sửa báo cáo", "Báo cáo đã gửi", "Menu"]


async def test_a_report_is_found_by_its_number_also_an_older_version(town: Town) -> None:
    hoa = await sent(town)
    await says_each(hoa, "sửa", "1", "13/40", "đúng", "gửi")
    await hoa.says("cho tôi xem bc-bxdd-2026-12-01 với")
    hoa.sees("12/40 = 30,0 %", "đã được thay bằng bản gửi lần 2, số BC-BXDD-2026-12-02")
    await hoa.says("BC-BXDD-2026-12-02")
    hoa.sees("13/40 = 32,5 %")
    assert "thay bằng" not in hoa.text


async def test_it_can_be_corrected_from_where_it_is_read(town: Town) -> None:
    hoa = await sent(town)
    await hoa.says("BC-BXDD-2026-12-01")
    await hoa.picks("Sửa báo cáo")
    hoa.sees("Anh/chị đang sửa báo cáo đã gửi", "xem lại trước khi gửi")


async def test_an_approved_one_can_be_read_and_not_changed(town: Town) -> None:
    hoa = await sent(town)
    await put_in_state(town, "BXDD", ObligationState.ACCEPTED)
    await hoa.says("BC-BXDD-2026-12-01")
    hoa.sees("12/40 = 30,0 %", "đã duyệt")
    assert hoa.options() == ["Báo cáo đã gửi", "Menu"]


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_what_another_unit_sent_is_not_shown(town: Town) -> None:
    await sent(town)
    stranger = await town.focal_point("MTTQ")
    await stranger.says("BC-BXDD-2026-12-01")
    assert "12/40" not in stranger.text
    await stranger.forges(f"sentr:{(await obligation_of(town, 'BXDD')).id}")
    stranger.sees("dành cho đầu mối báo cáo")
    await stranger.says("báo cáo đã gửi")
    stranger.sees("Đơn vị chưa gửi báo cáo nào ở đây")


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_whoever_reports_for_nobody_has_no_list(town: Town) -> None:
    office = await town.office()
    await office.says("/menu")
    await office.forges("sent:0")
    office.sees("dành cho đầu mối báo cáo")


async def test_whoever_serves_several_units_sees_whose_each_is(town: Town) -> None:
    await sent_before(town, "TTPVHCC", NOVEMBER, CS01=(90, 100))
    await sent_before(town, "BXDD", Period(Cadence.YEAR, 2025, 12), NL07=(10, 40))
    hoa = await town.focal_point("TTPVHCC", "BXDD")
    await hoa.says("báo cáo đã gửi")
    hoa.sees("Trung tâm Phục vụ hành chính công: báo cáo tháng 11/2026")
    hoa.sees("Ban Xây dựng Đảng: báo cáo năm 2025")


async def test_reading_changes_nothing(town: Town) -> None:
    hoa = await sent(town)
    await says_each(hoa, "BC-BXDD-2026-12-01", "báo cáo đã gửi")
    report = await kept(town, "BXDD")
    assert report
    assert report.sent.version == 1
