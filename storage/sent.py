"""Looking back on reports that were sent: the version that counts of each, newest first."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import Obligation, PersonRow, Submission


@dataclass(frozen=True, slots=True)
class Sent:
    """A version of a report, what it was owed for, and who sent it."""

    obligation: Obligation
    submission: Submission
    author: str | None  # their name, if they let it be shown


async def by_units(
    session: AsyncSession, unit_codes: Collection[str], *, most: int, skip: int = 0
) -> list[Sent]:
    """What these units have sent, the newest first."""
    return await _found(session, _counting(col(Obligation.unit_code).in_(unit_codes)), most, skip)


async def of_obligations(session: AsyncSession, obligation_ids: Collection[int]) -> list[Sent]:
    """Of these reports those that were sent, the newest first."""
    return await _found(session, _counting(col(Obligation.id).in_(obligation_ids)))


async def with_receipt(session: AsyncSession, receipt: str) -> Sent | None:
    """The version a receipt is for, which a later one may have replaced."""
    found = await _found(session, _VERSIONS.where(Submission.receipt == receipt))
    return found[0] if found else None


async def count_by_units(session: AsyncSession, unit_codes: Collection[str]) -> int:
    """How many reports these units have sent, each counted once."""
    rows = await session.exec(
        select(func.count(func.distinct(Submission.obligation_id)))
        .join(Obligation, col(Obligation.id) == col(Submission.obligation_id))
        .where(col(Obligation.unit_code).in_(unit_codes))
    )
    return rows.one()


_VERSIONS = (
    select(Obligation, Submission, PersonRow.name)
    .join(Submission, col(Submission.obligation_id) == col(Obligation.id))
    .join(PersonRow, col(PersonRow.id) == col(Submission.author_id))
)


def _counting(which: Any) -> Any:
    """The newest version of each."""
    version = aliased(Submission)
    newest = select(func.max(version.version)).where(version.obligation_id == Obligation.id)
    return _VERSIONS.where(which, Submission.version == newest.scalar_subquery())


async def _found(
    session: AsyncSession, query: Any, most: int | None = None, skip: int = 0
) -> list[Sent]:
    newest_first = (col(Submission.submitted_at).desc(), col(Submission.id).desc())
    rows = await session.exec(query.order_by(*newest_first).limit(most).offset(skip))
    return [Sent(obligation, submission, author) for obligation, submission, author in rows]
