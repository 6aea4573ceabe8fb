"""Where there are no buttons: numbers and words, of the last message only."""

import pytest

from content.channels import ZALO_BOT, ZALO_OA
from tests.chat import Town
from tests.handlers.reporting import kept, reporting, says_each

pytestmark = pytest.mark.parametrize("channel", [ZALO_BOT, ZALO_OA])


async def test_where_a_figure_is_awaited_a_number_is_a_figure(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12", "15")
    hoa.sees("12/15 = 80,0 %", "Có thể gõ: đúng · sửa · hủy")
    await hoa.says("1")
    assert await kept(town, "BXDD") is None
    hoa.sees("Bước 1/")


async def test_a_newcomer_agrees_by_number_and_sees_the_menu(town: Town) -> None:
    lan = town.stranger()
    await lan.says("xin chào")
    assert lan.text.splitlines()[-2:] == ["1. Tôi đồng ý", "2. Tôi không đồng ý"]
    await lan.says("1")
    lan.sees("1. Học kỹ năng số")
    await lan.says("số 2")
    lan.sees("MENU – các việc có thể làm")


async def test_a_number_refers_to_the_last_message_only(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("MENU")
    await lan.says("cảm ơn")  # a message without a menu closes the one before
    await lan.says("1")
    lan.sees("Chưa rõ lựa chọn vừa rồi thuộc tin nào", "1. Học kỹ năng số")


async def test_the_numbers_of_a_list_are_the_numbers_of_its_options(town: Town) -> None:
    office = await town.office()
    for unit in ("Trạm Y tế", "UBND phường"):
        await office.says("/moi")
        await office.picks("Đầu mối")
        await office.picks(unit)
    await office.says("lời mời")
    office.sees("1. đầu mối báo cáo của UBND phường", "1. Thu hồi 1", "2. Thu hồi 2")
    await office.says("thu hoi 2")
    office.sees("Đã thu hồi lời mời làm đầu mối báo cáo của Trạm Y tế phường")
