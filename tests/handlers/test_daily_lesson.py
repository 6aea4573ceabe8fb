"""Lessons come by themselves: one message a day, at the hour that was picked, and no other."""

from pathlib import Path

import pytest

from bot.shelf import Shelf
from content.channels import TELEGRAM, ZALO_BOT, ZALO_OA
from storage import people
from storage.learning import learners
from tests.chat import Chat, Town
from tests.handlers.learning import FIRST, SECOND, citizen_at, finishes, small_shelf

DAILY = ("Nhận bài mỗi ngày", "Mỗi ngày", "7 giờ tối")
STOP = "gõ DUNG"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return small_shelf(tmp_path)


async def new_at(town: Town, chat: Chat, moment: str) -> list[str]:
    """What came at this moment."""
    before = len(chat.messages)
    await town.tick(moment)
    return [message.text for message in chat.messages[before:]]


async def two_learners(town: Town, chat: Chat) -> None:
    """Bà Lan, and Bé Na for whom everything counts at the moment."""
    async with town.database.write() as session:
        person = await people.find(session, chat.channel, chat.id)
        assert person
        one = await learners.ensure(session, person.id, town.now)
        await learners.rename(session, person.id, one.id, "Bà Lan")
        await learners.add(session, person.id, "Bé Na", town.now)


async def learns_now(town: Town, chat: Chat) -> str | None:
    async with town.database.read() as session:
        person = await people.find(session, chat.channel, chat.id)
        learner = await learners.current(session, person.id) if person else None
        return learner.name if learner else None


async def test_a_lesson_comes_at_the_hour_that_was_picked(town: Town) -> None:
    lan = await citizen_at(town, *DAILY)
    assert await new_at(town, lan, "2026-12-01 18:59") == []
    (text,) = await new_at(town, lan, "2026-12-01 19:00")
    assert FIRST in text
    assert "mã dùng một lần" in text
    assert STOP in text
    assert await new_at(town, lan, "2026-12-01 19:01") == []


async def test_its_quiz_is_one_tap_or_one_word_away(town: Town) -> None:
    lan = await citizen_at(town, *DAILY)
    await town.tick("2026-12-01 19:00")
    await lan.says("làm bài kiểm tra")
    lan.sees("câu 1/3")
    await town.tick("2026-12-02 19:00")
    await lan.picks("Làm bài kiểm tra")
    lan.sees("câu 1/3")


async def test_a_lesson_that_was_not_read_is_the_next_one_again(town: Town) -> None:
    lan = await citizen_at(town, *DAILY)
    for day in ("2026-12-01", "2026-12-02"):
        (text,) = await new_at(town, lan, f"{day} 19:00")
        assert FIRST in text


async def test_lessons_come_on_days_off_as_well(town: Town) -> None:
    lan = await citizen_at(town, *DAILY)
    assert len(await new_at(town, lan, "2026-12-01 19:00")) == 1
    for day in range(2, 8):  # over a Saturday and a Sunday
        assert len(await new_at(town, lan, f"2026-12-0{day} 19:00")) == 1


async def test_a_weekly_lesson_comes_on_its_day(town: Town) -> None:
    lan = await citizen_at(
        town, "Nhận bài mỗi ngày", "Mỗi tuần một lần", "Chủ nhật", "3 giờ chiều"
    )
    assert await new_at(town, lan, "2026-12-05 15:00") == []
    assert len(await new_at(town, lan, "2026-12-06 15:00")) == 1
    assert await new_at(town, lan, "2026-12-07 15:00") == []
    assert len(await new_at(town, lan, "2026-12-13 15:00")) == 1


async def test_a_question_comes_first_when_one_is_due(town: Town) -> None:
    lan = await citizen_at(town, *DAILY)
    await lan.says("bài hôm nay")
    await finishes(lan, FIRST)
    (text,) = await new_at(town, lan, "2026-12-02 19:00")
    assert SECOND in text  # nothing is due on the next day
    (text,) = await new_at(town, lan, "2026-12-03 19:00")
    assert "Bà con còn nhớ không?" in text
    assert "Em gửi nhầm mã sang máy cô" in text
    assert "Không đọc, xóa tin" not in text
    assert f"Bài mới hôm nay: {SECOND}" in text
    await lan.picks("Bài hôm nay")
    lan.sees("Chữ nhỏ làm mỏi mắt")


async def test_who_knows_everything_hears_nothing(town: Town) -> None:
    lan = await citizen_at(town, *DAILY, "Trang học", "Bài hôm nay")
    await finishes(lan, FIRST)
    await lan.says("bài hôm nay")
    await lan.picks("Bài tiếp theo")
    await finishes(lan, SECOND)
    assert await new_at(town, lan, "2026-12-02 19:00") == []
    (text,) = await new_at(town, lan, "2026-12-03 19:00")
    assert "còn nhớ không" in text


async def test_what_was_missed_for_days_does_not_pile_up(town: Town) -> None:
    lan = await citizen_at(town, *DAILY)
    assert await new_at(town, lan, "2026-12-04 10:00") == []
    assert len(await new_at(town, lan, "2026-12-04 19:00")) == 1


async def test_late_on_the_same_day_it_still_comes(town: Town) -> None:
    lan = await citizen_at(town, *DAILY)
    assert len(await new_at(town, lan, "2026-12-01 20:30")) == 1


async def test_at_night_nothing_comes(town: Town) -> None:
    lan = await citizen_at(town, *DAILY)
    assert await new_at(town, lan, "2026-12-01 22:00") == []
    assert await new_at(town, lan, "2026-12-02 08:00") == []


async def test_dung_stops_a_lesson_on_its_way(town: Town) -> None:
    lan = await citizen_at(town, *DAILY)
    await lan.says("DUNG")
    for day in ("2026-12-01", "2026-12-02"):
        assert await new_at(town, lan, f"{day} 19:00") == []


async def test_learners_of_one_phone_take_turns(town: Town) -> None:
    lan = await citizen_at(town, *DAILY)
    await two_learners(town, lan)
    turns = []
    for day in range(1, 5):
        (text,) = await new_at(town, lan, f"2026-12-0{day} 19:00")
        turns.append(
            "Bà Lan" if "lượt Bà Lan" in text else "Bé Na" if "lượt Bé Na" in text else ""
        )
    assert turns == ["Bà Lan", "Bé Na", "Bà Lan", "Bé Na"]


async def test_a_lesson_counts_for_whose_turn_it_was(town: Town) -> None:
    lan = await citizen_at(town, *DAILY)
    await two_learners(town, lan)
    await town.tick("2026-12-01 19:00")
    await finishes(lan, FIRST)
    assert await learns_now(town, lan) == "Bà Lan"
    lan.sees("Bà Lan")


async def test_a_day_with_a_reminder_has_no_lesson(town: Town) -> None:
    hoa = await town.focal_point("TYT")
    await hoa.says("nhận bài mỗi ngày")
    await hoa.picks("Mỗi ngày")
    await hoa.picks("7 giờ tối")
    reminders = await new_at(town, hoa, "2026-12-10 08:00")
    assert reminders
    assert await new_at(town, hoa, "2026-12-10 19:00") == []
    (text,) = await new_at(town, hoa, "2026-12-12 19:00")  # a Saturday
    assert FIRST in text


async def test_who_took_consent_back_gets_no_lesson(town: Town) -> None:
    lan = await citizen_at(town, *DAILY)
    async with town.database.write() as session:
        person = await people.find(session, lan.channel, lan.id)
        assert person
        await people.withdraw_consent(session, person.id, town.now)
    assert await new_at(town, lan, "2026-12-01 19:00") == []


@pytest.mark.parametrize("channel", [TELEGRAM, ZALO_BOT, ZALO_OA])
async def test_a_lesson_is_not_paid_for(town: Town, channel: str) -> None:
    """On the Official Account a message is free for two days after the person wrote."""
    lan = await citizen_at(town, *DAILY)
    town.stays_in_touch = False
    assert len(await new_at(town, lan, "2026-12-02 19:00")) == 1
    came = await new_at(town, lan, "2026-12-04 19:00")
    assert bool(came) is (channel != ZALO_OA)


async def test_in_english_the_lesson_is_in_english(town: Town) -> None:
    lan = await town.citizen(language="en")
    await lan.says("daily lesson")
    await lan.says("every day at 7 pm")
    (text,) = await new_at(town, lan, "2026-12-01 19:00")
    assert "A one-time code is your signature" in text


async def test_typed_it_counts_for_whose_turn_it_was_as_well(town: Town) -> None:
    lan = await citizen_at(town, *DAILY)
    await two_learners(town, lan)
    await town.tick("2026-12-01 19:00")
    await lan.says("làm bài kiểm tra")
    lan.sees("câu 1/3")
    assert await learns_now(town, lan) == "Bà Lan"


async def test_todays_lesson_typed_under_a_question_is_of_the_same_learner(town: Town) -> None:
    lan = await citizen_at(town, *DAILY, "Trang học", "Bài hôm nay")
    await finishes(lan, FIRST)
    await two_learners(town, lan)
    await town.tick("2026-12-03 19:00")
    lan.sees("lượt Bà Lan", "còn nhớ không")
    await lan.says("bài hôm nay")
    lan.sees(SECOND)
    assert await learns_now(town, lan) == "Bà Lan"


async def test_a_number_typed_when_a_lesson_came_in_is_not_for_it(town: Town) -> None:
    """Somebody who owes a report types a figure; the lesson has no numbers."""
    hoa = await town.focal_point("TYT")
    for words in ("nhận bài mỗi ngày", "mỗi ngày", "19h"):
        await hoa.says(words)
    await town.tick("2026-12-12 19:00")  # a Saturday
    hoa.sees(FIRST)
    await hoa.says("2")
    hoa.sees("Báo cáo năm 2026", "Tử số: 2")
