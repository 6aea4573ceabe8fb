"""What comes next by the calendar: the next day on which a report is due."""

from collections.abc import Collection
from datetime import date

from content.catalogue import Plan
from content.deadlines import Deadlines, deadlines
from content.openings import owing
from content.periods import periods_ending


def next_due(plan: Plan, today: date, units: Collection[str] | None = None) -> Deadlines | None:
    """The next day on which some unit, or one of these, has a report to hand in, and for which
    period."""
    wanted = set(plan.units) if units is None else set(units)
    for year, month in _months_from(today):
        ending = periods_ending(year, month, longer_replaces_shorter=False)
        owed = (period for period in ending if not wanted.isdisjoint(owing(plan, period)))
        coming = [deadlines(period, plan.regime, plan.calendar) for period in owed]
        coming = [dates for dates in coming if dates.unit_due >= today]
        if coming:
            return min(coming, key=lambda dates: dates.unit_due)
    return None


def _months_from(day: date) -> tuple[tuple[int, int], ...]:
    """This month and the twelve after it: some period ends in one of them."""
    first = day.year * 12 + day.month - 1
    return tuple((month // 12, month % 12 + 1) for month in range(first, first + 13))
