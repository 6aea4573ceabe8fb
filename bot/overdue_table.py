"""The overdue list for a terminal, or as JSON for another program."""

import json
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from content.words import LOCAL_ZONE
from handlers.office.overdue_view import Line


def show(lines: Sequence[Line], *, as_json: bool, console: Console) -> None:
    """Print who is overdue, the longest first."""
    if as_json:
        console.print_json(json.dumps([_facts(line) for line in lines], ensure_ascii=False))
        return
    table = Table(title=f"{len(lines)} overdue")
    for heading in ("Unit", "Name", "Period", "Due", "Working days late", "Reminded", "Who"):
        table.add_column(heading)
    for line in lines:
        facts = _facts(line)
        table.add_row(
            facts["unit"], line.unit_name, facts["period"], facts["due"],
            str(line.days_late), facts["last_reminded_at"] or "–", ", ".join(facts["who"]) or "–",
        )  # fmt: skip
    console.print(table)


def _facts(line: Line) -> dict[str, Any]:
    reminded = line.last_reminded_at
    return {
        "unit": line.unit_code,
        "unit_name": line.unit_name,
        "cadence": line.period.cadence.value,
        "period": line.period.key,
        "due": line.due.isoformat(),
        "working_days_late": line.days_late,
        "last_reminded_at": reminded.astimezone(LOCAL_ZONE).isoformat() if reminded else None,
        "who": [person.name or f"#{person.id}" for person in line.focal_points],
    }
