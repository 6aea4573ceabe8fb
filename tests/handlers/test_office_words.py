"""The office asks and acts in words: who has reported, has this unit, remind that one."""

from datetime import timedelta

import pytest

from content.roles import Role
from storage import extensions, obligations, people, submissions
from tests.chat import Chat, Town
from tests.handlers.reporting import person_of
from tests.handlers.test_overdue import NOVEMBER, OVERDUE, YEAR, at, handed_in, opened


async def reports(town: Town, chat: Chat, unit: str, moment: str) -> None:
    """A focal point hands in, with a receipt."""
    at(town, moment)
    author = await person_of(town, chat)
    async with town.database.write() as session:
        (owed,) = await obligations.owed_by(session, [unit])
        await submissions.submit(session, owed, author=author, answers={}, texts={}, now=town.now)


async def serves(town: Town, chat: Chat, unit: str) -> None:
    """Makes a member of the office a focal point besides."""
    person = await person_of(town, chat)
    async with town.database.write() as session:
        await people.grant(session, person.id, Role.FOCAL_POINT, unit_code=unit, now=town.now)


async def test_who_has_reported_when_and_whether_in_time(town: Town) -> None:
    office, hoa = await town.office(), await town.focal_point("TTPVHCC", "UBND", name="Hoa")
    await opened(town, YEAR)
    await reports(town, hoa, "TTPVHCC", "2026-12-16 08:15")
    await reports(town, hoa, "UBND", "2026-12-21 10:00")
    await office.says("ai nộp rồi?")
    office.sees(
        "2/8 đơn vị đã nộp báo cáo năm 2026",
        "1 đúng hạn, 1 nộp trễ",
        "1. TT PVHCC\n08:15 16/12 · đúng hạn",
        "2. UBND\nhôm nay 10:00 · nộp trễ 2 ngày làm việc",
    )
    await office.says("2")
    office.sees("UBND phường", "hôm nay 10:00, nộp trễ 2 ngày làm việc, Hoa", "BC-UBND-2026-12-01")


async def test_who_was_in_time_is_asked_in_short(town: Town) -> None:
    office, hoa = await town.office(), await town.focal_point("TTPVHCC", name="Hoa")
    await opened(town, YEAR)
    await reports(town, hoa, "TTPVHCC", "2026-12-16 08:15")
    at(town, OVERDUE)
    await office.says("ai đúng hạn")
    office.sees("1/8 đơn vị đã nộp báo cáo năm 2026", "1. TT PVHCC\n08:15 16/12 · đúng hạn")
    await office.says("ai không đúng hạn")
    office.sees("7/8 đơn vị quá hạn")


async def test_nobody_has_reported_yet(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("ai nop roi")
    office.sees("Chưa có đơn vị nào nộp báo cáo năm 2026")
    await office.picks("Ai chưa nộp?")
    office.sees("8/8 đơn vị quá hạn")


async def test_who_has_reported_is_asked_of_the_newest_period(town: Town) -> None:
    """An old report that one unit still owes does not hide how things stand now."""
    office = await town.office()
    await opened(town, NOVEMBER)
    await handed_in(town, "CUDTT", "MTTQ")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("ai nộp rồi")
    office.sees("Chưa có đơn vị nào nộp báo cáo năm 2026")
    await office.says("tháng trước ai nộp rồi")
    office.sees("2/3 đơn vị đã nộp báo cáo tháng 11/2026")


async def test_who_was_late_last_month_is_said_though_nothing_is_missing_any_more(
    town: Town,
) -> None:
    office, hoa = await town.office(), await town.focal_point("TTPVHCC", "CUDTT", "MTTQ")
    await opened(town, NOVEMBER)
    await reports(town, hoa, "CUDTT", "2026-11-16 09:00")
    await reports(town, hoa, "MTTQ", "2026-11-17 23:00")
    await reports(town, hoa, "TTPVHCC", "2026-11-19 09:00")
    at(town, OVERDUE)
    await office.says("tháng trước ai trễ?")
    office.sees(
        "Không có đơn vị nào quá hạn báo cáo tháng 11/2026",
        "3/3 đơn vị đã nộp",
        "Đã nộp nhưng trễ: TT PVHCC (nộp trễ 2 ngày làm việc)",
    )
    assert "MTTQ, đoàn thể (" not in office.text


async def test_has_this_unit_reported(town: Town) -> None:
    office, hoa = await town.office(), await town.focal_point("TYT", name="Lê Thị Thu")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("trạm y tế nộp chưa?")
    office.sees(
        "Trạm Y tế phường",
        "1 báo cáo quá hạn\n• Năm 2026: quá hạn 1 ngày làm việc (hạn 17/12/2026)",
        "Phụ trách: Lê Thị Thu",
        "Chưa nhắc lần nào",
    )
    await reports(town, hoa, "TYT", "2026-12-18 10:00")
    await office.says("tyt nop chua")
    office.sees(
        "Đã nộp:\n• Năm 2026: hôm nay 10:00, nộp trễ 1 ngày làm việc, Lê Thị Thu",
        "Hiện không còn báo cáo nào phải nộp. Kế tiếp: báo cáo quý I/2027, hạn thứ Tư, 17/03/2027",
    )
    assert not any("Nhắc" in label for label in office.options())


@pytest.mark.parametrize("words", ["CAP nộp chưa", "công an nộp chưa?", "trường nào chưa báo cáo"])
async def test_a_unit_that_owes_no_reports_is_not_called_late(town: Town, words: str) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says(words)
    office.sees("không phải nộp báo cáo")
    await office.says("nhắc công an")
    office.sees("không còn báo cáo nào phải nộp nên tôi không nhắc")


async def test_a_name_of_several_units_is_asked_about(town: Town) -> None:
    office = await town.office()
    await office.says("văn phòng nộp chưa")
    office.sees("Anh/chị hỏi đơn vị nào?")
    await office.picks("Văn phòng Đảng ủy")
    office.sees("Văn phòng Đảng ủy", "không phải nộp báo cáo")
    await office.says("văn phòng")
    await office.says("2")
    office.sees("Văn phòng HĐND và UBND phường")


async def test_the_detail_of_a_unit_shows_all_it_owes_and_who_was_reminded(town: Town) -> None:
    office = await town.office()
    hoa = await town.focal_point("TTPVHCC", name="Nguyễn Thị Hoa")
    await opened(town, NOVEMBER)
    await opened(town, YEAR)
    await town.tick("2026-12-14 08:00")
    person = await person_of(town, hoa)
    async with town.database.write() as session:
        owed = (await obligations.owed_by(session, ["TTPVHCC"]))[1]
        until = owed.due + timedelta(days=11)
        await extensions.ask(
            session, owed.id, asked_by=person.id, until=until, reason=None, now=town.now
        )
    await office.says("xem trung tâm hành chính công")
    office.sees(
        "Trung tâm Phục vụ hành chính công",
        "1 báo cáo quá hạn\n• Tháng 11/2026: quá hạn 18 ngày làm việc (hạn 17/11/2026)",
        "Còn trong hạn:\n• Năm 2026: hạn thứ Năm, 17/12/2026 (còn 3 ngày)",
        "Đang xin gia hạn đến thứ Hai, 28/12/2026, chưa được trả lời",
        "Nhắc gần nhất:\n• hôm nay 08:00 (trước hạn 3 ngày): Nguyễn Thị Hoa",
    )


async def test_the_number_of_a_unit_opens_it_and_the_list_is_found_again(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/quahan")
    await office.says("số 3")
    office.sees("UBND phường")
    await office.says("danh sách")
    office.sees("Trang 1/2")
    await office.says("sau")
    office.sees("Trang 2/2")
    await office.says("8")
    office.sees("Trạm Y tế phường")
    await office.says("quay lại")
    office.sees("Trang 2/2")
    await office.says("trang 1")
    office.sees("Trang 1/2")


async def test_a_number_means_the_unit_that_was_shown_with_it(town: Town) -> None:
    """Whoever is first on the list may have reported since it was sent."""
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/quahan")
    office.sees("1. Cấp ủy trực thuộc", "2. Ban XDĐ")
    await handed_in(town, "CUDTT")
    await office.says("2")
    office.sees("Ban Xây dựng Đảng")


async def test_a_number_after_something_else_is_no_choice_of_a_unit(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/quahan")
    await office.says("/menu")
    await office.says("12")
    office.sees("chưa hiểu")


async def test_filters_are_typed(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR, NOVEMBER)
    at(town, OVERDUE)
    await office.says("/quahan")
    await office.says("loc")
    office.sees("Anh/chị muốn xem báo cáo nào?")
    await office.says("tháng 11")
    office.sees("3/3 đơn vị quá hạn báo cáo tháng 11/2026")
    await office.says("tất cả")
    office.sees("8/8 đơn vị quá hạn, 11 báo cáo")
    await office.says("xem thang 11")
    office.sees("3/3 đơn vị quá hạn báo cáo tháng 11/2026")
    await office.says("làm mới")
    office.sees("3/3 đơn vị quá hạn báo cáo tháng 11/2026")


@pytest.mark.parametrize("words", ["nhắc trạm y tế", "nhac tram y te", "nhắc TYT giúp tôi"])
async def test_a_unit_is_reminded_in_words(town: Town, words: str) -> None:
    office, hoa = await town.office(), await town.focal_point("TYT", name="Hoa")
    somebody_else = await town.focal_point("UBND")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says(words)
    office.sees("Đã nhắc 1 người", "Trạm Y tế phường")
    assert (len(hoa.messages), len(somebody_else.messages)) == (1, 0)
    await office.says(words)
    office.sees("Hôm nay đã nhắc đơn vị này rồi")
    assert len(hoa.messages) == 1


async def test_the_unit_on_the_screen_is_reminded_by_one_word(town: Town) -> None:
    office, hoa = await town.office(), await town.focal_point("UBND")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/quahan")
    await office.says("3")
    await office.says("nhắc ngay")
    office.sees("Đã nhắc 1 người")
    assert len(hoa.messages) == 1


async def test_a_unit_is_reminded_by_its_number(town: Town) -> None:
    office, hoa = await town.office(), await town.focal_point("UBND")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/quahan")
    await office.says("nhắc số 3")
    office.sees("Đã nhắc 1 người", "UBND phường")
    assert len(hoa.messages) == 1


@pytest.mark.parametrize("words", ["cả hai", "ca 2", "tapped"])
async def test_two_units_named_at_once_are_asked_about_and_reminded_together(
    town: Town, words: str
) -> None:
    office = await town.office()
    named = [await town.focal_point("MTTQ"), await town.focal_point("TYT")]
    other = await town.focal_point("UBND")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("nhắc mặt trận và trạm y tế")
    office.sees("Anh/chị muốn nhắc đơn vị nào?")
    assert office.options()[-2:] == ["Cả hai", "Menu"]
    assert [len(chat.messages) for chat in named] == [0, 0]
    await (office.picks("Cả hai") if words == "tapped" else office.says(words))
    office.sees("Đã nhắc 2 người")
    assert [len(chat.messages) for chat in (*named, other)] == [1, 1, 0]


async def test_one_of_the_units_named_is_reminded_by_its_number_or_none(town: Town) -> None:
    office = await town.office()
    named = [await town.focal_point("MTTQ"), await town.focal_point("TYT")]
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("nhac mat tran va tram y te")
    await office.says("2")
    office.sees("Đã nhắc 1 người", "Trạm Y tế phường")
    await office.says("nhắc mặt trận và trạm y tế")
    await office.says("để sau")
    office.sees("8/8 đơn vị quá hạn")
    assert [len(chat.messages) for chat in named] == [0, 1]


@pytest.mark.only_on_telegram("where options are numbered, a number is of the last message")
async def test_the_numbers_of_a_list_hold_while_a_unit_is_shown_below_it(town: Town) -> None:
    office, hoa = await town.office(), await town.focal_point("CUDTT")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/quahan")
    await office.says("3")
    office.sees("UBND phường")
    await office.says("nhắc số 1")
    office.sees("Đã nhắc 1 người", "Cấp ủy")
    assert len(hoa.messages) == 1
    await office.says("trạm y tế")
    await office.says("2")
    office.sees("Ban Xây dựng Đảng")


async def test_filter_is_understood_whatever_stands_last(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    for before in ("trạm y tế nộp chưa", "/menu", "trời đẹp quá"):
        await office.says(before)
        await office.says("lọc")
        office.sees("Anh/chị muốn xem báo cáo nào?")


@pytest.mark.parametrize(
    "words", ["gia hạn cho mặt trận đến 23/12", "đồng ý gia hạn cho MTTQ đến 23/12"]
)
async def test_time_is_granted_to_a_unit_by_name_after_it_is_read_back(
    town: Town, words: str
) -> None:
    office, nam = await town.office(), await town.focal_point("MTTQ")
    await town.tick("2026-12-10 08:00")
    await nam.says("xin gia hạn đến 22/12 vì chờ số liệu")
    await nam.says("gửi")
    before = len(nam.messages)
    await office.says("/menu")
    await office.says(words)
    office.sees("Mặt trận", "23/12/2026")
    assert len(nam.messages) == before
    await office.picks("Vẫn cho")
    nam.sees("23/12/2026")


async def test_no_time_is_granted_to_a_unit_that_asked_for_none(town: Town) -> None:
    office, nam = await town.office(), await town.focal_point("MTTQ")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("gia hạn cho mặt trận đến 23/12")
    office.sees(
        "không có đề nghị gia hạn nào đang chờ, nên hạn vẫn giữ nguyên",
        "còn xin được cho báo cáo năm 2026",
        "xin gia hạn đến 22/12 vì",
    )
    assert nam.messages == []
    await nam.says("xin gia hạn đến 22/12 vì chờ số liệu")  # what was advised is possible
    nam.sees("Gửi", "22/12/2026")


async def test_advice_before_the_due_day_names_a_day_after_it(town: Town) -> None:
    office, nam = await town.office(), await town.focal_point("MTTQ")
    await opened(town, YEAR)
    at(town, "2026-12-10 09:00")
    await office.says("gia hạn cho mặt trận")
    office.sees("xin gia hạn đến 21/12 vì")
    assert nam.messages == []


async def test_who_is_overdue_too_long_is_not_told_to_ask_for_time(town: Town) -> None:
    office, nam = await town.office(), await town.focal_point("MTTQ")
    await opened(town, YEAR)
    at(town, "2026-12-24 09:00")
    await office.says("gia hạn cho mặt trận đến 29/12")
    office.sees("hạn vẫn giữ nguyên", "đã quá hạn quá lâu", "nhắc đơn vị nộp, hoặc gọi điện")
    assert "xin gia hạn đến" not in office.text
    assert "Nhắc ngay" in office.options()
    assert nam.messages == []


async def test_who_asked_too_often_is_not_told_to_ask_again(town: Town) -> None:
    office, nam = await town.office(), await town.focal_point("MTTQ")
    await town.tick("2026-12-10 08:00")
    for until in ("18/12", "21/12"):
        await nam.says(f"xin gia hạn đến {until} vì chờ số liệu")
        await nam.says("gửi")
        await office.says("từ chối vì tỉnh thu số liệu sớm")
        await office.says("gửi")
    await office.says("gia hạn cho mặt trận đến 18/12")
    office.sees("vì đã xin đủ số lần")
    assert "xin gia hạn đến" not in office.text


async def test_a_unit_without_a_focal_point_cannot_be_told_to_ask(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("gia hạn cho mặt trận đến 23/12")
    office.sees("Đơn vị chưa có đầu mối để xin gia hạn")
    assert "Mời đầu mối mới" in office.options()


async def test_a_unit_that_owes_nothing_has_no_day_to_move(town: Town) -> None:
    office = await town.office(language="en")
    await office.says("gia hạn cho mặt trận đến 23/12")
    office.sees("has no request for more time waiting", "no due day can move")


async def test_where_a_unit_owes_nothing_there_is_no_day_to_move(town: Town) -> None:
    office = await town.office()
    await office.says("gia hạn cho TYT đến 23/12")
    office.sees("không có đề nghị gia hạn nào đang chờ", "không có báo cáo nào đang phải nộp")


async def test_all_are_reminded_in_words_after_a_question(town: Town) -> None:
    office = await town.office()
    focal_points = [await town.focal_point("TYT"), await town.focal_point("UBND")]
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("nhắc tất cả")
    office.sees("Nhắc ngay 2 đơn vị")
    await office.says("để sau")
    office.sees("8/8 đơn vị quá hạn")
    await office.says("nhac het")
    assert [len(chat.messages) for chat in focal_points] == [0, 0]
    await office.says("đồng ý")
    office.sees("Đã nhắc 2 người")
    assert [len(chat.messages) for chat in focal_points] == [1, 1]


async def test_all_means_all_of_the_list_that_is_shown(town: Town) -> None:
    office = await town.office()
    medical, centre = await town.focal_point("TYT"), await town.focal_point("TTPVHCC")
    await opened(town, YEAR, NOVEMBER)
    at(town, OVERDUE)
    await office.says("xem tháng 11")
    await office.says("nhắc tất cả")
    office.sees("Nhắc ngay 1 đơn vị")
    await office.says("có")
    assert (len(medical.messages), len(centre.messages)) == (0, 1)


async def test_whom_to_remind_is_asked_where_it_is_not_clear(town: Town) -> None:
    office, hoa = await town.office(), await town.focal_point("TYT")
    await opened(town, YEAR)
    at(town, OVERDUE)
    for words in ("nhắc bà Hoa", "nhắc 99"):
        await office.says(words)
        office.sees("Tôi chưa rõ cần nhắc đơn vị nào", "1. Cấp ủy")
    assert hoa.messages == []


async def test_an_invite_is_typed_where_a_unit_has_nobody(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("trạm y tế")
    await office.says("mời đầu mối")
    office.sees("đầu mối báo cáo của Trạm Y tế phường", "MOI ")


@pytest.mark.only_on_telegram("where options are numbered, a number is of the last message")
@pytest.mark.parametrize(
    ("words", "answer"),
    [("cảm ơn em", "Dạ, không có gì."), ("👍", "Dạ."), ("vâng", "Dạ."), ("chào em", "Xin chào!")],
)
async def test_courtesy_is_returned_and_the_list_stays_open(
    town: Town, words: str, answer: str
) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/quahan")
    await office.says(words)
    office.sees(answer)
    assert "chưa hiểu" not in office.text
    await office.says("3")
    office.sees("UBND phường")


async def test_a_thumb_up_says_yes_where_it_was_asked_for_one(town: Town) -> None:
    office, hoa = await town.office(), await town.focal_point("TYT")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("nhắc tất cả")
    await office.says("👍")
    office.sees("Đã nhắc 1 người")
    assert len(hoa.messages) == 1


async def test_what_cannot_be_answered_is_said_with_what_can(town: Town) -> None:
    office, leader = await town.office(), await town.leader()
    for chat in (office, leader):
        await chat.says("chỉ tiêu nào quý này chưa đạt?")
        chat.sees("chưa trả lời được câu hỏi về số liệu", "ai nộp rồi?")
        await chat.says("trời hôm nay đẹp quá")
        chat.sees("chưa hiểu", "trạm y tế nộp chưa?")
    office.sees("nhắc trạm y tế")
    assert "nhắc trạm y tế" not in leader.text


async def test_a_focal_point_who_speaks_of_the_own_report_is_not_sent_away(town: Town) -> None:
    hoa = await town.focal_point("TTPVHCC")
    await opened(town, YEAR)
    at(town, OVERDUE)
    for words in ("chưa nộp được", "nộp trễ", "trạm y tế nộp chưa", "quá hạn"):
        await hoa.says(words)
        assert "dành cho cơ quan thường trực" not in hoa.text, words
    await hoa.says("/huy")
    await hoa.says("ai nộp rồi")
    hoa.sees("dành cho cơ quan thường trực")


async def test_a_reply_to_a_reminder_is_about_the_report_even_from_the_office(town: Town) -> None:
    chat = await town.office()
    await serves(town, chat, "VHXH")
    await town.tick("2026-12-10 08:00")
    await chat.says("/quahan")
    await chat.says("đang làm", reply_to=chat.messages[0])
    chat.sees("đang làm")


@pytest.mark.only_on_telegram("Zalo does not tell which message is replied to")
async def test_a_reply_to_the_list_chooses_from_it(town: Town) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/quahan")
    listed = office.messages[-1]
    await office.says("/menu")
    await office.says("3", reply_to=listed)
    office.sees("UBND phường")


async def test_the_office_with_a_report_of_its_own_keeps_both_apart(town: Town) -> None:
    """A bare number under the list is a place in it; after a reminder it is a figure."""
    chat = await town.office()
    await serves(town, chat, "VHXH")
    await opened(town, YEAR)
    at(town, OVERDUE)
    await chat.says("/quahan")
    await chat.says("3")
    chat.sees("UBND phường")
    await town.tick("2026-12-21 08:00")
    await chat.says("3")
    assert "UBND phường" not in chat.text


@pytest.mark.parametrize(
    "text", ["🙂", "   ", "\u200b", "đơn vị " * 700, "x" * 4000, "<b>nhắc</b>", "nhắc " * 30]
)
async def test_odd_texts_of_the_office_get_a_kind_answer(town: Town, text: str) -> None:
    office = await town.office()
    await opened(town, YEAR)
    at(town, OVERDUE)
    await office.says("/quahan")
    before = len(office.messages)
    await office.says(text)
    assert len(office.messages) == before + 1
    assert office.options()
