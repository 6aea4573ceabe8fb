"""Quiet hours: when the assistant does not speak first. All times are local."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from content.calendar import WorkingCalendar
from content.regime import Regime

Range = tuple[time, time]


def is_quiet(local: datetime, ranges: Sequence[Range]) -> bool:
    """Each range holds its start and not its end, and may cross midnight."""
    return any(_holds(local.time(), quiet) for quiet in ranges)


def allows(local: datetime, regime: Regime, calendar: WorkingCalendar) -> bool:
    """Whether the assistant may speak first: on a working day, outside quiet hours."""
    return calendar.is_working(local.date()) and not is_quiet(local, regime.quiet_hours.value)


def allows_lessons(local: datetime, regime: Regime) -> bool:
    """Lessons come on every day, at the hour that the person picked."""
    return not is_quiet(local, regime.lesson_quiet_hours.value)


def day_ends(local: datetime, ranges: Sequence[Range]) -> datetime:
    """When the quiet hours of the night begin; what is said first on a day arrives before.
    Midnight where the night has none."""
    nights = [start for start, end in ranges if start > end and start > local.time()]
    if nights:
        return datetime.combine(local.date(), min(nights), local.tzinfo)
    return datetime.combine(local.date() + timedelta(days=1), time(), local.tzinfo)


def allowed_from(local: datetime, regime: Regime, calendar: WorkingCalendar) -> datetime:
    """The first moment from now on when the assistant may speak first; on another day not before
    the hour at which it speaks of itself."""
    ends = sorted(end for _start, end in regime.quiet_hours.value)
    if calendar.is_working(local.date()):
        today = [datetime.combine(local.date(), end, local.tzinfo) for end in ends]
        for moment in (local, *(end for end in today if end > local)):
            if allows(moment, regime, calendar):
                return moment
    following = calendar.next_working(local.date() + timedelta(days=1))
    return datetime.combine(following, regime.send_time.value, local.tzinfo)


def _holds(at: time, quiet: Range) -> bool:
    start, end = quiet
    if start <= end:
        return start <= at < end
    return at >= start or at < end
