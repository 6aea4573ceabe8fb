"""Focal points are reminded: who, when, how often, and when no more."""

from datetime import date, datetime, timedelta

import pytest

from content.periods import Period
from content.words import LOCAL_ZONE
from handlers.focal.reminding import remind
from storage import drafts, obligations, people
from storage.models import Obligation
from storage.people import Person
from tests.chat import Chat, Town

YEAR = Period.parse("1_year", "2026-12")  # due on Thursday, 17 December
REMINDED_ON = {
    date(2026, 12, day) for day in (10, 14, 16, 17, 18, 22, 28)
}  # T-7 T-3 T-1 T0 T+1 T+3 T+7


async def owed(town: Town, unit: str) -> Obligation:
    """What the unit owes for 2026."""
    async with town.database.read() as session:
        return next(o for o in await obligations.owed_by(session, [unit]))


async def hand_in(town: Town, unit: str) -> None:
    async with town.database.write() as session:
        for obligation in await obligations.owed_by(session, [unit]):
            obligations.mark_submitted(obligation, town.now)


async def person_of(town: Town, chat: Chat) -> Person:
    async with town.database.write() as session:
        return await people.recognise(session, chat.channel, chat.id, now=town.now)


async def test_focal_point_is_reminded_a_week_before(town: Town) -> None:
    chat = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 08:00")
    chat.sees(
        "Nhắc báo cáo năm 2026",
        "Kính gửi Trung tâm Phục vụ hành chính công",
        "Kế hoạch 09-KH/ĐU",
        "Năm, 17/12/2026 (còn 7 ngày)",
        "Số liệu chốt ngày 14/12/2026",
    )
    assert chat.options() == ["Báo cáo ngay", "Xin gia hạn", "Đang làm"]


async def test_nobody_is_reminded_before_eight(town: Town) -> None:
    chat = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 07:59")
    assert chat.messages == []


@pytest.mark.parametrize("hushed", ["2026-12-10 11:30", "2026-12-10 17:00", "2026-12-12 09:00"])
async def test_quiet_hours_and_days_off_hold(town: Town, hushed: str) -> None:
    chat = await town.focal_point("TTPVHCC")
    await town.tick(hushed)
    assert chat.messages == []
    await town.tick("2026-12-14 08:00")
    assert len(chat.messages) == 1


async def test_a_reminder_held_back_at_noon_arrives_after_it(town: Town) -> None:
    chat = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 13:29")
    await town.tick("2026-12-10 13:30")
    assert len(chat.messages) == 1


async def test_reminders_come_on_their_days_and_once_each(town: Town) -> None:
    chat = await town.focal_point("TTPVHCC")
    came: set[date] = set()
    for hours in range(0, 40 * 24, 8):  # at 8, 16 and 0 o'clock
        before = len(chat.messages)
        moment = datetime(2026, 12, 1, 8, tzinfo=LOCAL_ZONE) + timedelta(hours=hours)
        await town.tick(moment)
        assert len(chat.messages) - before <= 1
        came |= {moment.date()} if len(chat.messages) > before else set()
    assert came == REMINDED_ON


async def test_after_days_without_power_only_the_newest_step_is_said(town: Town) -> None:
    chat = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 06:00")
    await town.tick("2026-12-16 10:00")
    assert len(chat.messages) == 1
    chat.sees("còn 1 ngày")


async def test_overdue_is_said_in_working_days(town: Town) -> None:
    chat = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 08:00")
    await town.tick("2026-12-18 08:00")
    chat.sees("chưa gửi báo cáo năm 2026", "quá hạn 1 ngày làm việc", "xin gia hạn kèm lý do")
    assert chat.options() == ["Báo cáo ngay", "Xin gia hạn", "Đang làm"]


async def test_more_time_is_not_offered_when_it_is_too_late_to_ask(town: Town) -> None:
    chat = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 08:00")
    await town.tick("2026-12-22 08:00")
    chat.sees("quá hạn 3 ngày làm việc", "gửi phần đã có ngay trong hôm nay")
    assert chat.options() == ["Báo cáo ngay", "Đang làm"]


async def test_a_reminder_says_how_much_of_the_draft_is_missing(town: Town) -> None:
    chat = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 08:00")
    person, obligation = await person_of(town, chat), await owed(town, "TTPVHCC")
    async with town.database.write() as session:
        noted: dict[str, dict[str, str]] = {"CS01": {}, "CS02": {}}
        await drafts.save(session, obligation.id, person.id, answers=noted, now=town.now)
    await town.tick("2026-12-14 08:00")
    chat.sees("Còn 3/5 chỉ tiêu chưa trả lời")


async def test_a_person_of_several_units_gets_one_message_most_urgent_first(town: Town) -> None:
    chat = await town.focal_point("TYT", "TTPVHCC")
    await town.tick("2026-12-10 06:00")
    async with town.database.write() as session:
        first = (await obligations.owed_by(session, ["TTPVHCC"]))[0]
        first.due = date(2026, 12, 16)
    await town.tick("2026-12-10 08:00")
    assert len(chat.messages) == 1
    assert chat.text.index("Trung tâm Phục vụ") < chat.text.index("Trạm Y tế")
    assert chat.options() == [
        "Báo cáo ngay (1)",
        "Xin gia hạn (1)",
        "Báo cáo ngay (2)",
        "Xin gia hạn (2)",
        "Đang làm",
    ]


async def test_every_focal_point_of_a_unit_is_reminded(town: Town) -> None:
    both = [await town.focal_point("TTPVHCC"), await town.focal_point("TTPVHCC", name="An")]
    await town.tick("2026-12-10 08:00")
    assert [len(chat.messages) for chat in both] == [1, 1]


async def test_small_batches_say_the_same_as_one_big_one(town: Town) -> None:
    chat = await town.focal_point("TYT", "TTPVHCC")
    other = await town.focal_point("MTTQ")
    await town.tick("2026-12-10 06:00")
    town.clock.move_to(datetime(2026, 12, 10, 8, tzinfo=LOCAL_ZONE))
    done = -1
    while done:
        async with town.database.write() as session:
            done = await remind(session, town.plan, town.now, limit=1)
    await town.settle()
    assert [len(chat.messages), len(other.messages)] == [1, 1]
    chat.sees("Trạm Y tế", "Trung tâm Phục vụ hành chính công")


async def test_what_comes_up_after_the_message_of_the_day_waits_for_tomorrow(town: Town) -> None:
    chat = await town.focal_point("TYT", "TTPVHCC")
    await town.tick("2026-12-10 06:00")
    later = datetime(2026, 12, 10, 10, tzinfo=LOCAL_ZONE)
    async with town.database.write() as session:
        health = (await obligations.owed_by(session, ["TYT"]))[0]
        await obligations.set_next_reminders(session, {health.id: later})
    await town.tick("2026-12-10 08:00")
    await town.tick("2026-12-10 10:00")
    assert len(chat.messages) == 1
    await town.tick("2026-12-11 08:00")
    assert len(chat.messages) == 2
    chat.sees("Trạm Y tế")


async def test_reminders_stop_when_the_report_is_in(town: Town) -> None:
    chat = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 08:00")
    await hand_in(town, "TTPVHCC")
    for day in (14, 16, 17, 18, 22, 28):
        await town.tick(f"2026-12-{day} 08:00")
    assert len(chat.messages) == 1


async def test_who_withdrew_consent_is_left_in_peace(town: Town) -> None:
    chat = await town.focal_point("TTPVHCC")
    person = await person_of(town, chat)
    async with town.database.write() as session:
        await people.withdraw_consent(session, person.id, town.now)
    await town.tick("2026-12-10 08:00")
    assert chat.messages == []


async def test_who_blocked_the_bot_is_left_in_peace(town: Town) -> None:
    chat = await town.focal_point("TTPVHCC")
    person = await person_of(town, chat)
    async with town.database.write() as session:
        await people.mark_unreachable(session, person.address.id)
    await town.tick("2026-12-10 08:00")
    assert chat.messages == []


async def test_a_reminder_speaks_the_readers_language(town: Town) -> None:
    chat = await town.focal_point("TTPVHCC", language="en")
    await town.tick("2026-12-10 08:00")
    chat.sees("Report reminder", "due on Thursday, 17/12/2026 (7 days left)")
    assert chat.options() == ["Report now", "Ask for more time", "Working on it"]


async def test_working_on_it_is_thanked_and_changes_nothing(town: Town) -> None:
    chat = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 08:00")
    await chat.picks("Đang làm")
    chat.sees("đã ghi nhận đơn vị đang làm", "17/12/2026")
    assert chat.options() == ["Báo cáo ngay", "Xin gia hạn"]
    await town.tick("2026-12-14 08:00")
    chat.sees("Số liệu chốt hôm nay")


async def test_a_ward_that_begins_after_the_due_day_owes_nothing_from_before(town: Town) -> None:
    chat = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-18 08:00")
    await town.tick("2027-01-11 06:00")
    async with town.database.read() as session:
        periods = {o.period for o in await obligations.owed_by(session, ["TTPVHCC"])}
    assert periods == {"2027-01"}
    assert chat.messages == []


async def test_a_report_missed_while_the_assistant_was_down_still_opens(town: Town) -> None:
    chat = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 08:00")
    await hand_in(town, "TTPVHCC")
    await town.tick("2027-01-20 08:00")
    assert len(chat.messages) == 2
    chat.sees("chưa gửi báo cáo tháng 01/2027")


async def test_a_reminder_tells_that_more_time_was_asked_for(town: Town) -> None:
    await town.office()
    chat = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-16 08:00")
    await chat.says("xin gia hạn đến 28/12 vì chờ số liệu")
    await chat.says("gửi")
    await town.tick("2026-12-18 08:00")
    chat.sees("quá hạn 1 ngày làm việc", "gia hạn đến 28/12/2026 đang chờ cơ quan thường trực")
    assert "xin gia hạn kèm lý do" not in chat.text
    assert "“xin gia hạn đến" not in chat.text


async def test_a_reminder_of_several_reports_tells_which_one_waits(town: Town) -> None:
    await town.office()
    chat = await town.focal_point("TTPVHCC", "MTTQ")
    await town.tick("2026-12-16 08:00")
    await chat.picks("Xin gia hạn (1)")
    await chat.says("28/12 vì chờ số liệu")
    await chat.says("gửi")
    await town.tick("2026-12-18 08:00")
    chat.sees("1. Đã xin gia hạn đến 28/12/2026, đang chờ trả lời.")
