"""What the office sees of missing reports: overdue and awaited, derived from today's date."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.deadlines import Deadlines, deadlines
from content.periods import Cadence, Period, periods_ending
from content.words import LOCAL_ZONE
from handlers.phrases import unit_name
from storage import obligations
from storage.obligations import OverdueLine
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Line:
    """One report that is not here."""

    obligation_id: int
    unit_code: str
    unit_name: str
    period: Period
    due: date
    is_overdue: bool
    days_late: int  # working days; 0 on a weekend right after the due day
    last_reminded_at: datetime | None
    focal_points: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The missing reports of a choice of periods, the longest overdue first."""

    overdue: tuple[Line, ...]
    awaited: tuple[Line, ...]  # not here, and not late either
    reporting: int  # how many units report for these periods at all

    @property
    def units_overdue(self) -> int:
        return len({line.unit_code for line in self.overdue})

    @property
    def units_awaited(self) -> int:
        late = {line.unit_code for line in self.overdue}
        return len({line.unit_code for line in self.awaited} - late)

    @property
    def units_done(self) -> int:
        return self.reporting - self.units_overdue - self.units_awaited


async def overview(
    session: AsyncSession,
    plan: Plan,
    now: datetime,
    *,
    cadence: Cadence | None = None,
    period: str | None = None,
) -> Overview:
    """How things stand now. Without a choice: all periods that somebody is overdue for."""
    today = now.astimezone(LOCAL_ZONE).date()
    missing = await obligations.not_submitted(session, cadence=cadence, period=period)
    lines = [_line(plan, one, today) for one in missing]
    overdue = [line for line in lines if line.is_overdue]
    awaited = [line for line in lines if not line.is_overdue]
    periods = {line.period for line in overdue or awaited}
    awaited = [line for line in awaited if line.period in periods]
    order = {code: place for place, code in enumerate(plan.units)}
    overdue.sort(key=lambda line: (-line.days_late, line.due, order.get(line.unit_code, -1)))
    units = {line.unit_code for line in (*overdue, *awaited)}  # some, by an older plan
    units |= {code for chosen in periods for code in reporting(plan, chosen)}
    return Overview(tuple(overdue), tuple(awaited), len(units))


def next_due(plan: Plan, today: date) -> Deadlines | None:
    """The next day on which some unit has a report to hand in, and for which period."""
    for year, month in _months_from(today):
        ending = periods_ending(year, month, longer_replaces_shorter=False)
        coming = [deadlines(p, plan.regime, plan.calendar) for p in ending if reporting(plan, p)]
        coming = [dates for dates in coming if dates.unit_due >= today]
        if coming:
            return min(coming, key=lambda dates: dates.unit_due)
    return None


def reporting(plan: Plan, period: Period) -> set[str]:
    """The units that owe a report for this period and not a longer one in its place."""
    replaces = plan.regime.longer_replaces_shorter.value
    return {
        code
        for code, unit in plan.units.items()
        if period
        in periods_ending(
            period.year,
            period.month,
            longer_replaces_shorter=replaces,
            cadences=unit.cadences,
        )
    }


def _line(plan: Plan, missing: OverdueLine, today: date) -> Line:
    owed = missing.obligation
    return Line(
        obligation_id=owed.id,
        unit_code=owed.unit_code,
        unit_name=unit_name(plan, owed.unit_code),
        period=Period.parse(owed.cadence, owed.period),
        due=owed.due,
        is_overdue=owed.due < today,
        days_late=plan.calendar.working_days_between(owed.due, today),
        last_reminded_at=missing.last_reminded_at,
        focal_points=missing.focal_points,
    )


def _months_from(day: date) -> tuple[tuple[int, int], ...]:
    """This month and the twelve after it: some period ends in one of them."""
    first = day.year * 12 + day.month - 1
    return tuple((month // 12, month % 12 + 1) for month in range(first, first + 13))
