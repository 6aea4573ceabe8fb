"""Every button of learning can be typed, with or without diacritics."""

from pathlib import Path

import pytest

from bot.shelf import Shelf
from tests.chat import Town
from tests.handlers.learning import FIRST, SECOND, citizen_at, finishes, small_shelf


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
    lan.sees("chưa rõ bà con chọn ý nào")
    await lan.says("học tiếp")
    lan.sees("câu 1/3")


async def test_staff_type_to_learn_and_to_report(town: Town) -> None:
    hoa = await town.focal_point("TTPVHCC")
    await hoa.says("HOC")
    await hoa.says("bài hôm nay")
    await finishes(hoa, FIRST)
    hoa.sees("học xong bài 6.1.")
    await hoa.says("nộp")
    assert "6.1" not in hoa.text


@pytest.mark.parametrize("typed", ["ma cho ho", "tôi không biết", "9"])
async def test_what_answers_nothing_brings_the_question_again(town: Town, typed: str) -> None:
    lan = await citizen_at(town, "Bài hôm nay", "Làm bài kiểm tra")
    await lan.says(typed)
    lan.sees("câu 1/3")
    assert lan.options()[0] == "Đọc mã giúp cho nhanh"
    await lan.picks("Không đọc")
    lan.sees("✅ Đúng rồi")


async def test_the_middle_of_an_answer_is_enough_unless_it_turns_it_round(town: Town) -> None:
    lan = await citizen_at(town, "Bài hôm nay", "Làm bài kiểm tra")
    await lan.says("giup cho nhanh")
    lan.sees("❌ Chưa đúng")
    await lan.says("lam lai")
    await lan.says("doc xoa tin")  # of "không đọc, xóa tin"
    lan.sees("chưa rõ bà con chọn ý nào", "câu 1/3")


async def test_a_lesson_may_be_looked_for_after_an_answer_and_in_a_quiz_by_its_word(
    town: Town,
) -> None:
    lan = await citizen_at(town, "Bài hôm nay", "Làm bài kiểm tra")
    await lan.says("tìm chữ to")
    lan.sees("Có phải bà con tìm")
    assert lan.options()[0].endswith(SECOND)


async def test_whoever_is_lost_goes_on_by_the_word_for_it(town: Town) -> None:
    lan = await citizen_at(town, "Bài hôm nay", "Làm bài kiểm tra", "Không đọc")
    await lan.says("menu")
    await lan.says("cau tiep")
    lan.sees("câu 2/3")


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("toi muon hoc", "0/2 bài"),
        ("chi toi hoc lam chu dien thoai", "Chữ to, tiếng lớn"),
        ("hoc chu to", "Chữ to, tiếng lớn"),
    ],
)
async def test_a_wish_to_learn_leads_there(town: Town, typed: str, seen: str) -> None:
    lan = await town.citizen()
    await lan.says(typed)
    assert seen in lan.text + "".join(lan.options())


async def test_a_child_at_school_wishes_for_nothing(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("con tôi đi học rồi")
    lan.sees("chưa hiểu")


@pytest.mark.parametrize(("typed", "seen"), [("ghi nho", "0/2 bài"), ("khu phố", "khu phố")])
async def test_short_names_of_doors_open_them_from_anywhere(
    town: Town, typed: str, seen: str
) -> None:
    lan = await town.citizen()
    await lan.says(typed)
    assert seen in lan.text.lower()
    assert "tìm bài này" not in lan.text
