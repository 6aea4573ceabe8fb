"""Which reports are open on a day, and for whom."""

from dataclasses import replace
from datetime import date

import pytest

from content.catalogue import Plan
from content.openings import openings, owing
from content.periods import Cadence, Period

YEAR = Period(Cadence.YEAR, 2026, 12)
DECEMBER = Period(Cadence.MONTHLY, 2026, 12)


def _open(plan: Plan, today: date) -> list[tuple[str, str]]:
    return [(one.period.cadence.value, one.period.key) for one in openings(plan, today)]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 12, 9), [("monthly", "2026-11")]),
        (date(2026, 12, 10), [("monthly", "2026-11"), ("1_year", "2026-12")]),
        (date(2027, 1, 10), [("1_year", "2026-12")]),
        (date(2027, 1, 11), [("1_year", "2026-12"), ("monthly", "2027-01")]),
        (date(2027, 2, 2), [("monthly", "2027-01")]),
        (date(2027, 2, 3), [("monthly", "2027-01"), ("monthly", "2027-02")]),  # before Tết
    ],
)
def test_a_report_opens_on_the_day_of_its_first_reminder(
    plan: Plan, today: date, expected: list[tuple[str, str]]
) -> None:
    assert _open(plan, today) == expected


def test_the_year_stands_in_for_every_shorter_report_of_december(plan: Plan) -> None:
    assert set(owing(plan, YEAR)) == set(plan.reporting_units(Cadence.YEAR))
    assert owing(plan, DECEMBER) == ()


def test_a_unit_without_the_longer_report_still_owes_the_shorter(plan: Plan) -> None:
    monthly_only = plan.units["TTPVHCC"].model_copy(update={"cadences": (Cadence.MONTHLY,)})
    changed = replace(plan, units={**plan.units, "TTPVHCC": monthly_only})
    assert owing(changed, DECEMBER) == ("TTPVHCC",)
    assert "TTPVHCC" not in owing(changed, YEAR)
    assert _open(changed, date(2026, 12, 10))[1:] == [
        ("1_year", "2026-12"),
        ("monthly", "2026-12"),
    ]


def test_a_report_that_was_due_five_weeks_ago_is_left_alone(plan: Plan) -> None:
    assert ("1_year", "2026-12") in _open(plan, date(2027, 1, 21))
    assert ("1_year", "2026-12") not in _open(plan, date(2027, 1, 22))
