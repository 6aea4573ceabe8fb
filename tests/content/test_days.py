"""Days as people name them. Today is Wednesday 16 December 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.days import find_day, read_day

TODAY = date(2026, 12, 16)


@pytest.mark.parametrize(
    ("named", "day"),
    [
        ("28/12", date(2026, 12, 28)), ("28-12-2026", date(2026, 12, 28)),
        ("28.12.26", date(2026, 12, 28)), ("2026-12-28", date(2026, 12, 28)),
        ("ngày 28 tháng 12", date(2026, 12, 28)),
        ("ngay 28 thang 12 nam 2026", date(2026, 12, 28)),
        ("28 tháng 12 ạ", date(2026, 12, 28)), ("đến 28/12", date(2026, 12, 28)),
        ("5/1", date(2027, 1, 5)), ("ngày 20", date(2026, 12, 20)), ("ngày 5", date(2027, 1, 5)),
        ("hôm nay", TODAY), ("mai", date(2026, 12, 17)), ("ngày mai", date(2026, 12, 17)),
        ("ngày kia", date(2026, 12, 18)), ("thứ sáu", date(2026, 12, 18)),
        ("thứ 6 này", date(2026, 12, 18)), ("thứ 2", date(2026, 12, 21)),
        ("thứ Hai, 21/12/2026", date(2026, 12, 21)), ("thu hai ngay 21/12", date(2026, 12, 21)),
        ("chủ nhật 20/12", date(2026, 12, 20)), ("Monday, 21/12/2026", date(2026, 12, 21)),
        ("thứ hai tuần sau", date(2026, 12, 21)), ("thứ sáu tuần sau", date(2026, 12, 25)),
        ("chủ nhật", date(2026, 12, 20)), ("16/12", TODAY),
        ("thứ sáu tuần tới", date(2026, 12, 25)), ("thứ 6 tuần sau nữa", date(2027, 1, 1)),
    ],
)  # fmt: skip
def test_read_day(named: str, day: date) -> None:
    assert read_day(named, TODAY) == day


@pytest.mark.parametrize(
    "named",
    ["", "tuần sau", "thứ hai tuần này", "31/2", "45/12", "28", "T7", "sớm nhất", "12.5.3.1",
     "cuối tháng", "thứ chín", "thứ ba 21/12", "Tuesday, 21/12/2026", "thứ chín 21/12"],
)  # fmt: skip
def test_what_may_mean_several_days_is_none(named: str) -> None:
    assert read_day(named, TODAY) is None


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("xin gia hạn đến 28/12 ạ", date(2026, 12, 28)),
        ("cho em xin đến hết ngày 28 tháng 12 nhé", date(2026, 12, 28)),
        ("gia hạn tới thứ sáu tuần sau giúp em", date(2026, 12, 25)),
        ("từ 17/12 đến 28/12", date(2026, 12, 28)),
        ("thứ sáu ngày 18/12", date(2026, 12, 18)),
        ("đến thứ 6 (25/12)", date(2026, 12, 25)),  # a Friday, though not the coming one
        ("đến thứ 6 (24/12)", None),  # a Thursday
        ("gia hạn đến 17/12 hoặc 28/12", None),
        ("xin gia hạn lần thứ 2", None),
        ("xin gia hạn cho chị Mai", None),
        ("mai mốt em nộp", None),
        ("xin gia hạn 2 ngày", None),
        ("17/12 hoặc 28/12", None),
        ("", None),
    ],
)
def test_find_day_in_a_sentence(sentence: str, day: date | None) -> None:
    assert find_day(sentence, TODAY) == day


@given(st.dates(date(2026, 10, 17), date(2027, 10, 16)))
def test_a_day_without_a_year_is_the_coming_one_or_has_just_passed(day: date) -> None:
    assert read_day(f"{day.day}/{day.month}", TODAY) == day
    assert read_day(f"ngày {day.day} tháng {day.month}", TODAY) == day


@pytest.mark.parametrize(
    ("named", "today", "day"),
    [
        ("20/12", date(2026, 12, 21), date(2026, 12, 20)),
        ("5/1", date(2026, 12, 28), date(2027, 1, 5)),
        ("25/12", date(2027, 1, 4), date(2026, 12, 25)),
    ],
)
def test_nobody_means_the_next_year_by_a_day_that_has_just_passed(
    named: str, today: date, day: date
) -> None:
    assert read_day(named, today) == day
    assert find_day(f"xin gia hạn đến {named} ạ", today) == day


@given(st.text())
def test_any_text_is_a_day_or_none(text: str) -> None:
    read_day(text, TODAY)
    find_day(text, TODAY)
