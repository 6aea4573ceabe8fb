"""What the office sees of reports: overdue, awaited and handed in, derived from today's date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.periods import Cadence, Period
from content.words import LOCAL_ZONE
from handlers.phrases import unit_name, unit_short_name
from storage import handed_in, obligations, reminders
from storage.handed_in import HandedIn
from storage.obligations import OverdueLine
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Line:
    """One report that is not here."""

    obligation_id: int
    unit_code: str
    unit_name: str
    short_name: str
    period: Period
    due: date
    is_overdue: bool
    days_late: int  # working days; 0 on a weekend right after the due day
    last_reminded_at: datetime | None
    focal_points: tuple[Person, ...]
    was_nudged: bool = False  # the office has reminded everybody within reach today

    @property
    def has_somebody(self) -> bool:
        """Whether a reminder would get to anybody."""
        return any(is_within_reach(person) for person in self.focal_points)

    @property
    def can_be_reminded(self) -> bool:
        """By hand, and now: it is once a day."""
        return self.has_somebody and not self.was_nudged


@dataclass(frozen=True, slots=True)
class Done:
    """One report that is here, and whether it came in time."""

    unit_code: str
    short_name: str
    period: Period
    at: datetime  # of its first version
    is_late: bool
    days_late: int
    receipt: str | None
    author: str | None
    version: int  # the newest, to which the receipt belongs
    newest_at: datetime | None  # when that one came


@dataclass(frozen=True, slots=True)
class Overview:
    """The reports of a choice of periods, the longest overdue first."""

    overdue: tuple[Line, ...]
    awaited: tuple[Line, ...]  # not here, and not late either
    done: tuple[Done, ...]
    periods: tuple[Period, ...]  # that all this is about

    @property
    def reporting(self) -> int:
        """How many units report for these periods at all."""
        missing = {line.unit_code for line in (*self.overdue, *self.awaited)}
        return len(missing | {done.unit_code for done in self.done})

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

    @property
    def by_unit(self) -> tuple[tuple[Line, ...], ...]:
        """What each unit is overdue with, the worst first, unit by unit in the same order."""
        units: dict[str, list[Line]] = {}
        for line in self.overdue:
            units.setdefault(line.unit_code, []).append(line)
        return tuple(tuple(lines) for lines in units.values())


def is_within_reach(person: Person) -> bool:
    """Whether a reminder would get to them."""
    return person.has_consented and person.address.is_reachable


async def overview(
    session: AsyncSession,
    plan: Plan,
    now: datetime,
    *,
    cadence: Cadence | None = None,
    period: str | None = None,
) -> Overview:
    """How things stand now. Without a choice: all periods that somebody is overdue for, else
    those that are awaited, else those that were handed in last."""
    today = now.astimezone(LOCAL_ZONE).date()
    missing = await obligations.not_submitted(session, cadence=cadence, period=period)
    lines = await missing_lines(session, plan, missing, today)
    overdue = [line for line in lines if line.is_overdue]
    awaited = [line for line in lines if not line.is_overdue]
    if period is not None:
        periods = set(await handed_in.periods_of(session, cadence, period))
    else:
        periods = {line.period for line in overdue or awaited}
        periods = periods or set(await handed_in.newest_periods(session, cadence))
    awaited = [line for line in awaited if line.period in periods]
    order = {code: place for place, code in enumerate(plan.units)}
    overdue.sort(key=lambda line: (-line.days_late, line.due, order.get(line.unit_code, -1)))
    done = await handed_in.for_periods(session, periods)
    return Overview(
        tuple(overdue),
        tuple(awaited),
        tuple(done_line(plan, one) for one in done),
        tuple(sorted(periods)),
    )


async def overdue_lines(session: AsyncSession, plan: Plan, now: datetime) -> list[Line]:
    """Who is overdue, the longest first: what the office sees, as values."""
    return list((await overview(session, plan, now)).overdue)


async def missing_lines(
    session: AsyncSession, plan: Plan, missing: Sequence[OverdueLine], today: date
) -> list[Line]:
    """Reports that are not here, against today's date."""
    nudged = await reminders.said_today(session, nudge_step(today)) if missing else set()
    return [_missing_line(plan, one, today, nudged) for one in missing]


def nudge_step(today: date) -> str:
    """The step of reminding by hand: once for each report, person and day."""
    return f"now:{today}"


def _missing_line(
    plan: Plan, missing: OverdueLine, today: date, nudged: set[tuple[int, int, date]]
) -> Line:
    owed = missing.obligation
    within_reach = [person for person in missing.focal_points if is_within_reach(person)]
    return Line(
        obligation_id=owed.id,
        unit_code=owed.unit_code,
        unit_name=unit_name(plan, owed.unit_code),
        short_name=unit_short_name(plan, owed.unit_code),
        period=Period.parse(owed.cadence, owed.period),
        due=owed.due,
        is_overdue=owed.due < today,
        days_late=plan.calendar.working_days_between(owed.due, today),
        last_reminded_at=missing.last_reminded_at,
        focal_points=missing.focal_points,
        was_nudged=bool(within_reach)
        and all((owed.id, person.id, owed.due) in nudged for person in within_reach),
    )


def done_line(plan: Plan, one: HandedIn) -> Done:
    """A report that is here, against the day it was due."""
    owed = one.obligation
    came = one.at.astimezone(LOCAL_ZONE).date()
    return Done(
        unit_code=owed.unit_code,
        short_name=unit_short_name(plan, owed.unit_code),
        period=Period.parse(owed.cadence, owed.period),
        at=one.at,
        is_late=came > owed.due,
        days_late=plan.calendar.working_days_between(owed.due, came),
        receipt=one.receipt,
        author=one.author,
        version=one.version,
        newest_at=one.newest_at,
    )
