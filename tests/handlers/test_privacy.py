"""What is kept is shown as it is, and is gone when the person wants it gone."""

import pytest
from sqlmodel import select

from content.periods import Cadence, Period
from storage import drafts, obligations, people
from storage.models import AuditEntry, Draft, PersonRow, RoleGrant
from tests.chat import Town


async def test_a_person_reads_everything_that_is_kept(town: Town) -> None:
    hoa = await town.focal_point("TTPVHCC", "TYT", name="Nguyễn <b>Hoa</b>")
    await hoa.says("/riengtu")
    hoa.sees(
        str(hoa.phone.id),
        "Tiếng Việt",
        "Nguyễn <b>Hoa</b>",
        "đầu mối báo cáo của Trung tâm Phục vụ hành chính công",
        "Trạm Y tế phường",
        "Đồng ý: đã đồng ý",
        "134/2025/QH15",
    )


async def test_a_citizen_has_little_to_read(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("/dulieucuatoi")
    lan.sees("Tên: không lưu", "Vai trò: không có")


async def test_erasing_says_what_it_means_and_may_be_left(town: Town) -> None:
    hoa = await town.focal_point("TYT")
    await hoa.says("/xoa")
    hoa.sees("thôi vai trò: đầu mối báo cáo của Trạm Y tế phường", "hồ sơ của đơn vị")
    await hoa.picks("Giữ nguyên")
    assert "Báo cáo cần nộp" in hoa.options()


async def test_erasing_takes_name_roles_consent_and_drafts(town: Town) -> None:
    hoa = await town.focal_point("TYT")
    async with town.database.write() as session:
        period = Period(Cadence.YEAR, 2026, 12)
        await obligations.open_period(session, town.plan, period, town.now)
        person = await people.recognise(session, hoa.channel, hoa.id, now=town.now)
        (owed,) = await obligations.owed_by(session, ["TYT"])
        await drafts.save(session, owed.id, person.id, {"ST01": {}}, town.now)
    await hoa.says("/xoa")
    await hoa.picks("Xóa dữ liệu")
    hoa.sees("rút lại đồng ý", "/batdau")
    async with town.database.read() as session:
        row = (await session.exec(select(PersonRow))).one()
        assert (row.name, row.consented_at, row.consent_version) == (None, None, None)
        grants = (await session.exec(select(RoleGrant))).all()
        assert all(grant.revoked_at for grant in grants)
        assert (await session.exec(select(Draft))).all() == []
        actions = [entry.action for entry in (await session.exec(select(AuditEntry))).all()]
        assert "consent_withdrawn" in actions


async def test_a_citizen_who_is_forgotten_is_told_how_to_come_back(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("/xoa")
    await lan.picks("Xóa dữ liệu")
    lan.sees("những gì nhớ về bà con", "/batdau")


async def test_after_erasing_no_reminder_comes(town: Town) -> None:
    hoa = await town.focal_point("TYT")
    await hoa.says("/xoa")
    await hoa.picks("Xóa dữ liệu")
    before = len(hoa.messages)
    await town.tick("2026-12-10 08:00")
    assert len(hoa.messages) == before


async def test_after_erasing_the_welcome_comes_back(town: Town) -> None:
    hoa = await town.focal_point("TYT")
    await hoa.says("/xoa")
    await hoa.picks("Xóa dữ liệu")
    await hoa.says("/batdau")
    assert hoa.options() == ["Tôi đồng ý", "Tôi không đồng ý"]


async def test_the_office_hears_that_a_unit_has_nobody_left(town: Town) -> None:
    office = await town.office()
    hoa, an = await town.focal_point("TYT", name="Hoa"), await town.focal_point("TYT", name="An")
    for chat in (hoa, an):
        assert office.messages == []
        await chat.says("/xoa")
        await chat.picks("Xóa dữ liệu")
    office.sees("Trạm Y tế phường không còn đầu mối nào")
    await office.picks("Mời đầu mối mới")
    office.sees("MOI ")


async def test_the_name_shown_may_be_changed(town: Town) -> None:
    hoa = await town.focal_point("TYT", name="Hoa")
    await hoa.says("/riengtu")
    await hoa.picks("Đổi tên")
    await hoa.says("Nguyễn Thị Hoa")
    hoa.sees("với tên Nguyễn Thị Hoa")


async def test_leaving_the_question_for_a_name_keeps_the_old_one(town: Town) -> None:
    hoa = await town.focal_point("TYT", name="Hoa")
    await hoa.says("/riengtu")
    await hoa.picks("Đổi tên")
    await hoa.says("hủy")
    hoa.sees("giữ nguyên tên")
    await hoa.says("/riengtu")
    hoa.sees("Tên: Hoa")


@pytest.mark.parametrize("typed", ["khong", "không xóa ạ", "Khoan"])
async def test_a_typed_no_to_erasing_keeps_everything(town: Town, typed: str) -> None:
    lan = await town.citizen()
    await lan.says("/xoa")
    await lan.says(typed)
    lan.sees("Ở đây bà con học kỹ năng số")
    await lan.says("/riengtu")
    lan.sees("đã đồng ý")
