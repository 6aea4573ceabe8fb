"""Asking for more time: who still may, until which day, and which days come to mind."""

from datetime import date, timedelta
from enum import StrEnum

from content.calendar import WorkingCalendar
from content.regime import Regime

_FURTHEST = timedelta(days=60)  # further is a slip of the pen: the next reports are due by then
_SUGGESTED = (1, 2, 3, 5)  # working days


class NoExtension(StrEnum):
    """Why a report can no longer be given more time."""

    TOO_OFTEN = "too_often"
    TOO_LATE = "too_late"


class BadDay(StrEnum):
    """Why a day cannot be the new due day."""

    PASSED = "passed"
    TODAY = "today"
    NOT_AFTER_DUE = "not_after_due"
    NOT_WORKING = "not_working"
    TOO_FAR = "too_far"


def why_not(
    due: date, today: date, asked: int, regime: Regime, calendar: WorkingCalendar
) -> NoExtension | None:
    """What stands against asking once more, after `asked` requests."""
    if asked >= regime.extensions_at_most.value:
        return NoExtension.TOO_OFTEN
    late = calendar.working_days_between(due, today)
    if late >= regime.extension_until_overdue_working_days.value:
        return NoExtension.TOO_LATE
    return None


def bad_day(until: date, due: date, today: date, calendar: WorkingCalendar) -> BadDay | None:
    """What is wrong with a day that was asked for."""
    if until < today:
        return BadDay.PASSED
    if until == today:
        return BadDay.TODAY
    if until <= due:
        return BadDay.NOT_AFTER_DUE
    if until > max(due, today) + _FURTHEST:
        return BadDay.TOO_FAR
    return None if calendar.is_working(until) else BadDay.NOT_WORKING


def suggested_days(due: date, today: date, calendar: WorkingCalendar) -> tuple[date, ...]:
    """A few working days to choose from, counted from the due day or, once late, from today."""
    return tuple(later(due, today, days, calendar) for days in _SUGGESTED)


def later(due: date, today: date, days: int, calendar: WorkingCalendar) -> date:
    """So many working days more, from the due day or, once late, from today."""
    return calendar.add_working_days(max(due, today), days)


def earlier_day(upward: date, due: date, today: date, calendar: WorkingCalendar) -> date | None:
    """The last working day before the ward itself reports, if it gives the unit more time."""
    day = calendar.previous_working(upward - timedelta(days=1))
    return None if bad_day(day, due, today, calendar) else day
