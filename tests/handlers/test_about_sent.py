""" "Nộp rồi", "gửi chưa?", "sửa báo cáo": answered with what the records say."""

import pytest

from content.periods import Cadence, Period
from storage.models import ObligationState
from tests.chat import Chat, Town
from tests.handlers.reporting import (
    AFTER_CUTOFF,
    kept,
    put_in_state,
    reporting,
    says_each,
    sent_before,
)

NOVEMBER = Period(Cadence.MONTHLY, 2026, 11)
OCTOBER = Period(Cadence.MONTHLY, 2026, 10)


async def sent(town: Town) -> Chat:
    """A focal point who has sent the year's report, all skipped but the first figure."""
    hoa = await reporting(town)
    await says_each(hoa, "12/40", "đúng", "Tốt.", "bỏ qua", "bỏ qua", "gửi")
    return hoa


@pytest.mark.parametrize("words", ["nộp rồi", "đã gửi rồi mà", "gui chua?", "em nộp chưa nhỉ"])
async def test_who_has_sent_it_hears_number_time_and_sender(town: Town, words: str) -> None:
    hoa = await sent(town)
    await hoa.says(words)
    hoa.sees("Tôi đã nhận được", "không còn báo cáo nào phải nộp", "BC-BXDD-2026-12-01")
    hoa.sees("Anh/chị gửi lúc 08:00 ngày 15/12/2026, lần 1", "còn sửa được")
    assert hoa.options() == ["Sửa báo cáo", "Báo cáo đã gửi", "Menu"]


async def test_a_colleague_who_sent_it_is_named(town: Town) -> None:
    nam = await town.focal_point("BXDD", name="Lê Văn Nam")
    await sent(town)
    await nam.says("đơn vị mình nộp chưa?")
    nam.sees("Nguyễn Thị Hoa gửi lúc 08:00 ngày 15/12/2026")


@pytest.mark.only_on_telegram("Zalo does not tell which message is replied to")
@pytest.mark.parametrize("words", ["nộp rồi", "gửi chưa?"])
async def test_as_a_reply_it_is_about_the_reports_of_that_reminder(town: Town, words: str) -> None:
    await sent_before(town, "BXDD", Period(Cadence.YEAR, 2025, 12), NL07=(10, 40))
    hoa = await town.focal_point("BXDD")
    await town.tick(AFTER_CUTOFF)
    reminder = hoa.messages[-1]
    await hoa.says(words, reply_to=reminder)
    hoa.sees("chưa nhận được báo cáo này ở đây", "năm 2026")
    assert "2025" not in hoa.text
    await hoa.says("nộp")
    await says_each(hoa, *["bỏ qua"] * 4, "gửi")
    await hoa.says(words, reply_to=reminder)
    hoa.sees("Tôi đã nhận được", "BC-BXDD-2026-12-01")


async def test_what_is_not_here_is_said_kindly_with_the_button_to_report(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    await town.tick(AFTER_CUTOFF)
    await hoa.says("tôi nộp rồi")
    hoa.sees("chưa nhận được báo cáo này ở đây", "17/12/2026", "bản giấy, Zalo, email")
    assert hoa.options()[0] == "Báo cáo ngay"
    await hoa.picks("Báo cáo ngay")
    hoa.sees("Bước 1/4")


async def test_a_draft_taken_for_sent_is_pointed_out(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12/40", "đúng", "để sau", "đã gửi rồi")
    hoa.sees("đã điền 1/4 mục nhưng chưa gửi", "Gửi báo cáo")


async def test_at_the_summary_the_question_does_not_send(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, *["bỏ qua"] * 4, "gửi chưa?")
    hoa.sees("Báo cáo này chưa gửi", "xem lại trước khi gửi")
    assert await kept(town, "BXDD") is None


async def test_with_some_here_and_some_missing_both_are_told_by_unit(town: Town) -> None:
    hoa = await town.focal_point("BXDD", "MTTQ")
    await town.tick(AFTER_CUTOFF)
    await hoa.picks("Báo cáo ngay (1)")
    await says_each(hoa, *["bỏ qua"] * 4, "gửi", "nộp rồi")
    hoa.sees("chưa nhận đủ: còn thiếu 1 báo cáo", "Đã nhận:", "Ban Xây dựng Đảng", "Còn phải nộp:")
    hoa.sees("Mặt trận Tổ quốc")


async def test_nothing_sent_and_nothing_owed_is_said_so(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    await hoa.says("gửi chưa?")
    hoa.sees("chưa nhận báo cáo nào của đơn vị", "Đến kỳ tôi sẽ nhắc")
    await hoa.says("sửa báo cáo")
    hoa.sees("chưa có gì để sửa")


@pytest.mark.parametrize(
    "words", ["sửa", "SUA", "sửa báo cáo", "tôi muốn sửa số liệu", "nhầm rồi"]
)
async def test_the_one_report_that_was_sent_is_opened_at_once(town: Town, words: str) -> None:
    hoa = await sent(town)
    await hoa.says(words)
    hoa.sees("Anh/chị đang sửa báo cáo đã gửi", "lần 1 vẫn có hiệu lực", "12/40 = 30,0 %")
    await says_each(hoa, "1", "13/40", "đúng", "gửi")
    hoa.sees("BC-BXDD-2026-12-02", "lần 2")


async def test_of_several_that_were_sent_the_person_chooses(town: Town) -> None:
    await sent_before(town, "TTPVHCC", OCTOBER, CS01=(80, 100))
    await sent_before(town, "TTPVHCC", NOVEMBER, CS01=(90, 100))
    hoa = await town.focal_point("TTPVHCC")
    await hoa.says("gửi nhầm rồi")
    hoa.sees("muốn sửa báo cáo nào?", "tháng 10/2026", "tháng 11/2026")
    assert hoa.options()[-2:] == ["Báo cáo đã gửi", "Menu"]
    await hoa.picks("TT PVHCC, tháng 10/2026")
    hoa.sees("Anh/chị đang sửa báo cáo đã gửi", "Báo cáo tháng 10/2026")


async def test_what_is_only_begun_may_be_meant_too(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12/40", "đúng", "để sau", "sửa")
    hoa.sees("Bước 2/4", "đã ghi 1/4 mục")
    await hoa.says("để sau")
    await sent_before(town, "BXDD", Period(Cadence.YEAR, 2025, 12), NL07=(10, 40))
    await hoa.says("sửa")
    assert hoa.options()[:2] == [
        "Ban XDĐ, năm 2025",
        "Ban XDĐ, năm 2026 (chưa gửi)",
    ]


async def test_an_approved_report_is_not_offered_for_correction(town: Town) -> None:
    hoa = await sent(town)
    await put_in_state(town, "BXDD", ObligationState.ACCEPTED)
    await hoa.says("/menu")
    await hoa.says("sửa báo cáo")
    hoa.sees("đã duyệt các báo cáo đã gửi", "báo cơ quan thường trực")
    assert "Sửa báo cáo" not in hoa.options()


@pytest.mark.only_on_telegram("Zalo does not tell which message is replied to")
async def test_correct_as_a_reply_leads_to_the_report_of_that_reminder(town: Town) -> None:
    await sent_before(town, "BXDD", Period(Cadence.YEAR, 2025, 12), NL07=(10, 40))
    hoa = await town.focal_point("BXDD")
    await town.tick(AFTER_CUTOFF)
    reminder = hoa.messages[-1]
    await says_each(hoa, "nộp", "12/40", "đúng", *["bỏ qua"] * 3, "gửi")
    await hoa.says("sửa", reply_to=reminder)
    hoa.sees("xem lại trước khi gửi", "12/40 = 30,0 %")


async def test_a_correction_put_aside_is_taken_up_again_with_the_word(town: Town) -> None:
    hoa = await sent(town)
    await says_each(hoa, "sửa", "1", "13/40", "đúng", "để sau")
    hoa.sees("Báo cáo đã gửi vẫn giữ nguyên", "nhắn SUA")
    await hoa.says("SUA")
    hoa.sees("phần anh/chị đang sửa dở, chưa gửi", "13/40 = 32,5 %")


async def test_a_draft_older_than_a_colleagues_version_says_so(town: Town) -> None:
    hoa = await reporting(town)
    nam = await town.focal_point("BXDD", name="Lê Văn Nam")
    await says_each(nam, "nop", "20/40", "đúng", "để sau")
    town.clock.move_to(town.now.replace(hour=9))
    await says_each(hoa, "12/40", "đúng", *["bỏ qua"] * 3, "gửi")
    await nam.says("sửa")
    nam.sees("điền từ trước khi có bản gửi lần 1")


@pytest.mark.only_on_telegram("what a button carries is forged")
async def test_change_said_where_a_new_version_is_offered_means_yes(town: Town) -> None:
    hoa = await sent(town)
    await hoa.says("/huy")
    report = await kept(town, "BXDD")
    assert report
    await hoa.forges(f"rep:{report.sent.obligation_id}")
    await hoa.says("sửa báo cáo")
    hoa.sees("xem lại trước khi gửi")


async def test_what_answers_a_reminder_is_not_met_with_silence_when_all_is_sent(
    town: Town,
) -> None:
    hoa = await sent(town)
    for words in ("NOP", "12/40", "đang làm", "không phát sinh"):
        await hoa.says(words)
        hoa.sees("không còn báo cáo nào phải nộp")


async def test_whoever_reports_for_nobody_is_not_told_about_reports(town: Town) -> None:
    await sent(town)
    for chat in (await town.citizen(), await town.office()):
        await chat.says("gửi chưa?")
        assert "BC-" not in chat.text


async def test_it_is_had_in_english(town: Town) -> None:
    hoa = await reporting(town, language="en")
    await says_each(hoa, "skip", "skip", "skip", "skip", "send", "has it been sent?")
    hoa.sees("Received.", "You sent it at 08:00 on 15/12/2026, version 1.")
    await hoa.says("change the report")
    hoa.sees("You are changing a report that was sent.")
