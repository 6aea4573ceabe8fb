"""An invite made by mistake is taken back; what is still out can be seen."""

from datetime import timedelta

import pytest
from sqlmodel import select

from storage.models import AuditEntry
from tests.chat import Chat, Town
from tests.handlers.test_invites import code_for, grants


async def actions(town: Town) -> list[str]:
    async with town.database.read() as session:
        return list((await session.exec(select(AuditEntry.action))).all())


@pytest.mark.only_on_telegram("a button of an older message is tapped")
async def test_an_invite_is_taken_back_where_it_was_made(town: Town) -> None:
    office, hoa = await town.office(), await town.citizen("Hoa")
    code = await code_for(office, "Đầu mối", "Trạm Y tế")
    await office.picks("Thu hồi lời mời này")
    assert "Đã thu hồi lời mời làm đầu mối báo cáo của Trạm Y tế phường" in office.text
    await hoa.says(f"/start {code}")
    hoa.sees("không còn dùng được", "đã thu hồi")
    assert await grants(town) == set()
    assert "invite_withdrawn" in await actions(town)


@pytest.mark.parametrize("words", ["lời mời", "thu hoi loi moi", "thu hồi"])
async def test_the_open_invites_are_listed_and_one_is_taken_back(town: Town, words: str) -> None:
    office = await town.office()
    first = await code_for(office, "Đầu mối", "Trạm Y tế")
    second = await code_for(office, "Đầu mối", "UBND phường")
    await office.says(words)
    office.sees(
        "Lời mời chưa dùng: 2", "1. đầu mối báo cáo của UBND", "2. đầu mối báo cáo của Trạm"
    )
    office.sees("người lập: Trần Văn Minh", "đến 09:00 ngày 08/12/2026")
    await office.picks("Thu hồi 2")
    office.sees("Đã thu hồi", "Lời mời chưa dùng: 1")
    hoa = await town.citizen()
    await hoa.says(f"/start {first}")
    hoa.sees("đã thu hồi")
    await hoa.says(f"/start {second}")
    assert await grants(town) == {("focal_point", "UBND")}


async def test_used_and_expired_ones_are_not_listed(town: Town) -> None:
    office, hoa = await town.office(), await town.citizen()
    await code_for(office, "Đầu mối", "Trạm Y tế")
    town.clock.move_to(town.now + timedelta(days=8))
    await hoa.says(f"/start {await code_for(office, 'Đầu mối', 'UBND phường')}")
    await office.says("/moi")
    await office.picks("Lời mời chưa dùng")
    office.sees("Không có lời mời nào đang chờ dùng")


async def test_one_that_was_used_meanwhile_cannot_be_taken_back(town: Town) -> None:
    office, hoa = await town.office(), await town.citizen()
    code = await code_for(office, "Đầu mối", "Trạm Y tế")
    await office.says("lời mời")
    await hoa.says(f"/start {code}")
    await office.picks("Thu hồi 1")
    office.sees("đã có người dùng nên không thu hồi được")
    assert await grants(town) == {("focal_point", "TYT")}
    assert "invite_withdrawn" not in await actions(town)


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_taken_back_twice_is_taken_back_once(town: Town) -> None:
    office = await town.office()
    await code_for(office, "Đầu mối", "Trạm Y tế")
    await office.says("lời mời")
    data = office.messages[-1].buttons[0][0]["callback_data"]
    await office.picks("Thu hồi 1")
    await office.forges(data)
    office.sees("đã được thu hồi từ trước")
    assert (await actions(town)).count("invite_withdrawn") == 1


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_the_office_neither_sees_nor_takes_back_what_only_an_admin_gives(
    town: Town,
) -> None:
    admin, office, mai = await town.admin(), await town.office(), await town.citizen()
    code = await code_for(admin, "Lãnh đạo")
    await office.says("lời mời")
    office.sees("Không có lời mời nào")
    await office.forges("invw:1")
    office.sees("phần này dành cho")
    await mai.says(f"/start {code}")
    assert await grants(town) >= {("leader", None)}


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_who_may_not_invite_may_not_take_back(town: Town) -> None:
    office = await town.office()
    code = await code_for(office, "Đầu mối", "Trạm Y tế")
    for chat in (await town.leader(), await town.focal_point("TYT"), await town.citizen()):
        await refused(chat)
    hoa = await town.citizen()
    await hoa.says(f"/start {code}")
    hoa.sees("Từ bây giờ anh/chị là")


async def refused(chat: Chat) -> None:
    await chat.says("lời mời")
    chat.sees("phần này dành cho")
    await chat.forges("invw:1")
    chat.sees("phần này dành cho")


@pytest.mark.parametrize("typed", ["{}", " {} ", "code: {}", "Mã: {}"])
async def test_the_code_alone_is_enough_where_there_is_no_link(town: Town, typed: str) -> None:
    hoa = town.stranger("Hoa")
    await hoa.says(typed.format(await code_for(await town.office(), "Đầu mối", "Trạm Y tế")))
    await hoa.picks("Tôi đồng ý")
    hoa.sees("đầu mối báo cáo của Trạm Y tế phường")
    assert await grants(town) == {("focal_point", "TYT")}


async def test_the_number_in_the_list_is_the_number_that_picks(town: Town) -> None:
    office = await town.office()
    await code_for(office, "Đầu mối", "Trạm Y tế")
    await code_for(office, "Đầu mối", "UBND phường")
    await office.says("lời mời")
    if office.has_buttons:
        await office.picks("Thu hồi 2")
    else:
        await office.says("2")
    office.sees("Đã thu hồi lời mời làm đầu mối báo cáo của Trạm Y tế", "Lời mời chưa dùng: 1")
    assert office.options() == ["Lời mời chưa dùng", "Mời người tham gia", "Menu"]
    if not office.has_buttons:
        await office.says("1")  # typed twice: it shows what is left, and takes nothing back
        office.sees("1. đầu mối báo cáo của UBND phường")


async def test_what_can_be_done_with_an_invite_stands_last(town: Town) -> None:
    office = await town.office()
    await code_for(office, "Đầu mối", "Trạm Y tế")
    assert office.options() == ["Tạo lời mời khác", "Thu hồi lời mời này", "Menu"]
    await office.picks("Thu hồi lời mời này")
    office.sees("Đã thu hồi", "Không có lời mời nào")


@pytest.mark.parametrize("words", ["mời đầu mối", "moi dau moi", "invite a focal point"])
async def test_the_role_may_be_typed_along(town: Town, words: str) -> None:
    office = await town.office()
    await office.says(words)
    office.sees("đầu mối báo cáo", "đơn vị nào")
    await office.picks("Trạm Y tế")
    office.sees("MOI ", "Trạm Y tế")


async def test_a_leader_is_invited_by_the_administrator_only(town: Town) -> None:
    office, admin = await town.office(), await town.admin()
    await office.says("mời lãnh đạo")
    office.sees("Chỉ quản trị viên mời được", "lãnh đạo")
    await admin.says("mời lãnh đạo")
    admin.sees("MOI ", "lãnh đạo")
