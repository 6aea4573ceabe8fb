"""What is shown where nobody is overdue: who was late even so, and who is next."""

from datetime import date, datetime

from content.catalogue import Plan
from content.openings import owing
from content.text import quote
from content.words import gettext as _
from content.words import ngettext, weekday_and_day
from handlers.menu import to_menu
from handlers.office.coming import next_due
from handlers.office.overdue_choices import ChooseFilter, HandedInView, OverdueView
from handlers.office.overdue_phrases import about, as_of, came_late
from handlers.office.overdue_view import Overview
from handlers.phrases import report_name, unit_name
from handlers.screens import Option, Screen

_MOST_NAMED = 12


def nobody_screen(
    found: Overview, plan: Plan, view: OverdueView, *, today: date, now: datetime
) -> Screen:
    """Nobody is overdue; then who is next."""
    parts = [f"{_headline(found, view)}\n{as_of(now)}", _done(found), _coming(found, plan, today)]
    handed_in = HandedInView(cadence=view.cadence, period=view.period)
    doors = (
        (Option(_("Who has reported?"), handed_in), Option(_("Filter"), ChooseFilter())),
        (Option(_("Refresh"), view), to_menu()),
    )
    return Screen("\n\n".join(filter(None, parts)), doors)


def _headline(found: Overview, view: OverdueView) -> str:
    if view.cadence is None and view.period is None:
        return _("<b>No unit is overdue.</b>")
    which = about(found, view.cadence, view.period)
    return _("<b>No unit is overdue: %(reports)s.</b>") % {"reports": quote(which)}


def _done(found: Overview) -> str:
    """How many have reported, and who of them was late."""
    if not found.done:
        return ""
    words = _("%(done)d/%(all)d units have reported: %(reports)s.") % {
        "done": found.units_done,
        "all": found.reporting,
        "reports": quote(about(found, None, found.periods[0].key)),
    }
    return "\n".join(filter(None, [words, came_late(found)]))


def _coming(found: Overview, plan: Plan, today: date) -> str:
    """Who has to report next, by what is open or else by the calendar."""
    if found.awaited:
        period, due = found.awaited[0].period, found.awaited[0].due
        names = [line.unit_name for line in found.awaited if line.due == due]
    elif dates := next_due(plan, today):
        period, due = dates.period, dates.unit_due
        names = [unit_name(plan, code) for code in owing(plan, period)]
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
