"""What a unit reads of a request for more time once it is sent, and why it cannot be sent."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from content.catalogue import Plan
from content.extensions import NoExtension
from content.regime import Regime
from content.text import quote
from content.words import gettext as _
from content.words import ngettext, weekday_and_day
from handlers.focal.extension_screens import ExtensionAsk
from handlers.focal.owed import is_open, period_of, short_label
from handlers.focal.report_place import ReportNow
from handlers.menu import to_menu
from handlers.phrases import report_name, unit_name
from handlers.screens import Option, RowId, Screen, column
from storage.extensions import Request
from storage.models import Extension, Obligation


class WithdrawExtension(CallbackData, prefix="extw"):
    """Take the request back."""

    extension: RowId


def asked_screen(plan: Plan, asked: Extension, obligation: Obligation, told: int) -> Screen:
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
    return _screen(plan, lines, asked, obligation, _while_waiting(asked, obligation))


def waiting_screen(plan: Plan, asked: Extension, obligation: Obligation) -> Screen:
    """A request is with the office already."""
    lines = [
        _(
            "A request for more time until <b>%(day)s</b> is already with the standing office. "
            "Until they agree, the due day stays <b>%(due)s</b>."
        ),
        _("To ask for another day, withdraw this request first, then ask again."),
    ]
    return _screen(plan, lines, asked, obligation, _while_waiting(asked, obligation))


def answered_screen(plan: Plan, asked: Extension, obligation: Obligation) -> Screen:
    """The request does not wait any more: what became of it, and the day in force."""
    lines = [_what_became(asked)]
    if asked.refusal_reason:
        lines.append(_("Reason: %(reason)s"))
    lines.append(_day_in_force(obligation))
    return _screen(plan, lines, asked, obligation, _afterwards(obligation))


def withdrawn_screen(
    plan: Plan, withdrawn: Extension, obligation: Obligation, told: int
) -> Screen:
    """It is taken back, and whether the office knows."""
    lines = [
        _("I have withdrawn the request for more time until <b>%(day)s</b>."),
        *([_("The standing office has been told.")] if told else []),
        _day_in_force(obligation),
    ]
    return _screen(plan, lines, withdrawn, obligation, _afterwards(obligation))


def withdrawn_by_colleague_screen(
    plan: Plan, withdrawn: Extension, obligation: Obligation, colleague: str | None
) -> Screen:
    """For whoever asked: somebody else of the unit has taken it back."""
    who = quote(colleague, 80) if colleague else _("another focal point of your unit")
    lines = [
        _("%(who)s has withdrawn the request for more time until <b>%(day)s</b>."),
        _day_in_force(obligation),
    ]
    return _screen(plan, lines, withdrawn, obligation, _afterwards(obligation), who=who)


def which_withdrawal_screen(plan: Plan, waiting: Sequence[Request]) -> Screen:
    """Several requests wait: which one is to be taken back?"""
    options = [
        Option(
            _("Withdraw: %(report)s") % {"report": short_label(plan, request.obligation)},
            WithdrawExtension(extension=request.extension.id),
        )
        for request in waiting
    ]
    return Screen(_("<b>Which request do you withdraw?</b>"), column(*options, to_menu()))


def nothing_to_withdraw_screen() -> Screen:
    return Screen(
        _("No request for more time of your unit is waiting, so there is nothing to withdraw."),
        column(to_menu()),
    )


def dropped_screen(plan: Plan, obligation: Obligation) -> Screen:
    """Nothing was sent; how it stands."""
    lines = [
        _about(plan, obligation),
        _("I did not send any request for more time."),
        _day_in_force(obligation) % {"due": weekday_and_day(obligation.due)},
    ]
    return Screen("\n\n".join(lines), _afterwards(obligation))


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


def _screen(
    plan: Plan,
    lines: Sequence[str],
    asked: Extension,
    obligation: Obligation,
    options: tuple[tuple[Option, ...], ...],
    who: str = "",
) -> Screen:
    facts = {
        "who": who,
        "day": weekday_and_day(asked.until),
        "granted": weekday_and_day(asked.granted_until or asked.until),
        "due": weekday_and_day(obligation.due),
        "reason": quote(asked.refusal_reason or "–", 300),
    }
    said = "\n\n".join(lines) % facts
    return Screen(f"{_about(plan, obligation)}\n\n{said}", options)


def _about(plan: Plan, obligation: Obligation) -> str:
    """Whose report it is: a person may report for several units."""
    return _("<b>%(unit)s</b>: %(report)s") % {
        "unit": quote(unit_name(plan, obligation.unit_code)),
        "report": quote(report_name(period_of(obligation))),
    }


def _what_became(asked: Extension) -> str:
    if asked.withdrawn_at is not None:
        return _("The request for more time until <b>%(day)s</b> was withdrawn.")
    if not asked.granted:
        return _("The standing office did not agree to more time until <b>%(day)s</b>.")
    if asked.granted_until in (None, asked.until):
        return _("The standing office has agreed to more time until <b>%(day)s</b>.")
    return _(
        "More time until <b>%(day)s</b> was asked for; the standing office has agreed to "
        "<b>%(granted)s</b>."
    )


def _day_in_force(obligation: Obligation) -> str:
    if not is_open(obligation):
        return _("This report has been handed in.")
    return _("The due day is now <b>%(due)s</b>.")


def _while_waiting(asked: Extension, obligation: Obligation) -> tuple[tuple[Option, ...], ...]:
    withdraw = Option(_("Withdraw the request"), WithdrawExtension(extension=asked.id))
    return column(_report_now(obligation), withdraw, to_menu())


def _afterwards(obligation: Obligation) -> tuple[tuple[Option, ...], ...]:
    if not is_open(obligation):
        return column(to_menu())
    ask = Option(_("Ask for more time"), ExtensionAsk(obligation=obligation.id))
    return column(_report_now(obligation), ask, to_menu())


def _report_now(obligation: Obligation) -> Option:
    return Option(_("Report now"), ReportNow(obligation=obligation.id))
