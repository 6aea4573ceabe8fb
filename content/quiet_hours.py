"""Quiet hours: when the assistant does not speak first. All times are local."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from content.calendar import WorkingCalendar
from content.regime import Regime

Range = tuple[time, time]


def is_quiet(local: datetime, ranges: Sequence[Range]) -> bool:
    """Each range holds its start and not its end, and may cross midnight."""
    return any(_holds(local.time(), quiet) for quiet in ranges)


def quiet_until(local: datetime, ranges: Sequence[Range]) -> datetime:
    """When silence ends; the moment itself when it is not quiet."""
    for _ in ranges:  # one range may lead into another
        holding = next((quiet for quiet in ranges if _holds(local.time(), quiet)), None)
        if holding is None:
            break
        ends = local.replace(
            hour=holding[1].hour, minute=holding[1].minute, second=0, microsecond=0
        )
        local = ends if ends > local else ends + timedelta(days=1)
    return local


def allows(local: datetime, regime: Regime, calendar: WorkingCalendar) -> bool:
    """Whether the assistant may speak first: on a working day, outside quiet hours."""
    return calendar.is_working(local.date()) and not is_quiet(local, regime.quiet_hours.value)


def _holds(at: time, quiet: Range) -> bool:
    start, end = quiet
    if start <= end:
        return start <= at < end
    return at >= start or at < end
