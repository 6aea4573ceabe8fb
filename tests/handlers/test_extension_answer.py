"""The office answers a request for more time, by tap or in words; the unit reads what holds."""

import pytest

from content.roles import Role
from tests.chat import Chat, Town
from tests.handlers.extending import ask, due, loses_role, reminded, requests
from tests.handlers.test_reminders import hand_in


async def asked(town: Town, until: str = "21/12") -> tuple[Chat, Chat]:
    """The office and the unit; the request has just come."""
    office, chat = await town.office(), await reminded(town)
    await ask(chat, until)
    return office, chat


async def test_the_office_agrees_and_the_day_moves(town: Town) -> None:
    office, chat = await asked(town)
    office.sees(
        "Trung tâm Phục vụ hành chính công",
        "Xin đến: thứ Hai, 21/12/2026 (thêm 2 ngày làm việc)",
        "chờ số liệu ngân hàng",
        "Nguyễn Thị Hoa",
    )
    assert office.options() == ["Đồng ý", "Từ chối"]
    await office.picks("Đồng ý")
    office.sees("Hạn hiện nay: thứ Hai, 21/12/2026", "Đồng ý đến thứ Hai", "đã báo cho đơn vị")
    chat.sees("đồng ý gia hạn", "hạn mới của báo cáo năm 2026 là thứ Hai, 21/12/2026")
    assert await due(town) == "2026-12-21"


async def test_reminders_follow_the_day_that_was_granted(town: Town) -> None:
    office, chat = await asked(town)
    await office.picks("Đồng ý")
    came = []
    for day in range(11, 23):
        before = len(chat.messages)
        await town.tick(f"2026-12-{day} 08:00")
        came += [day] * (len(chat.messages) - before)
    assert came == [14, 18, 21, 22]  # T-7, T-3, T-1 and T-0 in one, T+1 of 21 December


async def test_the_office_refuses_without_a_reason(town: Town) -> None:
    office, chat = await asked(town)
    await office.picks("Từ chối")
    office.sees("chưa gửi trả lời", "Lý do là gì?")
    assert office.options() == ["Bỏ qua", "Quay lại"]
    before = len(chat.messages)
    await office.says("bỏ qua")
    office.sees("Không đồng ý", "Hạn hiện nay: thứ Năm, 17/12/2026", "đã báo cho đơn vị")
    assert len(chat.messages) == before + 1
    chat.sees("chưa đồng ý gia hạn đến thứ Hai, 21/12/2026", "vẫn là thứ Năm, 17/12/2026")
    assert "Lý do" not in chat.text
    assert await due(town) == "2026-12-17"


async def test_the_unit_reads_the_reason_of_the_refusal(town: Town) -> None:
    office, chat = await asked(town)
    await office.picks("Từ chối")
    await office.says("Phường phải tổng hợp sớm <kỳ này>.")
    office.sees("Lý do: Phường phải tổng hợp sớm <kỳ này>.", "Gửi nhé?")
    assert office.options() == ["Gửi", "Sửa lý do", "Thôi"]
    await office.picks("Gửi")
    chat.sees("chưa đồng ý", "Lý do: Phường phải tổng hợp sớm <kỳ này>.", "17/12/2026")
    (request,) = await requests(town)
    assert request.refusal_reason == "Phường phải tổng hợp sớm <kỳ này>."


async def test_the_reason_is_changed_or_left_before_it_is_sent(town: Town) -> None:
    office, chat = await asked(town)
    before = len(chat.messages)
    await office.says("từ chối vì gấp")
    office.sees("Lý do: gấp.", "Gửi nhé?")
    await office.says("sửa lý do")
    await office.says("?")
    office.sees("gõ lý do bằng vài chữ")
    await office.says("tỉnh thu số liệu sớm")
    await office.says("thôi")
    office.sees("chưa gửi trả lời nào")
    assert office.options() == ["Đồng ý", "Từ chối"]
    assert len(chat.messages) == before
    await office.says("từ chối: tỉnh thu số liệu sớm")
    await office.says("gửi")
    chat.sees("Lý do: tỉnh thu số liệu sớm")


async def test_a_no_taken_back_answers_nothing(town: Town) -> None:
    office, chat = await asked(town)
    await office.picks("Từ chối")
    await office.picks("Quay lại")
    office.sees("chưa gửi trả lời nào")
    await office.picks("Từ chối")
    await office.says("đồng ý")
    chat.sees("đồng ý gia hạn")
    assert await due(town) == "2026-12-21"


async def test_a_day_past_the_wards_own_is_confirmed_with_both_days(town: Town) -> None:
    office, chat = await asked(town, "28/12")
    office.sees("hạn phường gửi báo cáo lên cấp trên là thứ Ba, 22/12/2026")
    await office.picks("Đồng ý")
    office.sees(
        "Hạn phường báo cáo lên trên là thứ Ba, 22/12/2026. Vẫn cho đến thứ Hai, 28/12/2026?"
    )
    assert office.options() == ["Vẫn cho", "Cho đến thứ Hai, 21/12/2026", "Không"]
    assert await due(town) == "2026-12-17"
    await office.picks("Vẫn cho")
    chat.sees("hạn mới của báo cáo năm 2026 là thứ Hai, 28/12/2026")
    assert await due(town) == "2026-12-28"


@pytest.mark.parametrize("word", ["vẫn cho", "Van cho nhe", "có", "đồng ý"])
async def test_granting_it_all_the_same_may_be_typed(town: Town, word: str) -> None:
    office, chat = await asked(town, "28/12")
    await office.picks("Đồng ý")
    await office.says(word)
    chat.sees("là thứ Hai, 28/12/2026")
    assert await due(town) == "2026-12-28"


@pytest.mark.parametrize("way", ["tap", "Cho đến thứ Hai, 21/12/2026", "21/12", "cho den 21/12"])
async def test_an_earlier_day_is_granted_and_the_unit_told_both(town: Town, way: str) -> None:
    office, chat = await asked(town, "28/12")
    await office.picks("Đồng ý")
    await (office.picks("Cho đến") if way == "tap" else office.says(way))
    office.sees("Xin đến: thứ Hai, 28/12/2026", "Hạn hiện nay: thứ Hai, 21/12/2026")
    chat.sees("nhưng đến ngày khác", "xin đến thứ Hai, 28/12/2026", "là thứ Hai, 21/12/2026")
    (request,) = await requests(town)
    assert (str(request.until), str(request.granted_until)) == ("2026-12-28", "2026-12-21")
    assert await due(town) == "2026-12-21"


@pytest.mark.parametrize("way", ["tap", "không", "thôi", "quay lại"])
async def test_neither_day_leaves_the_request_waiting(town: Town, way: str) -> None:
    office, _chat = await asked(town, "28/12")
    await office.picks("Đồng ý")
    await (office.picks("Không") if way == "tap" else office.says(way))
    office.sees("chưa gửi trả lời nào")
    assert office.options() == ["Đồng ý", "Từ chối"]
    assert (await requests(town))[0].is_waiting


async def test_words_that_are_no_answer_change_nothing(town: Town) -> None:
    office, _chat = await asked(town, "28/12")
    await office.picks("Đồng ý")
    await office.says("để hỏi lại đã")
    office.sees("chưa gửi trả lời", "Vẫn cho đến")
    await office.says("đồng ý nhưng gửi bản nháp trước", reply_to=office.messages[0])
    office.sees("chưa gửi trả lời")
    assert (await requests(town))[0].is_waiting


async def test_a_yes_after_another_message_is_asked_again(town: Town) -> None:
    office, _chat = await asked(town, "28/12")
    await office.picks("Đồng ý")
    await office.says("/quahan")
    await office.says("ok")
    office.sees("Vẫn cho đến thứ Hai, 28/12/2026?")
    assert await due(town) == "2026-12-17"


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_no_earlier_day_is_offered_where_there_is_none(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await ask(chat, "28/12")
    await town.tick("2026-12-21 09:00")
    await office.forges(f"exy:{(await requests(town))[0].id}")
    assert office.options() == ["Vẫn cho", "Không"]


async def test_the_office_names_a_day_of_its_own(town: Town) -> None:
    office, chat = await asked(town)
    await office.says("đồng ý đến 18/12")
    office.sees("Đơn vị xin gia hạn đến thứ Hai, 21/12/2026", "Cho đến thứ Sáu, 18/12/2026?")
    await office.picks("Cho đến")
    chat.sees("xin đến thứ Hai, 21/12/2026", "là thứ Sáu, 18/12/2026")
    assert await due(town) == "2026-12-18"


@pytest.mark.parametrize(("day", "said"), [("17/12", "chưa muộn hơn"), ("20/12", "ngày nghỉ")])
async def test_a_day_that_cannot_be_granted_is_explained(town: Town, day: str, said: str) -> None:
    office, _chat = await asked(town)
    await office.says(f"đồng ý đến {day}")
    office.sees(said)
    assert office.options() == ["Đồng ý", "Từ chối"]


async def test_a_day_that_is_past_is_replaced_by_another(town: Town) -> None:
    office, chat = await asked(town, "18/12")
    await town.tick("2026-12-21 09:00")
    await office.says("đề nghị gia hạn")
    await office.picks("Đồng ý")
    office.sees("Ngày đơn vị xin đã qua", "đồng ý đến 23/12")
    await office.says("đồng ý đến 23/12")
    await office.says("vẫn cho")
    chat.sees("là thứ Tư, 23/12/2026")


@pytest.mark.only_on_telegram("Zalo does not tell which message is replied to")
async def test_a_reply_answers_the_request_it_replies_to(town: Town) -> None:
    office = await town.office()
    hcc = await reminded(town)
    tyt = await reminded(town, "2026-12-14 08:00", "TYT", name="Bác sĩ Bình")
    for chat in (hcc, tyt):
        await ask(chat)
    first = office.messages[0]
    await office.says("đồng ý", reply_to=first)
    hcc.sees("đồng ý gia hạn")
    assert [await due(town), await due(town, "TYT")] == ["2026-12-21", "2026-12-17"]
    await office.says("từ chối vì gấp", reply_to=office.messages[1])
    await office.says("gửi")
    tyt.sees("Lý do: gấp")


async def test_a_bare_yes_counts_where_one_request_stands_last(town: Town) -> None:
    office, chat = await asked(town)
    await office.says("Đồng ý nhé")
    chat.sees("đồng ý gia hạn")
    before = len(chat.messages)
    await office.says("đồng ý")
    office.sees("Không còn đề nghị gia hạn nào đang chờ")
    assert len(chat.messages) == before


@pytest.mark.parametrize("word", ["dung", "DUNG"])
async def test_a_word_that_may_mean_stop_grants_nothing(town: Town, word: str) -> None:
    office, _chat = await asked(town, "23/12")
    await office.picks("Đồng ý")
    office.sees("22/12")  # past the ward's own day: which of the two?
    await office.says(word)
    assert await due(town) == "2026-12-17"
    (request,) = await requests(town)
    assert request.decided_at is None


async def test_a_word_that_may_mean_stop_refuses_nothing(town: Town) -> None:
    office, chat = await asked(town)
    await office.picks("Từ chối")
    await office.says("số liệu đã có trên hệ thống")
    office.sees("số liệu đã có trên hệ thống")
    before = len(chat.messages)
    await office.says("dung")
    assert len(chat.messages) == before
    (request,) = await requests(town)
    assert request.decided_at is None


async def test_with_several_requests_a_bare_yes_is_asked_about(town: Town) -> None:
    office = await town.office()
    hcc = await reminded(town)
    tyt = await reminded(town, "2026-12-14 08:00", "TYT")
    for chat in (hcc, tyt):
        await ask(chat)
    await office.says("đồng ý")
    office.sees("Trạm Y tế", "Cho đến thứ Hai, 21/12/2026?")
    assert [await due(town), await due(town, "TYT")] == ["2026-12-17", "2026-12-17"]
    await office.says("đồng ý")
    assert [await due(town), await due(town, "TYT")] == ["2026-12-17", "2026-12-21"]
    await office.picks("1 đề nghị gia hạn đang chờ")
    await office.picks("Đồng ý")
    hcc.sees("đồng ý gia hạn")


async def test_the_office_finds_what_waits_in_the_menu_and_by_asking(town: Town) -> None:
    office, _chat = await asked(town)
    await office.says("/menu")
    await office.picks("Đề nghị gia hạn")
    assert office.options() == ["Đồng ý", "Từ chối"]
    await office.says("de nghi gia han")
    assert office.options() == ["Đồng ý", "Từ chối"]


async def test_a_unit_that_types_the_same_asks_for_more_time(town: Town) -> None:
    chat = await reminded(town)
    await chat.says("đề nghị gia hạn")
    chat.sees("xin gia hạn đến ngày nào?")


async def test_everybody_who_reports_for_the_unit_reads_the_answer(town: Town) -> None:
    nam = await town.focal_point("TTPVHCC", name="Lê Văn Nam")
    office, hoa = await asked(town)
    await office.picks("Đồng ý")
    for chat in (nam, hoa):
        chat.sees("hạn mới của báo cáo năm 2026 là thứ Hai, 21/12/2026")


async def test_nobody_in_reach_is_said(town: Town) -> None:
    office, chat = await asked(town)
    await loses_role(town, chat, Role.FOCAL_POINT, "TTPVHCC")
    before = len(chat.messages)
    await office.picks("Đồng ý")
    office.sees("chưa liên hệ được ai của đơn vị")
    assert len(chat.messages) == before


async def test_of_two_members_the_first_answer_holds(town: Town) -> None:
    other = await town.office(name="Phạm Thị Bích")
    office, chat = await asked(town)
    before = len(chat.messages)
    await office.picks("Đồng ý")
    await other.picks("Từ chối")
    other.sees("đã được trả lời: đồng ý đến thứ Hai, 21/12/2026", "Hạn hiện nay: thứ Hai, 21/12")
    assert len(chat.messages) == before + 1


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_old_buttons_say_what_was_answered(town: Town) -> None:
    office, chat = await asked(town)
    (request,) = await requests(town)
    await office.says("từ chối vì gấp")
    old = office.messages[-1]
    await office.says("gửi")
    before = len(chat.messages)
    ordinal = request.until.toordinal()
    for data in ("exo:{}", "exy:{}", f"exg:{{}}:{ordinal}", "exn:{}", "exr:{}"):
        await office.forges(data.format(request.id))
        office.sees("đã được trả lời: không đồng ý", "Hạn hiện nay: thứ Năm, 17/12/2026")
    await office.picks("Gửi", old)
    assert len(chat.messages) == before


@pytest.mark.only_on_telegram("a button of an older message is tapped")
async def test_an_old_read_back_of_a_refusal_sends_nothing(town: Town) -> None:
    office, chat = await asked(town)
    await office.says("từ chối vì gấp")
    old = office.messages[-1]
    await office.says("tỉnh thu số liệu sớm")
    before = len(chat.messages)
    await office.picks("Gửi", old)
    office.sees("chưa gửi gì", "Lý do là gì?")
    assert len(chat.messages) == before


async def test_a_report_that_came_in_needs_no_answer(town: Town) -> None:
    office, _chat = await asked(town)
    await hand_in(town, "TTPVHCC")
    await office.picks("Đồng ý")
    office.sees("đã gửi báo cáo nên không cần trả lời")


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_only_the_office_answers_requests(town: Town) -> None:
    office, chat = await asked(town)
    (request,) = await requests(town)
    await office.picks("Từ chối")
    await loses_role(town, office, Role.STANDING_OFFICE)
    await office.says("bỏ qua")
    for someone in (office, chat, await town.citizen(), await town.leader()):
        for data in (f"exy:{request.id}", f"exr:{request.id}", f"exo:{request.id}", "exts"):
            await someone.forges(data)
        await someone.says("đồng ý")
    assert (await requests(town))[0].is_waiting
    assert await due(town) == "2026-12-17"


@pytest.mark.parametrize("opening", ["", "từ chối vì "])
async def test_a_reason_that_is_too_long_is_not_cut_but_asked_again(
    town: Town, opening: str
) -> None:
    office, chat = await asked(town)
    before = len(chat.messages)
    await office.picks("Từ chối")
    await office.says(opening + "phường tổng hợp sớm, " * 30)
    office.sees("quá 300 ký tự", "rút gọn giúp", "Tôi chưa gửi gì")
    await office.says("phường tổng hợp sớm ạ")
    office.sees("Lý do: phường tổng hợp sớm.")
    await office.says("gửi")
    chat.sees("Lý do: phường tổng hợp sớm")
    assert len(chat.messages) == before + 1
