"""A unit asks for more time, the office answers, and the clock runs on until it does."""

import pytest

from storage import extensions
from tests.chat import Chat, Town
from tests.handlers.test_reminders import hand_in, owed


async def reminded(town: Town, at: str = "2026-12-10 08:00") -> Chat:
    chat = await town.focal_point("TTPVHCC")
    await town.tick("2026-12-10 06:00")
    await town.tick(at)
    return chat


async def ask(chat: Chat, until: str = "28/12", reason: str = "chờ số liệu ngân hàng") -> None:
    await chat.picks("Xin gia hạn")
    await chat.says(until)
    await chat.says(reason)


async def test_the_office_agrees_and_the_day_moves(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await ask(chat)
    office.sees(
        "Trung tâm Phục vụ hành chính công",
        "Xin đến: ",
        "28/12/2026",
        "chờ số liệu ngân hàng",
        "Nguyễn Thị Hoa",
        "hạn phường gửi báo cáo lên cấp trên",
    )
    assert office.options() == ["Đồng ý", "Từ chối"]
    await office.picks("Đồng ý")
    office.sees("đã báo cho người đề nghị")
    chat.sees("đồng ý gia hạn", "28/12/2026")
    assert (await owed(town, "TTPVHCC")).due.isoformat() == "2026-12-28"


async def test_the_office_refuses_and_the_day_stays(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await ask(chat)
    await office.picks("Từ chối")
    chat.sees("chưa đồng ý gia hạn đến", "17/12/2026")
    assert (await owed(town, "TTPVHCC")).due.isoformat() == "2026-12-17"


async def test_the_clock_runs_on_until_the_office_answers(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await ask(chat)
    await town.tick("2026-12-18 08:00")
    chat.sees("quá hạn 1 ngày làm việc")
    await office.picks("Đồng ý")
    await town.tick("2026-12-21 08:00")
    count = len(chat.messages)
    await town.tick("2026-12-22 08:00")  # would have been T+3
    assert len(chat.messages) == count
    await town.tick("2026-12-25 08:00")  # T-3 of the new day
    chat.sees("28/12/2026 (còn 3 ngày)")


async def test_day_and_reason_can_be_tapped(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await chat.picks("Xin gia hạn")
    await chat.picks("21/12/2026")
    await chat.picks("Đang chờ số liệu")
    chat.sees("Tôi đã gửi đề nghị", "21/12/2026")
    office.sees("21/12/2026", "Đang chờ số liệu")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hôm nay", "sau hôm nay"),
        ("17/12", "chưa muộn hơn hạn hiện tại"),
        ("20/12", "là ngày nghỉ"),
        ("28/12/2027", "quá xa"),
        ("bao giờ xong thì gửi", "chưa đọc được ngày"),
    ],
)
async def test_a_day_that_will_not_do_is_explained_and_asked_again(
    town: Town, typed: str, said: str
) -> None:
    chat = await reminded(town)
    await chat.picks("Xin gia hạn")
    await chat.says(typed)
    chat.sees(said, "xin gia hạn đến ngày nào?")
    await chat.says("28/12")
    chat.sees("Lý do là gì?")


@pytest.mark.parametrize(
    ("at", "typed", "said"),
    [
        ("2026-12-21 08:00", "20/12", "20/12/2026 đã qua"),
        ("2026-12-18 08:00", "ngày 17 tháng 12 ạ", "17/12/2026 đã qua"),
        ("2026-12-18 08:00", "5/1", "05/01/2027"),
    ],
)
async def test_a_day_without_a_year_lies_near(town: Town, at: str, typed: str, said: str) -> None:
    chat = await reminded(town, at)
    await chat.picks("Xin gia hạn")
    await chat.says(typed)
    chat.sees(said)


async def test_day_and_reason_in_one_breath(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await chat.picks("Xin gia hạn")
    await chat.says("đến 28/12 vì chờ số liệu ngân hàng")
    office.sees("28/12/2026", "Lý do: chờ số liệu ngân hàng")


async def test_while_one_request_waits_there_is_no_second(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await ask(chat)
    await town.tick("2026-12-14 08:00")
    await chat.picks("Xin gia hạn")
    chat.sees("đang chờ cơ quan thường trực trả lời")
    assert len(office.messages) == 1


async def test_a_double_tap_sends_one_request_and_one_answer(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await chat.picks("Xin gia hạn")
    await chat.picks("21/12/2026")
    obligation = await owed(town, "TTPVHCC")
    chat.phone.forges(f"extr:{obligation.id}:data")
    await chat.forges(f"extr:{obligation.id}:data")
    assert len(office.messages) == 1
    async with town.database.read() as session:
        (request,) = await extensions.of_obligation(session, obligation.id)
    before = len(chat.messages)
    office.phone.forges(f"exy:{request.id}")
    await office.forges(f"exn:{request.id}")
    assert len(chat.messages) == before + 1
    chat.sees("đồng ý gia hạn")
    office.sees("đã được trả lời: đồng ý")


async def test_more_time_is_asked_for_twice_at_most(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    for until in ("21/12", "22/12"):
        await ask(chat, until)
        await office.picks("Từ chối")
        await town.tick("2026-12-14 08:00" if until == "21/12" else "2026-12-16 08:00")
    await chat.picks("Xin gia hạn")
    chat.sees("đã xin gia hạn 2 lần")


async def test_three_working_days_late_is_too_late(town: Town) -> None:
    chat = await reminded(town, "2026-12-22 08:00")
    await chat.forges(f"ext:{(await owed(town, 'TTPVHCC')).id}")
    chat.sees("không xin gia hạn được nữa")
    assert "Báo cáo ngay" in chat.options()


async def test_a_request_can_be_dropped_by_word_or_button(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await chat.picks("Xin gia hạn")
    await chat.picks("Thôi, không xin nữa")
    await town.tick("2026-12-14 08:00")
    await chat.picks("Xin gia hạn")
    await chat.says("hủy")
    await chat.says("28/12")
    assert office.messages == []


async def test_a_report_that_came_in_needs_no_answer(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await ask(chat)
    await hand_in(town, "TTPVHCC")
    await office.picks("Đồng ý")
    office.sees("đã gửi báo cáo nên không cần trả lời")


async def test_without_an_office_in_reach_the_person_is_told(town: Town) -> None:
    chat = await reminded(town)
    await ask(chat)
    chat.sees("chưa liên hệ được cơ quan thường trực")


async def test_only_the_office_answers_requests(town: Town) -> None:
    chat = await reminded(town)
    await ask(chat)
    async with town.database.read() as session:
        obligation = await owed(town, "TTPVHCC")
        (request,) = await extensions.of_obligation(session, obligation.id)
    for someone in (chat, await town.citizen(), await town.leader()):
        await someone.forges(f"exy:{request.id}")
    assert (await owed(town, "TTPVHCC")).due.isoformat() == "2026-12-17"


async def test_a_reason_with_markup_is_shown_as_it_was_typed(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await ask(chat, reason="<b>chờ</b> & đợi </i>")
    office.sees("<b>chờ</b> & đợi </i>")
