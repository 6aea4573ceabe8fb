"""A report somebody owes: found by its id for one who may touch it, and put into words."""

from collections.abc import Sequence
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.deadlines import deadlines
from content.extensions import why_not
from content.periods import Period
from content.roles import Role
from content.text import quote
from content.words import day
from content.words import gettext as _
from handlers.phrases import due_phrase, late_phrase, period_name, report_name, unit_name
from storage import obligations
from storage.models import Obligation
from storage.models.reporting import ObligationState
from storage.people import Person

_OPEN = (ObligationState.OPEN, ObligationState.RETURNED)


async def mine(session: AsyncSession, person: Person, obligation_id: int) -> Obligation | None:
    """The obligation, if this person reports for its unit: ids in buttons come from outside."""
    obligation = await obligations.get(session, obligation_id)
    return obligation if obligation and is_served_by(obligation, person) else None


def is_served_by(obligation: Obligation, person: Person) -> bool:
    return person.has(Role.FOCAL_POINT, obligation.unit_code)


def is_open(obligation: Obligation) -> bool:
    """Whether a report is still awaited."""
    return obligation.state in _OPEN


def period_of(obligation: Obligation) -> Period:
    return Period.parse(obligation.cadence, obligation.period)


def late_by(plan: Plan, obligation: Obligation, today: date) -> int:
    """By how many working days it is overdue."""
    return plan.calendar.working_days_between(obligation.due, today)


def upward_due(plan: Plan, obligation: Obligation) -> date:
    """When the ward itself reports what this report goes into."""
    return deadlines(period_of(obligation), plan.regime, plan.calendar).upward_due


def by_urgency(obligation: Obligation) -> tuple[date, str, int]:
    """Sorts the most urgent first."""
    return obligation.due, obligation.unit_code, obligation.id


def due_words(plan: Plan, obligation: Obligation, today: date) -> str:
    """ "hạn thứ Năm, 17/12/2026 (còn 3 ngày)"; once late, by how many working days."""
    if late := late_by(plan, obligation, today):
        facts = {"late": late_phrase(late), "day": day(obligation.due)}
        return _("%(late)s (due %(day)s)") % facts
    return due_phrase(obligation.due, today)


def due_sentence(plan: Plan, obligation: Obligation, today: date) -> str:
    """The same as a sentence of its own, as HTML."""
    words = due_words(plan, obligation, today)
    return f"{quote(words[:1].upper() + words[1:])}."


def asks_for_figures(plan: Plan, owed: Sequence[Obligation]) -> bool:
    """Whether one of these reports has indicators; some only ask to be told."""
    forms = (plan.form(o.unit_code, period_of(o).cadence) for o in owed)
    return any(form.indicators for form in forms if form)


def owed_line(plan: Plan, obligation: Obligation, today: date) -> str:
    """One report in a list, as HTML: whose, which, until when."""
    return _("<b>%(unit)s</b>: %(report)s, %(due)s") % {
        "unit": quote(unit_name(plan, obligation.unit_code)),
        "report": quote(report_name(period_of(obligation))),
        "due": quote(due_words(plan, obligation, today)),
    }


def short_label(plan: Plan, obligation: Obligation) -> str:
    """What a button says of a report: plain text."""
    unit = plan.units.get(obligation.unit_code)
    name = unit.short_name if unit else obligation.unit_code
    return f"{name}, {period_name(period_of(obligation))}"


def may_still_ask(plan: Plan, obligation: Obligation, today: date) -> bool:
    """Whether it is not too late to ask for more time."""
    return why_not(obligation.due, today, 0, plan.regime, plan.calendar) is None


def example_day(plan: Plan, owed: Sequence[Obligation], today: date) -> str | None:
    """A day until which more time could be asked for one of these: "21/12"."""
    due = next((o.due for o in owed if may_still_ask(plan, o, today)), None)
    return day_and_month(plan.calendar.add_working_days(max(due, today), 2)) if due else None


def day_and_month(value: date) -> str:
    """As people type a day that is near: "21/12"."""
    return value.strftime("%d/%m")
