"""Opens the reports whose time has come, so that they can be reminded of and handed in."""

from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.openings import openings, owing
from content.periods import Period
from content.words import LOCAL_ZONE
from storage import digests, obligations


async def open_due_periods(session: AsyncSession, plan: Plan, now: datetime) -> int:
    """Open what opens today and what was missed; how many reports are newly owed.

    A ward that has only just begun owes nothing from before; one whose assistant was down for
    a while does. What tells them apart is whether anything was due earlier.
    """
    today = now.astimezone(LOCAL_ZONE).date()
    dates = {one.period: one for one in openings(plan, today)}
    opened = 0
    for period in await obligations.unopened(session, list(dates)):
        due = dates[period].unit_due
        if due >= today or await digests.was_anything_due_before(session, due):
            opened += await _open(session, plan, period, now)
    return opened


async def open_for_new_units(session: AsyncSession, plan: Plan, now: datetime) -> int:
    """At a start: a unit the plan gained in the middle of a period owes its report as well."""
    today = now.astimezone(LOCAL_ZONE).date()
    periods = [one.period for one in openings(plan, today) if one.unit_due >= today]
    unopened = set(await obligations.unopened(session, periods))
    return sum([await _open(session, plan, one, now) for one in periods if one not in unopened])


async def _open(session: AsyncSession, plan: Plan, period: Period, now: datetime) -> int:
    """For the units that owe this very period, which need not be all of its cadence."""
    units = {code: plan.units[code] for code in owing(plan, period)}
    return await obligations.open_period(session, replace(plan, units=units), period, now)
