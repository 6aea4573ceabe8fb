"""What decides which reports open, who is written to today, and what the message says."""

from collections.abc import Collection
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import Draft, Obligation, ObligationState, OutboxRow, Reminder
from storage.obligations import OWED

Step = tuple[int, int, str, date]  # obligation, person, code, the due day it speaks of


async def said(session: AsyncSession, obligation_ids: Collection[int]) -> set[Step]:
    """The steps of these obligations that were said or skipped."""
    rows = await session.exec(
        select(
            col(Reminder.obligation_id),
            col(Reminder.person_id),
            col(Reminder.step),
            col(Reminder.due),
        ).where(col(Reminder.obligation_id).in_(obligation_ids))
    )
    return set(rows.all())


async def noted(
    session: AsyncSession, obligation_ids: Collection[int]
) -> dict[tuple[int, int], set[str]]:
    """What drafts hold already: the codes answered, by obligation and person."""
    rows = await session.exec(
        select(Draft.obligation_id, Draft.person_id, Draft.answers).where(
            col(Draft.obligation_id).in_(obligation_ids)
        )
    )
    return {(obligation, person): set(answers) for obligation, person, answers in rows.all()}


async def overdue_days(session: AsyncSession, since: date, today: date) -> list[date]:
    """The due days, from `since` to yesterday, of reports that are missing."""
    rows = await session.exec(
        select(col(Obligation.due))
        .where(col(Obligation.state).in_(OWED), Obligation.due >= since, Obligation.due < today)
        .distinct()
    )
    return list(rows.all())


async def was_anything_due_before(session: AsyncSession, day: date) -> bool:
    """Whether any report was owed earlier. All states are named so that the index serves."""
    rows = await session.exec(
        select(Obligation.id)
        .where(col(Obligation.state).in_(list(ObligationState)), Obligation.due < day)
        .limit(1)
    )
    return rows.one_or_none() is not None


async def written(session: AsyncSession, keys: Collection[str]) -> set[str]:
    """Those of these letters that exist already."""
    rows = await session.exec(select(OutboxRow.key).where(col(OutboxRow.key).in_(keys)))
    return {key for key in rows.all() if key is not None}
