"""What the office is asked back before its answer goes out: which day, and for which reason."""

from datetime import date

from content.catalogue import Plan
from content.extensions import earlier_day
from content.text import quote
from content.words import gettext as _
from content.words import number, weekday_and_day
from handlers.focal.owed import period_of, upward_due
from handlers.office.extension_screens import (
    GrantUntil,
    OpenRequest,
    RefuseExtension,
    RefuseSilently,
    SendRefusal,
)
from handlers.phrases import report_name, unit_name
from handlers.screens import Option, Screen, column
from storage.models import Extension, Obligation

LONGEST_REFUSAL = 300


def confirm_screen(
    plan: Plan, asked: Extension, obligation: Obligation, day: date, today: date, first: str = ""
) -> Screen:
    """A day the office should think twice of: past the ward's own, or not the one asked for."""
    upward = upward_due(plan, obligation)
    facts = {
        "unit": quote(unit_name(plan, obligation.unit_code)),
        "report": quote(report_name(period_of(obligation))),
        "upward": weekday_and_day(upward),
        "day": weekday_and_day(day),
        "until": weekday_and_day(asked.until),
    }
    parts = [first, _("<b>%(unit)s</b>: %(report)s") % facts]
    if day != asked.until:
        parts.append(_("The unit asks for more time until <b>%(until)s</b>.") % facts)
    if day >= upward:
        parts.append(
            _(
                "The ward's own report is due on <b>%(upward)s</b>. "
                "Grant it until <b>%(day)s</b> all the same?"
            )
            % facts
        )
    else:
        parts.append(_("Grant it until <b>%(day)s</b>?") % facts)
    options = confirm_options(plan, asked, obligation, day, today)
    return Screen("\n\n".join(part for part in parts if part), column(*options))


def confirm_options(
    plan: Plan, asked: Extension, obligation: Obligation, day: date, today: date
) -> list[Option]:
    """Grant it all the same, grant the last day that suits the ward, or neither."""
    upward = upward_due(plan, obligation)
    leave = Option(_("No"), OpenRequest(extension=asked.id))
    if day < upward:
        return [_until_option(asked, day), leave]
    anyway = GrantUntil(extension=asked.id, day=day.toordinal())
    earlier = earlier_day(upward, obligation.due, today, plan.calendar)
    instead = [_until_option(asked, earlier)] if earlier else []
    return [Option(_("Grant it anyway"), anyway), *instead, leave]


def _until_option(asked: Extension, day: date) -> Option:
    return Option(
        _("Grant until %(day)s") % {"day": weekday_and_day(day)},
        GrantUntil(extension=asked.id, day=day.toordinal()),
    )


def refusal_screen(
    plan: Plan, asked: Extension, obligation: Obligation, first: str = ""
) -> Screen:
    """A short reason for the unit, if the office likes."""
    question = _(
        "You refuse more time until <b>%(day)s</b>.\n\n"
        "<b>Why?</b> Type a short reason for the unit to read, or choose “Skip”. "
        "Nothing has been sent yet."
    ) % {"day": weekday_and_day(asked.until)}
    about = _("<b>%(unit)s</b>: %(report)s") % {
        "unit": quote(unit_name(plan, obligation.unit_code)),
        "report": quote(report_name(period_of(obligation))),
    }
    return Screen(
        "\n\n".join(part for part in (first, about, question) if part),
        column(
            Option(_("Skip"), RefuseSilently(extension=asked.id)),
            Option(_("Back"), OpenRequest(extension=asked.id)),
        ),
    )


def too_long_text(length: int) -> str:
    """Nothing is cut off behind somebody's back."""
    return _(
        "The reason has %(length)s characters, and at most %(longest)s fit. Nothing has been "
        "sent; please type it shorter."
    ) % {"length": number(length), "longest": number(LONGEST_REFUSAL)}


def refusal_review_screen(
    plan: Plan, asked: Extension, obligation: Obligation, reason: str, words: int
) -> Screen:
    """The refusal with its reason, before the unit sees it."""
    text = _(
        "I tell <b>%(unit)s</b>: no more time for %(report)s, it stays due on <b>%(due)s</b>. "
        "Reason: %(reason)s.\n\n<b>Shall I send it?</b>"
    ) % {
        "unit": quote(unit_name(plan, obligation.unit_code)),
        "report": quote(report_name(period_of(obligation))),
        "due": weekday_and_day(obligation.due),
        "reason": quote(reason.rstrip(" .") or reason, LONGEST_REFUSAL),
    }
    return Screen(
        text,
        column(
            Option(_("Send"), SendRefusal(extension=asked.id, words=words)),
            Option(_("Change the reason"), RefuseExtension(extension=asked.id)),
            Option(_("Leave it"), OpenRequest(extension=asked.id)),
        ),
    )
