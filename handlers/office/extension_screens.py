"""What the office reads of requests for more time, and what the unit reads of its answer."""

from aiogram.filters.callback_data import CallbackData

from content.catalogue import Plan
from content.deadlines import deadlines
from content.text import quote
from content.words import gettext as _
from content.words import ngettext, weekday_and_day
from handlers.focal.owed import period_of
from handlers.focal.report_place import ReportNow
from handlers.menu import to_menu
from handlers.phrases import report_name, unit_name
from handlers.screens import Option, RowId, Screen, column
from storage.models import Extension, Obligation


class OpenExtensions(CallbackData, prefix="exts"):
    """The oldest request that waits."""


class GrantExtension(CallbackData, prefix="exy"):
    extension: RowId


class RefuseExtension(CallbackData, prefix="exn"):
    extension: RowId


def request_screen(
    plan: Plan, asked: Extension, obligation: Obligation, asker: str | None
) -> Screen:
    """Who asks, for what, until when and why, with the two answers."""
    lines = [_request_words(plan, asked, obligation)]
    if asker:
        lines.append(_("Asked by: %(name)s") % {"name": quote(asker, 80)})
    upward = deadlines(period_of(obligation), plan.regime, plan.calendar).upward_due
    if asked.until >= upward:
        lines.append(
            _("Mind: the ward's own report is due on %(day)s.") % {"day": weekday_and_day(upward)}
        )
    return Screen(
        "\n".join(lines),
        column(
            Option(_("Agree"), GrantExtension(extension=asked.id)),
            Option(_("Refuse"), RefuseExtension(extension=asked.id)),
        ),
    )


def _request_words(plan: Plan, asked: Extension, obligation: Obligation) -> str:
    words = _(
        "<b>A unit asks for more time</b>\n"
        "%(unit)s: %(report)s\n"
        "Due: %(due)s\n"
        "Asked for: <b>%(until)s</b>\n"
        "Reason: %(reason)s"
    )
    if asked.granted:  # the due day has moved to what was asked for
        words = _(
            "<b>A unit asks for more time</b>\n"
            "%(unit)s: %(report)s\n"
            "New due day: <b>%(until)s</b>\n"
            "Reason: %(reason)s"
        )
    return words % {
        "unit": quote(unit_name(plan, obligation.unit_code)),
        "report": quote(report_name(period_of(obligation))),
        "due": weekday_and_day(obligation.due),
        "until": weekday_and_day(asked.until),
        "reason": quote(asked.reason or "–", 300),
    }


def said(asked: Extension) -> str:
    return _("agreed") if asked.granted else _("refused")


def result_screen(
    plan: Plan, asked: Extension, obligation: Obligation, verdict: str, waiting: int
) -> Screen:
    """The request with what became of it, and the way to the next one."""
    text = f"{_request_words(plan, asked, obligation)}\n\n{verdict}"
    more = [waiting_option(waiting)] if waiting else []
    return Screen(text, column(*more, to_menu()))


def waiting_option(count: int) -> Option:
    """The way to the requests that wait."""
    label = ngettext(
        "%(count)d request for more time", "%(count)d requests for more time", count
    ) % {"count": count}
    return Option(label, OpenExtensions())


def none_waiting_screen() -> Screen:
    return Screen(_("No request for more time is waiting."), column(to_menu()))


def answer_screen(plan: Plan, decided: Extension, obligation: Obligation) -> Screen:
    """What the office answered, for the one who asked."""
    text = (
        _(
            "<b>The standing office agrees to more time.</b>\n"
            "%(unit)s: %(report)s is now due on <b>%(until)s</b>."
        )
        if decided.granted
        else _(
            "<b>The standing office does not agree to more time until %(until)s.</b>\n"
            "%(unit)s: %(report)s stays due on <b>%(due)s</b>."
        )
    )
    facts = {
        "unit": quote(unit_name(plan, obligation.unit_code)),
        "report": quote(report_name(period_of(obligation))),
        "until": weekday_and_day(decided.until),
        "due": weekday_and_day(obligation.due),
    }
    now = Option(_("Report now"), ReportNow(obligation=obligation.id))
    return Screen(text % facts, column(now, to_menu()))
