"""Whoever has not agreed to anything learns all the same; nothing of it is kept."""

from pathlib import Path

import pytest
from sqlmodel import select

from bot.shelf import Shelf
from storage.models import Learner, LessonProgress
from tests.chat import Town
from tests.handlers.learning import DOORS, FIRST, finishes, small_shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return small_shelf(tmp_path)


async def kept(town: Town) -> int:
    async with town.database.read() as session:
        rows = [(await session.exec(select(table))).all() for table in (Learner, LessonProgress)]
        return sum(map(len, rows))


async def test_a_stranger_reads_and_tries_everything(town: Town) -> None:
    lan = town.stranger()
    await lan.says("HOC")
    lan.sees("Có 2 bài", "chưa đồng ý thì tôi không ghi gì")
    assert lan.options() == [*DOORS[:-1], "Ghi nhớ giúp tôi", "Thêm"]
    await lan.picks("Bài hôm nay")
    lan.sees(FIRST)
    await finishes(lan, FIRST)
    lan.sees("✅ Đúng rồi", "Hết bài kiểm tra", "chưa ghi kết quả")
    assert lan.options()[:2] == ["Ghi nhớ giúp tôi", "Bài tiếp theo"]
    assert await kept(town) == 0


async def test_after_a_yes_what_was_wanted_goes_on(town: Town) -> None:
    lan = town.stranger()
    await lan.says("HOC")
    await lan.picks("Ghi nhớ giúp tôi")
    lan.sees("Tôi là máy", "việc học của bà con")
    await lan.says("đồng ý")
    lan.sees("0/2 bài")
    await lan.picks("Bài hôm nay")
    assert await kept(town) == 2


async def test_who_wants_learners_is_asked_first_and_comes_there(town: Town) -> None:
    lan = town.stranger()
    await lan.says("HOC")
    await lan.picks("Thêm")
    await lan.picks("Người học trên máy này")
    assert lan.options()[0] == "Tôi đồng ý"
    await lan.picks("Tôi đồng ý")
    lan.sees("Máy này đang có một người học")


async def test_a_no_keeps_nothing_and_lessons_stay_open(town: Town) -> None:
    lan = town.stranger()
    await lan.says("HOC")
    await lan.picks("Ghi nhớ giúp tôi")
    await lan.says("không")
    await lan.says("bài 6.1")
    lan.sees(FIRST)
    assert await kept(town) == 0


async def test_words_typed_under_a_quiz_are_no_answer_to_the_welcome(town: Town) -> None:
    lan = town.stranger()
    await lan.says("xin chào")
    await lan.says("HOC")
    await lan.says("bài hôm nay")
    await lan.says("làm bài")
    await lan.says("không đọc, xóa tin")
    lan.sees("✅ Đúng rồi")
    assert await kept(town) == 0


async def test_words_that_open_a_lesson_work_while_the_welcome_waits(town: Town) -> None:
    lan = town.stranger()
    await lan.says("xin chào")
    for typed, seen in (
        ("tôi muốn học", "Có 2 bài"),
        ("xin chào", "là máy"),
        ("bai hom nay", FIRST),
        ("xin chào", "là máy"),
        ("bai 1.1", "Chữ to, tiếng lớn"),
        ("xin chào", "là máy"),
        ("khoa hoc", "Các khóa học"),
    ):
        await lan.says(typed)
        lan.sees(seen)
    assert await kept(town) == 0


async def test_an_unclear_answer_to_a_quiz_does_not_bring_the_welcome_again(town: Town) -> None:
    lan = town.stranger()
    await lan.says("xin chào")
    await lan.says("bài hôm nay")
    await lan.says("làm bài")
    await lan.says("tôi chịu thua")
    lan.sees("chưa rõ bà con chọn ý nào", "câu 1/3")
    await lan.says("1")
    lan.sees("Chưa đúng")
    assert await kept(town) == 0


async def test_whoever_said_no_hears_how_to_learn_all_the_same(town: Town) -> None:
    lan = town.stranger()
    await lan.says("xin chào")
    await lan.picks("Tôi không đồng ý")
    lan.sees("Bà con vẫn học được")
    await lan.says("đọc chậm")
    await lan.says("đồng ý")
    lan.sees("từng bước")
