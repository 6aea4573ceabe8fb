"""Who is overdue: asked by command, button or words; reminding by hand; refused to others."""

from datetime import date, datetime

import pytest
from sqlmodel import select

from content.periods import Cadence, Period
from content.words import LOCAL_ZONE
from handlers.office.overdue_view import overdue_lines
from storage import obligations
from storage.models import AuditEntry, Obligation, Reminder
from tests.chat import Chat, Town

YEAR = Period(Cadence.YEAR, 2026, 12)
OCTOBER = Period(Cadence.MONTHLY, 2026, 10)
NOVEMBER = Period(Cadence.MONTHLY, 2026, 11)
OVERDUE = "2026-12-18 09:05"  # the year's reports were due on Thursday, 17 December


async def opened(town: Town, *periods: Period) -> None:
    async with town.database.write() as session:
        for period in periods:
            await obligations.open_period(session, town.plan, period, town.now)


async def handed_in(town: Town, *units: str) -> None:
    async with town.database.write() as session:
        for owed in await obligations.owed_by(session, units):
            obligations.mark_submitted(owed, town.now)
            session.add(owed)


def at(town: Town, moment: str) -> None:
    """Only the clock: no reminder goes out."""
    town.clock.move_to(datetime.fromisoformat(moment).replace(tzinfo=LOCAL_ZONE))


async def test_before_the_due_day_nobody_is_overdue_and_the_next_day_is_named(
    town: Town,
) -> None:
    office = await town.office()
    await office.says("/quahan")
    office.sees("Không có đơn vị nào quá hạn", "thứ Năm, 17/12/2026", "Còn 8 đơn vị chưa nộp")


async def test_nobody_is_overdue_on_the_due_day_itself(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR)
    await handed_in(town, "TTPVHCC")
    at(town, "2026-12-17 16:59")
    await office.says("/quahan")
    office.sees("Không có đơn vị nào quá hạn", "Còn 7 đơn vị chưa nộp", "16:59 ngày 17/12/2026")
    assert "Trung tâm Phục vụ" not in office.text


async def test_the_day_after_the_office_sees_who_by_how_much_and_who_is_responsible(
    town: Town,
) -> None:
    office = await town.office()
    await town.focal_point("TTPVHCC", name="Nguyễn Thị Hoa")
    await town.focal_point("TTPVHCC", name="Võ An")
    await opened(town, YEAR)
    await handed_in(town, "CUDTT", "BXDD", "UBND", "MTTQ", "VHXH")
    at(town, OVERDUE)
    await office.says("/quahan")
    office.sees(
        "3/8 đơn vị quá hạn báo cáo năm 2026 – hạn 17/12\n5 đã nộp, 0 còn trong hạn",
        "Lúc 09:05 18/12, tính ngày làm việc",
        "TT PVHCC – quá hạn 1 ngày\nChưa nhắc · Nguyễn Thị Hoa, Võ An",
        "Phòng KT-HT-ĐT – quá hạn 1 ngày\nChưa nhắc · chưa có đầu mối",
    )


async def test_lateness_is_counted_in_working_days(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, "2026-12-21 09:00")  # a Monday: Friday and today, not the weekend
    await office.says("/quahan")
    office.sees("– quá hạn 2 ngày\n", "tính ngày làm việc")


async def test_several_reports_of_a_unit_are_one_entry_and_the_worst_comes_first(
    town: Town,
) -> None:
    office = await town.office()
    await opened(town, YEAR, NOVEMBER)
    await handed_in(town, "UBND")
    at(town, OVERDUE)
    await office.says("/quahan")
    office.sees("7/8 đơn vị quá hạn, 10 báo cáo")
    entries = [line for line in office.text.splitlines() if " – quá hạn " in line]
    assert entries[:4] == [
        "1. Cấp ủy trực thuộc – quá hạn 22 ngày · 2 báo cáo: tháng 11/2026, năm 2026",
        "2. MTTQ, đoàn thể – quá hạn 22 ngày · 2 báo cáo: tháng 11/2026, năm 2026",
        "3. TT PVHCC – quá hạn 22 ngày · 2 báo cáo: tháng 11/2026, năm 2026",
        "4. Ban XDĐ – quá hạn 1 ngày · năm 2026",
    ]


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_long_lists_are_paged_and_numbered_through(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR, NOVEMBER)
    at(town, OVERDUE)
    await office.says("/quahan")
    office.sees("Trang 1/2", "6. ")
    await office.picks("Sau ›")
    office.sees("Trang 2/2", "7. ", "8. ")
    await office.picks("‹ Trước")
    office.sees("Trang 1/2")
    await office.forges("ov:::99")
    office.sees("Trang 2/2")
    assert len(office.messages) == 1


async def test_a_page_is_short_enough_for_a_small_phone(town: Town) -> None:
    office = await town.office()
    for unit in town.plan.units:
        await town.focal_point(unit, name="Nguyễn Thị Hoa")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/quahan")
    assert len(office.text.splitlines()) <= 26
    assert len(office.messages[-1].buttons) <= 7
    assert max(len(label) for label in office.options()) <= 24


async def test_the_list_is_filtered_by_cadence_and_by_period(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR, NOVEMBER)
    at(town, OVERDUE)
    await office.says("/quahan")
    await office.picks("Lọc")
    assert office.options() == [
        "Tất cả (11)",
        "Mọi báo cáo tháng (3)",
        "Mọi báo cáo năm (8)",
        "Năm 2026 (8)",
        "Tháng 11/2026 (3)",
        "Menu",
    ]
    await office.picks("Tháng 11/2026")
    office.sees("3/3 đơn vị quá hạn báo cáo tháng 11/2026 – hạn 17/11")
    assert "năm 2026" not in office.text
    await office.picks("Làm mới")
    office.sees("3/3 đơn vị quá hạn")


async def test_a_period_shows_nothing_of_others_of_its_cadence(town: Town) -> None:
    office = await town.office()
    await opened(town, OCTOBER, NOVEMBER)
    at(town, OVERDUE)
    await office.says("/quahan")
    await office.picks("Lọc")
    await office.picks("Tháng 10/2026")
    office.sees("3/3 đơn vị quá hạn", "tháng 10/2026")
    assert "tháng 11/2026" not in office.text


@pytest.mark.parametrize(
    "words",
    [
        "đơn vị nào trễ hạn báo cáo tháng này?",
        "don vi nao tre han bao cao thang nay",
        "Ai chưa nộp báo cáo quý 4",
        "ĐƠN VỊ NÀO QUÁ HẠN",
        "which units are overdue?",
    ],
)
async def test_the_question_in_words_reaches_the_list(town: Town, words: str) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says(words)
    office.sees("8/8 đơn vị quá hạn")


async def test_the_question_in_words_may_name_the_period(town: Town) -> None:
    leader = await town.leader()
    await opened(town, YEAR, NOVEMBER)
    at(town, OVERDUE)
    await leader.says("don vi nao chua nop bao cao thang 11?")
    leader.sees("3/3 đơn vị quá hạn")


async def test_who_asked_for_more_time_and_got_it_is_not_overdue(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR)
    async with town.database.write() as session:
        (owed,) = await obligations.owed_by(session, ["TYT"])
        owed.due = date(2026, 12, 22)
        session.add(owed)
    at(town, OVERDUE)
    await office.says("/quahan")
    office.sees("7/8 đơn vị quá hạn", "0 đã nộp, 1 còn trong hạn")
    await office.picks("Sau ›")
    office.sees("Còn trong hạn: Trạm Y tế (22/12)")


async def test_reminding_one_unit_reaches_its_focal_point_once_a_day(town: Town) -> None:
    office, hoa = await town.office(), await town.focal_point("TYT", name="Hoa")
    somebody_else = await town.focal_point("VHXH")
    await opened(town, YEAR)
    await handed_in(town, "CUDTT", "BXDD", "UBND")
    at(town, OVERDUE)
    await office.says("/quahan")
    await office.picks("Trạm Y tế")
    await office.picks("Nhắc ngay")
    hoa.sees("Trạm Y tế phường", "năm 2026")
    office.sees("Đã nhắc 1 người", "• hôm nay 09:05 (nhắc ngay): Hoa")
    assert "Đã nhắc 1 người." in office.toast
    assert "Nhắc ngay" not in office.options()
    await office.says("nhắc ngay")
    office.sees("Hôm nay đã nhắc đơn vị này rồi; ngày làm việc kế tiếp nhắc lại được.")
    assert len(hoa.messages) == 1
    assert somebody_else.messages == []
    await office.picks("‹ Danh sách")
    office.sees("Trạm Y tế – quá hạn 1 ngày\nNhắc hôm nay · Hoa")


async def test_reminding_all_is_confirmed_first(town: Town) -> None:
    office = await town.office()
    focal_points = [await town.focal_point("TYT"), await town.focal_point("UBND")]
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/quahan")
    await office.picks("Nhắc ngay tất cả (2)")
    office.sees("Nhắc ngay 2 đơn vị", "6 đơn vị chưa nhắc được")
    assert [len(chat.messages) for chat in focal_points] == [0, 0]
    await office.picks("Nhắc ngay")
    assert [len(chat.messages) for chat in focal_points] == [1, 1]
    office.sees("Đã nhắc 2 người")


async def test_whoever_was_reminded_today_is_not_offered_again_before_the_next_working_day(
    town: Town,
) -> None:
    office = await town.office()
    focal_points = [await town.focal_point("TYT"), await town.focal_point("UBND")]
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("nhắc ubnd")
    await office.says("/quahan")
    assert "Nhắc ngay tất cả (1)" in office.options()
    await office.picks("Nhắc ngay tất cả")
    office.sees("Nhắc ngay 1 đơn vị", "1 đơn vị hôm nay đã nhắc rồi", "6 đơn vị chưa nhắc được")
    await office.picks("Nhắc ngay")
    told = "Hôm nay đã nhắc cả 2 đơn vị nhắn được; ngày làm việc kế tiếp nhắc lại được."
    office.sees("Đã nhắc 1 người", told)
    assert not any("Nhắc" in label for label in office.options())
    await office.says("nhắc tất cả")
    assert office.text.count(told) == 1
    assert [len(chat.messages) for chat in focal_points] == [1, 1]
    at(town, "2026-12-21 09:05")  # a Monday
    await office.says("/quahan")
    assert "Nhắc ngay tất cả (2)" in office.options()


async def test_a_list_with_one_unit_within_reach_is_spoken_of_as_a_list(town: Town) -> None:
    office, hoa = await town.office(), await town.focal_point("TYT")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/quahan")
    await office.picks("Nhắc ngay tất cả")
    await office.picks("Nhắc ngay")
    await office.says("nhắc tất cả")
    office.sees("Hôm nay đã nhắc đơn vị duy nhất nhắn được trong danh sách này", "8/8 đơn vị")
    assert "đơn vị này rồi" not in office.text
    assert len(hoa.messages) == 1


@pytest.mark.only_on_telegram("the Zalo Bot Platform does not tell who blocks it")
async def test_it_is_said_when_no_focal_point_is_within_reach(town: Town) -> None:
    office, hoa = await town.office(), await town.focal_point("UBND")
    await opened(town, YEAR)
    hoa.phone.blocks()
    await town.settle()
    at(town, OVERDUE)
    for words in ("nhắc ubnd", "nhắc tất cả"):
        await office.says(words)
        office.sees("không nhắn được cho đầu mối nào")
        assert "đã nhắc" not in office.text, words


async def test_reminding_all_may_be_left(town: Town) -> None:
    office, hoa = await town.office(), await town.focal_point("TYT")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/quahan")
    await office.picks("Nhắc ngay tất cả")
    await office.picks("Để sau")
    office.sees("8/8 đơn vị quá hạn")
    assert hoa.messages == []


async def test_a_filtered_list_reminds_only_of_what_it_shows(town: Town) -> None:
    office = await town.office()
    medical, centre = await town.focal_point("TYT"), await town.focal_point("TTPVHCC")
    await opened(town, YEAR, NOVEMBER)
    at(town, OVERDUE)
    await office.says("/quahan")
    await office.picks("Lọc")
    await office.picks("Tháng 11/2026")
    await office.picks("Nhắc ngay tất cả")
    await office.picks("Nhắc ngay")
    assert (len(medical.messages), len(centre.messages)) == (0, 1)


async def test_nobody_is_disturbed_in_quiet_hours(town: Town) -> None:
    office, hoa = await town.office(), await town.focal_point("CUDTT")
    await opened(town, YEAR)
    at(town, "2026-12-18 12:00")
    await office.says("/quahan")
    await office.picks("Cấp ủy")
    await office.picks("Nhắc ngay")
    office.sees("giờ nghỉ")
    assert hoa.messages == []


async def test_a_unit_without_a_focal_point_is_offered_an_invite(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/quahan")
    await office.picks("UBND")
    await office.picks("Mời đầu mối")
    office.sees("đầu mối báo cáo của UBND phường", "MOI ")


async def test_a_button_of_a_report_that_came_in_meanwhile_reminds_nobody(town: Town) -> None:
    office, hoa = await town.office(), await town.focal_point("CUDTT")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/quahan")
    await office.picks("Cấp ủy")
    await handed_in(town, "CUDTT")
    await office.picks("Nhắc ngay")
    assert hoa.messages == []
    office.sees("không còn báo cáo nào phải nộp nên tôi không nhắc")
    await office.picks("‹ Danh sách")
    office.sees("7/8 đơn vị quá hạn")


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_a_leader_reads_but_does_not_remind(town: Town) -> None:
    leader, hoa = await town.leader(), await town.focal_point("TYT")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await leader.says("/quahan")
    leader.sees("8/8 đơn vị quá hạn")
    assert not any("Nhắc" in label or "Mời" in label for label in leader.options())
    await leader.picks("UBND")
    leader.sees("Phụ trách:")
    assert leader.options() == ["‹ Danh sách", "Menu"]
    await leader.says("nhắc trạm y tế")
    leader.sees("dành cho cơ quan thường trực")
    await leader.forges("ovall::")
    leader.sees("dành cho cơ quan thường trực")
    assert hoa.messages == []


async def test_a_focal_point_is_shown_the_way_to_the_own_reports(town: Town) -> None:
    hoa = await town.focal_point("TTPVHCC")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await hoa.says("đơn vị nào trễ hạn báo cáo tháng này?")
    hoa.sees("dành cho cơ quan thường trực", "/baocao")
    await hoa.picks("Báo cáo cần nộp")
    hoa.sees("Trung tâm Phục vụ hành chính công", "Báo cáo cần nộp: 1")
    assert "Trạm Y tế" not in hoa.text


async def test_a_refusal_is_audited_without_what_was_said(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("đơn vị nào trễ hạn báo cáo tháng này?")
    lan.sees("dành cho cơ quan thường trực")
    async with town.database.read() as session:
        entries = (await session.exec(select(AuditEntry))).all()
    refused = [entry for entry in entries if entry.action == "refused"]
    assert [(e.subject, e.facts) for e in refused] == [("overdue", {"roles": "citizen"})]


@pytest.mark.only_on_telegram("the Zalo Bot Platform does not tell who blocks it")
async def test_somebody_who_blocked_the_assistant_is_marked(town: Town) -> None:
    office, hoa = await town.office(), await town.focal_point("CUDTT", name="Hoa")
    await opened(town, YEAR)
    hoa.phone.blocks()
    await town.settle()
    at(town, OVERDUE)
    await office.says("/quahan")
    office.sees("Hoa (không nhắn được)")
    hoa.phone.unblocks()
    await town.settle()
    await office.picks("Làm mới")
    office.sees(" · Hoa")
    assert "không nhắn được" not in office.text


async def test_the_same_lines_are_there_for_the_command_line(town: Town) -> None:
    await opened(town, YEAR, NOVEMBER)
    await handed_in(town, "TTPVHCC")
    at(town, OVERDUE)
    async with town.database.read() as session:
        lines = await overdue_lines(session, town.plan, town.now)
    of_november = [line for line in lines if line.period == NOVEMBER]
    # 8 days in November, without the holiday of the 24th, 14 in December.
    assert {(line.unit_code, line.days_late) for line in of_november} == {
        ("CUDTT", 22),
        ("MTTQ", 22),
    }
    assert len(lines) == 9
    assert "TTPVHCC" not in {line.unit_code for line in lines}


async def test_the_list_speaks_english(town: Town) -> None:
    office = await town.office(language="en")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/overdue")
    office.sees(
        "8/8 units overdue with the report for year 2026 – due 17/12",
        "Cấp ủy trực thuộc – 1 day overdue\nNot reminded yet · no focal point yet",
    )


async def chat_of(town: Town, role: str) -> Chat:
    match role:
        case "stranger":
            stranger = town.stranger()
            await stranger.says("/start")
            return stranger
        case "citizen":
            return await town.citizen()
        case "focal_point":
            return await town.focal_point("TTPVHCC")
        case "community_team":
            return await town.community_team()
        case "leader":
            return await town.leader()
        case "standing_office":
            return await town.office()
        case _:
            return await town.admin()


SEE = ["/quahan", "late", "ov:::0", "ov:1_year:2026-12:0", "ovf", "ovh:::0", "ovu:TYT:::0"]
REMIND = ["ovr:TYT:::0", "ova::", "ovall::", "ovrs:TYT,UBND"]
INVITE = ["/moi", "inv", "invr:focal_point:0", "invu:focal_point:TYT", "invu:standing_office:"]
PROMOTE = ["invu:leader:", "invu:admin:"]
MAY = {
    "stranger": [],
    "citizen": [],
    "focal_point": [],
    "community_team": [],
    "leader": SEE,
    "standing_office": SEE + REMIND + INVITE,
    "admin": SEE + REMIND + INVITE + PROMOTE,
}


@pytest.mark.only_on_telegram("what a button carries is forged")
@pytest.mark.parametrize("role", MAY)
async def test_every_act_of_the_office_is_open_to_its_roles_and_refused_to_all_others(
    town: Town, role: str
) -> None:
    hoa = await town.focal_point("TYT", name="Hoa")
    await opened(town, YEAR)
    at(town, OVERDUE)
    chat = await chat_of(town, role)
    await chat.says("/menu")
    for act in SEE + REMIND + INVITE + PROMOTE:
        before = await traces(town)
        await (chat.says(act) if act.startswith("/") else chat.forges(act))
        answer = chat.messages[-1].text
        refused = "dành cho cơ quan thường trực" in answer
        assert refused == (act not in MAY[role]), (act, answer)
        if refused:
            assert await traces(town) == before, act
    if role not in ("standing_office", "admin"):
        assert hoa.messages == []


async def traces(town: Town) -> tuple[int, int]:
    """What an act of the office leaves behind."""
    async with town.database.read() as session:
        reminders = (await session.exec(select(Reminder))).all()
        made = [e for e in (await session.exec(select(AuditEntry))).all() if e.action != "refused"]
        return len(reminders), len(made)


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_a_role_taken_away_closes_the_doors_at_once(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/quahan")
    await office.says("/xoa")
    await office.picks("Xóa dữ liệu")
    await office.forges("ovall::")
    office.sees("dành cho cơ quan thường trực")


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_units_beyond_reason_remind_nobody(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/quahan")
    for unit in ("-1", "9" * 30, "0", " TYT", "x" * 50):
        await office.forges(f"ovr:{unit}:::0")
        await office.forges(f"ovu:{unit}:1_year:2026-99:0")
    async with town.database.read() as session:
        assert len((await session.exec(select(Obligation))).all()) == 8
        assert (await session.exec(select(Reminder))).all() == []


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        ("2026-12-19 09:00", "Hôm nay là thứ Bảy, 19/12/2026, ngày nghỉ, nên tôi chưa nhắc ai. Từ "
         "08:00 thứ Hai, 21/12/2026 anh/chị nhắc được."),
        ("2026-12-18 12:00", "Đang giờ nghỉ nên tôi chưa nhắc ai. Từ 13:30 anh/chị nhắc được."),
        ("2026-12-18 18:00", "Đã hết giờ làm việc nên tôi chưa nhắc ai. Từ 08:00 thứ Hai"),
    ],
)  # fmt: skip
async def test_who_cannot_remind_now_is_told_before_a_yes_is_asked(
    town: Town, moment: str, why: str
) -> None:
    office, hoa = await town.office(), await town.focal_point("CUDTT")
    await opened(town, YEAR)
    at(town, moment)
    for words in ("nhắc tất cả", "nhắc cấp ủy", "nhắc mặt trận và cấp ủy"):
        await office.says(words)
        office.sees(why)
        assert "Nhắc ngay 1 đơn vị về" not in office.text
        assert "nhắc đơn vị nào?" not in office.text
    assert hoa.messages == []


async def test_a_day_off_is_told_in_english(town: Town) -> None:
    office = await town.office(language="en")
    await opened(town, YEAR)
    at(town, "2026-12-19 09:00")
    await office.says("remind all")
    office.sees("is a day off", "08:00 on Monday, 21/12/2026")
