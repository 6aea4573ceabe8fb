"""What is read and tapped while asking for more time."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from content.catalogue import Plan
from content.extensions import BadDay, NoExtension, suggested_days
from content.regime import Regime
from content.words import day, ngettext, weekday_and_day
from content.words import gettext as _
from handlers.focal.owed import day_and_month, owed_line
from handlers.focal.report_place import ReportNow
from handlers.menu import to_menu
from handlers.screens import Option, RowId, Screen, column
from storage.models import Extension, Obligation

_LAST_DAY = date.max.toordinal()


class ExtensionAsk(CallbackData, prefix="ext"):
    """Ask for more time for this report."""

    obligation: RowId


class ExtensionUntil(CallbackData, prefix="extu"):
    """Until this day, as its ordinal. It is checked like one that was typed."""

    obligation: RowId
    day: int = Field(ge=1, le=_LAST_DAY)


class QuickReason(StrEnum):
    DATA = "data"
    ABSENT = "absent"


class ExtensionReason(CallbackData, prefix="extr"):
    """For this reason."""

    obligation: RowId
    reason: QuickReason


class DropExtension(CallbackData, prefix="extx"):
    """Do not ask after all."""


def reason_text(reason: QuickReason) -> str:
    match reason:
        case QuickReason.DATA:
            return _("Still waiting for figures")
        case QuickReason.ABSENT:
            return _("The person in charge is away")


def day_screen(
    plan: Plan, obligation: Obligation, today: date, *, first: str | None = None
) -> Screen:
    """Until when? A few working days to tap, or any typed."""
    days = suggested_days(obligation.due, today, plan.calendar)
    question = _(
        "<b>Until which day do you ask for more time?</b>\n"
        "Choose a working day or type one, for example %(day)s."
    ) % {"day": day_and_month(days[-1])}
    text = "\n\n".join([*([first] if first else []), owed_line(plan, obligation, today), question])
    return Screen(text, column(*_day_options(obligation, days), _drop()))


def _day_options(obligation: Obligation, days: Sequence[date]) -> list[Option]:
    return [
        Option(weekday_and_day(day), ExtensionUntil(obligation=obligation.id, day=day.toordinal()))
        for day in days
    ]


def bad_day_text(problem: BadDay, until: date, due: date) -> str:
    """Why the day will not do."""
    facts = {"day": day(until), "due": day(due)}
    match problem:
        case BadDay.PASSED:
            return _("%(day)s has passed. Please choose a day after today.") % facts
        case BadDay.TODAY:
            return _("%(day)s is not after today.") % facts
        case BadDay.NOT_AFTER_DUE:
            return _("%(day)s is not after the present due day, %(due)s.") % facts
        case BadDay.NOT_WORKING:
            return _("%(day)s is a day off.") % facts
        case BadDay.TOO_FAR:
            return _("%(day)s is too far away.") % facts


def unread_day_text() -> str:
    return _("I could not read a day in that.")


def reason_screen(obligation: Obligation, until: date) -> Screen:
    """Why? Two common reasons to tap, or one typed."""
    text = _(
        "More time until <b>%(day)s</b>.\n\n"
        "<b>Why?</b> Type a short reason or choose one; the standing office reads it."
    ) % {"day": weekday_and_day(until)}
    reasons = [
        Option(reason_text(reason), ExtensionReason(obligation=obligation.id, reason=reason))
        for reason in QuickReason
    ]
    return Screen(text, column(*reasons, _drop()))


def asked_screen(obligation: Obligation, until: date, told: int) -> Screen:
    """The request is on its way; until it is granted nothing changes."""
    lines = [
        _("Your request for more time until <b>%(day)s</b> has gone to the standing office.")
        if told
        else _(
            "Your request for more time until <b>%(day)s</b> is noted, but nobody of the standing "
            "office can be reached here yet. Please tell them yourself as well."
        ),
        _("Until they agree, the due day stays <b>%(due)s</b>. I will tell you their answer."),
    ]
    facts = {"day": weekday_and_day(until), "due": weekday_and_day(obligation.due)}
    return Screen("\n\n".join(lines) % facts, column(_report_now(obligation), to_menu()))


def waiting_screen(obligation: Obligation, waiting: Extension) -> Screen:
    """A request is with the office already."""
    text = _(
        "A request for more time until <b>%(day)s</b> is already with the standing office. "
        "Until they agree, the due day stays <b>%(due)s</b>."
    ) % {"day": weekday_and_day(waiting.until), "due": weekday_and_day(obligation.due)}
    return Screen(text, column(_report_now(obligation), to_menu()))


def no_extension_screen(obligation: Obligation, why: NoExtension, regime: Regime) -> Screen:
    """It cannot be asked for any more, and what can be done instead."""
    if why is NoExtension.TOO_OFTEN:
        limit = regime.extensions_at_most.value
        text = ngettext(
            "More time was already asked for %(count)d time for this report, which is the most.",
            "More time was already asked for %(count)d times for this report, which is the most.",
            limit,
        )
    else:
        limit = regime.extension_until_overdue_working_days.value
        text = ngettext(
            "This report is overdue by %(count)d working day or more, too late to ask for time.",
            "This report is overdue by %(count)d working days or more, too late to ask for time.",
            limit,
        )
    advice = _("Please send what you have now, or speak to the standing office directly.")
    return Screen(
        f"{text % {'count': limit}}\n\n{advice}", column(_report_now(obligation), to_menu())
    )


def not_owed_screen() -> Screen:
    """The report was sent meanwhile."""
    return Screen(
        _("This report has been handed in, so there is nothing more to do. Thank you!"),
        column(to_menu()),
    )


def not_yours_screen() -> Screen:
    """The id in the button is none of theirs, or no longer."""
    return Screen(
        _("You do not report for this unit, so I did not do anything."), column(to_menu())
    )


def _report_now(obligation: Obligation) -> Option:
    return Option(_("Report now"), ReportNow(obligation=obligation.id))


def _drop() -> Option:
    return Option(_("Do not ask after all"), DropExtension())
