"""Turns of phrase of what the office sees: what it is about, who is responsible, who was late."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from content.periods import Cadence, Period
from content.text import quote
from content.words import LOCAL_ZONE, moment, ngettext
from content.words import gettext as _
from handlers.office.overdue_choices import cadence_name
from handlers.office.overdue_view import Done, Line, Overview, is_within_reach
from handlers.phrases import handed_in_late_phrase, near_day, period_name, report_name
from storage.people import Person

_MOST_PEOPLE = 2
_MOST_PERIODS = 3
_MOST_UNITS = 12


def about(found: Overview, cadence: Cadence | None, period: str | None) -> str:
    """Which reports a choice is about, in the middle of a sentence."""
    if len(found.periods) == 1:
        return report_name(found.periods[0])
    if period is not None and (month := _month(period)):
        return report_name(month)
    if cadence is not None:
        name = cadence_name(cadence)
        return name[:1].lower() + name[1:]
    return ""


def _month(key: str) -> Period | None:
    try:
        return Period.parse(Cadence.MONTHLY, key)
    except ValueError:  # no key of ours: a button was forged
        return None


def as_of(now: datetime) -> str:
    return _("Figures as of %(moment)s") % {"moment": moment(now)}


def periods_named(periods: Sequence[Period]) -> str:
    """ "tháng 11/2026, năm 2026", the older first; many are counted."""
    names = ", ".join(period_name(period) for period in periods[:_MOST_PERIODS])
    more = len(periods) - _MOST_PERIODS
    return names if more <= 0 else _and_more(names, more)


def responsible(people: Collection[Person], most: int = _MOST_PEOPLE) -> str:
    """Who answers for a unit, as HTML."""
    if not people:
        return _("<b>no focal point yet</b>")
    names = ", ".join(_shown(person) for person in list(people)[:most])
    more = len(people) - most
    return names if more <= 0 else _and_more(names, more)


def _shown(person: Person) -> str:
    name = quote(person.name, 40) if person.name else _("focal point without a name")
    return name if is_within_reach(person) else _("%(name)s (unreachable)") % {"name": name}


def last_reminded(lines: Sequence[Line], today: date) -> str:
    """ "nhắc hôm nay", "nhắc 17/12"; the hour is in the unit's detail."""
    moments = [line.last_reminded_at for line in lines if line.last_reminded_at]
    if not moments:
        return _("not reminded yet")
    last = max(moments).astimezone(LOCAL_ZONE).date()
    if last == today:
        return _("reminded today")
    return _("reminded %(day)s") % {"day": near_day(last, today)}


def reminded_already(units: int, *, is_list: bool = False) -> str:
    """By hand, once a day: why there is nothing more to do today. Of a list it is said as of a
    list, so that one unit within reach is not taken for the one somebody meant."""
    if units == 1 and is_list:
        return _(
            "The only unit of this list within reach has been reminded today; it can be again on "
            "the next working day."
        )
    if units == 1:
        return _("The unit has been reminded today; it can be again on the next working day.")
    return _(
        "All %(count)d units within reach have been reminded today; they can be again on the next "
        "working day."
    ) % {"count": units}


def days_overdue(days: int) -> str:
    """The short form: that these are working days is said once above."""
    if not days:
        return _("overdue since the last working day")
    return ngettext("%(count)d day overdue", "%(count)d days overdue", days) % {"count": days}


def days_late(done: Done) -> str:
    """How a report came: in time or by how much late."""
    if not done.is_late:
        return _("in time")
    return handed_in_late_phrase(done.days_late)


def still_in_time(found: Overview, today: date) -> str:
    """Who has still time, shortly: "Còn trong hạn: Trạm Y tế (22/12)". As many as are counted:
    whoever is late with another report stands in the list already."""
    late = {line.unit_code for line in found.overdue}
    days: dict[str, list[date]] = {}
    for line in found.awaited:
        if line.unit_code not in late:
            days.setdefault(quote(line.short_name), []).append(line.due)
    named = [f"{name} ({_near_days(dues, today)})" for name, dues in days.items()]
    return _("Still in time: %(units)s") % {"units": _listed(named)} if named else ""


def _near_days(dues: Collection[date], today: date) -> str:
    return ", ".join(near_day(due, today) for due in sorted(set(dues)))


def came_late(found: Overview) -> str:
    """Who has reported, but late: nobody is overdue with it any more."""
    named = [
        f"{quote(done.short_name)} ({days_late(done)})" for done in found.done if done.is_late
    ]
    return _("Handed in late: %(units)s") % {"units": _listed(named)} if named else ""


def _listed(named: Sequence[str]) -> str:
    names = ", ".join(named[:_MOST_UNITS])
    more = len(named) - _MOST_UNITS
    return names if more <= 0 else _and_more(names, more)


def _and_more(names: str, more: int) -> str:
    return _("%(names)s and %(count)d more") % {"names": names, "count": more}
