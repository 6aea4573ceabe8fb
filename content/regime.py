"""The reporting regime as configured: days, shifts, reminders, quiet hours. All suggested."""

from datetime import time
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from content.entries import ClockTime, Entry, Setting

Shift = Literal["next_working_day", "previous_working_day", "none"]
MonthDay = Annotated[int, Field(ge=1, le=27)]  # the day after it exists in every month


def _hours(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    start, _, end = value.partition("-")
    return time.fromisoformat(start), time.fromisoformat(end)


HourRange = Annotated[tuple[time, time], BeforeValidator(_hours)]  # "17:00-07:30"
DayCounts = Annotated[tuple[Annotated[int, Field(ge=0, le=60)], ...], Field(min_length=1)]


class Regime(Entry):
    """How reports run in time. The plan names no day at all."""

    notice: str
    data_cutoff_day: Setting[MonthDay]
    unit_due_day: Setting[MonthDay]
    upward_due_day: Setting[MonthDay]
    unit_shift: Setting[Shift]
    upward_shift: Setting[Shift]
    longer_replaces_shorter: Setting[bool]
    remind_calendar_days_before: Setting[DayCounts]
    overdue_working_days_after: Setting[DayCounts]
    send_time: Setting[ClockTime]
    quiet_hours: Setting[tuple[HourRange, ...]]  # of reminders
    lesson_quiet_hours: Setting[tuple[HourRange, ...]]  # of lessons, at an hour people picked
    extensions_at_most: Setting[int]
    extension_until_overdue_working_days: Setting[int]
    draft_is_old_after_days: Setting[Annotated[int, Field(ge=1)]]
