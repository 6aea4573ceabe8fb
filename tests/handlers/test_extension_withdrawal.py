"""A unit takes its request back while it waits; the office and whoever asked hear of it."""

import pytest

from content.roles import Role
from tests.chat import Town
from tests.handlers.extending import ask, due, loses_role, prepare, reminded, requests
from tests.handlers.test_reminders import hand_in


async def test_the_asker_withdraws_from_the_confirmation(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await ask(chat)
    await chat.picks("Rút đề nghị")
    chat.sees(
        "Trung tâm Phục vụ hành chính công: báo cáo năm 2026",
        "Đã rút đề nghị gia hạn đến thứ Hai, 21/12/2026",
        "đã báo cho cơ quan thường trực",
        "Hạn nộp hiện nay là thứ Năm, 17/12/2026",
    )
    office.sees("Đã rút đề nghị gia hạn", "không cần trả lời", "hạn vẫn là thứ Năm, 17/12/2026")
    (request,) = await requests(town)
    assert not request.is_waiting


async def test_the_asker_withdraws_from_the_waiting_screen(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await ask(chat)
    await town.tick("2026-12-14 08:00")
    await chat.picks("Xin gia hạn")
    await chat.picks("Rút đề nghị")
    chat.sees("Đã rút đề nghị gia hạn")
    office.sees("Đã rút đề nghị gia hạn")


@pytest.mark.parametrize(
    "words",
    [
        "rút đề nghị",
        "rut gia han",
        "Cho tôi rút lại đề nghị gia hạn được không?",
        "hủy xin gia hạn",
        "không xin gia hạn nữa",
    ],
)
async def test_it_is_withdrawn_by_word(town: Town, words: str) -> None:
    office, chat = await town.office(), await reminded(town)
    reminder = chat.messages[-1]
    await ask(chat)
    await chat.says(words)
    chat.sees("Đã rút đề nghị gia hạn")
    office.sees("Đã rút đề nghị gia hạn")
    await chat.says(words, reply_to=reminder)
    chat.sees("Đề nghị gia hạn đến thứ Hai, 21/12/2026 đã được rút")


async def test_where_nothing_was_asked_for_that_is_said(town: Town) -> None:
    chat = await reminded(town)
    await chat.says("rút đề nghị")
    chat.sees("không có đề nghị gia hạn nào đang chờ")


async def test_asking_how_withdraws_nothing(town: Town) -> None:
    chat = await reminded(town)
    await ask(chat)
    await chat.says("làm sao để rút đề nghị")
    (request,) = await requests(town)
    assert request.is_waiting


@pytest.mark.parametrize("words", ["rút đề nghị", "thôi tôi không xin nữa"])
async def test_before_it_is_sent_it_is_dropped(town: Town, words: str) -> None:
    office, chat = await town.office(), await reminded(town)
    await chat.says(words)
    assert "Tôi không gửi" not in chat.text
    await prepare(chat)
    await chat.says(words)
    chat.sees("Tôi không gửi đề nghị gia hạn nào")
    await chat.says("gửi")
    assert office.messages == []


async def test_a_colleague_withdraws_and_the_asker_hears_of_it(town: Town) -> None:
    nam = await town.focal_point("TTPVHCC", name="Lê Văn Nam")
    hoa = await reminded(town)
    await ask(hoa)
    await nam.says("rút đề nghị")
    nam.sees("Đã rút đề nghị gia hạn")
    hoa.sees("Lê Văn Nam đã rút đề nghị gia hạn đến thứ Hai, 21/12/2026", "17/12/2026")


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_somebody_of_another_unit_cannot_withdraw(town: Town) -> None:
    stranger, chat = await town.focal_point("MTTQ"), await reminded(town)
    await ask(chat)
    (request,) = await requests(town)
    await stranger.forges(f"extw:{request.id}")
    stranger.sees("không phụ trách báo cáo của đơn vị này")
    await stranger.says("rút đề nghị")
    await loses_role(town, chat, Role.FOCAL_POINT, "TTPVHCC")
    await chat.picks("Rút đề nghị")
    chat.sees("không phụ trách báo cáo của đơn vị này")
    assert (await requests(town))[0].is_waiting


async def test_of_several_requests_the_one_that_is_meant(town: Town) -> None:
    chat = await reminded(town, "2026-12-10 08:00", "TTPVHCC", "TYT")
    for number in ("(1)", "(2)"):
        await chat.says("/baocao")
        await chat.picks(f"Xin gia hạn {number}")
        await chat.says("21/12 vì chờ số liệu")
        await chat.says("gửi")
    await chat.says("/menu")
    await chat.says("rút đề nghị")
    chat.sees("Anh/chị rút đề nghị nào?")
    options = chat.options()[:2]
    assert sorted(options) == [
        "Rút đề nghị: TT PVHCC, năm 2026",
        "Rút đề nghị: Trạm Y tế, năm 2026",
    ]
    await chat.says("Rút đề nghị: Trạm Y tế, năm 2026")
    chat.sees("Trạm Y tế phường: báo cáo năm 2026", "Đã rút đề nghị gia hạn")
    assert [r.is_waiting for r in await requests(town, "TTPVHCC")] == [True]
    await chat.says("rút đề nghị trạm y tế")
    chat.sees("Trạm Y tế phường: báo cáo năm 2026", "đã được rút")
    await chat.picks("Rút đề nghị: TT PVHCC")
    assert [r.is_waiting for r in await requests(town, "TTPVHCC")] == [False]


async def test_what_was_withdrawn_does_not_count(town: Town) -> None:
    chat = await reminded(town)
    for _ in range(3):
        await ask(chat)
        await chat.picks("Rút đề nghị")
    await ask(chat)
    chat.sees("Tôi đã ghi đề nghị gia hạn")
    assert len(await requests(town)) == 4


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_whoever_was_answered_meanwhile_is_told_so(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await ask(chat)
    (request,) = await requests(town)
    await office.picks("Đồng ý")
    before = len(office.messages)
    await chat.forges(f"extw:{request.id}")
    chat.sees("đã đồng ý gia hạn đến thứ Hai, 21/12/2026", "Hạn nộp hiện nay là thứ Hai, 21/12")
    assert len(office.messages) == before
    assert await due(town) == "2026-12-21"


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_the_office_that_answers_too_late_reads_that_it_was_withdrawn(town: Town) -> None:
    office, chat = await town.office(), await reminded(town)
    await ask(chat)
    request = office.messages[-1]
    await chat.picks("Rút đề nghị")
    for button in ("Đồng ý", "Từ chối"):
        await office.forges(
            next(b["callback_data"] for (b,) in request.buttons if b["text"] == button)
        )
        office.sees("đã rút đề nghị này", "Hạn hiện nay: thứ Năm, 17/12/2026")
    await office.says("đồng ý", reply_to=request)
    office.sees("đã rút đề nghị này")
    assert await due(town) == "2026-12-17"


async def test_an_office_that_was_never_told_hears_nothing(town: Town) -> None:
    chat = await reminded(town)
    await ask(chat)
    office = await town.office()
    await chat.picks("Rút đề nghị")
    assert office.messages == []
    assert "đã báo cho cơ quan thường trực" not in chat.text


async def test_after_the_report_is_in_withdrawing_is_harmless(town: Town) -> None:
    chat = await reminded(town)
    await ask(chat)
    await hand_in(town, "TTPVHCC")
    await chat.picks("Rút đề nghị")
    chat.sees("Đã rút đề nghị", "Báo cáo này đã được gửi rồi")
