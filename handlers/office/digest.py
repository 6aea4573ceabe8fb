"""Tells the standing office who is overdue, on the days on which overdue units are reminded."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.deadlines import newest_step, reminder_steps
from content.openings import LOOKS_BACK
from content.periods import Period
from content.quiet_hours import allows, day_ends
from content.roles import Role
from content.text import quote
from content.words import LOCAL_ZONE, ngettext, speaking
from content.words import gettext as _
from handlers.focal.owed import due_words, late_by, period_of
from handlers.menu import OpenCallList, OpenOverdue, to_menu
from handlers.office.call_list_screen import units_to_call_phrase
from handlers.office.call_list_view import units_to_call
from handlers.office.extension_screens import waiting_option
from handlers.phrases import report_name, unit_name
from handlers.screens import Option, Screen, column, letter_to
from storage import digests, extensions, obligations, outbox, people
from storage.obligations import OverdueLine
from storage.outbox import Priority
from storage.people import Person

_MOST_LINES = 15


async def office_digest(session: AsyncSession, plan: Plan, now: datetime) -> int:
    """One message for each step day and member; how many were written now. A day that was
    missed is made up for, since it is the step and not today that names the message."""
    local = now.astimezone(LOCAL_ZONE)
    if not allows(local, plan.regime, plan.calendar):
        return 0
    is_early = local.time() < plan.regime.send_time.value
    step_day = await _step_day(session, plan, local.date() - timedelta(days=is_early))
    if step_day is None:
        return 0
    members = await _members_without(session, step_day)
    if not members:
        return 0
    lines = await obligations.overdue(session, local.date())
    waiting = len(await extensions.pending(session))
    to_call = len(await units_to_call(session, plan, now))
    letters = []
    for key, member in members.items():
        with speaking(member.language):
            screen = office_digest_screen(plan, lines, local.date(), waiting, to_call)
            letter = letter_to(
                member.address, screen, priority=Priority.REMINDER, key=key, is_urgent=True,
                good_until=day_ends(local, plan.regime.quiet_hours.value),
            )  # fmt: skip
            letters.append(letter)
    await outbox.add(session, letters, now)
    return len(letters)


async def _step_day(session: AsyncSession, plan: Plan, until: date) -> date | None:
    """The newest day on which something overdue reached a step after its due day."""
    days = await digests.overdue_days(session, until - LOOKS_BACK, until)
    newest = (newest_step(reminder_steps(d, plan.regime, plan.calendar), until) for d in days)
    return max(
        (step.on for step, d in zip(newest, days, strict=True) if step and step.on > d),
        default=None,
    )


async def _members_without(session: AsyncSession, step_day: date) -> dict[str, Person]:
    """Who of the office can be reached and has no message for this step day, by its key."""
    members = {
        f"office:{step_day}:{member.id}": member
        for member in await people.holding(session, Role.STANDING_OFFICE)
        if member.has_consented and member.address.is_reachable
    }
    written = await digests.written(session, members) if members else set()
    return {key: member for key, member in members.items() if key not in written}


def office_digest_screen(
    plan: Plan, lines: Sequence[OverdueLine], today: date, waiting: int, to_call: int = 0
) -> Screen:
    """Who is overdue with what, whom no reminder reaches, how many requests wait, how many units
    have to be called."""
    units = len({line.obligation.unit_code for line in lines})
    heading = ngettext(
        "<b>%(count)d unit is overdue with its report</b>",
        "<b>%(count)d units are overdue with their reports</b>",
        units,
    ) % {"count": units}
    parts = [heading, *_groups(plan, lines[:_MOST_LINES], today)]
    if (more := len(lines) - _MOST_LINES) > 0:
        parts.append(
            ngettext("… and %(count)d more report", "… and %(count)d more reports", more)
            % {"count": more}
        )
    if any(_has_passed_last_step(plan, line, today) for line in lines):
        parts.append(_("Some have passed the last reminder. Please consider telling the leaders."))
    if to_call:
        parts.append(call_line(to_call))
    doors = [Option(_("See and remind"), OpenOverdue())]
    doors += [waiting_option(waiting)] if waiting else []
    doors += [Option(_("To call"), OpenCallList())] if to_call else []
    return Screen("\n\n".join(parts), column(*doors, to_menu()))


def call_line(count: int) -> str:
    """Whom messages do not reach has to be called."""
    return _("No message reaches everybody: %(units)s.") % {"units": units_to_call_phrase(count)}


def _groups(plan: Plan, lines: Sequence[OverdueLine], today: date) -> Iterator[str]:
    """The same report, equally late, is said once, with its units below."""
    groups: dict[tuple[Period, date], list[OverdueLine]] = {}
    for line in lines:
        owed = line.obligation
        groups.setdefault((period_of(owed), owed.due), []).append(line)
    for (period, _due), missing in groups.items():
        report = quote(report_name(period))
        heading = _("<b>%(report)s</b>, %(due)s") % {
            "report": report[:1].upper() + report[1:],
            "due": due_words(plan, missing[0].obligation, today),
        }
        yield "\n".join([heading, *(_entry(plan, line) for line in missing)])


def _entry(plan: Plan, line: OverdueLine) -> str:
    """A unit, with a word where the office itself has to speak to it."""
    unit = quote(unit_name(plan, line.obligation.unit_code))
    if not line.focal_points:
        return _("• %(unit)s (no focal point yet)") % {"unit": unit}
    if not any(p.has_consented and p.address.is_reachable for p in line.focal_points):
        return _("• %(unit)s (no reminder reaches it)") % {"unit": unit}
    return f"• {unit}"


def _has_passed_last_step(plan: Plan, line: OverdueLine, today: date) -> bool:
    last = max(plan.regime.overdue_working_days_after.value)
    return late_by(plan, line.obligation, today) >= last
