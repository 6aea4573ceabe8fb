"""What the office may choose in the overdue list: which reports and units, whom to remind."""

from collections import Counter

from aiogram.filters.callback_data import CallbackData

from content.periods import PERIODIC, Cadence, Period
from content.words import gettext as _
from content.words import ngettext
from handlers.menu import to_menu
from handlers.office.invites import as_label
from handlers.office.overdue_view import Overview
from handlers.phrases import period_name
from handlers.screens import Option, Screen, column

_MOST_PERIODS = 8


class OverdueView(CallbackData, prefix="ov"):
    """A page of the list, all of it or by cadence and period."""

    cadence: Cadence | None = None
    period: str | None = None
    page: int = 0


class HandedInView(CallbackData, prefix="ovh"):
    """A page of who has reported, for the newest period or a chosen one."""

    cadence: Cadence | None = None
    period: str | None = None
    page: int = 0


class CallListView(CallbackData, prefix="ovc"):
    """A page of the units that no message reaches."""

    page: int = 0


class ChooseFilter(CallbackData, prefix="ovf"):
    pass


class OpenUnit(CallbackData, prefix="ovu"):
    """How one unit stands; the rest says which page to come back to."""

    unit: str
    cadence: Cadence | None = None
    period: str | None = None
    page: int = 0


class RemindUnit(CallbackData, prefix="ovr"):
    """Remind one unit; the rest says which page to come back to."""

    unit: str
    cadence: Cadence | None = None
    period: str | None = None
    page: int = 0


class AskWhomToRemind(CallbackData, prefix="ovw"):
    """Which of these units, by their codes with commas between?"""

    units: str


class RemindThese(CallbackData, prefix="ovrs"):
    """Remind all of these units, by their codes with commas between."""

    units: str


class AskRemindAll(CallbackData, prefix="ova"):
    cadence: Cadence | None = None
    period: str | None = None


class RemindAll(CallbackData, prefix="ovall"):
    cadence: Cadence | None = None
    period: str | None = None


def filter_screen(everything: Overview) -> Screen:
    """Which reports to look at: only choices that hold something, with how much."""
    by_period = Counter(line.period for line in everything.overdue)
    by_cadence = Counter(line.period.cadence for line in everything.overdue)
    newest = sorted(by_period.items(), key=lambda item: _newest(item[0]))
    options = [Option(_("All (%(count)d)") % {"count": by_period.total()}, OverdueView())]
    options += [
        Option(f"{cadence_name(cadence)} ({by_cadence[cadence]})", OverdueView(cadence=cadence))
        for cadence in (*PERIODIC, Cadence.AD_HOC)
        if by_cadence[cadence]
    ]
    options += [
        Option(
            f"{as_label(period_name(period))} ({count})",
            OverdueView(cadence=period.cadence, period=period.key),
        )
        for period, count in newest[:_MOST_PERIODS]
    ]
    return Screen(_("<b>Which reports?</b>"), column(*options, to_menu()))


def _newest(period: Period) -> tuple[int, int, int]:
    return -period.year, -period.month, period.cadence.months


def cadence_name(cadence: Cadence) -> str:
    match cadence:
        case Cadence.MONTHLY:
            return _("All monthly reports")
        case Cadence.QUARTER:
            return _("All quarterly reports")
        case Cadence.HALF_YEAR:
            return _("All half-year reports")
        case Cadence.YEAR:
            return _("All yearly reports")
        case Cadence.AD_HOC:
            return _("All reports on request")


def confirm_screen(found: Overview, choice: AskRemindAll) -> Screen:
    """Reminding many is confirmed first."""
    reached = sum(any(line.can_be_reminded for line in lines) for lines in found.by_unit)
    text = ngettext(
        "Remind <b>%(count)d unit</b> of what is overdue, right now?",
        "Remind <b>%(count)d units</b> of what is overdue, right now?",
        reached,
    ) % {"count": reached}
    already = sum(
        any(line.has_somebody for line in lines)
        and not any(line.can_be_reminded for line in lines)
        for lines in found.by_unit
    )
    if already:
        text += "\n" + ngettext(
            "%(count)d unit has been reminded today already.",
            "%(count)d units have been reminded today already.",
            already,
        ) % {"count": already}
    without = len(found.by_unit) - reached - already
    if without:
        text += "\n" + ngettext(
            "%(count)d unit cannot be reminded: it has no focal point within reach.",
            "%(count)d units cannot be reminded: they have no focal point within reach.",
            without,
        ) % {"count": without}
    return Screen(
        text,
        column(
            Option(_("Remind them"), RemindAll(**choice.model_dump())),
            Option(_("Not now"), OverdueView(**choice.model_dump())),
        ),
    )
