"""Reports as they were sent. A new version is added beside the old ones, never over them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.answers import Answer
from storage import audit, drafts, obligations
from storage.answers import answers_of, previous_values, texts_of, write
from storage.models import Obligation, ObligationState, Submission
from storage.people import Person

__all__ = [
    "ClosedError",
    "answers_of",
    "latest",
    "previous_values",
    "submit",
    "texts_of",
]

_TAKEN_IN = (*obligations.OWED, ObligationState.SUBMITTED)


class ClosedError(Exception):
    """The report was accepted or set aside: it takes no new version."""


class SupersededError(Exception):
    """Somebody sent another version since the author looked."""


async def submit(
    session: AsyncSession,
    obligation: Obligation,
    *,
    author: Person,
    answers: Mapping[str, Answer],
    texts: Mapping[str, str],
    now: datetime,
    replaces: int | None = None,
) -> Submission:
    """Keep a version with its receipt. Reminders end here; the author's draft has served.

    `replaces` is the version the author knows of, 0 for none. Raises SupersededError where
    there is a newer one, ClosedError where none is taken any more.
    """
    held = await _hold(session, obligation)
    versions = await _versions(session, held)
    if replaces is not None and versions.get(obligation.id, 0) != replaces:
        raise SupersededError
    submission = Submission(
        obligation_id=obligation.id,
        version=versions.get(obligation.id, 0) + 1,
        receipt=_receipt(obligation, sum(versions.values()) + 1),
        author_id=author.id,
        channel=author.address.channel,
        submitted_at=now,
    )
    session.add(submission)
    obligations.mark_submitted(held[obligation.id], now)
    await session.flush()
    await write(session, submission.id, answers, texts)
    await drafts.discard(session, obligation.id, author.id)
    await audit.record(
        session,
        action="report_submitted",
        subject=f"obligation:{obligation.id}",
        person_id=author.id,
        now=now,
        version=submission.version,
        receipt=submission.receipt,
    )
    return submission


async def latest(session: AsyncSession, obligation_id: int) -> Submission | None:
    """The version that counts."""
    rows = await session.exec(
        select(Submission)
        .where(Submission.obligation_id == obligation_id)
        .order_by(col(Submission.version).desc())
        .limit(1)
    )
    return rows.one_or_none()


async def _hold(session: AsyncSession, obligation: Obligation) -> dict[int, Obligation]:
    """What the unit owes for this period, by id, read anew and held: two people may press "send"
    at once. Their receipts are numbered together, so they are held together."""
    rows = await session.exec(
        select(Obligation)
        .where(
            Obligation.unit_code == obligation.unit_code,
            Obligation.period == obligation.period,
        )
        .order_by(col(Obligation.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    held = {row.id: row for row in rows}
    if held[obligation.id].state not in _TAKEN_IN:
        raise ClosedError
    return held


async def _versions(session: AsyncSession, obligation_ids: Collection[int]) -> dict[int, int]:
    counts = await session.exec(
        select(Submission.obligation_id, func.count())
        .where(col(Submission.obligation_id).in_(obligation_ids))
        .group_by(col(Submission.obligation_id))
    )
    return dict(counts.all())


def _receipt(obligation: Obligation, number: int) -> str:
    """What people read to each other: unit, period, and which one of that period it is."""
    return f"BC-{obligation.unit_code}-{obligation.period}-{number:02d}"
