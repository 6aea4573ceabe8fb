"""A reminder is answered in plain words: as a reply to it, or by simply typing."""

import pytest

from bot.sandbox.world import Message
from storage import obligations
from tests.chat import Chat, Town
from tests.handlers.test_reminders import hand_in

CUTOFF_IS_PAST = "2026-12-16 08:00"


async def reminded(town: Town, *units: str, at: str = CUTOFF_IS_PAST) -> tuple[Chat, Message]:
    """A focal point with the reminder that just came."""
    chat = await town.focal_point(*units)
    await town.tick("2026-12-10 06:00")
    await town.tick(at)
    return chat, chat.messages[-1]


@pytest.mark.parametrize("words", ["đang làm", "Dang lam a", "em đang tổng hợp ạ"])
async def test_focal_point_says_it_is_in_hand(town: Town, words: str) -> None:
    chat, reminder = await reminded(town, "TTPVHCC")
    await chat.says(words, reply_to=reminder)
    chat.sees("đã ghi nhận đơn vị đang làm")
    await chat.says(words)
    chat.sees("đã ghi nhận đơn vị đang làm")


async def test_focal_point_replies_with_a_figure(town: Town) -> None:
    chat, reminder = await reminded(town, "TTPVHCC")
    await chat.says("1.234/1.380", reply_to=reminder)
    chat.sees("1.234/1.380 = 89,4", "Đúng không?")


async def test_focal_point_simply_types_a_figure(town: Town) -> None:
    chat, _ = await reminded(town, "TTPVHCC")
    await chat.says("1234 trên 1380")
    chat.sees("1.234/1.380 = 89,4", "Đúng không?")


async def test_several_figures_fill_the_indicators_in_order(town: Town) -> None:
    chat, reminder = await reminded(town, "TTPVHCC")
    await chat.says("1.234/1.380; 45%; 560/600", reply_to=reminder)
    lines = [line for line in chat.text.splitlines() if line.startswith("•")]
    assert ["1.234/1.380" in lines[0], "45" in lines[1], "560/600" in lines[2]] == [True] * 3


async def test_nothing_arose_is_read_back_for_every_indicator(town: Town) -> None:
    chat, reminder = await reminded(town, "TTPVHCC")
    await chat.says("không phát sinh", reply_to=reminder)
    assert sum("không phát sinh" in line.lower() for line in chat.text.splitlines()) == 5


@pytest.mark.parametrize("words", ["NOP", "nộp", "báo cáo ngay"])
async def test_a_word_opens_the_report(town: Town, words: str) -> None:
    chat, reminder = await reminded(town, "TTPVHCC")
    await chat.says(words, reply_to=reminder)
    chat.sees("Bước 1/")


async def test_more_time_is_asked_for_in_one_sentence(town: Town) -> None:
    chat, reminder = await reminded(town, "TTPVHCC")
    await chat.says("xin gia hạn đến 28/12 vì chờ số liệu của ngân hàng", reply_to=reminder)
    chat.sees("28/12/2026", "lý do: chờ số liệu của ngân hàng", "Gửi nhé?")


async def test_what_is_missing_from_the_sentence_is_asked(town: Town) -> None:
    chat, reminder = await reminded(town, "TTPVHCC")
    await chat.says("xin gia han", reply_to=reminder)
    chat.sees("xin gia hạn đến ngày nào?")
    await chat.says("28/12")
    chat.sees("Lý do là gì?")
    await chat.says("chờ số liệu của ngân hàng")
    chat.sees("lý do: chờ số liệu của ngân hàng", "28/12/2026", "Gửi nhé?")


@pytest.mark.parametrize("words", ["trời hôm nay đẹp quá", "???", "<b>1</b>", "🙂"])
async def test_anything_else_gets_an_explanation_with_buttons(town: Town, words: str) -> None:
    chat, reminder = await reminded(town, "TTPVHCC")
    for reply_to in (reminder, None):
        await chat.says(words, reply_to=reply_to)
        chat.sees("tôi chưa hiểu", "Trung tâm Phục vụ hành chính công", "1.234/1.380")
        assert chat.options()[:3] == ["Báo cáo ngay", "Xin gia hạn", "Đang làm"]


async def test_courtesy_is_returned(town: Town) -> None:
    chat, reminder = await reminded(town, "TTPVHCC")
    await chat.says("Dạ vâng, cảm ơn em", reply_to=reminder)
    chat.sees("Dạ, không có gì.", "Báo cáo còn phải nộp")
    assert "chưa hiểu" not in chat.text


async def test_who_says_it_was_sent_learns_that_it_is_not_here(town: Town) -> None:
    chat, reminder = await reminded(town, "TTPVHCC")
    await chat.says("đã nộp rồi", reply_to=reminder)
    chat.sees("chưa nhận được báo cáo này ở đây")


@pytest.mark.only_on_telegram("Zalo does not tell which message is replied to")
async def test_a_picture_sent_as_reply_is_not_met_with_silence(town: Town) -> None:
    chat, reminder = await reminded(town, "TTPVHCC")
    photo = [{"file_id": "x", "file_unique_id": "x", "width": 9, "height": 9}]
    await chat.sends({"photo": photo, "reply_to_message": reminder.raw})
    chat.sees("tôi chưa hiểu")


async def test_a_figure_with_two_readings_is_not_guessed(town: Town) -> None:
    chat, reminder = await reminded(town, "TTPVHCC")
    await chat.says("1,250", reply_to=reminder)
    chat.sees("Bước 1/", "Ý anh/chị là 1,25 % hay 1250?")
    await chat.picks("1250")
    chat.sees("Tử số: 1.250")


async def test_the_piece_that_is_no_figure_is_named(town: Town) -> None:
    chat, reminder = await reminded(town, "TTPVHCC")
    await chat.says("1.234/1.380; 12 con gà; 45%", reply_to=reminder)
    chat.sees("chưa đọc được số trong “12 con gà”", "chưa ghi số nào", "dấu chấm phẩy")


async def test_a_day_that_has_just_passed_is_not_the_next_years(town: Town) -> None:
    chat, reminder = await reminded(town, "TTPVHCC", at="2026-12-21 08:00")
    await chat.says("xin gia hạn đến 20/12 vì chờ số liệu", reply_to=reminder)
    chat.sees("20/12/2026 đã qua", "xin gia hạn đến ngày nào?")
    await chat.says("28/12")
    chat.sees("Xin gia hạn báo cáo năm 2026", "28/12/2026", "chờ số liệu")


async def test_with_several_reports_we_ask_which_one_is_meant(town: Town) -> None:
    chat, reminder = await reminded(town, "TTPVHCC", "TYT")
    await chat.says("1.234/1.380", reply_to=reminder)
    chat.sees("Anh/chị đang nói về báo cáo nào?")
    assert chat.options()[:2] == ["TT PVHCC, năm 2026", "Trạm Y tế, năm 2026"]
    await chat.picks("TT PVHCC")
    chat.sees("1.234/1.380 = 89,4", "Đúng không?")


async def test_working_on_it_needs_no_question_which(town: Town) -> None:
    chat, reminder = await reminded(town, "TTPVHCC", "TYT")
    await chat.says("đang làm", reply_to=reminder)
    chat.sees("đã ghi nhận", "Trạm Y tế", "Trung tâm Phục vụ")


async def test_a_reply_is_about_the_reminder_it_answers(town: Town) -> None:
    chat, reminder = await reminded(town, "TTPVHCC")
    await town.tick("2027-01-11 08:00")
    assert "tháng 01/2027" in chat.text
    await chat.says("NOP", reply_to=reminder)
    chat.sees("năm 2026")


async def test_after_the_report_is_in_a_reply_is_thanked(town: Town) -> None:
    chat, reminder = await reminded(town, "TTPVHCC")
    await hand_in(town, "TTPVHCC")
    await chat.says("đang làm", reply_to=reminder)
    chat.sees("không còn báo cáo nào phải nộp")


async def test_a_reply_to_the_reminder_leaves_an_open_dialog(town: Town) -> None:
    chat, _ = await reminded(town, "TTPVHCC")
    await town.tick("2026-12-17 08:00")
    reminder = chat.messages[-1]
    await chat.picks("Xin gia hạn")
    await town.tick("2026-12-18 08:00")
    newest = chat.messages[-1]
    assert newest.id != reminder.id
    await chat.says("đang làm", reply_to=newest)
    chat.sees("đã ghi nhận")


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_who_lost_the_unit_cannot_answer_for_it(town: Town) -> None:
    chat, _ = await reminded(town, "TTPVHCC")
    async with town.database.read() as session:
        other = (await obligations.owed_by(session, ["MTTQ"]))[0]
    for data in (f"pick:{other.id}", f"ext:{other.id}", f"rep:{other.id}"):
        await chat.forges(data)
        assert "MTTQ" not in chat.text
        assert "Mặt trận" not in chat.text


async def test_citizens_words_are_not_taken_for_a_report(town: Town) -> None:
    chat = await town.citizen()
    await town.tick("2026-12-10 08:00")
    await chat.says("1.234/1.380")
    assert "báo cáo nào" not in chat.text


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("hạn nộp ngày mấy", "Hạn thứ Năm, 17/12/2026 (còn 1 ngày)."),
        ("báo cáo này là gì vậy", "thực hiện Kế hoạch 09-KH/ĐU"),
        ("tôi không biết làm", "tôi sẽ hỏi từng mục một"),
        ("chào em", "Chào anh/chị!"),
    ],
)
async def test_a_simple_question_is_answered(town: Town, words: str, answer: str) -> None:
    chat, _ = await reminded(town, "TTPVHCC")
    await chat.says(words)
    chat.sees(answer, "Báo cáo còn phải nộp")
    assert "chưa hiểu" not in chat.text


async def test_figures_for_a_report_a_colleague_has_sent_are_not_dropped_in_silence(
    town: Town,
) -> None:
    chat, reminder = await reminded(town, "TTPVHCC", "TYT")
    await chat.says("12/40", reply_to=reminder)
    colleague = await town.focal_point("TYT", name="Lê Văn Nam")
    await colleague.says("không phát sinh")
    await colleague.says("đúng")
    for _ in range(20):
        if "Gửi báo cáo" in colleague.options():
            break
        await colleague.says("bỏ qua")
    await colleague.picks("Gửi báo cáo")
    await chat.picks("Trạm Y tế")
    chat.sees("chưa ghi số anh/chị vừa gõ: “12/40”")
    assert "Gửi bản mới" in chat.options()
