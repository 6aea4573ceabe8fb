"""The reminder as it is read: what is still to be handed in, most urgent first, and buttons."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from aiogram.filters.callback_data import CallbackData

from content.catalogue import Plan
from content.menus import Offer
from content.words import day, ngettext
from content.words import gettext as _
from handlers.focal.extension_screens import ExtensionAsk
from handlers.focal.owed import (
    asks_for_figures,
    by_urgency,
    example_day,
    may_still_ask,
    owed_line,
)
from handlers.focal.reminder_text import in_full
from handlers.focal.report_place import ReportNow
from handlers.screens import Option, Screen, column
from storage.models import Obligation

_MOST_LINES = 10
_MOST_WITH_BUTTONS = 5


class Working(CallbackData, prefix="wip"):
    """Whatever the person owes is in hand."""


def digest_screen(
    plan: Plan,
    owed: Sequence[Obligation],
    today: date,
    noted: Mapping[int, Collection[str]] | None = None,
    waiting: Mapping[int, date] | None = None,
) -> Screen:
    """The one reminder of a day: one report in full sentences, several as a list. `noted` are
    the codes that the person's drafts hold already, `waiting` the days asked for by requests
    for more time that wait for an answer; nobody is told to ask
    again for these, the button shows the request."""
    owed = sorted(owed, key=by_urgency)
    waiting = waiting or {}
    if len(owed) == 1:
        only = owed[0].id
        text = in_full(plan, owed[0], today, (noted or {}).get(only, ()), waiting.get(only))
    else:
        text = _listed(plan, owed, today, waiting)
    asking = [o for o in owed if o.id not in waiting]
    how = _how_to_answer(plan, owed, example_day(plan, asking, today))
    options = reminder_options(plan, owed, today)
    return Screen(f"{text}\n\n{how}", options, Offer.WORDS)  # "2" is a figure


def nudge_screen(plan: Plan, owed: Sequence[Obligation], today: date) -> Screen:
    """The standing office itself reminds."""
    owed = sorted(owed, key=by_urgency)
    lines = [_("<b>The standing office reminds you</b>"), "", *owed_lines(plan, owed, today)]
    text = "\n".join([*lines, "", _how_to_answer(plan, owed, example_day(plan, owed, today))])
    return Screen(text, reminder_options(plan, owed, today), Offer.WORDS)


def owed_lines(plan: Plan, owed: Sequence[Obligation], today: date) -> list[str]:
    """A line a report, numbered as the buttons are; what is too much is counted."""
    lines = [owed_line(plan, obligation, today) for obligation in owed[:_MOST_LINES]]
    if len(lines) > 1:
        lines = [f"{place}. {line}" for place, line in enumerate(lines, start=1)]
    if more := len(owed) - len(lines):
        lines.append(
            ngettext("… and %(count)d more report", "… and %(count)d more reports", more)
            % {"count": more}
        )
    return lines


def report_options(
    plan: Plan, owed: Sequence[Obligation], today: date
) -> tuple[tuple[Option, ...], ...]:
    """Report now, ask for more time where it is not too late: one below the other for one
    report, else a row a report with the number it has in the list."""
    return _rows(owed, {o.id for o in owed if may_still_ask(plan, o, today)})


def reminder_options(
    plan: Plan, owed: Sequence[Obligation], today: date
) -> tuple[tuple[Option, ...], ...]:
    """The same, and "working on it" for all of them."""
    return (*report_options(plan, owed, today), (Option(_("Working on it"), Working()),))


def _rows(
    owed: Sequence[Obligation], extendable: Collection[int]
) -> tuple[tuple[Option, ...], ...]:
    if len(owed) == 1:
        return column(*_options_of(owed[0], extendable))
    numbered = enumerate(owed[:_MOST_WITH_BUTTONS], start=1)
    return tuple(_options_of(o, extendable, f" ({place})") for place, o in numbered)


def _options_of(
    obligation: Obligation, extendable: Collection[int], number: str = ""
) -> tuple[Option, ...]:
    report = Option(_("Report now") + number, ReportNow(obligation=obligation.id))
    if obligation.id not in extendable:
        return (report,)
    label = _("Ask for more time") + number
    return report, Option(label, ExtensionAsk(obligation=obligation.id))


def _listed(
    plan: Plan, owed: Sequence[Obligation], today: date, waiting: Mapping[int, date]
) -> str:
    heading = ngettext(
        "<b>%(count)d report still to hand in</b>",
        "<b>%(count)d reports still to hand in</b>",
        len(owed),
    ) % {"count": len(owed)}
    asked = [
        _("%(place)d. More time until %(day)s is asked for and not answered yet.")
        % {"place": place, "day": day(waiting[o.id])}
        for place, o in enumerate(owed, start=1)
        if o.id in waiting
    ]
    return "\n".join([heading, "", *owed_lines(plan, owed, today), *[""] * bool(asked), *asked])


def _how_to_answer(plan: Plan, owed: Sequence[Obligation], until: str | None) -> str:
    """What may be typed: figures only where some are asked for, more time where it may be."""
    ways = [_("type the figures")] if asks_for_figures(plan, owed) else []
    ways.append(_("“working on it”"))
    ways += [_("“more time until %(day)s”") % {"day": until}] if until else []
    return _("Choose below, or just answer in words: %(ways)s or “nothing arose”.") % {
        "ways": ", ".join(ways)
    }
