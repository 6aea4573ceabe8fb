"""The call list as it is shown. We keep no phone numbers: the office has its own directory."""

from collections.abc import Sequence
from datetime import datetime

from content.channel_names import channel_name
from content.menus import Offer
from content.text import quote
from content.words import LOCAL_ZONE, ngettext
from content.words import gettext as _
from handlers.menu import to_menu
from handlers.office.call_list_view import UnitToCall, Unreached, WhyNot
from handlers.office.overdue_choices import CallListView, OpenUnit
from handlers.office.overdue_phrases import days_overdue, periods_named
from handlers.office.overdue_screens import PER_PAGE, clamped, page_of, turning
from handlers.office.overdue_view import Line
from handlers.phrases import near_day
from handlers.screens import Option, Screen

_A_ROW = 2
_MOST_PEOPLE = 3


def clamp(
    view: CallListView, units: Sequence[UnitToCall]
) -> tuple[CallListView, int, Sequence[UnitToCall]]:
    """A page that exists, the place of its first unit in the whole list, and its units."""
    view, first = clamped(view, len(units))
    return view, first, units[first : first + PER_PAGE]


def call_list_screen(units: Sequence[UnitToCall], view: CallListView, now: datetime) -> Screen:
    view, first, shown = clamp(view, units)
    below = ((Option(_("Refresh"), view), to_menu()),)
    if not units:
        text = _("<b>Nobody has to be called.</b>\nEvery unit that owes a report is reached here.")
        return Screen(text, below)
    heading = units_to_call_phrase(len(units))
    parts = [f"<b>{heading[:1].upper()}{heading[1:]}</b>\n" + _("No message reaches them.")]
    parts += [_entry(place, unit, now) for place, unit in enumerate(shown, first + 1)]
    if len(units) > PER_PAGE:
        parts.append(page_of(view, len(units)))
    parts.append(_("I keep no phone numbers: please use the ward's own directory."))
    doors = [
        Option(f"{place}. {unit.owed[0].short_name}", OpenUnit(unit=unit.code))
        for place, unit in enumerate(shown, first + 1)
    ]
    rows = [tuple(doors[at : at + _A_ROW]) for at in range(0, len(doors), _A_ROW)]
    options = (*rows, *turning(view, len(units)), *below)
    return Screen("\n\n".join(parts), options, Offer.WORDS)  # a number opens the unit


def units_to_call_phrase(count: int) -> str:
    """ "3 đơn vị cần gọi điện"."""
    return ngettext("%(count)d unit to call", "%(count)d units to call", count) % {"count": count}


def _entry(place: int, unit: UnitToCall, now: datetime) -> str:
    """Who, what is owed; then why no message gets there."""
    name = f"{place}. <b>{quote(unit.owed[0].short_name)}</b> – {_owed(unit.owed, now)}"
    if not unit.people:
        return f"{name}\n" + _("No focal point yet")
    return "\n".join([name, *(_person(one) for one in unit.people[:_MOST_PEOPLE])])


def _owed(owed: Sequence[Line], now: datetime) -> str:
    worst = owed[0]
    periods = periods_named([line.period for line in owed])
    if worst.is_overdue:
        return f"{days_overdue(worst.days_late)} · {periods}"
    due = near_day(worst.due, now.astimezone(LOCAL_ZONE).date())
    return _("due %(day)s · %(periods)s") % {"day": due, "periods": periods}


def _person(one: Unreached) -> str:
    named = one.person.name
    name = quote(named, 40) if named else _("focal point without a name")
    among = [channel for channel, _reason in one.why]
    reasons = [_why(channel_name(channel, among), why) for channel, why in one.why]
    return f"{name}: {'; '.join(reasons)}" if reasons else name


def _why(channel: str, why: WhyNot) -> str:
    match why:
        case WhyNot.NO_CONSENT:
            return _("has not agreed to receive messages")
        case WhyNot.SILENT:
            return _(
                "%(channel)s: has not written for too long, so %(channel)s lets nothing through"
            ) % {"channel": channel}
        case WhyNot.SHUT:
            return _("%(channel)s: has blocked the assistant, or left") % {"channel": channel}
