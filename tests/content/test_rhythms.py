"""When lessons come, and what people type about it."""

from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from content import rhythms
from content.rhythm_words import Wish, has_minutes, wish
from content.rhythms import DAILY, OFF, WEEKLY

ZONE = timezone(timedelta(hours=7))
NIGHT = ((time(21), time(6)), (time(11, 30), time(13, 30)))
TUESDAY = datetime(2026, 12, 1, 9, 30, tzinfo=ZONE)


def _local(moment: datetime | None) -> str:
    return moment.astimezone(ZONE).strftime("%a %d %H:%M") if moment else "never"


@pytest.mark.parametrize(
    ("rhythm", "hour", "weekday", "expected"),
    [
        (DAILY, 19, None, "Tue 01 19:00"),
        (DAILY, 7, None, "Wed 02 07:00"),
        (WEEKLY, 19, 1, "Tue 01 19:00"),
        (WEEKLY, 8, 1, "Tue 08 08:00"),
        (WEEKLY, 15, 6, "Sun 06 15:00"),
        (WEEKLY, 7, 0, "Mon 07 07:00"),
        (OFF, 7, 0, "never"),
    ],
)
def test_next_lesson_comes_at_the_picked_hour(
    rhythm: str, hour: int, weekday: int | None, expected: str
) -> None:
    moment = rhythms.next_moment(rhythm, hour, weekday, TUESDAY, ZONE)
    assert _local(moment) == expected
    assert moment is None or moment.tzinfo is UTC


def test_at_the_very_hour_the_next_one_is_meant() -> None:
    nineteen = TUESDAY.replace(hour=19, minute=0)
    assert _local(rhythms.next_moment(DAILY, 19, None, nineteen, ZONE)) == "Wed 02 19:00"
    assert _local(rhythms.next_moment(WEEKLY, 19, 1, nineteen, ZONE)) == "Tue 08 19:00"


def test_put_off_is_tomorrow_also_where_it_comes_weekly() -> None:
    assert _local(rhythms.put_off(19, TUESDAY, ZONE)) == "Wed 02 19:00"


def test_hours_in_quiet_hours_are_not_offered() -> None:
    assert rhythms.hours(NIGHT) == (7, 8, 10, 15, 18, 19, 20)
    assert not rhythms.may_come(21, NIGHT)
    assert not rhythms.may_come(12, NIGHT)
    assert rhythms.may_come(6, NIGHT)


def test_who_is_reminded_of_reports_is_offered_later_hours() -> None:
    assert rhythms.hours(NIGHT, after=time(8)) == (10, 15, 18, 19, 20)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("7 giờ sáng", Wish(hour=7)),
        ("19h", Wish(hour=19)),
        ("19:00", Wish(hour=19)),
        ("7 gio toi", Wish(hour=19)),
        ("7h tối nhé", Wish(hour=19)),
        ("3 giờ chiều", Wish(hour=15)),
        ("12 giờ trưa", Wish(hour=12)),
        ("bảy giờ sáng", Wish(hour=7)),
        ("mười hai giờ", Wish(hour=12)),
        ("8", Wish(hour=8)),
        ("7 pm", Wish(hour=19)),
        ("buổi tối", Wish(hour=19)),
        ("chiều chủ nhật", Wish(WEEKLY, 6, 15)),
        ("CN 8h", Wish(WEEKLY, 6, 8)),
        ("thứ 7", Wish(WEEKLY, 5)),
        ("thứ bảy 7 giờ tối", Wish(WEEKLY, 5, 19)),
        ("hằng ngày", Wish(DAILY)),
        ("mỗi ngày lúc 19 giờ", Wish(DAILY, hour=19)),
        ("mỗi tuần", Wish(WEEKLY)),
        ("tuần một lần", Wish(WEEKLY)),
        ("every day at 7 am", Wish(DAILY, hour=7)),
        ("Sunday afternoon", Wish(WEEKLY, 6, 15)),
        ("thôi không nhận nữa", Wish(OFF)),
        ("7 p.m.", Wish(hour=19)),
        ("10 in the morning", Wish(hour=10)),
        ("6 in the evening", Wish(hour=18)),
        ("8h30 tối", Wish(hour=20)),
        ("12 giờ đêm", Wish(hour=0)),
        ("1 giờ đêm", Wish(hour=1)),
        ("tôi muốn nhận lúc 7 giờ", Wish(hour=7)),
        ("7 gio sang cho toi", Wish(hour=7)),
        ("đổi sang chủ nhật", Wish(WEEKLY, 6)),
        ("tất cả các ngày", Wish(DAILY)),
        ("mỗi tối", Wish(DAILY, hour=19)),
        ("25 giờ", None),
        ("xin chào", None),
        ("", None),
    ],
)
def test_what_is_typed_is_understood(typed: str, expected: Wish | None) -> None:
    assert wish(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "thứ hai tôi nộp",
        "chiều nay gửi",
        "tôi không gửi được báo cáo",
        "sáng thứ bảy phường có làm việc không",
        "bố tôi ốm",
        "never mind",
    ],
)
def test_what_says_something_else_as_well_is_no_wish(typed: str) -> None:
    assert wish(typed) is None


def test_minutes_are_noticed() -> None:
    assert has_minutes("7 giờ 30")
    assert has_minutes("7h rưỡi")
    assert not has_minutes("7 giờ")
    assert not has_minutes("19:00")
