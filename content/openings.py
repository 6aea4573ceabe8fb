"""Which reports open: whose period has come to its first reminder."""

from collections.abc import Iterator
from datetime import date, timedelta

from content.catalogue import Plan
from content.deadlines import Deadlines, deadlines, opens_on
from content.periods import Cadence, Period, periods_ending

LOOKS_BACK = timedelta(days=35)  # a report missed while the assistant was down still opens
_LOOKS_AHEAD = timedelta(days=62)  # no first reminder is earlier than that


def openings(plan: Plan, today: date) -> tuple[Deadlines, ...]:
    """The periods that are open today by the calendar and owed by anybody, earliest due first."""
    cadences = {unit.cadences for unit in plan.units.values()}  # a handful, however many units
    periods = {
        period
        for year, month in _months(today - LOOKS_BACK, today + _LOOKS_AHEAD)
        for of_unit in cadences
        for period in _ending(plan, year, month, of_unit)
    }
    dates = (deadlines(period, plan.regime, plan.calendar) for period in periods)
    found = (
        one
        for one in dates
        if one.unit_due >= today - LOOKS_BACK
        and opens_on(one.unit_due, plan.regime, plan.calendar) <= today
    )
    return tuple(sorted(found, key=lambda one: (one.unit_due, one.period)))


def owing(plan: Plan, period: Period) -> tuple[str, ...]:
    """The units that owe a report for this very period.

    Where a longer period replaces a shorter one it does so unit by unit: who does not report
    at the longer cadence still owes the shorter.
    """
    return tuple(
        code
        for code, unit in plan.units.items()
        if period in _ending(plan, period.year, period.month, unit.cadences)
    )


def _ending(
    plan: Plan, year: int, month: int, cadences: tuple[Cadence, ...]
) -> tuple[Period, ...]:
    replaces = plan.regime.longer_replaces_shorter.value
    return periods_ending(year, month, longer_replaces_shorter=replaces, cadences=cadences)


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
