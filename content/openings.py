"""Which reports open: whose period has come to its first reminder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from content.catalogue import Plan
from content.deadlines import Deadlines, deadlines, opens_on
from content.periods import periods_ending

LOOKS_BACK = timedelta(days=35)  # a report missed while the assistant was down still opens
_LOOKS_AHEAD = timedelta(days=62)  # no first reminder is earlier than that


@dataclass(frozen=True, slots=True)
class Opening:
    """A period, its dates, and the units that owe a report for it."""

    dates: Deadlines
    units: tuple[str, ...]


def openings(plan: Plan, today: date) -> tuple[Opening, ...]:
    """What is open today by the calendar, earliest due first."""
    found = (
        opening
        for year, month in _months(today - LOOKS_BACK, today + _LOOKS_AHEAD)
        for opening in _ending(plan, year, month)
        if opening.dates.unit_due >= today - LOOKS_BACK
        and opens_on(opening.dates.unit_due, plan.regime, plan.calendar) <= today
    )
    return tuple(sorted(found, key=lambda o: (o.dates.unit_due, o.dates.period)))


def _ending(plan: Plan, year: int, month: int) -> Iterator[Opening]:
    """The periods that end in a month, each with those who owe it.

    Where a longer period replaces a shorter one it does so unit by unit: who does not report
    at the longer cadence still owes the shorter.
    """
    replaces = plan.regime.longer_replaces_shorter.value
    owed: dict[str, list[str]] = {}
    periods = periods_ending(year, month, longer_replaces_shorter=False)
    for code, unit in plan.units.items():
        for period in periods_ending(
            year, month, longer_replaces_shorter=replaces, cadences=unit.cadences
        ):
            owed.setdefault(period.cadence, []).append(code)
    for period in periods:
        if units := owed.get(period.cadence):
            yield Opening(deadlines(period, plan.regime, plan.calendar), tuple(units))


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
