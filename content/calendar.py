"""Vietnamese working days: public holidays and official swaps, plus the ward's own overrides."""

from collections.abc import Mapping
from datetime import date, timedelta

import holidays

_DAY = timedelta(days=1)


class WorkingCalendar:
    """Which days people work. An override wins over the published holidays."""

    def __init__(self, overrides: Mapping[date, bool] | None = None) -> None:
        self._holidays = holidays.country_holidays("VN")
        self._known: dict[date, bool] = dict(overrides or {})

    def is_working(self, day: date) -> bool:
        if day not in self._known:
            self._known[day] = self._holidays.is_working_day(day)
        return self._known[day]

    def next_working(self, day: date) -> date:
        """The day itself if people work on it, else the first one after."""
        while not self.is_working(day):
            day += _DAY
        return day

    def previous_working(self, day: date) -> date:
        """The day itself if people work on it, else the last one before."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The count-th working day after this day; 0 is the day itself."""
        for _ in range(count):
            day = self.next_working(day + _DAY)
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days d there are with after < d <= until; 0 when until is earlier."""
        days = (until - after).days
        return sum(self.is_working(after + _DAY * n) for n in range(1, days + 1))
