"""Elder mode: lessons step by step, three things to choose from, somebody to call."""

from pathlib import Path

import pytest
from sqlmodel import select

from bot.shelf import Shelf
from storage.models import Learner
from tests.chat import Chat, Town
from tests.handlers.learning import FIRST, RIGHT, citizen_at, small_shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return small_shelf(tmp_path)


async def elder(town: Town) -> Chat:
    return await citizen_at(town, "Thêm", "Đọc chậm, từng bước")


async def test_a_lesson_comes_step_by_step(town: Town) -> None:
    lan = await elder(town)
    lan.sees("đến chậm, từng bước ngắn", "Tôi không phóng to chữ được")
    await lan.picks("Bài hôm nay")
    lan.sees(FIRST, "OTP là mã dùng một lần.")
    assert "Từ 1/1/2025" not in lan.text
    assert lan.options() == ["Tiếp", "Gọi người giúp tôi"]
    await lan.picks("Tiếp")
    lan.sees("Bài 6.1, bước 2/4", "Từ 1/1/2025", FIRST)
    await lan.says("tiếp")
    await lan.says("tiep")
    lan.sees("Bài 6.1, bước 4/4", "Hôm nay:", "gõ: nguồn")
    assert lan.options() == ["Làm bài kiểm tra", "Gọi người giúp tôi"]
    await lan.says("nguồn")
    lan.sees("Nguồn của bài")


async def test_an_explanation_has_a_message_of_its_own(town: Town) -> None:
    lan = await elder(town)
    await lan.says("bài hôm nay")
    for _step in range(3):
        await lan.says("tiếp")
    await lan.picks("Làm bài kiểm tra")
    asked = lan.messages[-1]
    await lan.picks("Đọc mã giúp cho nhanh")
    lan.sees("❌ Chưa đúng.\nMã về máy mình là của mình.")
    assert not lan.has_edited(asked)
    assert lan.options() == ["Thử lại", "Câu tiếp", "Gọi người giúp tôi"]
    await lan.says("thử lại")
    for label in RIGHT[FIRST]:
        await lan.picks(label)
        lan.sees("✅ Đúng rồi.")
        assert "6.1" not in lan.words
        await lan.picks("Xem kết quả" if label == "Thật" else "Câu tiếp")
    lan.sees("học xong bài 6.1")
    assert len(lan.options()) == 3
    assert lan.options()[-1] == "Gọi người giúp tôi"


async def test_the_front_door_is_short_and_the_rest_is_typed(town: Town) -> None:
    lan = await elder(town)
    await lan.says("HOC")
    lan.sees("Đã học xong 0/2 bài", "gõ: thêm")
    assert lan.options() == ["Bài hôm nay", "Gọi người giúp tôi"]
    await lan.picks("Bài hôm nay")
    await lan.says("hoc")
    assert lan.options() == ["Bài hôm nay", "Học tiếp", "Gọi người giúp tôi"]
    await lan.says("thêm")
    lan.sees("tiến độ", "ôn tập", "người học")
    assert lan.options() == ["Các khóa học", "Đọc như thường", "Trang học"]
    await lan.picks("Các khóa học")
    assert len(lan.options()) <= 3
    await lan.picks("Nhận ra lừa đảo")
    lan.sees("Bài 6.1", "gõ ví dụ: bài 6.1")
    assert len(lan.options()) <= 3
    await lan.says("bài 1.1")
    lan.sees("Chữ nhỏ làm mỏi mắt.\nMáy nào cũng tăng cỡ chữ được.")


@pytest.mark.parametrize("typed", ["đọc chậm", "chu to", "Từng bước ạ"])
async def test_words_turn_it_on_and_off(town: Town, typed: str) -> None:
    lan = await town.citizen()
    await lan.says(typed)
    lan.sees("đến chậm, từng bước ngắn")
    await lan.says("đọc như thường")
    lan.sees("hiện trọn trong một tin")
    await lan.says("bài hôm nay")
    lan.sees("OTP là mã dùng một lần", "Hôm nay:")


async def test_who_has_not_agreed_is_asked_and_then_it_is_kept(town: Town) -> None:
    lan = town.stranger()
    await lan.says("HOC")
    await lan.picks("Thêm")
    await lan.picks("Đọc chậm")
    assert lan.options()[0] == "Tôi đồng ý"
    async with town.database.read() as session:
        assert not (await session.exec(select(Learner))).all()
    await lan.picks("Tôi đồng ý")
    lan.sees("đến chậm, từng bước ngắn")
    await lan.says("/riengtu")
    assert any("đọc chậm, từng bước" in message.text for message in lan.messages)


async def test_each_of_a_family_reads_in_their_own_way(town: Town) -> None:
    lan = await citizen_at(town, "Thêm", "Người học trên máy này", "Thêm người học")
    await lan.says("Bà Lan")
    await lan.says("Bé Na")
    await lan.says("người học")
    await lan.picks("Bà Lan")
    await lan.says("chữ to")
    lan.sees("Người đang học: Bà Lan")
    await lan.says("bài hôm nay")
    assert lan.options() == ["Tiếp", "Gọi người giúp tôi"]
    await lan.says("người học")
    await lan.picks("Bé Na")
    await lan.says("bài hôm nay")
    assert lan.options()[0] == "Làm bài kiểm tra"


async def test_the_lesson_that_comes_by_itself_begins_with_its_first_step(town: Town) -> None:
    lan = await elder(town)
    await lan.says("nhận bài")
    await lan.picks("Mỗi ngày")
    await lan.says("7 giờ")
    await town.tick("2026-12-02 07:00")
    lan.sees(FIRST, "OTP là mã dùng một lần", "DUNG")
    assert "Từ 1/1/2025" not in lan.text
    await lan.says("tiếp")
    lan.sees("Bài 6.1, bước 2/4")


@pytest.mark.only_on_telegram  # elsewhere nothing can be tapped
async def test_a_step_that_is_gone_is_the_last(town: Town) -> None:
    lan = await elder(town)
    await lan.forges("lstep:6.1:29")
    lan.sees("Hôm nay:")
    await lan.forges("lstep:9.9:1")
    lan.sees("không còn")
