"""Invites: made by those who may, bound to a role and a unit, taken up once and after consent."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from storage.models import Invite, PersonRow, RoleGrant
from tests.chat import Chat, Town


def invite_code(chat: Chat) -> str:
    """As it is shown to the office, to be passed on; below it stands what can be done."""
    passed_on = chat.messages[-2].text
    found = re.search(r"MOI ([\w-]+)", passed_on)
    assert found, passed_on
    return found[1]


async def code_for(office: Chat, *choices: str) -> str:
    await office.says("/moi")
    for choice in choices:
        await office.picks(choice)
    return invite_code(office)


async def grants(town: Town) -> set[tuple[str, str | None]]:
    """Of everybody but the office."""
    async with town.database.read() as session:
        rows = (await session.exec(select(RoleGrant))).all()
    return {(row.role, row.unit_code) for row in rows if row.role != "standing_office"}


@pytest.mark.only_on_telegram("an invite is a link of Telegram")
async def test_the_office_passes_a_link_on_and_a_focal_point_joins(town: Town) -> None:
    office, hoa = await town.office(), town.stranger("Nguyễn Thị Hoa")
    await code_for(office, "Đầu mối", "Trung tâm Phục vụ hành chính công")
    office.sees("đầu mối báo cáo của Trung tâm Phục vụ hành chính công", "một lần")
    hoa.phone.opens(office.messages[-2].text.split("đường dẫn: ")[1].split()[0])
    await town.settle()
    hoa.sees("được mời nhận một vai trò")
    assert await grants(town) == set()  # consent comes first
    await hoa.picks("Tôi đồng ý")
    assert await grants(town) == {("focal_point", "TTPVHCC")}
    hoa.sees("Từ bây giờ anh/chị là", "đầu mối báo cáo", "tên nào")
    await hoa.picks("Nguyễn Thị Hoa")
    assert "Báo cáo cần nộp" in hoa.options()


async def test_whoever_does_not_agree_gets_no_role_and_may_come_back(town: Town) -> None:
    office, hoa = await town.office(), town.stranger()
    code = await code_for(office, "Đầu mối", "Trạm Y tế")
    await hoa.says(f"/start {code}")
    await hoa.picks("không đồng ý")
    assert await grants(town) == set()
    await hoa.says(f"/start {code}")
    await hoa.picks("Tôi đồng ý")
    assert await grants(town) == {("focal_point", "TYT")}


async def test_the_invite_waits_while_the_person_reads_more_and_changes_language(
    town: Town,
) -> None:
    office, ann = await town.office(), town.stranger("Ann")
    code = await code_for(office, "Đầu mối", "Trạm Y tế")
    await ann.says(f"/start {code}")
    await ann.says("/riengtu")
    await ann.says("/language")
    await ann.picks("English")
    await ann.picks("I agree")
    assert await grants(town) == {("focal_point", "TYT")}


@pytest.mark.parametrize("words", ["/start", "alo", "đọc lại"])
async def test_the_invite_waits_whatever_is_said_before_the_yes(town: Town, words: str) -> None:
    office, hoa = await town.office(), town.stranger()
    code = await code_for(office, "Đầu mối", "Trạm Y tế")
    await hoa.says(f"/start {code}")
    await hoa.says(words)
    await hoa.says("đồng ý")
    assert await grants(town) == {("focal_point", "TYT")}


async def test_an_invite_works_once(town: Town) -> None:
    office = await town.office()
    code = await code_for(office, "Đầu mối", "Trạm Y tế")
    first, second = await town.citizen("Một"), await town.citizen("Hai")
    await first.says(f"/start {code}")
    await second.says(f"/start {code}")
    second.sees("đã được dùng")
    await second.says("/baocao")
    second.sees("dành cho đầu mối")


async def test_an_invite_runs_out_after_seven_days(town: Town) -> None:
    office, hoa = await town.office(), await town.citizen()
    code = await code_for(office, "Đầu mối", "Trạm Y tế")
    town.clock.move_to(town.now + timedelta(days=7, seconds=1))
    await hoa.says(f"/start {code}")
    hoa.sees("hết hạn")
    assert await grants(town) == set()


async def test_guessing_is_stopped_after_five_wrong_codes(town: Town) -> None:
    office, lan = await town.office(), await town.citizen()
    code = await code_for(office, "Đầu mối", "Trạm Y tế")
    for number in range(5):
        await lan.says(f"/start {'x' * 31}{number}")
        lan.sees("không đúng")
    await lan.says(f"/start {code}")
    lan.sees("15 phút")
    town.clock.move_to(town.now + timedelta(minutes=16))
    await lan.says(f"/start {code}")
    assert await grants(town) == {("focal_point", "TYT")}


@pytest.mark.parametrize("junk", ["xin chào", "a" * 65, "'; drop table invite; --", "<b>x</b>"])
async def test_what_cannot_be_a_code_is_refused_politely(town: Town, junk: str) -> None:
    lan = await town.citizen()
    await lan.says(f"/start {junk}")
    lan.sees("không đúng")


async def test_a_pasted_link_works_like_an_opened_one(town: Town) -> None:
    office, hoa = await town.office(), town.stranger()
    code = await code_for(office, "Đầu mối", "Trạm Y tế")
    await hoa.says(f"cái này hả em https://t.me/tro_ly_so_bot?start={code}")
    await hoa.picks("Tôi đồng ý")
    assert await grants(town) == {("focal_point", "TYT")}


async def test_only_the_hash_of_a_code_is_kept(town: Town) -> None:
    office = await town.office()
    code = await code_for(office, "Đầu mối", "Trạm Y tế")
    async with town.database.read() as session:
        invite = (await session.exec(select(Invite))).one()
    assert code not in repr(invite)
    assert len(code) >= 22  # 128 bits and more


async def test_a_unit_may_have_several_focal_points_and_a_person_several_units(
    town: Town,
) -> None:
    office, hoa, binh = await town.office(), await town.citizen("Hoa"), await town.citizen("Bình")
    for unit in ("Trạm Y tế", "UBND phường"):
        await hoa.says(f"/start {await code_for(office, 'Đầu mối', unit)}")
    await binh.says(f"/start {await code_for(office, 'Đầu mối', 'Trạm Y tế')}")
    await hoa.says("/riengtu")
    hoa.sees("Trạm Y tế phường", "UBND phường")
    await binh.says("/riengtu")
    binh.sees("Trạm Y tế phường")


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_the_office_hands_out_only_its_own_reach(town: Town) -> None:
    office = await town.office()
    await office.says("/moi")
    assert office.options() == [
        "Đầu mối báo cáo",
        "Cán bộ cơ quan thường trực",
        "Thành viên tổ công nghệ số cộng đồng",
        "Lời mời chưa dùng",
        "Menu",
    ]
    await office.forges("invu:admin:")
    office.sees("dành cho cơ quan thường trực")
    async with town.database.read() as session:
        assert (await session.exec(select(Invite))).all() == []


async def test_an_admin_may_invite_leaders_and_admins(town: Town) -> None:
    admin, mai = await town.admin(), await town.citizen("Lê Thị Mai")
    await mai.says(f"/start {await code_for(admin, 'Lãnh đạo')}")
    mai.sees("lãnh đạo phường")
    await mai.says("/quahan")
    mai.sees("Số liệu đến")


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_a_unit_the_plan_does_not_know_brings_the_units_back(town: Town) -> None:
    office = await town.office()
    await office.says("/moi")
    await office.forges("invu:focal_point:NHAMAY")
    office.sees("Của đơn vị nào")


async def names(town: Town) -> set[str | None]:
    async with town.database.read() as session:
        return {row.name for row in (await session.exec(select(PersonRow))).all()}


async def joined(town: Town, office: Chat, name: str = "hoa_89") -> Chat:
    hoa = town.stranger(name)
    await hoa.says(f"/start {await code_for(office, 'Đầu mối', 'Trạm Y tế')}")
    await hoa.picks("Tôi đồng ý")
    return hoa


async def test_the_name_may_be_typed(town: Town) -> None:
    hoa = await joined(town, await town.office())
    await hoa.says("  Nguyễn Thị\nHoa ")
    hoa.sees("với tên Nguyễn Thị Hoa")
    assert "Nguyễn Thị Hoa" in await names(town)


async def test_no_name_is_kept_when_the_person_wants_none(town: Town) -> None:
    hoa = await joined(town, await town.office())
    await hoa.picks("Không hiện tên")
    assert await names(town) == {"Trần Văn Minh", None}


@pytest.mark.parametrize("typed", ["12", "…", "a" * 81, "😀😀😀"])
async def test_what_is_no_name_is_asked_again(town: Town, typed: str) -> None:
    hoa = await joined(town, await town.office())
    await hoa.says(typed)
    hoa.sees("ít nhất hai chữ cái")
    await hoa.says("Hoa")
    assert "Hoa" in await names(town)


@pytest.mark.only_on_telegram("an Official Account is told no names")
async def test_hostile_names_are_shown_harmlessly(town: Town) -> None:
    hoa = await joined(town, await town.office(), "<b>H\u202eoa</b>\u0000")
    await hoa.picks("Dùng tên")
    hoa.sees("với tên <b>Hoa</b>")


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_a_citizen_cannot_leave_a_name(town: Town) -> None:
    lan = await town.citizen("Ba Lan")
    await lan.says("/menu")
    await lan.forges("namep")
    await lan.forges("name")
    await lan.says("Lan Lan")
    assert await names(town) == {None}
