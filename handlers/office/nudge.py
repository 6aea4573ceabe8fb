"""The standing office reminds now, by hand: once for each report, person and day."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.quiet_hours import allows, day_ends
from content.words import LOCAL_ZONE, speaking
from handlers.focal.digest import nudge_screen
from handlers.focal.owed import by_urgency
from handlers.office.overdue_view import is_within_reach, nudge_step
from handlers.roles import may_remind_units
from handlers.screens import letter_to
from storage import audit, obligations, outbox, reminders
from storage.models import Obligation
from storage.obligations import OverdueLine
from storage.outbox import Letter, Priority
from storage.people import Person
from storage.reminders import Said

_MOST_IN_SUBJECT = 15


async def nudge(
    session: AsyncSession,
    plan: Plan,
    now: datetime,
    obligation_ids: Collection[int],
    by: Person,
) -> int:
    """Remind of these reports as far as they are still awaited; how many people are told."""
    today = now.astimezone(LOCAL_ZONE).date()
    if not may_remind_units(by) or is_hushed(plan, now):
        return 0
    awaited = await obligations.not_submitted(session)
    lines = [line for line in awaited if line.obligation.id in obligation_ids]
    told = await reminders.record(session, _said(lines, today), now)
    letters = _letters(plan, lines, told, now.astimezone(LOCAL_ZONE))
    await outbox.add(session, letters, now)
    for id_ in sorted({said.obligation_id for said in told}):
        await audit.record(
            session, action="nudged", subject=f"obligation:{id_}", person_id=by.id, now=now
        )
    return len(letters)


def is_hushed(plan: Plan, now: datetime) -> bool:
    """Whether quiet hours hold: the office too lets people rest."""
    return not allows(now.astimezone(LOCAL_ZONE), plan.regime, plan.calendar)


def _said(lines: Sequence[OverdueLine], today: date) -> list[Said]:
    return [
        Said(line.obligation.id, person.id, nudge_step(today), line.obligation.due)
        for line in lines
        for person in line.focal_points
        if is_within_reach(person)
    ]


def _letters(
    plan: Plan, lines: Sequence[OverdueLine], told: Sequence[Said], local: datetime
) -> list[Letter]:
    """One a person, however many of their reports are missing."""
    by_id = {line.obligation.id: line.obligation for line in lines}
    people = {person.id: person for line in lines for person in line.focal_points}
    owed: dict[int, list[Obligation]] = {}
    for said in told:
        owed.setdefault(said.person_id, []).append(by_id[said.obligation_id])
    return [_letter(plan, people[id_], reports, local) for id_, reports in owed.items()]


def _letter(plan: Plan, person: Person, owed: list[Obligation], local: datetime) -> Letter:
    owed.sort(key=by_urgency)
    ids = ",".join(str(obligation.id) for obligation in owed[:_MOST_IN_SUBJECT])
    with speaking(person.language):
        screen = nudge_screen(plan, owed, local.date())
        return letter_to(
            person.address,
            screen,
            priority=Priority.REMINDER,
            subject=f"obligations:{ids}",
            is_urgent=True,
            good_until=day_ends(local, plan.regime.quiet_hours.value),
        )
