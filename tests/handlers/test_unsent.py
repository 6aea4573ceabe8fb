"""A correction that was begun and put aside is pointed out wherever somebody takes it for sent."""

import pytest

from tests.chat import Chat, Town
from tests.handlers.reporting import kept, reporting, says_each


async def corrected(town: Town) -> Chat:
    hoa = await reporting(town)
    await says_each(hoa, "12/40", "đúng", *["bỏ qua"] * 3, "gửi")
    await says_each(hoa, "sửa", "1", "13/40", "đúng", "hủy")
    return hoa


@pytest.mark.parametrize("words", ["nộp", "gửi", "nộp rồi", "gửi chưa?", "/baocao", "đang làm"])
async def test_an_unsent_correction_is_pointed_out(town: Town, words: str) -> None:
    hoa = await corrected(town)
    await hoa.says(words)
    hoa.sees("còn phần sửa báo cáo năm 2026 chưa gửi")
    await hoa.picks("Xem lại và gửi")
    hoa.sees("đang sửa dở, chưa gửi", "13/40 = 32,5 %")
    await hoa.says("gửi")
    report = await kept(town, "BXDD")
    assert report
    assert report.sent.version == 2


async def test_a_correction_opened_and_left_as_it_was_is_none(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, *["bỏ qua"] * 4, "gửi", "sửa", "hủy", "gửi chưa?")
    hoa.sees("Tôi đã nhận được")
    assert "Xem lại và gửi" not in hoa.options()


async def test_figures_that_came_too_late_are_quoted(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, *["bỏ qua"] * 4, "gửi", "12/40")
    hoa.sees("tôi chưa ghi số anh/chị vừa gõ: “12/40”")


async def test_figures_of_a_unit_that_never_sent_anything_are_not_called_sent(town: Town) -> None:
    hoa = await town.focal_point("TYT")
    await hoa.says("12/40")
    hoa.sees("không còn báo cáo nào phải nộp", "chưa ghi số anh/chị vừa gõ: “12/40”")
    assert "đã được gửi" not in hoa.text
