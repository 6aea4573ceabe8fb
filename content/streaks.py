"""Days of learning in a row. One day off in any seven is forgiven and breaks nothing."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

_FORGIVEN_AGAIN_AFTER = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Streak:
    """`days` of learning, forgiven days off not counted; `on` is the last of them."""

    days: int = 0
    on: date | None = None
    forgiven_on: date | None = None  # the last day off that was forgiven


def learned(streak: Streak, today: date) -> Streak:
    """Somebody learns today. A second time changes nothing, nor does a clock put back."""
    if streak.on is not None and today <= streak.on:
        return streak
    if not _goes_on(streak, today):
        return replace(streak, days=1, on=today)
    return Streak(streak.days + 1, today, _day_off(streak, today) or streak.forgiven_on)


def was_forgiven(streak: Streak, today: date) -> bool:
    """Whether somebody came back today after a day off that broke nothing."""
    return streak.on == today and streak.forgiven_on == today - _DAY


def days_today(streak: Streak, today: date) -> int:
    """How long it is as of today: 0 once it cannot be taken up any more."""
    return streak.days if _goes_on(streak, today) else 0


def better(one: Streak, other: Streak, today: date) -> Streak:
    """Of two that turned out to be one person's."""
    return max(one, other, key=lambda s: (days_today(s, today), s.on or date.min, s.days))


def _goes_on(streak: Streak, today: date) -> bool:
    if streak.on is None or today - streak.on > 2 * _DAY:
        return False
    day_off = _day_off(streak, today)
    if day_off is None or streak.forgiven_on is None:
        return True
    return day_off - streak.forgiven_on >= _FORGIVEN_AGAIN_AFTER


def _day_off(streak: Streak, today: date) -> date | None:
    """The one day between, if there is one."""
    return today - _DAY if streak.on is not None and today - streak.on == 2 * _DAY else None
