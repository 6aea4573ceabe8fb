"""When lessons come unasked: daily or weekly, at an hour the person picked. Nothing here knows
the clock or where it hangs: now and the time zone are arguments."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from content.quiet_hours import Range, is_quiet

_OFFERED = (7, 8, 10, 12, 15, 18, 19, 20)
DAILY = "daily"
WEEKLY = "weekly"
OFF = "off"


def hours(ranges: Sequence[Range], *, after: time | None = None) -> tuple[int, ...]:
    """What is offered: hours outside quiet hours. Whoever is reminded of reports as well is
    offered those after the hour of the reminders, so that a day has one message."""
    return tuple(hour for hour in _OFFERED if may_come(hour, ranges, after=after))


def may_come(hour: int, ranges: Sequence[Range], *, after: time | None = None) -> bool:
    """Whether a lesson may come at this hour at all."""
    at = time(hour)
    is_free = not is_quiet(datetime.combine(date.min, at), ranges)
    return is_free and (after is None or at > after)


def next_moment(
    rhythm: str, hour: int, weekday: int | None, now: datetime, zone: tzinfo
) -> datetime | None:
    """The first moment after now at which a lesson comes, in UTC; None where none does. Monday
    is 0."""
    if rhythm == OFF:
        return None
    moment = next_at_hour(hour, now, zone)
    if rhythm == WEEKLY and weekday is not None:
        local = moment.astimezone(zone)
        ahead = (weekday - local.weekday()) % 7
        moment = _at(local.date() + timedelta(days=ahead), hour, zone)
    return moment


def next_at_hour(hour: int, now: datetime, zone: tzinfo) -> datetime:
    """The next time that clocks show this hour, in UTC."""
    today = now.astimezone(zone).date()
    moment = _at(today, hour, zone)
    return moment if moment > now else _at(today + timedelta(days=1), hour, zone)


def put_off(hour: int, now: datetime, zone: tzinfo) -> datetime:
    """Not today any more: tomorrow at the same hour, also where it comes weekly."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return _at(tomorrow, hour, zone)


def _at(day: date, hour: int, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
