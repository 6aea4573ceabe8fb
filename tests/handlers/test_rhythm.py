"""People choose when lessons come by themselves, by tapping and in words."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import select

from bot.shelf import Shelf
from content.channels import ZALO_OA
from content.words import LOCAL_ZONE
from storage.models import Study
from tests.chat import Chat, Town
from tests.handlers.learning import citizen_at, small_shelf

DOOR = "Nhận bài mỗi ngày"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return small_shelf(tmp_path)


async def choosing(town: Town, *choices: str) -> Chat:
    """At the door, and through these."""
    return await citizen_at(town, DOOR, *choices)


async def study(town: Town) -> Study | None:
    async with town.database.read() as session:
        return (await session.exec(select(Study))).one_or_none()


async def next_at(town: Town) -> str:
    found = await study(town)
    at = found.next_at if found else None
    return datetime.strftime(at.astimezone(LOCAL_ZONE), "%a %d %H:%M") if at else "never"


async def test_a_lesson_every_day_is_three_taps_away(town: Town) -> None:
    lan = await choosing(town)
    lan.sees("Hiện chưa có bài nào tự gửi đến")
    await lan.picks("Mỗi ngày")
    assert lan.options()[:3] == ["7 giờ sáng", "8 giờ sáng", "10 giờ sáng"]
    await lan.picks("7 giờ tối")
    lan.sees("Mỗi ngày một bài, lúc 7 giờ tối", "Bài tới: hôm nay", "gõ DUNG")
    assert await next_at(town) == "Tue 01 19:00"


async def test_a_lesson_every_week_asks_the_day_as_well(town: Town) -> None:
    lan = await choosing(town, "Mỗi tuần một lần", "Chủ nhật", "3 giờ chiều")
    lan.sees("Chủ nhật", "3 giờ chiều", "Bài tới: chủ nhật, 06/12/2026")
    assert await next_at(town) == "Sun 06 15:00"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("hằng ngày", "7 giờ tối"), "Tue 01 19:00"),
        (("hang ngay", "19h"), "Tue 01 19:00"),
        (("mỗi ngày", "8"), "Wed 02 08:00"),
        (("mỗi tuần", "chiều chủ nhật"), "Sun 06 15:00"),
        (("mỗi tuần", "2", "8 giờ sáng"), "Mon 07 08:00"),
        (("chiều chủ nhật",), "Sun 06 15:00"),
        (("7 giờ sáng",), "Wed 02 07:00"),
    ],
)
async def test_it_may_all_be_typed(town: Town, typed: tuple[str, ...], expected: str) -> None:
    lan = await choosing(town)
    for words in typed:
        await lan.says(words)
    assert await next_at(town) == expected


async def test_an_hour_of_the_night_is_not_taken(town: Town) -> None:
    lan = await choosing(town, "Mỗi ngày")
    await lan.says("22h")
    lan.sees("Giờ đó tôi không gửi bài")
    assert await next_at(town) == "never"
    await lan.says("8 giờ tối")
    assert await next_at(town) == "Tue 01 20:00"


async def test_what_staff_say_of_a_report_changes_no_hour(town: Town) -> None:
    """The last message is about lessons; the words are not."""
    hoa = await town.focal_point("TYT")
    for words in ("nhận bài mỗi ngày", "mỗi ngày", "19h", "thứ hai tôi nộp"):
        await hoa.says(words)
    assert await next_at(town) == "Tue 01 19:00"
    assert "Mỗi tuần" not in hoa.text


async def test_minutes_are_dropped_and_that_is_said(town: Town) -> None:
    lan = await choosing(town, "Mỗi ngày")
    await lan.says("7h30 tối")
    lan.sees("đúng đầu giờ", "7 giờ tối")


async def test_another_hour_is_chosen_the_same_way(town: Town) -> None:
    lan = await choosing(town, "Mỗi ngày", "7 giờ tối", "Đổi giờ")
    lan.sees("Mỗi ngày một bài, lúc 7 giờ tối")
    await lan.picks("Mỗi ngày")
    await lan.picks("8 giờ sáng")
    assert await next_at(town) == "Wed 02 08:00"


async def test_who_wants_none_any_more_gets_none(town: Town) -> None:
    lan = await choosing(town, "Mỗi ngày", "7 giờ tối", "Đổi giờ")
    await lan.picks("Thôi không nhận nữa")
    lan.sees("không tự gửi bài nữa", "gõ HOC")
    assert await next_at(town) == "never"


async def test_dung_stops_lessons_and_nothing_else(town: Town) -> None:
    lan = await choosing(town, "Mỗi ngày", "7 giờ tối")
    await lan.says("DUNG")
    lan.sees("Đã dừng", "Phần đã học vẫn còn")
    before = len(lan.messages)
    await town.tick("2026-12-01 19:00")
    assert len(lan.messages) == before
    await lan.says("HOC")
    lan.sees("0/2 bài")


async def test_consent_is_asked_first_and_it_goes_on(town: Town) -> None:
    lan = town.stranger()
    await lan.says("HOC")
    await lan.picks(DOOR)
    assert "Tôi đồng ý" in lan.options()
    await lan.picks("Tôi đồng ý")
    assert "Mỗi tuần một lần" in lan.options()


async def test_who_is_reminded_of_reports_gets_lessons_later_in_the_day(town: Town) -> None:
    hoa = await town.focal_point("TYT")
    await hoa.says("nhận bài mỗi ngày")
    await hoa.picks("Mỗi ngày")
    assert hoa.options()[0] == "10 giờ sáng"


async def test_who_was_reminded_today_is_promised_nothing_for_today(town: Town) -> None:
    hoa = await town.focal_point("TYT")
    await town.tick("2026-12-10 08:00")
    hoa.sees("báo cáo")
    for words in ("nhận bài mỗi ngày", "mỗi ngày", "19h"):
        await hoa.says(words)
    hoa.sees("Bài tới: thứ Sáu, 11/12/2026")


async def test_staff_who_stop_keep_their_reminders(town: Town) -> None:
    hoa = await town.focal_point("TYT")
    for words in ("nhận bài mỗi ngày", "mỗi ngày", "19h", "DUNG"):
        await hoa.says(words)
    hoa.sees("Đã dừng gửi bài học", "Tin nhắc vẫn được gửi")
    assert await next_at(town) == "never"


async def test_who_had_a_lesson_today_is_told_that_the_next_comes_tomorrow(town: Town) -> None:
    lan = await choosing(town, "Mỗi ngày", "10 giờ sáng")
    await town.tick("2026-12-01 10:00")
    await lan.picks("Đổi giờ")
    await lan.picks("Mỗi ngày")
    await lan.picks("7 giờ tối")
    lan.sees("Bài tới: thứ Tư, 02/12/2026")


async def test_where_a_silence_holds_lessons_up_that_is_said_beforehand(town: Town) -> None:
    lan = await choosing(town, "Mỗi ngày", "7 giờ tối")
    is_said = "hai ngày liền bà con không nhắn gì" in lan.text
    assert is_said == (lan.channel == ZALO_OA)
