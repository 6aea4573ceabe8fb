"""What units owe: opened once for each unit and period, due on a day, reminded of until sent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, bindparam, func, literal, or_, update
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.postgresql import insert as insert_or_skip  # SQLite compiles it as well
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.deadlines import deadlines, reminder_steps
from content.periods import Period
from content.regime import Regime
from content.words import LOCAL_ZONE
from storage import people
from storage.models import Obligation, ObligationState, Reminder, UnitRow
from storage.models.columns import Utc
from storage.people import Person

OWED = (ObligationState.OPEN, ObligationState.RETURNED)
_IS_OWED = or_(*(col(Obligation.state) == state for state in OWED))
_UNITS_AT_ONCE = 10_000  # a statement takes some 32,000 values


@dataclass(frozen=True, slots=True)
class OverdueLine:
    """A report that is missing, when it was last asked for, and who answers for it."""

    obligation: Obligation
    last_reminded_at: datetime | None
    focal_points: tuple[Person, ...]


async def open_period(session: AsyncSession, plan: Plan, period: Period, now: datetime) -> int:
    """Open the period for every active unit that reports in it; how many were not open yet."""
    units = plan.reporting_units(period.cadence)
    values = _opening(plan, period, now)
    connection = await session.connection()
    opened = 0
    for start in range(0, len(units), _UNITS_AT_ONCE):
        chosen = select_columns(col(UnitRow.code), *values.values()).where(
            col(UnitRow.is_active), col(UnitRow.code).in_(units[start : start + _UNITS_AT_ONCE])
        )
        done = await connection.execute(
            insert_or_skip(Obligation)
            .from_select(["unit_code", *values], chosen)
            .on_conflict_do_nothing(index_elements=["cadence", "period", "unit_code"])
        )
        opened += done.rowcount
    return opened


async def unopened(session: AsyncSession, periods: Sequence[Period]) -> list[Period]:
    """Those of these periods that no unit owes yet. The cost does not grow with the units."""
    return [period for period in periods if not await _is_open(session, period)]


async def get(session: AsyncSession, obligation_id: int) -> Obligation | None:
    rows = await session.exec(select(Obligation).where(Obligation.id == obligation_id))
    return rows.one_or_none()


async def some(session: AsyncSession, obligation_ids: Collection[int]) -> list[Obligation]:
    """These, as far as they exist, most urgent first."""
    rows = await session.exec(
        select(Obligation)
        .where(col(Obligation.id).in_(obligation_ids))
        .order_by(col(Obligation.due), col(Obligation.unit_code))
    )
    return list(rows.all())


async def owed_by(session: AsyncSession, unit_codes: Collection[str]) -> list[Obligation]:
    """What these units have still to send, most urgent first."""
    rows = await session.exec(
        select(Obligation)
        .where(col(Obligation.unit_code).in_(unit_codes), _IS_OWED)
        .order_by(col(Obligation.due), col(Obligation.unit_code))
    )
    return list(rows.all())


def mark_submitted(obligation: Obligation, now: datetime) -> None:
    """The report is here: nothing more to remind of. The time of the first one stays."""
    obligation.state = ObligationState.SUBMITTED.value
    obligation.submitted_at = obligation.submitted_at or now
    obligation.next_reminder_at = None


async def overdue(
    session: AsyncSession,
    today: date,
    *,
    cadence: str | None = None,
    period: str | None = None,
) -> list[OverdueLine]:
    """What should be here and is not, longest due first. A report is late from the next day."""
    return await _lines(session, cadence, period, col(Obligation.due) < today)


async def not_submitted(
    session: AsyncSession, *, cadence: str | None = None, period: str | None = None
) -> list[OverdueLine]:
    """What is not here yet, whether its day has passed or not."""
    return await _lines(session, cadence, period)


async def missing_of(session: AsyncSession, unit_code: str) -> list[OverdueLine]:
    """The same of one unit."""
    return await _lines(session, None, None, col(Obligation.unit_code) == unit_code)


async def due_for_reminder(session: AsyncSession, now: datetime, limit: int) -> list[Obligation]:
    """Whose time to be reminded of has come. One being submitted just now is left out."""
    rows = await session.exec(
        select(Obligation)
        .where(col(Obligation.next_reminder_at) <= now, _IS_OWED)
        .order_by(col(Obligation.next_reminder_at), col(Obligation.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(rows.all())


_SET_NEXT_REMINDER = (
    update(Obligation)
    .where(col(Obligation.id) == bindparam("obligation_id"), _IS_OWED)
    .values(next_reminder_at=bindparam("at", type_=Utc))
)


async def set_next_reminders(
    session: AsyncSession, moments: Mapping[int, datetime | None]
) -> None:
    """When to speak of each obligation next, by its id; None for never. Not of what was sent."""
    rows = [{"obligation_id": id_, "at": at} for id_, at in sorted(moments.items())]
    if rows:
        await (await session.connection()).execute(_SET_NEXT_REMINDER, rows)


def speaks_at(day: date, regime: Regime) -> datetime:
    """The moment of a reminder step: the hour at which reminders go out that day."""
    local = datetime.combine(day, regime.send_time.value, LOCAL_ZONE)
    return local.astimezone(UTC)


def first_reminder(plan: Plan, due: date, *, after: datetime | None = None) -> datetime | None:
    """When a report with this due day is first spoken of, or first after a moment."""
    steps = reminder_steps(due, plan.regime, plan.calendar)
    moments = (speaks_at(step.on, plan.regime) for step in steps)
    return next((moment for moment in moments if after is None or moment > after), None)


def _opening(plan: Plan, period: Period, now: datetime) -> dict[str, ColumnElement[object]]:
    """What all obligations of a period begin with."""
    dates = deadlines(period, plan.regime, plan.calendar)
    return {
        "cadence": literal(period.cadence.value),
        "period": literal(period.key),
        "nominal_due": literal(dates.nominal_unit_due),
        "due": literal(dates.unit_due),
        "state": literal(ObligationState.OPEN.value),
        "opened_at": literal(now, Utc),
        "next_reminder_at": literal(first_reminder(plan, dates.unit_due), Utc),
    }


async def _is_open(session: AsyncSession, period: Period) -> bool:
    rows = await session.exec(
        select(Obligation.id)
        .where(Obligation.cadence == period.cadence.value, Obligation.period == period.key)
        .limit(1)
    )
    return rows.one_or_none() is not None


async def _lines(
    session: AsyncSession, cadence: str | None, period: str | None, *more: ColumnElement[bool]
) -> list[OverdueLine]:
    last_reminded = (
        select(func.max(Reminder.created_at))
        .where(Reminder.obligation_id == Obligation.id, col(Reminder.was_skipped).is_(False))
        .scalar_subquery()
    )
    query = select(Obligation, last_reminded).where(_IS_OWED, *more)
    if cadence is not None:
        query = query.where(Obligation.cadence == cadence)
    if period is not None:
        query = query.where(Obligation.period == period)
    ordered = query.order_by(col(Obligation.due), col(Obligation.unit_code))
    found = (await session.exec(ordered)).all()
    serving = await people.focal_points_of(session, {owed.unit_code for owed, _ in found})
    return [OverdueLine(owed, last, tuple(serving[owed.unit_code])) for owed, last in found]


async def soonest_reminder(session: AsyncSession, after: datetime) -> datetime | None:
    """When something is to be said next."""
    moments = select(func.min(Obligation.next_reminder_at)).where(
        col(Obligation.next_reminder_at) > after
    )
    return (await session.exec(moments)).one()
