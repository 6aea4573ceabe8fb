"""Who is to be told today of which reports."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.deadlines import ReminderStep, newest_step, reminder_steps
from storage import digests, obligations, people
from storage.models import Obligation
from storage.people import Person

Steps = Mapping[date, Sequence[ReminderStep]]  # by due day, those that have come, oldest first


@dataclass(frozen=True, slots=True)
class Mail:
    """What one person is to be told."""

    person: Person
    owed: tuple[Obligation, ...]
    noted: Mapping[int, Collection[str]]  # codes in their draft, by obligation


def steps_until(plan: Plan, due_days: Collection[date], today: date) -> Steps:
    """The steps that have come, for each due day."""
    steps = {due: reminder_steps(due, plan.regime, plan.calendar) for due in set(due_days)}
    newest = {due: newest_step(of_day, today) for due, of_day in steps.items()}
    return {
        due: of_day[: of_day.index(last) + 1] if (last := newest[due]) else ()
        for due, of_day in steps.items()
    }


async def reachable(session: AsyncSession, batch: Sequence[Obligation]) -> list[Person]:
    """Who is to hear of these. Without consent or a way to reach them nobody is written to; the
    office sees the report in its list all the same."""
    serving = await people.focal_points_of(session, {o.unit_code for o in batch})
    everyone = {person.id: person for unit in serving.values() for person in unit}
    return [p for p in everyone.values() if p.has_consented and p.address.is_reachable]


async def with_the_rest(
    session: AsyncSession, batch: Sequence[Obligation], persons: Sequence[Person], now: datetime
) -> list[Obligation]:
    """The batch and what else these people are to hear of now: where a batch is cut, nobody
    gets one half today and the other tomorrow."""
    units = {code for person in persons for code in person.units}
    owed = await obligations.owed_by(session, units) if units else []
    also = (o for o in owed if o.next_reminder_at and o.next_reminder_at <= now)
    return list({obligation.id: obligation for obligation in (*batch, *also)}.values())


async def mails_about(
    session: AsyncSession, owed: Sequence[Obligation], persons: Sequence[Person], steps: Steps
) -> dict[int, Mail]:
    """By person, what they have not been told yet."""
    ids = [obligation.id for obligation in owed]
    said, noted = await digests.said(session, ids), await digests.noted(session, ids)
    by_unit: dict[str, list[Obligation]] = {}
    for obligation in owed:
        by_unit.setdefault(obligation.unit_code, []).append(obligation)
    mails: dict[int, Mail] = {}
    for person in persons:
        new = tuple(
            o
            for unit in person.units
            for o in by_unit.get(unit, ())
            if steps[o.due] and (o.id, person.id, steps[o.due][-1].code, o.due) not in said
        )
        if new:
            mine = {o.id: noted.get((o.id, person.id), ()) for o in new}
            mails[person.id] = Mail(person, new, mine)
    return mails
