"""`python -m bot overdue` as it is read in a terminal, and by other programs."""

import io
import json
from datetime import date, datetime

import pytest
from rich.console import Console

from bot.overdue_table import show
from content.periods import Cadence, Period
from content.words import LOCAL_ZONE
from handlers.office.overdue_view import Line
from storage.people import Address, Person

HOA = Person(7, "vi", "Nguyễn Thị Thanh Huyền", True, (), Address(1, 7, "telegram", "7"))
NAMELESS = Person(8, "vi", None, True, (), Address(2, 8, "telegram", "8"))
REMINDED = datetime(2026, 12, 18, 8, 0, tzinfo=LOCAL_ZONE)


def line(period: Period, due: str, *people: Person, reminded: datetime | None = None) -> Line:
    return Line(
        obligation_id=1,
        unit_code="TTPVHCC",
        unit_name="Trung tâm Phục vụ hành chính công",
        short_name="TT PVHCC",
        period=period,
        due=date.fromisoformat(due),
        is_overdue=True,
        days_late=22,
        last_reminded_at=reminded,
        focal_points=people,
    )


LINES = [
    line(Period(Cadence.MONTHLY, 2026, 11), "2026-11-17", HOA, NAMELESS, reminded=REMINDED),
    line(Period(Cadence.YEAR, 2026, 12), "2026-12-17"),
]


def printed(lines: list[Line], *, as_json: bool, width: int = 80) -> str:
    paper = io.StringIO()
    show(lines, as_json=as_json, console=Console(file=paper, width=width))
    return paper.getvalue()


def test_the_table_fits_a_terminal_and_cuts_nothing_that_is_looked_for() -> None:
    table = printed(LINES, as_json=False)
    assert max(len(row.rstrip()) for row in table.splitlines()) <= 80
    for whole in ("TTPVHCC", "TT PVHCC", "2026-11-17", "2026-12-18", "2026-11 ", "22", "#8"):
        assert whole in table
    assert "Units overdue: 1, reports: 2" in table
    assert "…" not in table


def test_nobody_overdue_is_said() -> None:
    assert printed([], as_json=False) == "Nobody is overdue.\n"


@pytest.mark.parametrize("width", [20, 80, 300])
def test_other_programs_read_the_same_at_any_width(width: int) -> None:
    assert json.loads(printed(LINES, as_json=True, width=width)) == [
        {
            "unit": "TTPVHCC",
            "unit_name": "Trung tâm Phục vụ hành chính công",
            "cadence": "monthly",
            "period": "2026-11",
            "due": "2026-11-17",
            "working_days_late": 22,
            "last_reminded_at": "2026-12-18T08:00:00+07:00",
            "who": ["Nguyễn Thị Thanh Huyền", "#8"],
        },
        {
            "unit": "TTPVHCC",
            "unit_name": "Trung tâm Phục vụ hành chính công",
            "cadence": "1_year",
            "period": "2026-12",
            "due": "2026-12-17",
            "working_days_late": 22,
            "last_reminded_at": None,
            "who": [],
        },
    ]
