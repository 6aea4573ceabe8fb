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


@dataclass(frozen=True, slots=True)
class Moved:
    """A streak after somebody learned, and what there is to say of it."""

    streak: Streak
    is_first_today: bool
    was_forgiven: bool  # a day off lies behind them, and it broke nothing


def learned(streak: Streak, today: date) -> Moved:
    """Somebody learns today. A second time changes nothing, nor does a clock put back."""
    if streak.on is not None and today <= streak.on:
        return Moved(streak, is_first_today=False, was_forgiven=False)
    if not _goes_on(streak, today):
        begun = replace(streak, days=1, on=today)
        return Moved(begun, is_first_today=True, was_forgiven=False)
    day_off = _day_off(streak, today)
    longer = Streak(streak.days + 1, today, day_off or streak.forgiven_on)
    return Moved(longer, is_first_today=True, was_forgiven=day_off is not None)


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
