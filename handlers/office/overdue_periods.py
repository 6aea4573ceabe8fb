"""What is said of a period that is not simply there: none such, not open yet, never followed, or
handed in together with a longer one."""

from collections.abc import Collection
from datetime import date

from content.asked_periods import NoSuch
from content.catalogue import Plan
from content.deadlines import Deadlines, deadlines, opens_on
from content.openings import owing
from content.periods import Cadence, Period, containing, periods_ending
from content.text import quote
from content.words import gettext as _
from content.words import weekday_and_day
from handlers.menu import to_menu
from handlers.office.invites import as_label
from handlers.office.overdue_choices import ChooseFilter, HandedInView, OverdueView
from handlers.office.overdue_view import Overview
from handlers.phrases import period_name, report_name
from handlers.screens import Option, Screen


def is_followed(found: Overview, view: OverdueView | HandedInView) -> bool:
    """Whether anything is known of what was chosen; without a choice there is no doubt."""
    return bool(found.periods) or (view.cadence is None and view.period is None)


def unfollowed_screen(plan: Plan, view: OverdueView | HandedInView, today: date) -> Screen:
    """Nobody is called late, or in time, for a period the assistant has never opened."""
    coming = [dates for dates in due_by_plan(plan, view) if not _is_open(plan, dates, today)]
    if coming:
        dates = max(coming, key=lambda one: one.period.cadence.months)
        text = _("<b>%(report)s is not open yet.</b> It is due on %(day)s.") % {
            "report": quote(as_label(report_name(dates.period))),
            "day": weekday_and_day(dates.unit_due),
        }
    else:
        text = _(
            "<b>I have not followed %(reports)s</b>, so I do not know who has handed in and who "
            "is overdue."
        ) % {"reports": quote(_chosen(view))}
    everything = Option(_("All that is overdue"), OverdueView())
    return Screen(text, ((everything,), (Option(_("Filter"), ChooseFilter()), to_menu())))


def _chosen(view: OverdueView | HandedInView) -> str:
    month = _month(view.period)
    if month is None or view.cadence is Cadence.AD_HOC:
        return _("any report of this kind")
    cadence = view.cadence or Cadence.MONTHLY
    return report_name(containing(cadence, month.year, month.month))


def due_by_plan(plan: Plan, view: OverdueView | HandedInView) -> list[Deadlines]:
    """When what was chosen is due by the plan, whether it was ever opened or not."""
    month = _month(view.period)
    if month is None:
        return []
    ending = periods_ending(month.year, month.month, longer_replaces_shorter=False)
    return [
        deadlines(period, plan.regime, plan.calendar)
        for period in ending
        if view.cadence in (None, period.cadence) and owing(plan, period)
    ]


def _month(key: str | None) -> Period | None:
    try:
        return Period.parse(Cadence.MONTHLY, key or "")
    except ValueError:  # none chosen, or a forged button
        return None


def _is_open(plan: Plan, dates: Deadlines, today: date) -> bool:
    return opens_on(dates.unit_due, plan.regime, plan.calendar) <= today


def taken_over(named: Period | None, shown: Collection[Period]) -> str:
    """That the period asked for is handed in with a longer one, which is what is shown."""
    if named is None or not shown or named.cadence in {period.cadence for period in shown}:
        return ""
    longer = max(shown, key=lambda period: period.cadence.months)
    return _("%(period)s is handed in together with %(report)s.") % {
        "period": quote(as_label(period_name(named))),
        "report": quote(report_name(longer)),
    }


def no_such_text(asked: NoSuch) -> str:
    match asked.cadence:
        case Cadence.MONTHLY:
            return _("There is no month %(number)d.") % {"number": asked.number}
        case Cadence.QUARTER:
            return _("There is no quarter %(number)d.") % {"number": asked.number}
        case _:
            return _("I hold no report of the year %(number)d.") % {"number": asked.number}
