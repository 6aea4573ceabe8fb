"""Whoever was cheated hears at once what helps, whatever was going on."""

import pytest

from tests.chat import Chat, Town
from tests.handlers.extending import reminded
from tests.handlers.reporting import kept, reporting, says_each

HELP = "Dừng chuyển tiền, gọi ngay ngân hàng"


def helps_first(chat: Chat) -> bool:
    return chat.text.startswith(HELP) and "an toàn" not in chat.text


@pytest.mark.parametrize("words", ["tôi bị lừa mất tiền", "mat tien roi"])
async def test_a_neighbour_hears_what_to_do_before_and_after_the_yes(
    town: Town, words: str
) -> None:
    lan = town.stranger()
    await lan.says(words)
    assert helps_first(lan)
    lan.sees("Tôi là máy, không phải người.")
    await lan.says(words)
    assert helps_first(lan)
    await lan.says("đồng ý")
    await lan.says(words)
    assert helps_first(lan)
    lan.sees("công an phường", "mã OTP")
    assert "chưa hiểu" not in lan.text


async def test_staff_hear_the_same(town: Town) -> None:
    for chat in (await town.office(), await town.focal_point("TYT"), await town.leader()):
        await chat.says("chuyển khoản nhầm cho kẻ lừa đảo")
        assert helps_first(chat)


async def test_it_is_said_in_english(town: Town) -> None:
    ann = await town.citizen("Ann", "en")
    await ann.says("I was scammed")
    assert ann.text.startswith("Stop transferring money and call your bank at once")


async def test_it_is_what_kiemtra_says_of_money_that_is_gone(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("KIEMTRA Tài khoản bị trừ tiền, bấm http://vi.du")
    lan.sees("chưa kiểm tra được", f"Nếu đã mất tiền: {HELP}")


async def test_where_a_figure_is_awaited_the_question_follows(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("tôi bị lừa đảo")
    hoa.sees(HELP, "Bước 1/4")
    await says_each(hoa, "12/15", "đúng")
    hoa.sees("Bước 2/4")


async def test_in_a_report_it_is_an_aside_and_may_be_written_all_the_same(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12/15", "đúng", "3 người dân bị lừa mất tiền qua mạng")
    hoa.sees(HELP, "Ghi câu này vào báo cáo?", "Bước 2/4")
    await hoa.picks("Ghi vào báo cáo")
    hoa.sees("Đã ghi", "Bước 3/4")
    assert await kept(town, "BXDD") is None


async def test_a_reason_for_more_time_is_not_lost(town: Town) -> None:
    hoa = await reminded(town)
    await hoa.picks("Xin gia hạn")
    await says_each(hoa, "21/12", "kế toán bị lừa đảo, phải làm lại sổ")
    hoa.sees(HELP, "kế toán bị lừa đảo", "Gửi nhé?")


async def test_it_is_no_name(town: Town) -> None:
    hoa = await town.focal_point("TYT")
    await hoa.says("/riengtu")
    await hoa.picks("Đổi tên")
    await hoa.says("tôi bị lừa mất tiền")
    hoa.sees(HELP, "tên nào")
    await hoa.says("Nguyễn Thị Hoa")
    hoa.sees("Nguyễn Thị Hoa")
