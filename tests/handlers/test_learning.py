"""A citizen learns: the front door, a lesson, its quiz, and going on another day."""

from pathlib import Path

import pytest

from bot.shelf import Shelf
from tests.chat import Town
from tests.handlers.learning import (
    DOORS,
    FIRST,
    RIGHT,
    SECOND,
    citizen_at,
    finishes,
    rewrite,
    small_shelf,
)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return small_shelf(tmp_path)


async def test_a_citizens_first_lesson_from_the_welcome_to_the_end_of_the_quiz(
    town: Town,
) -> None:
    lan = town.stranger()
    await lan.says("/start")
    await lan.picks("Tôi đồng ý")
    assert lan.options()[0] == "Học kỹ năng số"
    await lan.picks("Học kỹ năng số")
    lan.sees("░░░░░░░░░░ 0/2 bài")
    assert lan.options() == DOORS
    await lan.picks("Bài hôm nay")
    lan.sees(f"Bài 6.1 · {FIRST}", "mã dùng một lần", "Hôm nay:", "Nguồn: 3 căn cứ")
    lan.sees("phường chưa đối chiếu văn bản gốc")
    assert lan.options() == ["Làm bài kiểm tra", "Nguồn", "Bài khác"]
    await finishes(lan, FIRST)
    lan.sees("✅ Đúng rồi. Tin chỉ báo mã", "học xong bài 6.1.", "3/3 câu đúng ngay lần đầu")
    lan.sees("Chuỗi ngày học: 1 ngày liền", f"Tiếp theo: Bài 1.1 · {SECOND}")
    lan.sees("Chúc mừng bà con đã học xong khóa “Nhận ra lừa đảo”")


async def test_a_wrong_answer_is_explained_and_may_be_put_right(town: Town) -> None:
    lan = await citizen_at(town, "Bài hôm nay", "Làm bài kiểm tra")
    lan.sees("Bài 6.1 · câu 1/3", "Em gửi nhầm mã sang máy cô")
    await lan.picks("Đọc mã giúp cho nhanh")
    lan.sees("❌ Chưa đúng. Mã về máy mình là của mình.", "Bà con chọn: Đọc mã giúp cho nhanh")
    assert lan.options() == ["Thử lại", "Câu tiếp"]
    await lan.picks("Thử lại")
    await lan.picks("Không đọc, xóa tin")
    lan.sees("✅ Đúng rồi. Không có chuyện gửi nhầm mã.")
    assert lan.options() == ["Câu tiếp"]


async def test_a_question_that_was_left_open_is_asked_before_the_lesson_is_finished(
    town: Town,
) -> None:
    lan = await citizen_at(town, "Bài hôm nay", "Làm bài kiểm tra", "Đọc mã", "Câu tiếp")
    await lan.picks("Sai")
    await lan.picks("Câu tiếp")
    await lan.picks("Giả")
    await lan.picks("Xem kết quả")
    lan.sees("Còn 2 câu chưa đúng")
    await lan.picks("Làm câu còn lại")
    lan.sees("câu 1/3")
    await lan.picks("Không đọc")
    await lan.picks("Câu tiếp")
    lan.sees("câu 2/3")
    await lan.picks("Sai")
    await lan.picks("Câu tiếp")
    await lan.picks("Thật")
    lan.sees("học xong bài 6.1.", "1/3 câu đúng ngay lần đầu")


async def test_one_goes_on_where_one_stopped_a_day_later(town: Town) -> None:
    lan = await citizen_at(town, "Bài hôm nay", "Làm bài kiểm tra", "Không đọc", "Câu tiếp")
    await town.tick("2026-12-02 08:00")
    await lan.says("HOC")
    lan.sees(f"Đang học dở: Bài 6.1 · {FIRST}", "1 ngày liền")
    assert lan.options()[:2] == ["Bài hôm nay", "Học tiếp"]
    await lan.picks("Học tiếp")
    lan.sees("câu 2/3", "nhân viên ngân hàng thật")


async def test_who_only_read_a_lesson_goes_on_reading_it(town: Town) -> None:
    lan = await citizen_at(town, "Bài hôm nay")
    await lan.says("HOC")
    await lan.picks("Học tiếp")
    lan.sees("OTP là mã dùng một lần")
    assert lan.options()[0] == "Làm bài kiểm tra"


async def test_one_lesson_a_day_is_enough_and_more_is_welcome(town: Town) -> None:
    lan = await citizen_at(town, "Bài hôm nay")
    await finishes(lan, FIRST)
    await lan.says("bài hôm nay")
    lan.sees(f"Hôm nay bà con đã học xong: Bài 6.1 · {FIRST}", "học tiếp bài sau: Bài 1.1")
    await lan.picks("Bài tiếp theo")
    lan.sees(f"Bài 1.1 · {SECOND}", "• Màn hình (tên mục tùy máy)")
    await finishes(lan, SECOND)
    lan.sees("đã học xong tất cả các bài", "1 ngày liền")
    await lan.says("HOC")
    lan.sees("▓▓▓▓▓▓▓▓▓▓ 2/2 bài")
    assert lan.options() == DOORS
    await lan.picks("Bài hôm nay")
    lan.sees("đã học xong tất cả các bài")


async def test_a_quiz_may_be_done_again_without_losing_the_result(town: Town) -> None:
    lan = await citizen_at(town, "Bài hôm nay")
    await finishes(lan, FIRST)
    await lan.picks("Bài khác")
    await lan.picks(FIRST)
    lan.sees("✓ Bà con đã học xong bài này")
    await lan.picks("Làm bài kiểm tra")
    await lan.picks("Đọc mã")
    await lan.picks("Câu tiếp")
    await lan.picks("Sai")
    await lan.picks("Câu tiếp")
    await lan.picks("Thật")
    lan.sees("3/3 câu đúng ngay lần đầu")


async def test_courses_show_how_far_one_is(town: Town) -> None:
    lan = await citizen_at(town, "Bài hôm nay")
    await finishes(lan, FIRST)
    await lan.says("các khóa học")
    assert lan.options() == ["Làm chủ điện thoại · 0/1", "Nhận ra lừa đảo · 1/1", "Trang học"]
    await lan.picks("Nhận ra lừa đảo")
    lan.sees("Chậm lại một phút.", "Đã học xong 1/1 bài")
    assert lan.options() == [f"✓ Bài 6.1 · {FIRST}", "Các khóa học"]
    await lan.says("tiến độ")
    lan.sees("▓▓▓▓▓░░░░░ 1/2 bài", "Nhận ra lừa đảo\n▓▓▓▓▓ 1/1", "Làm chủ điện thoại\n░░░░░ 0/1")


async def test_a_day_off_is_forgiven_and_said_kindly(town: Town) -> None:
    lan = await citizen_at(town, "Bài hôm nay", "Làm bài kiểm tra", "Không đọc")
    await town.tick("2026-12-03 08:00")
    await lan.says("HOC")
    lan.sees("1 ngày liền")
    await lan.says("học tiếp")
    await lan.picks("Sai")
    await lan.picks("Câu tiếp")
    await lan.picks("Thật")
    lan.sees("2 ngày liền", "Nghỉ một ngày không sao")


async def test_sources_are_named_and_none_can_be_tapped(town: Town) -> None:
    lan = await citizen_at(town, "Bài hôm nay", "Nguồn")
    lan.sees("Nguồn của bài", "ngân hàng không gửi tin có đường dẫn", "example[.]vn")
    lan.sees("nguồn gián tiếp; chưa đối chiếu văn bản gốc")
    assert "https://" not in lan.text
    await lan.picks("Đọc lại bài")
    lan.sees("mã dùng một lần")


async def test_a_lesson_that_should_have_been_looked_through_says_so(
    town: Town, shelf: Shelf
) -> None:
    rewrite(shelf, "vi/6.1-otp.md", "review_by: 2027-05-23", "review_by: 2026-11-30")
    lan = await town.citizen()
    await lan.says("bài 6.1")
    lan.sees("đến hạn xem lại ngày 30/11/2026", "số liệu có thể đã đổi")


@pytest.mark.only_on_telegram("messages can be changed")
async def test_the_lesson_stays_while_the_quiz_takes_one_message(town: Town) -> None:
    lan = await citizen_at(town, "Bài hôm nay")
    before = len(lan.messages)
    await finishes(lan, FIRST)
    assert "mã dùng một lần" in lan.messages[before - 1].text
    assert len(lan.messages) == before + 1


async def test_english_readers_get_the_translation_or_a_word_that_there_is_none(
    town: Town,
) -> None:
    ann = await town.citizen("Ann", language="en")
    await ann.says("learn")
    ann.sees("Digital skills for everybody", "0/2 lessons")
    await ann.picks("Today's lesson")
    ann.sees("Lesson 6.1 · A one-time code is your signature", "Today:", "Sources: 3.")
    await ann.picks("Take the quiz")
    await ann.picks("Read it out quickly")
    ann.sees("❌ Not quite.")
    await ann.says("try again")
    await ann.says("say no and delete it")
    ann.sees("✅ That is right.")
    await ann.says("lesson 1.1")
    ann.sees("There is no translation yet", SECOND)


def test_every_item_of_the_small_library_is_known(shelf: Shelf) -> None:
    for lesson in shelf.now.library.lessons.values():
        labels = tuple(item.alternatives[item.right].label for item in lesson.items)
        assert labels == RIGHT[lesson.title]
