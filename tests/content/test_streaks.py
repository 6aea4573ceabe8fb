"""A streak forgives one day off in any seven, and never more."""

from datetime import date, timedelta

import pytest

from content.streaks import Streak, better, days_today, learned, was_forgiven

MONDAY = date(2026, 11, 30)


def after(*days: int) -> Streak:
    """Somebody who learned on these days, counted from a Monday."""
    streak = Streak()
    for day in days:
        streak = learned(streak, MONDAY + timedelta(days=day))
    return streak


@pytest.mark.parametrize(
    ("days", "length"),
    [
        ((0,), 1),
        ((0, 0, 0), 1),
        ((0, 1, 2), 3),
        ((0, 2), 2),  # one day off
        ((0, 3), 1),  # two
        ((0, 1, 3, 4), 4),
        ((0, 2, 4), 1),  # a second day off within seven
        ((0, 2, 3, 4, 5, 6, 8), 1),  # days off 1 and 7: both in the seven days 1 to 7
        ((0, 2, 3, 4, 5, 6, 7, 9), 8),  # days off 1 and 8: no seven days hold both
        ((0, 2, 3, 4, 5, 6, 7, 9, 11), 1),
        ((5, 3), 1),  # a clock put back
    ],
)
def test_how_long_a_streak_is(days: tuple[int, ...], length: int) -> None:
    assert after(*days).days == length


@pytest.mark.parametrize(
    ("days", "today", "length"),
    [
        ((), 0, 0),
        ((0, 1), 1, 2),
        ((0, 1), 2, 2),  # nothing learned yet today
        ((0, 1), 3, 2),  # a day off, which will be forgiven
        ((0, 1), 4, 0),
        ((0, 2), 4, 0),  # a second day off within seven
    ],
)
def test_what_a_streak_counts_today(days: tuple[int, ...], today: int, length: int) -> None:
    assert days_today(after(*days), MONDAY + timedelta(days=today)) == length


def test_a_forgiven_day_is_told_of_on_the_day_of_coming_back() -> None:
    back = after(0, 1, 3)
    assert was_forgiven(back, MONDAY + timedelta(days=3))
    assert not was_forgiven(back, MONDAY + timedelta(days=4))
    assert not was_forgiven(after(0, 1, 4), MONDAY + timedelta(days=4))


def test_of_two_streaks_the_one_that_counts_today_is_better() -> None:
    old, new = after(*range(10)), after(20, 21)
    assert better(old, new, MONDAY + timedelta(days=21)) == new
    assert better(old, Streak(), MONDAY + timedelta(days=30)) == old
