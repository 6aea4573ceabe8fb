"""The overdue list for a terminal, or as JSON for another program."""

import json
from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from content.periods import Cadence, Period
from content.words import LOCAL_ZONE
from handlers.office.overdue_view import Line

_WHOLE = ("Unit", "Report", "Due", "Late", "Reminded")  # never cut; the others may wrap
_HEADINGS = ("Unit", "Name", "Report", "Due", "Late", "Reminded", "Who")


def show(lines: Sequence[Line], *, as_json: bool, console: Console) -> None:
    """Print who is overdue, the longest first."""
    if as_json:
        console.print_json(json.dumps([_facts(line) for line in lines], ensure_ascii=False))
        return
    if not lines:
        console.print("Nobody is overdue.")
        return
    units = len({line.unit_code for line in lines})
    title = f"Units overdue: {units}, reports: {len(lines)} (late in working days)"
    table = Table(title=title, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for heading in _HEADINGS:
        table.add_column(heading, no_wrap=heading in _WHOLE)
    for line in lines:
        table.add_row(*_row(line))
    console.print(table)


def _row(line: Line) -> tuple[str, ...]:
    reminded = line.last_reminded_at
    return (
        line.unit_code,
        line.short_name,
        _report(line.period),
        line.due.isoformat(),
        str(line.days_late),
        reminded.astimezone(LOCAL_ZONE).date().isoformat() if reminded else "–",
        ", ".join(_who(line)) or "–",
    )


def _report(period: Period) -> str:
    """In few letters: 2026-11, 2026-Q4, 2026-H2, 2026."""
    match period.cadence:
        case Cadence.QUARTER:
            return f"{period.year}-Q{period.number}"
        case Cadence.HALF_YEAR:
            return f"{period.year}-H{period.number}"
        case Cadence.YEAR:
            return str(period.year)
        case _:
            return period.key


def _who(line: Line) -> list[str]:
    return [person.name or f"#{person.id}" for person in line.focal_points]


def _facts(line: Line) -> dict[str, Any]:
    """What other programs read; docs/operations.md promises it."""
    reminded = line.last_reminded_at
    return {
        "unit": line.unit_code,
        "unit_name": line.unit_name,
        "cadence": line.period.cadence.value,
        "period": line.period.key,
        "due": line.due.isoformat(),
        "working_days_late": line.days_late,
        "last_reminded_at": reminded.astimezone(LOCAL_ZONE).isoformat() if reminded else None,
        "who": _who(line),
    }
