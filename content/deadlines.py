"""When a report is due and on which days a unit is reminded of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from content.calendar import WorkingCalendar
from content.periods import Period, window
from content.regime import Regime, Shift


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The dates of one period. `nominal` days are those before the shift to a working day."""

    period: Period
    data_from: date
    data_to: date
    nominal_unit_due: date
    unit_due: date
    nominal_upward_due: date
    upward_due: date

    @property
    def is_feasible(self) -> bool:
        """The office needs at least a day between what it gets and what it sends up."""
        return self.unit_due < self.upward_due


@dataclass(frozen=True, slots=True)
class ReminderStep:
    """A day on which something is said: "T-7" before the due day, "T+3" after it."""

    code: str
    on: date


def deadlines(period: Period, regime: Regime, calendar: WorkingCalendar) -> Deadlines:
    """The dates of a period. A unit's day moves as configured: units later, upward earlier."""
    data_from, data_to = window(period, regime.data_cutoff_day.value)
    unit = date(period.year, period.month, regime.unit_due_day.value)
    upward = date(period.year, period.month, regime.upward_due_day.value)
    return Deadlines(
        period=period,
        data_from=data_from,
        data_to=data_to,
        nominal_unit_due=unit,
        unit_due=_shifted(unit, regime.unit_shift.value, calendar),
        nominal_upward_due=upward,
        upward_due=_shifted(upward, regime.upward_shift.value, calendar),
    )


def reminder_steps(
    due: date, regime: Regime, calendar: WorkingCalendar
) -> tuple[ReminderStep, ...]:
    """Every step in order. Before the due day calendar days count, after it working days:
    nobody should hear of a deadline on a holiday, and nobody is late on one."""
    before = sorted(regime.remind_calendar_days_before.value, reverse=True)
    after = sorted(regime.overdue_working_days_after.value)
    return (
        *(
            ReminderStep(f"T-{days}", calendar.previous_working(due - timedelta(days=days)))
            for days in before
        ),
        *(ReminderStep(f"T+{days}", calendar.add_working_days(due, days)) for days in after),
    )


def newest_step(steps: Sequence[ReminderStep], today: date) -> ReminderStep | None:
    """The last step whose day has come; older ones are not said after it."""
    return next((step for step in reversed(steps) if step.on <= today), None)


def next_step(steps: Sequence[ReminderStep], after: date) -> ReminderStep | None:
    """The first step on a later day."""
    return next((step for step in steps if step.on > after), None)


def opens_on(due: date, regime: Regime, calendar: WorkingCalendar) -> date:
    """The day a report opens: that of its first reminder."""
    return reminder_steps(due, regime, calendar)[0].on


def _shifted(day: date, shift: Shift, calendar: WorkingCalendar) -> date:
    match shift:
        case "next_working_day":
            return calendar.next_working(day)
        case "previous_working_day":
            return calendar.previous_working(day)
        case "none":
            return day
