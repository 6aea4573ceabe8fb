"""A unit asks for more time. It is read back, sent once, and the clock runs on meanwhile."""

import pytest

from content.roles import Role
from tests.chat import Town
from tests.handlers.extending import ask, due, loses_role, prepare, reminded, requests
from tests.handlers.test_reminders import hand_in, owed

READ_BACK = (
    "Xin gia hạn báo cáo năm 2026 của Trung tâm Phục vụ hành chính công đến thứ Hai, 21/12/2026 "
    "(thêm 2 ngày làm việc), lý do: chờ số liệu ngân hàng."
)


async def test_the_request_is_read_back_before_anybody_sees_it(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await prepare(chat)
    chat.sees(READ_BACK, "Gửi nhé?")
    assert chat.options() == ["Gửi", "Sửa ngày", "Sửa lý do", "Thôi"]
    assert office.messages == []
    await chat.picks("Gửi")
    chat.sees("Tôi đã gửi đề nghị gia hạn đến thứ Hai, 21/12/2026", "hạn vẫn là thứ Năm, 17/12")
    office.sees("21/12/2026 (thêm 2 ngày làm việc)", "Lý do: chờ số liệu ngân hàng")
    assert len(office.messages) == 1


async def test_one_sentence_in_reply_to_the_reminder_is_read_back_too(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await chat.says("xin gia hạn đến 28/12 vì chờ số liệu", reply_to=chat.messages[-1])
    chat.sees("đến thứ Hai, 28/12/2026 (thêm 7 ngày làm việc), lý do: chờ số liệu.", "Gửi nhé?")
    assert office.messages == []
    await chat.says("gửi")
    chat.sees("Tôi đã gửi đề nghị gia hạn")
    office.sees("28/12/2026", "Lý do: chờ số liệu")


@pytest.mark.parametrize("word", ["gửi", "Gui di", "dạ đúng rồi ạ", "ok", "đồng ý"])
async def test_the_word_to_send_may_be_typed(town: Town, word: str) -> None:
    office, chat = await town.office(), await reminded(town)
    await prepare(chat)
    await chat.says(word)
    chat.sees("Tôi đã gửi đề nghị gia hạn")
    assert len(office.messages) == 1


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_however_often_send_is_tapped_one_request_goes_out(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await prepare(chat)
    button = chat.messages[-1].buttons[0][0]["callback_data"]
    for _ in range(4):
        chat.phone.forges(button)
    await town.settle()
    await chat.forges(button)
    await chat.says("gửi")
    assert len(office.messages) == 1
    assert len(await requests(town)) == 1


async def test_of_two_colleagues_who_ask_one_is_told_that_a_request_waits(town: Town) -> None:
    office = await town.office()
    nam = await town.focal_point("TTPVHCC", name="Lê Văn Nam")
    hoa = await reminded(town)
    for chat, until in ((hoa, "21/12"), (nam, "18/12")):
        await prepare(chat, until)
    await hoa.picks("Gửi")
    await nam.picks("Gửi")
    nam.sees("21/12/2026 đang chờ cơ quan thường trực trả lời", "rút đề nghị này trước")
    assert len(office.messages) == 1


@pytest.mark.parametrize("way", ["tap", "sửa ngày", "doi ngay"])
async def test_the_day_is_changed_and_the_reason_kept(town: Town, way: str) -> None:
    office, chat = await town.office(), await reminded(town)
    await prepare(chat, "28/12")
    await (chat.picks("Sửa ngày") if way == "tap" else chat.says(way))
    chat.sees("xin gia hạn đến ngày nào?")
    await chat.picks("21/12/2026")
    chat.sees(READ_BACK)
    await chat.picks("Gửi")
    office.sees("21/12/2026", "chờ số liệu ngân hàng")


@pytest.mark.parametrize("way", ["tap", "sửa lý do", "doi ly do"])
async def test_the_reason_is_changed_and_the_day_kept(town: Town, way: str) -> None:
    office, chat = await town.office(), await reminded(town)
    await prepare(chat)
    await (chat.picks("Sửa lý do") if way == "tap" else chat.says(way))
    chat.sees("Lý do là gì?")
    await chat.says("chị Lan đi công tác")
    chat.sees("21/12/2026", "lý do: chị Lan đi công tác", "Gửi nhé?")
    await chat.says("gửi")
    office.sees("Lý do: chị Lan đi công tác")


async def test_another_day_typed_at_the_read_back_changes_it(town: Town) -> None:
    chat = await reminded(town)
    await prepare(chat, "28/12")
    await chat.says("21/12")
    chat.sees(READ_BACK)
    await chat.says("đến 22/12 vì chị Lan ốm")
    chat.sees("22/12/2026 (thêm 3 ngày làm việc), lý do: chị Lan ốm.")


async def test_whoever_goes_back_keeps_what_was_said(town: Town) -> None:
    chat = await reminded(town)
    await prepare(chat)
    for word in ("sửa ngày", "sửa lý do"):
        await chat.says(word)
        await chat.says("giữ nguyên")
        chat.sees(READ_BACK)
    await chat.says("sửa lý do")
    await chat.says("quay lại")
    chat.sees(READ_BACK)


@pytest.mark.only_on_telegram("a button of an older message is tapped")
async def test_an_older_read_back_sends_nothing_of_its_own(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await prepare(chat, "28/12")
    old = chat.messages[-1]
    await chat.says("21/12")
    await chat.picks("Gửi", old)
    chat.sees("Lựa chọn vừa rồi đã cũ", "chưa gửi gì", READ_BACK)
    assert office.messages == []


async def test_words_that_say_something_else_send_nothing(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await prepare(chat)
    for words in ("nộp", "hay là thế nào nhỉ", "12/40", "👍"):
        await chat.says(words)
        chat.sees("chưa gửi gì", READ_BACK)
    assert office.messages == []


async def test_a_yes_after_another_message_is_asked_again(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await prepare(chat, "28/12")
    await town.tick("2026-12-14 08:00")
    await chat.says("ok")
    chat.sees("28/12/2026", "Gửi nhé?")
    assert office.messages == []
    await chat.says("ok")
    assert len(office.messages) == 1


async def test_a_day_that_has_passed_since_the_read_back_is_asked_anew(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await prepare(chat, "18/12")
    await town.tick("2026-12-18 07:00")
    await chat.picks("Gửi")
    chat.sees("không còn kịp", "xin gia hạn đến ngày nào?")
    await chat.says("22/12")
    chat.sees("lý do: chờ số liệu ngân hàng")
    assert office.messages == []


async def test_the_clock_runs_on_until_the_office_answers(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await ask(chat)
    await town.tick("2026-12-18 08:00")
    chat.sees("quá hạn 1 ngày làm việc")
    await office.says("đề nghị gia hạn")
    await office.picks("Đồng ý")
    count = len(chat.messages)
    await town.tick("2026-12-18 16:00")
    assert len(chat.messages) == count
    await town.tick("2026-12-21 08:00")  # T-0 of the new day
    chat.sees("hạn hôm nay, thứ Hai, 21/12/2026")


async def test_day_and_reason_can_be_tapped(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await chat.picks("Xin gia hạn")
    await chat.picks("21/12/2026")
    await chat.picks("Đang chờ số liệu")
    await chat.picks("Gửi")
    chat.sees("Tôi đã gửi đề nghị", "21/12/2026")
    office.sees("21/12/2026", "Đang chờ số liệu")


async def test_whatever_stands_on_a_button_can_be_typed(town: Town) -> None:
    chat = await reminded(town)
    await chat.picks("Xin gia hạn")
    for day in chat.options()[:-1]:
        await chat.says(day)
        chat.sees(f"Xin gia hạn đến {day}")
        await chat.says("sửa ngày")
    await chat.says("21/12")
    await chat.says(chat.options()[0])
    chat.sees("lý do: Đang chờ số liệu")


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
    chat = await reminded(town)
    await chat.picks("Xin gia hạn")
    await chat.says("đến 21/12 vì chờ số liệu ngân hàng")
    chat.sees(READ_BACK)


@pytest.mark.parametrize("typed", ["?", "12", "…"])
async def test_a_reason_of_no_words_is_asked_again(town: Town, typed: str) -> None:
    chat = await reminded(town)
    await chat.picks("Xin gia hạn")
    await chat.says("21/12")
    await chat.says(typed)
    chat.sees("gõ lý do bằng vài chữ", "Lý do là gì?")


async def test_a_long_reason_is_cut_before_their_eyes(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await prepare(chat, reason="chờ " * 100)
    chat.sees("chỉ giữ 300 chữ cái đầu", "Gửi nhé?")
    await chat.says("gửi")
    assert office.text.count("chờ") == 75


async def test_a_day_typed_where_the_reason_is_asked_changes_the_day(town: Town) -> None:
    chat = await reminded(town)
    await chat.picks("Xin gia hạn")
    await chat.says("28/12")
    await chat.says("21/12")
    chat.sees("Xin gia hạn đến thứ Hai, 21/12/2026", "Lý do là gì?")


async def test_while_one_request_waits_there_is_no_second(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await ask(chat)
    await town.tick("2026-12-14 08:00")
    await chat.picks("Xin gia hạn")
    chat.sees("đang chờ cơ quan thường trực trả lời")
    assert chat.options() == ["Báo cáo ngay", "Rút đề nghị", "Menu"]
    assert len(office.messages) == 1


async def test_more_time_is_asked_for_twice_at_most(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    for until in ("21/12", "22/12"):
        await ask(chat, until)
        await office.picks("Từ chối")
        await office.picks("Bỏ qua")
        await town.tick("2026-12-14 08:00" if until == "21/12" else "2026-12-16 08:00")
    await chat.picks("Xin gia hạn")
    chat.sees("đã xin gia hạn 2 lần")


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_three_working_days_late_is_too_late(town: Town) -> None:
    chat = await reminded(town, "2026-12-22 08:00")
    await chat.forges(f"ext:{(await owed(town, 'TTPVHCC')).id}")
    chat.sees("không xin gia hạn được nữa")
    assert "Báo cáo ngay" in chat.options()


@pytest.mark.parametrize("word", ["tap", "thôi", "Thôi, không xin nữa", "hủy", "không gửi"])
async def test_a_request_is_dropped_before_it_is_sent(town: Town, word: str) -> None:
    office, chat = await town.office(), await reminded(town)
    await prepare(chat)
    await (chat.picks("Thôi") if word == "tap" else chat.says(word))
    chat.sees("không gửi đề nghị gia hạn nào", "Hạn nộp hiện nay là thứ Năm, 17/12/2026")
    await chat.says("gửi")
    assert office.messages == []


@pytest.mark.only_on_telegram("what a button carries is forged")
@pytest.mark.parametrize("word", ["thôi", "hủy"])
async def test_it_is_dropped_by_word_at_every_step(town: Town, word: str) -> None:
    office, chat = await town.office(), await reminded(town)
    obligation = await owed(town, "TTPVHCC")
    for said in ((), ("21/12",)):
        await chat.forges(f"ext:{obligation.id}")
        for words in said:
            await chat.says(words)
        await chat.says(word)
        chat.sees("không gửi đề nghị gia hạn nào")
    assert office.messages == []


@pytest.mark.only_on_telegram("a button of an older message is tapped")
async def test_not_after_all_on_an_old_screen_shows_what_was_sent(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await chat.picks("Xin gia hạn")
    old = chat.messages[-1]
    await chat.says("21/12 vì chờ số liệu")
    await chat.says("gửi")
    await chat.picks("Thôi, không xin nữa", old)
    chat.sees("đang chờ cơ quan thường trực trả lời")
    assert "Rút đề nghị" in chat.options()
    assert len(office.messages) == 1


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_send_on_an_old_screen_says_what_became_of_the_request(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await prepare(chat)
    button = chat.messages[-1].buttons[0][0]["callback_data"]
    await chat.picks("Gửi")
    await office.picks("Đồng ý")
    await chat.forges(button)
    chat.sees("đã đồng ý gia hạn đến thứ Hai, 21/12/2026", "Hạn nộp hiện nay là thứ Hai, 21/12")
    await hand_in(town, "TTPVHCC")
    await chat.forges(button)
    chat.sees("Báo cáo này đã được gửi rồi")
    assert len(office.messages) == 1


async def test_whoever_lost_the_role_sends_nothing(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await prepare(chat)
    await loses_role(town, chat, Role.FOCAL_POINT, "TTPVHCC")
    await chat.picks("Gửi")
    chat.sees("không phụ trách báo cáo của đơn vị này")
    await chat.says("gửi")
    assert office.messages == []


async def test_without_an_office_in_reach_the_person_is_told(town: Town) -> None:
    chat = await reminded(town)
    await ask(chat)
    chat.sees("chưa liên hệ được cơ quan thường trực")
    assert await due(town) == "2026-12-17"


async def test_a_reason_with_markup_is_shown_as_it_was_typed(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await ask(chat, reason="<b>chờ</b> & đợi </i>")
    office.sees("<b>chờ</b> & đợi </i>")


async def test_the_same_in_english(town: Town) -> None:
    office = await town.office(language="en")
    chat = await town.focal_point("TTPVHCC", language="en")
    await town.tick("2026-12-10 06:00")
    await town.tick("2026-12-10 08:00")
    await chat.says("more time until 21/12 because the bank is late")
    chat.sees("until Monday, 21/12/2026 (2 working days more)", "Shall I send it?")
    await chat.says("change the day")
    await chat.says("Tuesday, 22/12/2026")
    await chat.says("send")
    chat.sees("has gone to the standing office")
    office.sees("22/12/2026", "the bank is late")


@pytest.mark.parametrize("words", ["thôi, đến 22/12 đi", "à nhầm, 22/12", "không, đến 22/12 nhé"])
async def test_a_second_thought_at_the_read_back_changes_the_day(town: Town, words: str) -> None:
    office, chat = await town.office(), await reminded(town)
    await prepare(chat)
    await chat.says(words)
    chat.sees("đến thứ Ba, 22/12/2026", "lý do: chờ số liệu ngân hàng", "Gửi nhé?")
    assert office.messages == []


async def test_send_typed_again_after_it_went_out_shows_how_it_stands(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await prepare(chat)
    for _ in range(3):
        await chat.says("gửi")
    chat.sees("21/12/2026 đang chờ cơ quan thường trực trả lời")
    assert "Bước" not in chat.text
    assert len(office.messages) == 1


async def test_send_long_after_the_request_is_about_the_report_again(town: Town) -> None:
    await town.office()
    chat = await reminded(town)
    await ask(chat)
    await chat.says("/menu")
    await chat.says("gửi")
    assert "đang chờ cơ quan thường trực" not in chat.text


async def test_whoever_asks_knows_the_wards_own_day(town: Town) -> None:
    chat = await reminded(town)
    await chat.picks("Xin gia hạn")
    chat.sees("Lưu ý: phường phải báo cáo cấp trên vào thứ Ba, 22/12/2026")
    await chat.says("21/12 vì chờ số liệu")
    assert "Lưu ý" not in chat.text
    await chat.says("23/12")
    chat.sees("Lưu ý: phường phải báo cáo cấp trên vào thứ Ba, 22/12/2026", "Gửi nhé?")


async def test_the_word_of_courtesy_is_not_part_of_the_reason(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await ask(chat, reason="chờ ngân hàng gửi số ạ.")
    assert "Lý do: chờ ngân hàng gửi số\n" in office.text + "\n"


async def test_more_time_is_not_offered_where_it_is_too_late_to_ask(town: Town) -> None:
    chat = await reminded(town)
    for at, is_offered in (("2026-12-21 08:00", True), ("2026-12-22 08:00", False)):
        await town.tick(at)
        for words in ("/baocao", "gửi chưa?", "đang làm"):
            await chat.says(words)
            assert ("Xin gia hạn" in chat.options()) is is_offered
