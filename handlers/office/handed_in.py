"""Who has reported, when, and whether in time."""

from collections.abc import Sequence
from datetime import datetime

from content.menus import Offer
from content.text import quote
from content.words import gettext as _
from handlers.menu import to_menu
from handlers.office.overdue_choices import HandedInView, OverdueView
from handlers.office.overdue_phrases import about, as_of, days_late
from handlers.office.overdue_screens import PER_PAGE, clamped, page_of, turning
from handlers.office.overdue_view import Done, Overview
from handlers.phrases import near_moment, period_name
from handlers.screens import Option, Screen


def handed_in_screen(found: Overview, view: HandedInView, now: datetime) -> Screen:
    """One page of what is here, the earliest first."""
    view, first = clamped(view, len(found.done))
    shown = found.done[first : first + PER_PAGE]
    is_of_several = len({done.period for done in found.done}) > 1
    parts = [_heading(found, view, now)]
    parts += [
        _entry(place, done, now, is_of_several=is_of_several)
        for place, done in enumerate(shown, first + 1)
    ]
    if len(found.done) > PER_PAGE:
        parts.append(page_of(view, len(found.done)))
    overdue = OverdueView(cadence=view.cadence, period=view.period)
    doors = (*turning(view, len(found.done)), (Option(_("Who has not?"), overdue), to_menu()))
    return Screen("\n\n".join(parts), doors, Offer.WORDS)  # its lines have numbers of their own


def _heading(found: Overview, view: HandedInView, now: datetime) -> str:
    which = quote(about(found, view.cadence, view.period))
    if not found.done:
        nobody = _("<b>No unit has handed in yet: %(reports)s.</b>") % {"reports": which}
        return f"{nobody}\n{as_of(now)}"
    words = _("<b>%(done)d/%(all)d units have handed in: %(reports)s</b>") % {
        "done": len({done.unit_code for done in found.done}),
        "all": found.reporting,
        "reports": which,
    }
    counts = _("%(in_time)d in time, %(late)d late") % _counted(found.done)
    return f"{words}\n{counts}\n{as_of(now)}"


def _counted(done: Sequence[Done]) -> dict[str, int]:
    late = sum(one.is_late for one in done)
    return {"in_time": len(done) - late, "late": late}


def _entry(place: int, done: Done, now: datetime, *, is_of_several: bool) -> str:
    facts = f"{near_moment(done.at, now)} · {days_late(done)}"
    which = f" · {period_name(done.period)}" if is_of_several else ""
    return f"{place}. <b>{quote(done.short_name)}</b>{which}\n{facts}"
