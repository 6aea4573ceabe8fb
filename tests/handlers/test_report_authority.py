"""Who may report what is asked anew at every step; a colleague may have been faster."""

import pytest

from content.roles import Role
from storage import people
from storage.models import ObligationState
from tests.chat import Chat, Town
from tests.handlers.reporting import (
    AFTER_CUTOFF,
    kept,
    obligation_of,
    person_of,
    put_in_state,
    reporting,
    says_each,
)


async def two_at_one_report(town: Town) -> tuple[Chat, Chat]:
    hoa = await town.focal_point("BXDD", name="Nguyễn Thị Hoa")
    nam = await town.focal_point("BXDD", name="Lê Văn Nam")
    await town.tick(AFTER_CUTOFF)
    for chat in (hoa, nam):
        await chat.picks("Báo cáo ngay")
        await says_each(chat, "12/40", "đúng")
    return hoa, nam


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_somebody_of_another_unit_is_refused(town: Town) -> None:
    stranger = await town.focal_point("MTTQ")
    hoa = await reporting(town)
    obligation = await obligation_of(town, "BXDD")
    await stranger.forges(f"rep:{obligation.id}")
    stranger.sees("dành cho đầu mối báo cáo")
    await stranger.forges(f"repv:{obligation.id}")
    stranger.sees("dành cho đầu mối báo cáo")
    hoa.sees("Bước 1/4")


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_a_report_that_does_not_exist_is_refused(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.forges("rep:999999")
    hoa.sees("dành cho đầu mối báo cáo")


async def test_whoever_loses_the_role_is_stopped_at_the_next_step(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("12/40")
    person = await person_of(town, hoa)
    async with town.database.write() as session:
        await people.revoke(session, person.id, Role.FOCAL_POINT, unit_code="BXDD", now=town.now)
    await hoa.picks("Đúng")
    hoa.sees("dành cho đầu mối báo cáo")
    await hoa.says("gửi")
    assert await kept(town, "BXDD") is None


async def test_a_colleague_who_was_faster_is_named_and_a_new_version_offered(town: Town) -> None:
    hoa, nam = await two_at_one_report(town)
    await says_each(hoa, "Mở 2 lớp.", "bỏ qua", "bỏ qua", "gửi")
    await nam.says("Kết quả của Nam.")
    nam.sees("Nguyễn Thị Hoa đã gửi báo cáo này lúc 08:00 ngày 15/12/2026, lần 1", "bản mới")
    await nam.picks("Gửi bản mới")
    nam.sees("12/40 = 30,0 %")
    await says_each(nam, *(["bỏ qua"] * 3 if "Bước" in nam.text else []), "gửi")
    nam.sees("BC-BXDD-2026-12-02", "lần 2")


async def test_who_leaves_a_colleagues_version_alone_changes_nothing(town: Town) -> None:
    hoa, nam = await two_at_one_report(town)
    await says_each(hoa, "bỏ qua", "bỏ qua", "bỏ qua", "gửi")
    await nam.says("Kết quả của Nam.")
    await nam.picks("Để sau")
    report = await kept(town, "BXDD")
    assert report
    assert report.sent.version == 1


async def test_a_sent_report_is_changed_from_its_receipt(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12/40", "đúng", "Tốt.", "bỏ qua", "bỏ qua", "gửi")
    await hoa.picks("Sửa báo cáo")
    hoa.sees("xem lại trước khi gửi", "12/40 = 30,0 %", "2. Kết quả nổi bật: Tốt.")
    await says_each(hoa, "1", "13/40", "đúng", "gửi")
    hoa.sees("BC-BXDD-2026-12-02", "lần 2")
    report = await kept(town, "BXDD")
    assert report
    assert report.answers["NL07"].numerator == 13
    assert report.texts == {"results": "Tốt."}


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_starting_a_sent_report_says_that_it_was_sent(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, *["bỏ qua"] * 4, "gửi")
    await hoa.forges(f"rep:{(await obligation_of(town, 'BXDD')).id}")
    hoa.sees("Anh/chị đã gửi báo cáo này lúc 08:00 ngày 15/12/2026, lần 1")


async def test_an_approved_report_is_closed_to_everyone(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, *["bỏ qua"] * 4, "gửi")
    await put_in_state(town, "BXDD", ObligationState.ACCEPTED)
    await hoa.picks("Sửa báo cáo")
    hoa.sees("Cơ quan thường trực đã duyệt báo cáo năm 2026")


async def test_a_report_set_aside_meanwhile_takes_nothing_more(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("12/40")
    await put_in_state(town, "BXDD", ObligationState.NOT_APPLICABLE)
    await hoa.picks("Đúng")
    hoa.sees("Đơn vị mình không phải gửi báo cáo năm 2026")


async def test_a_returned_report_starts_from_what_was_sent(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12/40", "đúng", "bỏ qua", "bỏ qua", "bỏ qua", "gửi")
    await put_in_state(town, "BXDD", ObligationState.RETURNED)
    await hoa.says("NOP")
    hoa.sees("xem lại trước khi gửi", "12/40 = 30,0 %")
    await hoa.says("gửi")
    hoa.sees("lần 2")
