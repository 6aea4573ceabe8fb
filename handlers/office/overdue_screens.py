"""The overdue list as it is shown: what it comes to, a page of units, and what can be done."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from content.menus import Offer
from content.text import quote
from content.words import LOCAL_ZONE, ngettext
from content.words import gettext as _
from handlers.menu import to_menu
from handlers.office.overdue_choices import (
    AskRemindAll,
    CallListView,
    ChooseFilter,
    HandedInView,
    OpenUnit,
    OverdueView,
)
from handlers.office.overdue_phrases import (
    came_late,
    days_overdue,
    last_reminded,
    periods_named,
    reminded_already,
    responsible,
    still_in_time,
)
from handlers.office.overdue_view import Line, Overview
from handlers.phrases import near_day, period_name
from handlers.screens import Option, Screen

PER_PAGE = 6  # two screens of a small phone
_A_ROW = 2

View = TypeVar("View", OverdueView, HandedInView, CallListView)


def overdue_screen(
    found: Overview, view: OverdueView, *, now: datetime, may_remind: bool, notice: str = ""
) -> Screen:
    """One page of the units that are overdue."""
    view, first = clamped(view, len(found.by_unit))
    shown = found.by_unit[first : first + PER_PAGE]
    parts = [notice] if notice else []
    parts.append(heading(found, now))
    is_of_several = len({line.period for line in found.overdue}) > 1
    parts += [
        _entry(place, lines, now, is_of_several=is_of_several)
        for place, lines in enumerate(shown, first + 1)
    ]
    if len(found.by_unit) > PER_PAGE:
        parts.append(page_of(view, len(found.by_unit)))
    if first + PER_PAGE >= len(found.by_unit):
        today = now.astimezone(LOCAL_ZONE).date()
        rest = [still_in_time(found, today), came_late(found)]
        parts += ["\n".join(filter(None, rest))] if any(rest) else []
    if may_remind and (told := _all_told(found)) and told not in notice:
        parts.append(told)
    doors = (*_units(shown, first, view), *_acts(found, view, may_remind=may_remind))
    options = (*doors, *turning(view, len(found.by_unit)), *_below(view))
    return Screen("\n\n".join(parts), options, Offer.WORDS)  # a number opens the unit listed so


def clamped(view: View, count: int) -> tuple[View, int]:
    """The view on a page that exists, and the place its first unit has in the whole list."""
    last = max(count - 1, 0) // PER_PAGE
    page = min(max(view.page, 0), last)
    return view.model_copy(update={"page": page}), page * PER_PAGE


def page_of(view: OverdueView | HandedInView | CallListView, count: int) -> str:
    pages = (count - 1) // PER_PAGE + 1
    return _("Page %(page)d of %(pages)d") % {"page": view.page + 1, "pages": pages}


def heading(found: Overview, now: datetime) -> str:
    """How many of how many, with what and due when; how many are here."""
    done = _("%(done)d have reported, %(awaited)d still in time") % {
        "done": found.units_done,
        "awaited": found.units_awaited,
    }
    local = now.astimezone(LOCAL_ZONE)
    as_of = _("At %(moment)s, counted in working days") % {"moment": f"{local:%H:%M %d/%m}"}
    return f"{_headline(found, now)}\n{done}\n{as_of}"


def _headline(found: Overview, now: datetime) -> str:
    totals = {"overdue": found.units_overdue, "all": found.reporting}
    periods = {line.period for line in found.overdue}
    if len(periods) > 1:
        words = _("<b>%(overdue)d/%(all)d units overdue</b>, %(reports)s")
        count = len(found.overdue)
        reports = ngettext("%(count)d report", "%(count)d reports", count) % {"count": count}
        return words % {**totals, "reports": reports}
    words = _("<b>%(overdue)d/%(all)d units overdue with the report for %(period)s</b>")
    headline = words % {**totals, "period": quote(period_name(periods.pop()))}
    dues = {line.due for line in found.overdue}
    if len(dues) > 1:  # somebody was given more time, and is late even so
        return headline
    due = near_day(dues.pop(), now.astimezone(LOCAL_ZONE).date())
    return _("%(headline)s – due %(day)s") % {"headline": headline, "day": due}


def _entry(place: int, lines: Sequence[Line], now: datetime, *, is_of_several: bool) -> str:
    """Two lines a unit: who, how late, with what; when last reminded, who is responsible."""
    worst = lines[0]
    late = days_overdue(worst.days_late)
    if len(lines) > 1:
        reports = _("%(count)d reports: %(periods)s") % {
            "count": len(lines),
            "periods": periods_named([line.period for line in lines]),
        }
        late = f"{late} · {reports}"
    elif is_of_several:
        late = f"{late} · {period_name(worst.period)}"
    asked = last_reminded(lines, now.astimezone(LOCAL_ZONE).date())
    who = f"{asked[:1].upper()}{asked[1:]} · {responsible(worst.focal_points)}"
    return f"{place}. <b>{quote(worst.short_name)}</b> – {late}\n{who}"


def _units(
    shown: Sequence[Sequence[Line]], first: int, view: OverdueView
) -> list[tuple[Option, ...]]:
    options = [
        Option(
            f"{place}. {lines[0].short_name}",
            OpenUnit(unit=lines[0].unit_code, **view.model_dump()),
        )
        for place, lines in enumerate(shown, first + 1)
    ]
    return [tuple(options[at : at + _A_ROW]) for at in range(0, len(options), _A_ROW)]


def _all_told(found: Overview) -> str:
    """Why there is no button to remind: everybody within reach was reminded today."""
    if any(line.can_be_reminded for line in found.overdue):
        return ""
    units = {line.unit_code for line in found.overdue if line.was_nudged}
    return reminded_already(len(units), is_list=True) if units else ""


def _acts(found: Overview, view: OverdueView, *, may_remind: bool) -> list[tuple[Option, ...]]:
    choice = {"cadence": view.cadence, "period": view.period}
    reached = sum(any(line.can_be_reminded for line in lines) for lines in found.by_unit)
    if not (may_remind and reached):
        return []
    label = _("Remind all now (%(count)d)") % {"count": reached}
    return [(Option(label, AskRemindAll(**choice)),)]


def turning(
    view: OverdueView | HandedInView | CallListView, count: int
) -> list[tuple[Option, ...]]:
    """Back and on, where there is more than a page."""
    last = (count - 1) // PER_PAGE
    row = []
    if view.page > 0:
        row.append(Option(_("‹ Back"), view.model_copy(update={"page": view.page - 1})))
    if view.page < last:
        row.append(Option(_("More ›"), view.model_copy(update={"page": view.page + 1})))
    return [tuple(row)] if row else []


def _below(view: OverdueView) -> tuple[tuple[Option, ...], ...]:
    handed_in = HandedInView(cadence=view.cadence, period=view.period)
    return (
        (Option(_("Who has reported?"), handed_in), Option(_("Filter"), ChooseFilter())),
        (Option(_("Refresh"), view), to_menu()),
    )
