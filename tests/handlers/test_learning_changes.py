"""Lessons change while people learn; old buttons, second taps and forged ones do no harm."""

from pathlib import Path

import pytest
from sqlmodel import select

from bot.shelf import Shelf
from content.channels import ZALO_BOT
from storage.models import LessonProgress
from tests.chat import Town
from tests.handlers.learning import (
    FIRST,
    add_second,
    citizen_at,
    finishes,
    remove_second,
    rewrite,
    small_shelf,
)

OTP = "vi/6.1-otp.md"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return small_shelf(tmp_path)


async def test_an_answer_to_a_rewritten_question_does_not_count(town: Town, shelf: Shelf) -> None:
    lan = await citizen_at(town, "Bài hôm nay", "Làm bài kiểm tra")
    rewrite(shelf, OTP, "Em gửi nhầm mã sang máy cô", "Em gửi lộn mã sang máy cô")
    await lan.picks("Đọc mã giúp")
    lan.sees("Câu này vừa được viết lại", "Em gửi lộn mã", "câu 1/3")
    await lan.picks("Không đọc")
    lan.sees("✅ Đúng rồi")
    async with town.database.read() as session:
        answers = (await session.exec(select(LessonProgress.answers))).one()
        assert list(answers.values()) == [True]


async def test_a_better_explanation_leaves_the_question_what_it_is(
    town: Town, shelf: Shelf
) -> None:
    lan = await citizen_at(town, "Bài hôm nay", "Làm bài kiểm tra")
    rewrite(shelf, OTP, "Không có chuyện gửi nhầm mã.", "Mã không bao giờ gửi nhầm.")
    await lan.picks("Không đọc")
    lan.sees("✅ Đúng rồi. Mã không bao giờ gửi nhầm.")


async def test_a_lesson_that_was_taken_out_is_said_to_be_gone(town: Town, shelf: Shelf) -> None:
    add_second(shelf)
    lan = await citizen_at(town, "Các khóa học", "Nhận ra lừa đảo", "Bài 6.2")
    await finishes(lan, FIRST)
    lan.sees("học xong bài 6.2.")
    await lan.picks("Bài khác")
    remove_second(shelf)
    await lan.picks("Bài 6.2")
    lan.sees("Bài này không còn nữa", "vẫn được giữ")
    await lan.says("HOC")
    lan.sees("0/2 bài")


@pytest.mark.only_on_telegram("buttons stay in a chat")
async def test_who_changes_the_language_may_still_answer_the_old_question(town: Town) -> None:
    lan = await citizen_at(town, "Bài hôm nay", "Làm bài kiểm tra")
    question = lan.messages[-1]
    await lan.says("/language")
    await lan.picks("English")
    await lan.picks("Không đọc", question)
    lan.sees("✅ Đúng rồi. Không có chuyện gửi nhầm mã.")


@pytest.mark.only_on_telegram("buttons stay in a chat")
@pytest.mark.parametrize(
    "data",
    [
        "qa:6.1:ffffff:0", "qa:9.9:ffffff:0", "qi:6.1:000000", "lsn:99.9", "crs:77", "src:9.9",
        "qz:9.9", "qr:9.9", "crses:99", "lrn:999", "lrndel:999", "lrnask:999", "lrnname:999",
        "lrnyes", "lrnno", "qa:6.1:zzz:0", "qa:6.1", "lsn:", "lrn:0",
    ],
)  # fmt: skip
async def test_a_forged_button_does_no_harm(town: Town, data: str) -> None:
    lan = await citizen_at(town, "Bài hôm nay")
    before = lan.text
    await lan.forges(data)
    assert lan.text != before or lan.toast
    assert "trục trặc" not in lan.text
    await lan.says("học tiếp")
    lan.sees(FIRST)


@pytest.mark.only_on_telegram("buttons can be forged")
async def test_an_answer_beyond_the_last_shows_the_question(town: Town, shelf: Shelf) -> None:
    lan = await citizen_at(town, "Bài hôm nay")
    key = shelf.now.library.lessons["6.1"].items[0].key
    await lan.forges(f"qa:6.1:{key}:9")
    lan.sees("câu 1/3")


@pytest.mark.only_on_telegram("buttons stay in a chat")
async def test_a_second_tap_changes_nothing(town: Town, shelf: Shelf) -> None:
    lan = await citizen_at(town, "Bài hôm nay", "Làm bài kiểm tra", "Đọc mã")
    key = shelf.now.library.lessons["6.1"].items[0].key
    for _again in range(3):
        await lan.forges(f"qa:6.1:{key}:1")
    async with town.database.read() as session:
        assert (await session.exec(select(LessonProgress.answers))).one() == {key: False}


@pytest.mark.only_on_telegram("another phone's learner")
async def test_nobody_touches_the_learners_of_another_phone(town: Town) -> None:
    await citizen_at(town, "Bài hôm nay")
    hoa = await citizen_at(town, "Bài hôm nay")
    for data in ("lrn:1", "lrnask:1", "lrndel:1", "lrnname:1"):
        await hoa.forges(data)
        hoa.sees("Người học này không còn ở đây")


async def test_what_was_learned_in_two_apps_is_one_persons(both: Town) -> None:
    """Linking is tested elsewhere; here it is done, and both phones show the same."""
    lan = await citizen_at(both)
    await lan.says("bài 6.1")
    there = await lan.on(ZALO_BOT)
    await there.says("HOC")
    there.sees("Đang học dở")


@pytest.mark.only_on_telegram("a picture goes along")
async def test_the_picture_of_a_course_comes_with_its_first_showing(town: Town) -> None:
    lan = await citizen_at(town, "Các khóa học", "Nhận ra lừa đảo")
    assert "photo" in lan.messages[-1].raw
    await lan.picks(FIRST)
    await lan.picks("Bài khác")
    assert "photo" not in lan.messages[-1].raw
