"""When the assistant keeps silent."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from content.catalogue import Plan
from content.quiet_hours import allows, is_quiet

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
RANGES = ((time(11, 30), time(13, 30)), (time(17), time(7, 30)))


def at(clock: str, day: int = 17) -> datetime:
    return datetime.fromisoformat(f"2026-12-{day}T{clock}").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [
        ("07:29", True), ("07:30", False), ("08:00", False), ("11:29", False), ("11:30", True),
        ("13:29", True), ("13:30", False), ("16:59", False), ("17:00", True), ("00:00", True),
    ],
)  # fmt: skip
def test_is_quiet(clock: str, quiet: bool) -> None:
    assert is_quiet(at(clock), RANGES) is quiet


def test_it_speaks_first_on_working_days_only(plan: Plan) -> None:
    assert allows(at("08:00"), plan.regime, plan.calendar)
    assert not allows(at("12:00"), plan.regime, plan.calendar)
    assert not allows(at("08:00", 19), plan.regime, plan.calendar)
