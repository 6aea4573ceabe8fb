"""Opens the reports whose time has come, so that they can be reminded of and handed in."""

from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.openings import Opening, openings
from content.periods import Period, periods_ending
from content.words import LOCAL_ZONE
from storage import obligations

_MONTHS_BEFORE = 3  # in which something was opened if the assistant was at work then


async def open_due_periods(session: AsyncSession, plan: Plan, now: datetime) -> int:
    """Open what opens today and what was missed; how many reports are newly owed."""
    today = now.astimezone(LOCAL_ZONE).date()
    waiting = {opening.dates.period: opening for opening in openings(plan, today)}
    opened = 0
    for period in await obligations.unopened(session, list(waiting)):
        opening = waiting[period]
        if opening.dates.unit_due >= today or await _was_at_work_before(session, period):
            opened += await _open(session, plan, opening, now)
    return opened


async def _open(session: AsyncSession, plan: Plan, opening: Opening, now: datetime) -> int:
    """For the units that owe this very period, which need not be all of its cadence."""
    owing = replace(plan, units={code: plan.units[code] for code in opening.units})
    return await obligations.open_period(session, owing, opening.dates.period, now)


async def _was_at_work_before(session: AsyncSession, period: Period) -> bool:
    """Whether earlier reports were opened. A ward that has only just begun owes nothing from
    before; one whose assistant was down for a while does."""
    before = [
        earlier
        for back in range(1, _MONTHS_BEFORE + 1)
        for earlier in periods_ending(*_months_back(period, back), longer_replaces_shorter=False)
    ]
    return len(await obligations.unopened(session, before)) < len(before)


def _months_back(period: Period, months: int) -> tuple[int, int]:
    index = period.year * 12 + period.month - 1 - months
    return index // 12, index % 12 + 1
