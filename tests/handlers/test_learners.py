"""A phone that a family shares."""

from pathlib import Path

import pytest
from sqlmodel import select

from bot.shelf import Shelf
from storage.models import Learner
from tests.chat import Chat, Town
from tests.handlers.learning import FIRST, citizen_at, finishes, small_shelf
from tests.handlers.reporting import reporting


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return small_shelf(tmp_path)


async def family(town: Town) -> Chat:
    """Bà Lan and Bé Na, who is learning now."""
    lan = await citizen_at(town, "Thêm", "Người học trên máy này", "Thêm người học")
    await lan.says("Bà Lan")
    await lan.says("Bé Na")
    return lan


async def test_the_first_is_asked_for_a_name_when_a_second_comes(town: Town) -> None:
    lan = await citizen_at(town, "Bài hôm nay")
    await finishes(lan, FIRST)
    await lan.says("người học")
    lan.sees("Máy này đang có một người học")
    await lan.picks("Thêm người học")
    lan.sees("Trước hết, người học từ trước đến nay tên là gì?")
    await lan.says("Bà Lan")
    lan.sees("Người học mới tên là gì?")
    await lan.says("Bé Na")
    lan.sees("Từ bây giờ Bé Na học")
    await lan.says("HOC")
    lan.sees("Người đang học:", "Bé Na", "0/2 bài")
    await lan.says("người học")
    assert lan.options() == ["Bà Lan", "✓ Bé Na", "Thêm người học", "Trang học"]
    await lan.picks("Bà Lan")
    await lan.picks("Trang học")
    lan.sees("Bà Lan", "1/2 bài")


async def test_lessons_count_for_who_is_learning(town: Town) -> None:
    lan = await family(town)
    await lan.says("bài hôm nay")
    await finishes(lan, FIRST)
    lan.sees("Người đang học:", "Bé Na", "học xong bài 6.1.")
    await lan.says("người học")
    await lan.says("bà lan")
    await lan.says("tiến độ")
    lan.sees("Bà Lan", "0/2 bài")


async def test_a_learner_is_renamed(town: Town) -> None:
    lan = await family(town)
    await lan.says("đổi tên")
    lan.sees("Đổi tên người học này thành gì?")
    await lan.says("Na lớp 5")
    lan.sees("Na lớp 5")


async def test_a_learner_is_removed_after_a_question(town: Town) -> None:
    lan = await family(town)
    await lan.picks("Bỏ người này")
    lan.sees("Bỏ Bé Na khỏi máy này?", "không lấy lại được")
    await lan.picks("Giữ lại")
    assert "✓ Bé Na" in lan.options()
    await lan.picks("Bé Na")
    await lan.picks("Bỏ người này")
    await lan.picks("Bỏ và xóa kết quả")
    lan.sees("Đã bỏ", "một người học")
    async with town.database.read() as session:
        assert (await session.exec(select(Learner.name))).all() == ["Bà Lan"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("x" * 31, "dài nhất 30"),
        ("12345", "cần có chữ"),
        ("bà lan", "đã có người tên này"),
    ],
)
async def test_a_name_that_will_not_do_is_asked_again(town: Town, typed: str, said: str) -> None:
    lan = await citizen_at(town, "Thêm", "Người học trên máy này", "Thêm người học")
    await lan.says("Bà Lan")
    await lan.says(typed)
    lan.sees(said, "Người học mới tên là gì?")
    await lan.says("Bé Na")
    lan.sees("Bé Na")


@pytest.mark.parametrize("typed", ["<b>Na</b>&amp;", "Na\u202e\u200bgnờưhp", "%(name)s {ward}"])
async def test_a_hostile_name_is_only_a_name(town: Town, typed: str) -> None:
    lan = await citizen_at(town, "Thêm", "Người học trên máy này", "Thêm người học")
    await lan.says("Bà Lan")
    await lan.says(typed)
    await lan.says("HOC")
    lan.sees("Người đang học:", "0/2 bài")
    await lan.says("người học")
    assert len(lan.options()) == 4
    await lan.says("/riengtu")
    lan.sees("Việc học của Bà Lan")


@pytest.mark.parametrize("name", ["Dung", "Huy", "HỌC"])
async def test_a_name_that_is_also_a_command_is_asked_back(town: Town, name: str) -> None:
    lan = await citizen_at(town, "Thêm", "Người học trên máy này", "Thêm người học")
    await lan.says(name)
    lan.sees(f"{name} là tên người phải không?")
    await lan.says("đúng")
    lan.sees("Người học mới tên là gì?")
    await lan.says("Bé Na")
    await lan.says("người học")
    assert name in lan.options()


async def test_six_learn_on_a_phone_and_no_more(town: Town) -> None:
    lan = await family(town)
    for name in ("Ba", "Tư", "Năm", "Sáu"):
        await lan.says("người học")
        await lan.picks("Thêm người học")
        await lan.says(name)
    await lan.says("người học")
    assert "Thêm người học" not in lan.options()


@pytest.mark.only_on_telegram("buttons stay in a chat")
async def test_an_old_button_adds_no_seventh(town: Town) -> None:
    lan = await family(town)
    for name in ("Ba", "Tư", "Năm", "Sáu"):
        await lan.forges("lrnadd")
        await lan.says(name)
    await lan.forges("lrnadd")
    lan.sees("Đã đủ 6 người")


async def test_leaving_the_question_changes_nothing(town: Town) -> None:
    lan = await citizen_at(town, "Thêm", "Người học trên máy này", "Thêm người học")
    await lan.says("/huy")
    lan.sees("chưa đổi tên người học")
    await lan.says("người học")
    lan.sees("một người học")


async def test_a_report_that_is_left_for_a_name_is_said_to_be(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("HOC")
    for door in ("Thêm", "Người học trên máy này", "Thêm người học"):
        await hoa.picks(door)
    hoa.sees("tạm dừng báo cáo", "tên là gì?")


@pytest.mark.only_on_telegram("buttons stay in a chat")
async def test_whoever_goes_on_learning_instead_types_no_name(town: Town) -> None:
    lan = await citizen_at(town, "Bài hôm nay")
    lesson = lan.messages[-1]
    await lan.says("người học")
    await lan.picks("Thêm người học")
    await lan.picks("Làm bài kiểm tra", lesson)
    await lan.says("không đọc, xóa tin")
    lan.sees("✅ Đúng rồi")
    await lan.says("người học")
    lan.sees("một người học")


async def test_a_name_typed_under_another_screen_is_asked_for_again(town: Town) -> None:
    lan = await citizen_at(town, "Thêm", "Người học trên máy này", "Thêm người học")
    await lan.says("KIEMTRA")
    await lan.says("Bà Lan")
    lan.sees("Trước hết, người học từ trước đến nay tên là gì?")
    await lan.says("Bà Lan")
    lan.sees("Người học mới tên là gì?")


async def test_all_of_it_is_told_and_erased(town: Town) -> None:
    lan = await family(town)
    await lan.says("bài hôm nay")
    await lan.says("/riengtu")
    lan.sees("Việc học của Bé Na: đã mở 1 bài, học xong 0 bài", "Việc học của Bà Lan")
    await lan.says("/xoa")
    lan.sees("Việc học ở đây cũng bị xóa")
    await lan.picks("Xóa dữ liệu")
    async with town.database.read() as session:
        assert (await session.exec(select(Learner))).all() == []


async def test_a_button_typed_where_a_name_is_asked_for_is_asked_back(town: Town) -> None:
    lan = await citizen_at(town, "Thêm", "Người học trên máy này", "Thêm người học")
    await lan.says("bai hom nay")
    lan.sees("là tên người phải không")
    await lan.picks("Không, thôi")
    lan.sees("Người học trên máy này")
