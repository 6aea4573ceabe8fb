"""The office reminds by hand, and is itself told who is overdue."""

import pytest

from content.roles import Role
from handlers.office.nudge import nudge
from storage import people
from tests.chat import Chat, Town
from tests.handlers.test_reminders import hand_in, owed, person_of


async def nudged(town: Town, by: Chat, *units: str) -> int:
    """How many people the office's reminder reaches."""
    ids = [(await owed(town, unit)).id for unit in units]
    person = await person_of(town, by)
    async with town.database.write() as session:
        told = await nudge(session, town.plan, town.now, ids, by=person)
    await town.settle()
    return told


async def test_the_office_reminds_a_unit_once_a_day(town: Town) -> None:
    office, chat = await town.office(), await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 06:00")
    await town.tick("2026-12-18 09:00")
    count = len(chat.messages)
    assert await nudged(town, office, "TTPVHCC") == 1
    chat.sees("Cơ quan thường trực nhắc báo cáo", "quá hạn 1 ngày làm việc")
    assert chat.options() == ["Báo cáo ngay", "Xin gia hạn", "Đang làm"]
    assert await nudged(town, office, "TTPVHCC") == 0
    assert len(chat.messages) == count + 1


async def test_the_office_may_remind_again_the_next_day(town: Town) -> None:
    office, chat = await town.office(), await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 08:00")
    assert await nudged(town, office, "TTPVHCC") == 1
    await town.tick("2026-12-11 08:00")
    assert await nudged(town, office, "TTPVHCC") == 1
    assert len(chat.messages) == 3


async def test_a_person_of_several_units_hears_of_all_in_one_message(town: Town) -> None:
    office, chat = await town.office(), await town.focal_point("TTPVHCC", "TYT")
    await town.tick("2026-12-10 08:00")
    assert await nudged(town, office, "TTPVHCC", "TYT") == 1
    chat.sees("Trạm Y tế", "Trung tâm Phục vụ hành chính công")


@pytest.mark.only_on_telegram("Zalo does not tell which message is replied to")
async def test_a_reminder_by_hand_can_be_answered_in_words(town: Town) -> None:
    office, chat = await town.office(), await town.focal_point("TTPVHCC", "TYT")
    await town.tick("2026-12-10 08:00")
    await town.tick("2026-12-16 08:00")
    await nudged(town, office, "TTPVHCC")
    await chat.says("nộp", reply_to=chat.messages[-1])
    chat.sees("Bước 1/")


async def test_who_has_reported_is_not_reminded(town: Town) -> None:
    office, chat = await town.office(), await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 08:00")
    obligation = await owed(town, "TTPVHCC")
    await hand_in(town, "TTPVHCC")
    person = await person_of(town, office)
    async with town.database.write() as session:
        assert await nudge(session, town.plan, town.now, [obligation.id], by=person) == 0
    assert len(chat.messages) == 1


async def test_quiet_hours_hold_for_the_office_too(town: Town) -> None:
    office, chat = await town.office(), await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 12:00")
    assert await nudged(town, office, "TTPVHCC") == 0
    assert chat.messages == []


async def test_only_the_office_reminds(town: Town) -> None:
    chat = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 08:00")
    for someone in (chat, await town.citizen(), await town.leader()):
        assert await nudged(town, someone, "TTPVHCC") == 0


async def test_the_office_is_told_who_is_overdue_on_the_step_days(town: Town) -> None:
    office = await town.office()
    await town.focal_point("TTPVHCC")
    counts = []
    for day in (10, 17, 18, 21, 22, 23, 28, 29):
        await town.tick(f"2026-12-{day} 08:00")
        counts.append(len(office.messages))
    assert counts == [0, 0, 1, 1, 2, 2, 3, 3]
    office.sees("quá hạn 7 ngày làm việc", "đã qua lần nhắc cuối")


async def test_the_office_learns_whom_no_reminder_reaches(town: Town) -> None:
    office = await town.office()
    chat = await town.focal_point("TTPVHCC")
    person = await person_of(town, chat)
    async with town.database.write() as session:
        await people.withdraw_consent(session, person.id, town.now)
    await town.focal_point("TYT")
    await town.tick("2026-12-10 08:00")
    await town.tick("2026-12-18 08:00")
    office.sees(
        "• Trung tâm Phục vụ hành chính công (chưa nhắc được",
        "• UBND phường (chưa có đầu mối)",
        "• Trạm Y tế phường\n",
    )


async def test_who_has_reported_is_not_on_the_offices_list(town: Town) -> None:
    office = await town.office()
    await town.tick("2026-12-10 08:00")
    await hand_in(town, "TTPVHCC")
    await town.tick("2026-12-18 08:00")
    assert "Trung tâm Phục vụ" not in office.text
    assert "Trạm Y tế" in office.text


async def test_a_missed_day_is_made_up_for_once(town: Town) -> None:
    office = await town.office()
    await town.tick("2026-12-10 08:00")
    for moment in ("2026-12-21 09:00", "2026-12-21 10:00"):
        await town.tick(moment)
    assert len(office.messages) == 1
    office.sees("quá hạn 2 ngày làm việc")


async def test_the_office_hears_nothing_before_eight_or_when_all_is_in(town: Town) -> None:
    office = await town.office()
    await town.tick("2026-12-10 08:00")
    await town.tick("2026-12-18 07:45")
    assert office.messages == []
    for unit in town.plan.units:
        await hand_in(town, unit)
    await town.tick("2026-12-18 08:00")
    assert office.messages == []


async def test_the_office_is_reminded_of_requests_that_wait(town: Town) -> None:
    office, chat = await town.office(), await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 08:00")
    await chat.says("xin gia hạn đến 28/12 vì chờ số liệu ngân hàng")
    await chat.says("gửi")
    await town.tick("2026-12-18 08:00")
    await office.picks("1 đề nghị gia hạn đang chờ")
    office.sees("Đề nghị gia hạn báo cáo", "chờ số liệu ngân hàng")
    await office.picks("Đồng ý")
    await office.picks("Vẫn cho")
    chat.sees("đồng ý gia hạn")
    assert office.options() == ["Menu"]


async def test_the_offices_own_unit_gets_both_messages(town: Town) -> None:
    chat = await town.office()
    person = await person_of(town, chat)
    async with town.database.write() as session:
        await people.grant(
            session, person.id, role=Role.FOCAL_POINT, unit_code="VHXH", now=town.now
        )
    await town.tick("2026-12-10 08:00")
    await town.tick("2026-12-18 08:00")
    chat.sees("chưa gửi báo cáo năm 2026", "đơn vị quá hạn báo cáo")  # counted ones are merged
