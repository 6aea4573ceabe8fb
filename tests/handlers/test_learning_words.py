"""Every button of learning can be typed, with or without diacritics."""

from pathlib import Path

import pytest

from bot.shelf import Shelf
from tests.chat import Town
from tests.handlers.learning import FIRST, citizen_at, finishes, small_shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return small_shelf(tmp_path)


async def test_a_whole_lesson_is_done_by_typing(town: Town) -> None:
    lan = await town.citizen()
    for typed, seen in (
        ("học", "Bình dân học vụ số"),
        ("bai hom nay", FIRST),
        ("làm bài", "câu 1/3"),
        ("doc ma giup cho nhanh", "❌ Chưa đúng"),
        ("làm lại", "câu 1/3"),
        ("không đọc xóa tin", "✅ Đúng rồi"),
        ("tiếp", "câu 2/3"),
        ("đúng", "❌ Chưa đúng"),
        ("thử lại", "câu 2/3"),
        ("sai ạ", "✅ Đúng rồi"),
        ("câu tiếp", "câu 3/3"),
        ("tin thật", "học xong bài 6.1."),
        ("bài tiếp theo", "Bài 1.1"),
        ("nguồn", "Nguồn của bài"),
        ("đọc lại", "Bài 1.1"),
        ("bài khác", "Đã học xong 0/1 bài"),
        ("các khóa học", "Các khóa học"),
        ("nhan ra lua dao", "Đã học xong 1/1 bài"),
        ("bài 6.1", FIRST),
        ("khoa 6", "Đã học xong 1/1 bài"),
    ):
        await lan.says(typed)
        assert seen in lan.text, (typed, lan.text)


async def test_the_rarer_doors_are_typed_as_well(town: Town) -> None:
    lan = await citizen_at(town)
    for typed, seen in (
        ("thêm", "các mục khác"),
        ("tiến độ", "Tiến độ học"),
        ("về trang học", "0/2 bài"),
        ("người học", "Người học trên máy này"),
        ("trang hoc", "0/2 bài"),
        ("khóa học", "Các khóa học"),
    ):
        await lan.says(typed)
        assert seen in lan.text, (typed, lan.text)


@pytest.mark.parametrize("typed", ["dung", "Dung", "Đúng rồi"])
async def test_right_without_marks_answers_the_quiz_and_stops_nothing(
    town: Town, typed: str
) -> None:
    lan = await citizen_at(town, "Bài hôm nay", "Làm bài kiểm tra", "Không đọc", "Câu tiếp")
    await lan.says(typed)
    lan.sees("❌ Chưa đúng. Nhân viên thật không cần mã")


@pytest.mark.parametrize("typed", ["DUNG", "dừng"])
async def test_the_command_word_stops_in_a_quiz_as_well(town: Town, typed: str) -> None:
    lan = await citizen_at(town, "Bài hôm nay", "Làm bài kiểm tra", "Không đọc", "Câu tiếp")
    await lan.says(typed)
    lan.sees("Đã dừng")


@pytest.mark.parametrize("typed", ["2", "số 2", "2."])
async def test_an_answer_may_be_given_by_its_number(town: Town, typed: str) -> None:
    lan = await citizen_at(town, "Bài hôm nay", "Làm bài kiểm tra")
    await lan.says(typed)
    lan.sees("✅ Đúng rồi. Không có chuyện gửi nhầm mã")


async def test_words_that_answer_nothing_are_no_answer(town: Town) -> None:
    lan = await citizen_at(town, "Bài hôm nay", "Làm bài kiểm tra")
    await lan.says("con tôi đi học rồi")
    lan.sees("chưa hiểu")
    await lan.says("học tiếp")
    lan.sees(FIRST)


async def test_staff_type_to_learn_and_to_report(town: Town) -> None:
    hoa = await town.focal_point("TTPVHCC")
    await hoa.says("HOC")
    await hoa.says("bài hôm nay")
    await finishes(hoa, FIRST)
    hoa.sees("học xong bài 6.1.")
    await hoa.says("nộp")
    assert "6.1" not in hoa.text
