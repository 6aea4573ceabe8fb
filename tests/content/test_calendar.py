"""Working days of Viet Nam, with official swaps and the ward's overrides."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.calendar import WorkingCalendar

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    return WorkingCalendar()


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2026, 12, 17), True),
        (date(2026, 12, 19), False),  # Saturday
        (date(2026, 8, 31), False),  # swapped
        (date(2026, 8, 22), True),  # for this Saturday
        (date(2026, 9, 2), False),
        (date(2027, 1, 1), False),
        (date(2027, 2, 8), False),  # Tết
        (date(2027, 4, 30), False),
    ],
)
def test_is_working(calendar: WorkingCalendar, day: date, is_working: bool) -> None:
    assert calendar.is_working(day) is is_working


def test_an_override_wins_both_ways() -> None:
    calendar = WorkingCalendar({date(2026, 12, 17): False, date(2026, 12, 19): True})
    assert not calendar.is_working(date(2026, 12, 17))
    assert calendar.is_working(date(2026, 12, 19))


def test_next_and_previous_working_day_step_over_tet(calendar: WorkingCalendar) -> None:
    assert calendar.next_working(date(2027, 2, 4)) == date(2027, 2, 11)
    assert calendar.previous_working(date(2027, 2, 10)) == date(2027, 2, 3)
    assert calendar.next_working(date(2026, 12, 17)) == date(2026, 12, 17)


@pytest.mark.parametrize(
    ("after", "until", "count"),
    [
        (date(2026, 12, 17), date(2026, 12, 17), 0),
        (date(2026, 12, 17), date(2026, 12, 18), 1),
        (date(2026, 12, 17), date(2026, 12, 20), 1),  # a weekend makes nobody later
        (date(2026, 12, 17), date(2026, 12, 28), 7),
        (date(2026, 12, 17), date(2026, 12, 1), 0),
    ],
)
def test_working_days_between(
    calendar: WorkingCalendar, after: date, until: date, count: int
) -> None:
    assert calendar.working_days_between(after, until) == count


@given(DAYS, st.integers(1, 15))
def test_adding_and_counting_working_days_agree(day: date, count: int) -> None:
    calendar = WorkingCalendar()
    later = calendar.add_working_days(day, count)
    assert calendar.is_working(later)
    assert calendar.working_days_between(day, later) == count


@given(DAYS)
def test_next_working_day_is_the_nearest(day: date) -> None:
    calendar = WorkingCalendar()
    nearest = calendar.next_working(day)
    assert calendar.is_working(nearest)
    assert calendar.working_days_between(day - timedelta(days=1), nearest) == 1
