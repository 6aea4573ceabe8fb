"""What is shown where nobody is overdue: who was late even so, and who is next. For each report
those who are here, those who are awaited and those with more time come to all who owe it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from content.catalogue import Plan
from content.deadlines import deadlines
from content.openings import owing
from content.periods import Period
from content.text import quote
from content.words import gettext as _
from content.words import ngettext, weekday_and_day
from handlers.menu import to_menu
from handlers.office.coming import next_due
from handlers.office.overdue_choices import ChooseFilter, HandedInView, OverdueView
from handlers.office.overdue_phrases import about, as_of, came_late
from handlers.office.overdue_view import Line, Overview
from handlers.phrases import near_day, report_name, unit_name
from handlers.screens import Option, Screen

_MOST_NAMED = 12


def nobody_screen(
    found: Overview, plan: Plan, view: OverdueView, *, today: date, now: datetime
) -> Screen:
    """Nobody is overdue; then who is next."""
    parts = [f"{_headline(found, view)}\n{as_of(now)}"]
    parts += [part for period in _in_order(found) for part in _period(found, period, plan, today)]
    if not found.awaited:
        parts.append(_by_calendar(plan, today))
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


def _in_order(found: Overview) -> list[Period]:
    """Whatever is due first; what nobody is awaited for comes last."""
    first = {line.period: line.due for line in sorted(found.awaited, key=lambda x: x.due)[::-1]}
    return sorted(found.periods, key=lambda period: (first.get(period, date.max), period))


def _period(found: Overview, period: Period, plan: Plan, today: date) -> Iterator[str]:
    """How one report stands: who is here, who is awaited, who was given more time."""
    of_it = Overview(
        overdue=(),
        awaited=tuple(line for line in found.awaited if line.period == period),
        done=tuple(done for done in found.done if done.period == period),
        periods=(period,),
    )
    if of_it.done:
        yield _done(of_it, period)
    if of_it.awaited:
        yield _awaited(of_it.awaited, plan, today)


def _done(found: Overview, period: Period) -> str:
    """How many have reported, and who of them was late."""
    words = _("%(done)d/%(all)d units have reported: %(reports)s.") % {
        "done": found.units_done,
        "all": found.reporting,
        "reports": quote(report_name(period)),
    }
    return "\n".join(filter(None, [words, came_late(found)]))


def _awaited(awaited: Sequence[Line], plan: Plan, today: date) -> str:
    """Day by day: those due as planned by name, and those with more time in a line."""
    period = awaited[0].period
    planned = deadlines(period, plan.regime, plan.calendar).unit_due
    ordered = sorted(awaited, key=lambda line: line.due)
    parts = []
    for due, group in groupby(ordered, key=lambda line: line.due):
        names = [line.unit_name for line in group]
        if due > planned:
            parts.append(_given_time(period, due, names, today))
        else:
            parts.append(_next(period, due, names))
    return "\n".join(parts)


def _given_time(period: Period, due: date, names: Sequence[str], today: date) -> str:
    words = ngettext(
        "%(count)d unit was given more time for %(report)s, until %(day)s: %(units)s",
        "%(count)d units were given more time for %(report)s, until %(day)s: %(units)s",
        len(names),
    )
    return words % {
        "count": len(names),
        "report": quote(report_name(period)),
        "day": near_day(due, today),
        "units": quote(", ".join(names)),
    }


def _by_calendar(plan: Plan, today: date) -> str:
    """Who has to report next, where nothing is open."""
    if dates := next_due(plan, today):
        codes = owing(plan, dates.period)
        return _next(dates.period, dates.unit_due, [unit_name(plan, code) for code in codes])
    return ""


def _next(period: Period, due: date, names: Sequence[str]) -> str:
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
