"""Reminds the people who report: one digest a person and day, the newest step of each report."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.deadlines import next_step, reminder_steps
from content.quiet_hours import allows, day_ends
from content.words import LOCAL_ZONE, speaking
from handlers.focal.digest import digest_screen
from handlers.focal.mails import Mail, Steps, mails_about, reachable, steps_until, with_the_rest
from handlers.focal.opening import open_due_periods
from handlers.focal.owed import is_open
from handlers.office.digest import office_digest
from handlers.screens import letter_to
from storage import extensions, obligations, outbox, reminders
from storage.models import Obligation
from storage.outbox import Letter, Priority
from storage.reminders import Said

__all__ = ["office_digest", "open_due_periods", "remind"]


async def remind(session: AsyncSession, plan: Plan, now: datetime, *, limit: int = 100) -> int:
    """Say what is due to be said; how many reports were dealt with. In quiet hours nothing is:
    it stays due, and the tick after them finds it."""
    local = now.astimezone(LOCAL_ZONE)
    if not allows(local, plan.regime, plan.calendar):
        return 0
    batch = [o for o in await obligations.due_for_reminder(session, now, limit) if is_open(o)]
    if not batch:
        return 0
    today = local.date()
    persons = await reachable(session, batch)
    owed = await with_the_rest(session, batch, persons, now)
    steps = steps_until(plan, {o.due for o in owed}, today)
    mails = await mails_about(session, owed, persons, steps)
    digests = await reminders.digests(session, mails, today, now)
    await reminders.record(session, _steps_said(mails, digests, steps), now)
    waiting = await _asked_for(session, owed)
    letters = [
        _letter(plan, mails[id_], digest, local, waiting) for id_, digest in digests.items()
    ]
    await outbox.add(session, letters, now)
    put_off = {o.id for id_ in mails.keys() - digests.keys() for o in mails[id_].owed}
    await obligations.set_next_reminders(session, _next_times(plan, batch, put_off, today))
    return len(batch)


def _steps_said(mails: Mapping[int, Mail], digests: Mapping[int, int], steps: Steps) -> list[Said]:
    """The newest step of each report is said; older ones that were missed count as skipped."""
    return [
        Said(o.id, id_, step.code, o.due, digest, was_skipped=step is not steps[o.due][-1])
        for id_, digest in digests.items()
        for o in mails[id_].owed
        for step in steps[o.due]
    ]


async def _asked_for(session: AsyncSession, owed: Collection[Obligation]) -> dict[int, date]:
    """The day asked for, by report, where a request for more time waits."""
    requests = await extensions.waiting_of(session, {o.unit_code for o in owed})
    return {request.obligation.id: request.extension.until for request in requests}


def _letter(
    plan: Plan, mail: Mail, digest: int, local: datetime, waiting: Mapping[int, date]
) -> Letter:
    name = f"digest:{digest}"
    with speaking(mail.person.language):
        screen = digest_screen(plan, mail.owed, local.date(), mail.noted, waiting)
        return letter_to(
            mail.person.address,
            screen,
            priority=Priority.REMINDER,
            subject=name,
            key=name,
            is_urgent=True,
            good_until=day_ends(local, plan.regime.quiet_hours.value),
        )


def _next_times(
    plan: Plan, batch: Collection[Obligation], put_off: Collection[int], today: date
) -> dict[int, datetime | None]:
    """When to speak of each again. Put off means that somebody had their digest of today before
    this came up: they hear of it tomorrow."""
    days = {obligation.due for obligation in batch}
    steps = {due: reminder_steps(due, plan.regime, plan.calendar) for due in days}
    tomorrow = plan.calendar.next_working(today + timedelta(days=1))
    moments: dict[int, datetime | None] = {}
    for obligation in batch:
        step = next_step(steps[obligation.due], today)
        ahead = [step.on] if step else []
        ahead += [tomorrow] if obligation.id in put_off else []
        moments[obligation.id] = obligations.speaks_at(min(ahead), plan.regime) if ahead else None
    return moments
