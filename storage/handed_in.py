"""What came in: each report as it was first handed in, with the receipt of its newest version."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.periods import Period
from storage.models import Obligation, ObligationState, PersonRow, Submission

_IS_IN = or_(
    *(col(Obligation.state) == s for s in (ObligationState.SUBMITTED, ObligationState.ACCEPTED))
)
_VERSION = aliased(Submission)
_NEWEST = (
    select(func.max(_VERSION.version))
    .where(_VERSION.obligation_id == Obligation.id)
    .correlate(Obligation)
    .scalar_subquery()
)
_QUERY = (
    select(Obligation, Submission, PersonRow.name)
    .select_from(Obligation)
    .outerjoin(
        Submission,
        (col(Submission.obligation_id) == col(Obligation.id))
        & (col(Submission.version) == _NEWEST),
    )
    .outerjoin(PersonRow, col(PersonRow.id) == col(Submission.author_id))
    .where(_IS_IN, col(Obligation.submitted_at).is_not(None))
)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A report that is here. It is the first time of handing in that makes it late or not."""

    obligation: Obligation
    at: datetime
    receipt: str | None
    author: str | None  # their name
    version: int = 1  # the newest, to which the receipt belongs
    newest_at: datetime | None = None  # when that one came


async def for_periods(session: AsyncSession, periods: Collection[Period]) -> list[HandedIn]:
    """What is here for these periods, the earliest first."""
    if not periods:
        return []
    named = [(period.cadence.value, period.key) for period in periods]
    of_them = tuple_(col(Obligation.cadence), col(Obligation.period)).in_(named)
    rows = await session.exec(
        _QUERY.where(of_them).order_by(col(Obligation.submitted_at), col(Obligation.id))
    )
    return _handed_in(rows)


async def by_unit(session: AsyncSession, unit_code: str, most: int) -> list[HandedIn]:
    """What one unit handed in last, the newest first."""
    rows = await session.exec(
        _QUERY.where(Obligation.unit_code == unit_code)
        .order_by(col(Obligation.submitted_at).desc(), col(Obligation.id).desc())
        .limit(most)
    )
    return _handed_in(rows)


def _handed_in(
    rows: Iterable[tuple[Obligation, Submission | None, str | None]],
) -> list[HandedIn]:
    return [
        _one(owed, owed.submitted_at, newest, author)
        for owed, newest, author in rows
        if owed.submitted_at
    ]


def _one(
    owed: Obligation, first_at: datetime, newest: Submission | None, author: str | None
) -> HandedIn:
    if newest is None:
        return HandedIn(owed, first_at, None, author)
    return HandedIn(owed, first_at, newest.receipt, author, newest.version, newest.submitted_at)


async def newest_periods(session: AsyncSession, cadence: str | None = None) -> list[Period]:
    """The periods that ended last of those that are open or were."""
    newest = select(func.max(Obligation.period))
    if cadence is not None:
        newest = newest.where(Obligation.cadence == cadence)
    return await periods_of(session, cadence, newest.scalar_subquery())


async def periods_of(session: AsyncSession, cadence: str | None, period: object) -> list[Period]:
    """Those of one cadence, or of all, that were opened under a key such as "2026-12"."""
    query = select(Obligation.cadence, Obligation.period).where(Obligation.period == period)
    if cadence is not None:
        query = query.where(Obligation.cadence == cadence)
    rows = await session.exec(query.distinct())
    return sorted(Period.parse(*row) for row in rows)
