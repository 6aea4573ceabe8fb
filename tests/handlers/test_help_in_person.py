"""Who is stuck asks for somebody beside them."""

from pathlib import Path

import pytest
from sqlmodel import select

from bot.shelf import Shelf
from storage.models import Learner
from tests.chat import Town
from tests.handlers.learning import citizen_at, rewrite, small_shelf

_HELPER = "{vi: Tổ công nghệ số cộng đồng, en: The community digital team, phone: null}"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return small_shelf(tmp_path)


@pytest.mark.parametrize("typed", ["giúp tôi", "goi nguoi giup toi", "Tìm người giúp tôi"])
async def test_a_stranger_hears_whom_to_ask_and_nothing_is_kept(town: Town, typed: str) -> None:
    lan = town.stranger()
    await lan.says("HOC")
    await lan.says(typed)
    lan.sees("Người nhà trước", "Hỏi tại: Tổ công nghệ số cộng đồng", "tự mình giữ")
    assert not any(digit in lan.words for digit in "0123456789")  # no number is made up
    assert lan.options() == ["Tôi bị lừa", "Trang học"]
    async with town.database.read() as session:
        assert not (await session.exec(select(Learner))).all()


async def test_a_number_is_named_where_the_ward_gave_one(town: Town, shelf: Shelf) -> None:
    rewrite(shelf, "settings.yaml", _HELPER, _HELPER.replace("null", '"0651 000 000"'))
    lan = await citizen_at(town, "Thêm", "Đọc chậm", "Bài hôm nay", "Gọi người giúp tôi")
    lan.sees("Tổ công nghệ số cộng đồng: gọi 0651 000 000")
    await lan.says("trang học")
    assert lan.options()[0] == "Bài hôm nay"


async def test_who_was_cheated_is_one_tap_from_what_helps(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("giúp tôi với")
    await lan.picks("Tôi bị lừa")
    lan.sees("gọi ngay ngân hàng")


async def test_it_answers_before_the_yes_and_the_question_stays(town: Town) -> None:
    lan = town.stranger()
    await lan.says("/start")
    await lan.says("giúp tôi")
    lan.sees("Người nhà trước")
    await lan.says("đồng ý")
    lan.sees("ghi nhận sự đồng ý")


async def test_staff_mean_their_reports(town: Town) -> None:
    hoa = await town.focal_point("TTPVHCC")
    await hoa.says("giúp tôi")
    assert "Người nhà trước" not in hoa.text
