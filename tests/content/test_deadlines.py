"""Due days and reminder days, against vectors worked out by hand."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from content.calendar import WorkingCalendar
from content.catalogue import Plan
from content.deadlines import (
    ReminderStep,
    deadlines,
    newest_step,
    next_step,
    opens_on,
    reminder_steps,
)
from content.periods import Cadence, Period, window

ROWS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "deadlines.json").read_text(encoding="utf-8")
)["rows"]
DUE = date(2026, 12, 17)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["period"])
def test_deadlines_of_a_period(row: dict[str, Any], plan: Plan) -> None:
    period = Period.parse(row["kind"], row["period"])
    found = deadlines(period, plan.regime, plan.calendar)
    month = window(Period.parse(Cadence.MONTHLY, row["period"]), 14)
    assert month[0] == date.fromisoformat(row["data_from"])
    assert found.data_to == date.fromisoformat(row["data_to"])
    for name in ("nominal_unit_due", "unit_due", "nominal_upward_due", "upward_due"):
        assert getattr(found, name) == date.fromisoformat(row[name])
    assert f"{found.unit_due:%a}" == row["unit_due_weekday"]
    assert found.is_feasible is row["feasible"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["period"])
def test_reminder_steps_of_a_period(row: dict[str, Any], plan: Plan) -> None:
    steps = reminder_steps(date.fromisoformat(row["unit_due"]), plan.regime, plan.calendar)
    expected = {**row["reminders"], **row["overdue"]}
    assert {step.code: step.on.isoformat() for step in steps} == expected
    assert [step.on for step in steps] == sorted(step.on for step in steps)


def test_upward_deadline_moves_earlier_where_a_unit_deadline_moves_later() -> None:
    row = next(row for row in ROWS if row["period"] == "2027-05")
    assert row["upward_due"] < row["nominal_upward_due"]


@pytest.mark.parametrize(
    ("today", "step"),
    [
        (date(2026, 12, 9), None),
        (date(2026, 12, 10), "T-7"),
        (date(2026, 12, 13), "T-7"),
        (date(2026, 12, 15), "T-3"),
        (date(2026, 12, 17), "T-0"),
        (date(2026, 12, 18), "T+1"),
        (date(2027, 6, 1), "T+7"),
    ],
)
def test_newest_step(today: date, step: str | None, plan: Plan) -> None:
    found = newest_step(reminder_steps(DUE, plan.regime, plan.calendar), today)
    assert (found.code if found else None) == step


def test_of_two_steps_on_one_day_the_later_is_said(plan: Plan) -> None:
    steps = reminder_steps(date(2027, 1, 18), plan.regime, plan.calendar)
    assert newest_step(steps, date(2027, 1, 15)) == ReminderStep("T-1", date(2027, 1, 15))


def test_next_step_is_on_a_later_day(plan: Plan) -> None:
    steps = reminder_steps(DUE, plan.regime, plan.calendar)
    assert next_step(steps, date(2026, 12, 10)) == ReminderStep("T-3", date(2026, 12, 14))
    assert next_step(steps, date(2026, 12, 28)) is None


def test_a_report_opens_a_week_before_it_is_due(plan: Plan) -> None:
    assert opens_on(DUE, plan.regime, plan.calendar) == date(2026, 12, 10)


def test_a_report_due_with_its_upward_report_is_not_feasible(plan: Plan) -> None:
    closed = [date(2026, 12, day) for day in range(17, 22)]
    calendar = WorkingCalendar(dict.fromkeys(closed, False))
    found = deadlines(Period(Cadence.YEAR, 2026, 12), plan.regime, calendar)
    assert not found.is_feasible
