"""Who may ask for more time, and until when."""

from datetime import date

import pytest

from content.catalogue import Plan
from content.extensions import (
    BadDay,
    NoExtension,
    bad_day,
    earlier_day,
    later,
    suggested_days,
    why_not,
)

DUE = date(2026, 12, 17)  # a Thursday


@pytest.mark.parametrize(
    ("today", "asked", "expected"),
    [
        (date(2026, 12, 10), 0, None),
        (date(2026, 12, 10), 1, None),
        (date(2026, 12, 10), 2, NoExtension.TOO_OFTEN),
        (date(2026, 12, 21), 0, None),  # two working days late
        (date(2026, 12, 22), 0, NoExtension.TOO_LATE),  # three
    ],
)
def test_more_time_is_given_twice_and_not_after_the_third_working_day(
    plan: Plan, today: date, asked: int, expected: NoExtension | None
) -> None:
    assert why_not(DUE, today, asked, plan.regime, plan.calendar) is expected


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (date(2026, 12, 18), None),
        (date(2026, 12, 28), None),
        (date(2026, 12, 10), BadDay.TODAY),
        (date(2026, 12, 9), BadDay.PASSED),
        (date(2026, 12, 17), BadDay.NOT_AFTER_DUE),
        (date(2026, 12, 20), BadDay.NOT_WORKING),
        (date(2027, 1, 1), BadDay.NOT_WORKING),
        (date(2027, 12, 28), BadDay.TOO_FAR),
    ],
)
def test_the_new_day_is_a_working_day_after_today_and_after_the_due_day(
    plan: Plan, until: date, expected: BadDay | None
) -> None:
    assert bad_day(until, DUE, date(2026, 12, 10), plan.calendar) is expected


@pytest.mark.parametrize("today", [date(2026, 12, 10), date(2026, 12, 17), date(2026, 12, 19)])
def test_every_suggested_day_may_be_chosen(plan: Plan, today: date) -> None:
    days = suggested_days(DUE, today, plan.calendar)
    assert len(set(days)) == 4
    assert [bad_day(day, DUE, today, plan.calendar) for day in days] == [None] * 4


@pytest.mark.parametrize(
    ("today", "due", "expected"),
    [
        (date(2026, 12, 10), DUE, date(2026, 12, 21)),
        (date(2026, 12, 18), DUE, date(2026, 12, 21)),
        (date(2026, 12, 21), DUE, None),  # no time left today
        (date(2026, 12, 10), date(2026, 12, 21), None),  # no more than there is
    ],
)
def test_the_day_before_the_ward_reports_is_offered_if_it_helps(
    plan: Plan, today: date, due: date, expected: date | None
) -> None:
    assert earlier_day(date(2026, 12, 22), due, today, plan.calendar) == expected


def test_the_day_before_a_monday_is_a_friday(plan: Plan) -> None:
    monday = date(2026, 12, 28)
    assert earlier_day(monday, DUE, date(2026, 12, 10), plan.calendar) == date(2026, 12, 25)


def test_more_days_count_from_the_due_day_or_once_late_from_today(plan: Plan) -> None:
    assert later(DUE, date(2026, 12, 10), 3, plan.calendar) == date(2026, 12, 22)
    assert later(DUE, date(2026, 12, 21), 3, plan.calendar) == date(2026, 12, 24)
