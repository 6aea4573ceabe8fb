"""Which reports are open on a day, and for whom."""

from dataclasses import replace
from datetime import date

import pytest

from content.catalogue import Plan
from content.openings import openings
from content.periods import Cadence


def _open(plan: Plan, today: date) -> list[tuple[str, str]]:
    return [(o.dates.period.cadence.value, o.dates.period.key) for o in openings(plan, today)]


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
    year = openings(plan, date(2026, 12, 10))[-1]
    assert set(year.units) == set(plan.reporting_units(Cadence.YEAR))


def test_a_unit_without_the_longer_report_still_owes_the_shorter(plan: Plan) -> None:
    monthly_only = plan.units["TTPVHCC"].model_copy(update={"cadences": (Cadence.MONTHLY,)})
    changed = replace(plan, units={**plan.units, "TTPVHCC": monthly_only})
    owed = {
        o.dates.period.cadence: o.units
        for o in openings(changed, date(2026, 12, 10))
        if o.dates.period.key == "2026-12"
    }
    assert owed[Cadence.MONTHLY] == ("TTPVHCC",)
    assert "TTPVHCC" not in owed[Cadence.YEAR]
    assert set(owed) == {Cadence.MONTHLY, Cadence.YEAR}


def test_a_report_that_was_due_five_weeks_ago_is_left_alone(plan: Plan) -> None:
    assert ("1_year", "2026-12") in _open(plan, date(2027, 1, 21))
    assert ("1_year", "2026-12") not in _open(plan, date(2027, 1, 22))
