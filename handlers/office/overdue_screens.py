"""The overdue list as it is shown: totals, a page of lines with their buttons, who is next."""

from collections.abc import Sequence
from datetime import date, datetime

from content.catalogue import Plan
from content.roles import Role
from content.text import quote
from content.words import day, moment, ngettext, weekday_and_day
from content.words import gettext as _
from handlers.menu import to_menu
from handlers.office.invites import InviteFor, as_label
from handlers.office.overdue_choices import AskRemindAll, ChooseFilter, OverdueView, RemindOne
from handlers.office.overdue_view import Line, Overview, next_due, reporting
from handlers.phrases import late_phrase, report_name, unit_name
from handlers.screens import Option, Screen, column
from storage.people import Person

PER_PAGE = 6
_MOST_NAMED = 12
_MOST_PEOPLE = 4


def overdue_screen(
    found: Overview, view: OverdueView, *, now: datetime, may_remind: bool, notice: str = ""
) -> Screen:
    """One page of who is overdue."""
    last = (len(found.overdue) - 1) // PER_PAGE
    page = min(max(view.page, 0), last)
    first = page * PER_PAGE
    shown = found.overdue[first : first + PER_PAGE]
    lines = [notice] if notice else []
    lines += [heading(found, now), *(_entry(n, line) for n, line in enumerate(shown, first + 1))]
    if last:
        lines.append(_("Page %(page)d of %(pages)d") % {"page": page + 1, "pages": last + 1})
    view = view.model_copy(update={"page": page})
    acts = _reminders(found, shown, first, view) if may_remind else ()
    return Screen("\n\n".join(lines), (*acts, *_turning(view, last), *_below(view)))


def heading(found: Overview, now: datetime) -> str:
    """How many of how many, and as of when."""
    totals = _("<b>%(overdue)d/%(all)d units overdue</b>") % {
        "overdue": found.units_overdue,
        "all": found.reporting,
    }
    rest = _("%(done)d have reported, %(awaited)d still in time") % {
        "done": found.units_done,
        "awaited": found.units_awaited,
    }
    return f"{totals} ({rest})\n{as_of(now)}"


def as_of(now: datetime) -> str:
    return _("Figures as of %(moment)s") % {"moment": moment(now)}


def _entry(place: int, line: Line) -> str:
    late = late_phrase(line.days_late) if line.days_late else _("overdue, no working day yet")
    facts = {
        "place": place,
        "unit": quote(line.unit_name),
        "report": quote(report_name(line.period)),
        "late": as_label(late),
        "due": day(line.due),
        "reminded": _reminded(line.last_reminded_at),
        "people": _responsible(line.focal_points),
    }
    return (
        _(
            "%(place)d. <b>%(unit)s</b>: %(report)s\n"
            "%(late)s (due %(due)s)\n"
            "Last reminded: %(reminded)s\n"
            "Responsible: %(people)s"
        )
        % facts
    )


def _reminded(at: datetime | None) -> str:
    return moment(at) if at else _("not yet reminded")


def _responsible(people: Sequence[Person]) -> str:
    if not people:
        return _("<b>no focal point yet</b>")
    names = ", ".join(_shown(person) for person in people[:_MOST_PEOPLE])
    more = len(people) - _MOST_PEOPLE
    return (
        names if more <= 0 else _("%(names)s and %(count)d more") % {"names": names, "count": more}
    )


def _shown(person: Person) -> str:
    name = quote(person.name, 40) if person.name else _("focal point without a name")
    return name if person.address.is_reachable else _("%(name)s (unreachable)") % {"name": name}


def _reminders(
    found: Overview, shown: Sequence[Line], first: int, view: OverdueView
) -> tuple[tuple[Option, ...], ...]:
    acts = [_act(place, line, view) for place, line in enumerate(shown, first + 1)]
    reachable = sum(bool(line.focal_points) for line in found.overdue)
    if reachable and len(found.overdue) > 1:
        label = _("Remind all now (%(count)d)") % {"count": reachable}
        acts.append(Option(label, AskRemindAll(cadence=view.cadence, period=view.period)))
    return column(*acts)


def _act(place: int, line: Line, view: OverdueView) -> Option:
    """Reminding helps where there is somebody to remind; else someone has to be found first."""
    facts = {"place": place, "unit": line.unit_name}
    if not line.focal_points:
        invite = InviteFor(role=Role.FOCAL_POINT, unit=line.unit_code)
        return Option(_("%(place)d. Invite a focal point: %(unit)s") % facts, invite)
    remind = RemindOne(obligation=line.obligation_id, **view.model_dump())
    return Option(_("%(place)d. Remind now: %(unit)s") % facts, remind)


def _turning(view: OverdueView, last: int) -> list[tuple[Option, ...]]:
    row = []
    if view.page > 0:
        row.append(Option(_("‹ Back"), view.model_copy(update={"page": view.page - 1})))
    if view.page < last:
        row.append(Option(_("More ›"), view.model_copy(update={"page": view.page + 1})))
    return [tuple(row)] if row else []


def _below(view: OverdueView) -> tuple[tuple[Option, ...], ...]:
    return (Option(_("Filter"), ChooseFilter()), Option(_("Refresh"), view)), (to_menu(),)


def nobody_screen(
    found: Overview, plan: Plan, view: OverdueView, *, today: date, now: datetime
) -> Screen:
    """Nobody is overdue; then who is next."""
    lines = [_("<b>No unit is overdue.</b>") + "\n" + as_of(now)]
    if view.cadence or view.period:
        lines[0] = _("<b>No unit is overdue in this choice.</b>") + "\n" + as_of(now)
    lines.append(_coming(found, plan, today))
    return Screen("\n\n".join(lines), _below(view))


def _coming(found: Overview, plan: Plan, today: date) -> str:
    """Who has to report next, by what is open or else by the calendar."""
    if found.awaited:
        period, due = found.awaited[0].period, found.awaited[0].due
        names = [line.unit_name for line in found.awaited if line.due == due]
    elif dates := next_due(plan, today):
        period, due = dates.period, dates.unit_due
        names = [unit_name(plan, code) for code in plan.units if code in reporting(plan, period)]
    else:
        return ""
    shown = [f"• {quote(name)}" for name in names[:_MOST_NAMED]]
    if len(names) > len(shown):
        shown.append("• …")
    heading = _("Next due: %(report)s, <b>%(day)s</b>\n%(missing)s:") % {
        "report": quote(report_name(period)),
        "day": weekday_and_day(due),
        "missing": ngettext(
            "%(count)d unit has still to report",
            "%(count)d units have still to report",
            len(names),
        )
        % {"count": len(names)},
    }
    return "\n".join([heading, *shown])
