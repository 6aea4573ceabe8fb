"""What the office reads and taps when a unit asks for more time."""

from datetime import date

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from content.catalogue import Plan
from content.menus import Offer
from content.text import quote
from content.words import gettext as _
from content.words import ngettext, weekday_and_day
from handlers.focal.extension_screens import more_days
from handlers.focal.owed import period_of, upward_due
from handlers.menu import OpenExtensions, to_menu
from handlers.phrases import report_name, unit_name
from handlers.screens import Option, RowId, Screen, column
from storage.models import Extension, Obligation


class OpenRequest(CallbackData, prefix="exo"):
    """This request, as it stands now."""

    extension: RowId


class GrantExtension(CallbackData, prefix="exy"):
    """Agree to the day asked for; a day that is too late for the ward is confirmed first."""

    extension: RowId


class GrantUntil(CallbackData, prefix="exg"):
    """Agree to this day, as its ordinal, whatever was asked for."""

    extension: RowId
    day: int = Field(ge=1, le=date.max.toordinal())


class RefuseExtension(CallbackData, prefix="exn"):
    """Do not agree; a reason may be given first."""

    extension: RowId


class RefuseSilently(CallbackData, prefix="exr"):
    """Do not agree, without a reason."""

    extension: RowId


class SendRefusal(CallbackData, prefix="exd"):
    """Do not agree, for the reason read back, known by its checksum."""

    extension: RowId
    words: int


def request_screen(
    plan: Plan, asked: Extension, obligation: Obligation, asker: str | None, first: str = ""
) -> Screen:
    """Who asks, for what, until when and why, with the two answers."""
    lines = [request_words(plan, asked, obligation)]
    if asker:
        lines.append(_("Asked by: %(name)s") % {"name": quote(asker, 80)})
    upward = upward_due(plan, obligation)
    if asked.until >= upward:
        lines.append(
            _("Mind: the ward's own report is due on %(day)s.") % {"day": weekday_and_day(upward)}
        )
    text = "\n".join(lines)
    return Screen(
        f"{first}\n\n{text}" if first else text,
        column(
            Option(_("Agree"), GrantExtension(extension=asked.id)),
            Option(_("Refuse"), RefuseExtension(extension=asked.id)),
        ),
        Offer.SPEECH,  # a digit never grants, and of several requests it is asked which
    )


def request_words(plan: Plan, asked: Extension, obligation: Obligation) -> str:
    """The request in lines, as HTML; once it is closed with the day in force."""
    words = _(
        "<b>A unit asks for more time</b>\n"
        "%(unit)s: %(report)s\n"
        "Due: %(due)s\n"
        "Asked for: <b>%(until)s</b> (%(more)s)\n"
        "Reason: %(reason)s"
    )
    if not asked.is_waiting:
        words = _(
            "<b>A unit asks for more time</b>\n"
            "%(unit)s: %(report)s\n"
            "Asked for: %(until)s\n"
            "Reason: %(reason)s\n"
            "Due day now: <b>%(due)s</b>"
        )
    return words % {
        "unit": quote(unit_name(plan, obligation.unit_code)),
        "report": quote(report_name(period_of(obligation))),
        "due": weekday_and_day(obligation.due),
        "until": weekday_and_day(asked.until),
        "more": more_days(plan, obligation.due, asked.until),
        "reason": quote(asked.reason or "–", 300),
    }


def result_screen(
    plan: Plan, asked: Extension, obligation: Obligation, verdict: str, waiting: int
) -> Screen:
    """The request with what became of it, and the way to the next one."""
    text = f"{request_words(plan, asked, obligation)}\n\n{verdict}"
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
