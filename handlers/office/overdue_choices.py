"""What the office may choose in the overdue list: which reports to look at, whom to remind."""

from collections import Counter

from aiogram.filters.callback_data import CallbackData

from content.periods import PERIODIC, Cadence, Period
from content.words import gettext as _
from content.words import ngettext
from handlers.menu import to_menu
from handlers.office.invites import as_label
from handlers.office.overdue_view import Overview
from handlers.phrases import period_name
from handlers.screens import Option, RowId, Screen, column

_MOST_PERIODS = 8


class OverdueView(CallbackData, prefix="ov"):
    """A page of the list, all of it or by cadence and period."""

    cadence: Cadence | None = None
    period: str | None = None
    page: int = 0


class ChooseFilter(CallbackData, prefix="ovf"):
    pass


class RemindOne(CallbackData, prefix="ov1"):
    """Remind of one report; the rest says which page to come back to."""

    obligation: RowId
    cadence: Cadence | None = None
    period: str | None = None
    page: int = 0


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
    reached = [line for line in found.overdue if line.focal_points]
    text = ngettext(
        "Remind <b>%(count)d unit</b> of what is overdue, right now?",
        "Remind <b>%(count)d units</b> of what is overdue, right now?",
        len({line.unit_code for line in reached}),
    ) % {"count": len({line.unit_code for line in reached})}
    without = {line.unit_code for line in found.overdue if not line.focal_points}
    if without:
        text += "\n" + ngettext(
            "%(count)d unit has no focal point yet and cannot be reminded.",
            "%(count)d units have no focal point yet and cannot be reminded.",
            len(without),
        ) % {"count": len(without)}
    return Screen(
        text,
        column(
            Option(_("Remind them"), RemindAll(**choice.model_dump())),
            Option(_("Not now"), OverdueView(**choice.model_dump())),
        ),
    )
