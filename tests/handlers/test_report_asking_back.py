"""What may mean two things is asked back: nothing is sent, noted or dropped before that."""

import pytest

from tests.chat import Town
from tests.handlers.reporting import kept, reporting, says_each

REVIEWED = ("12/40", "đúng", "bỏ qua", "bỏ qua", "bỏ qua")


@pytest.mark.parametrize("word", ["DUNG", "dung", "dùng"])
async def test_dung_never_sends_a_report(town: Town, word: str) -> None:
    hoa = await reporting(town)
    await says_each(hoa, *REVIEWED, word)
    hoa.sees("Gửi hay dừng?")
    assert await kept(town, "BXDD") is None
    await hoa.says(word)
    hoa.sees("Gửi hay dừng?")
    assert await kept(town, "BXDD") is None
    await hoa.says("gửi")
    assert await kept(town, "BXDD")


async def test_a_shouted_dung_under_a_figure_is_neither_yes_nor_stop(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12/40", "DUNG")
    hoa.sees("“DUNG” là “đúng” hay “dừng”?", "Đúng không?")
    await hoa.says("đúng")
    hoa.sees("Bước 2/")


@pytest.mark.parametrize("word", ["đúng", "ok", "được"])
async def test_a_stray_yes_is_asked_whether_to_send(town: Town, word: str) -> None:
    hoa = await reporting(town)
    await says_each(hoa, *REVIEWED, word)
    hoa.sees("Gửi báo cáo này nhé?")
    assert await kept(town, "BXDD") is None
    await hoa.picks("Chưa")
    hoa.sees("xem lại trước khi gửi")
    assert await kept(town, "BXDD") is None


async def test_a_bare_number_under_a_read_back_is_asked_about(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12/40", "1")
    hoa.sees("“1” là số liệu mới, hay anh/chị chọn “Đúng”?", "12/40")
    await hoa.picks("Đúng")
    hoa.sees("12/40 = 30,0 %", "Bước 2/4")


async def test_the_denominator_says_what_it_asks_for_and_can_be_skipped(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12", "xong")
    hoa.sees("Chỗ này tôi cần mẫu số", "ví dụ 20")
    await hoa.says("bỏ qua")
    hoa.sees("Bước 2/4")
