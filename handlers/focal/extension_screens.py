"""What is read and tapped while asking for more time, until it is sent."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from zlib import crc32

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from content.catalogue import Plan
from content.choices import Choice
from content.extensions import BadDay, suggested_days
from content.text import quote
from content.words import day, ngettext, weekday_and_day
from content.words import gettext as _
from handlers.focal.owed import day_and_month, owed_line, period_of, upward_due
from handlers.focal.report_offers import label
from handlers.menu import to_menu
from handlers.phrases import report_name, unit_name
from handlers.screens import Option, RowId, Screen, column
from storage.models import Obligation

LONGEST_REASON = 300
ASKED_SUBJECT = "asked:"
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


class ReviewExtension(CallbackData, prefix="extc"):
    """A choice at the read-back. Day and checksum of the reason say which one it stood under:
    what is sent is what is read above the button, never a newer draft of it."""

    obligation: RowId
    day: int = Field(ge=1, le=_LAST_DAY)
    words: int
    choice: Choice


class DropExtension(CallbackData, prefix="extx"):
    """Do not ask after all."""

    obligation: RowId


def reason_text(reason: QuickReason) -> str:
    match reason:
        case QuickReason.DATA:
            return _("Still waiting for figures")
        case QuickReason.ABSENT:
            return _("The person in charge is away")


def asked_subject(obligation: Obligation) -> str:
    """Marks what says that a request has gone out: "send" right under it is that once more."""
    return f"{ASKED_SUBJECT}{obligation.id}"


def checksum(reason: str) -> int:
    """Tells two reasons apart in the few bytes of a button."""
    return crc32(reason.encode(errors="replace"))


def day_screen(
    plan: Plan, obligation: Obligation, today: date, *, first: str | None = None
) -> Screen:
    """Until when? A few working days to tap, or any typed."""
    days = suggested_days(obligation.due, today, plan.calendar)
    question = _(
        "<b>Until which day do you ask for more time?</b>\n"
        "Choose a working day or type one, for example %(day)s."
    ) % {"day": day_and_month(days[-1])}
    hint = _too_late_for_the_ward(plan, obligation, days[-1])
    text = "\n\n".join([*_before(first), owed_line(plan, obligation, today), question, *hint])
    return Screen(text, column(*_day_options(obligation, days), _drop(obligation)))


def _before(first: str | None) -> list[str]:
    """What the person should know before, if there is anything."""
    return [first] if first else []


def _too_late_for_the_ward(plan: Plan, obligation: Obligation, latest: date) -> list[str]:
    """The ward has a due day of its own. The office is told when it is asked, so whoever asks
    should know it first."""
    upward = upward_due(plan, obligation)
    if latest < upward:
        return []
    return [
        _(
            "Mind: the ward's own report is due on %(day)s. More time until that day or later "
            "is hard to agree to."
        )
        % {"day": weekday_and_day(upward)}
    ]


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


def cut_text() -> str:
    return ngettext(
        "The reason is long; I kept the first %(count)d letter.",
        "The reason is long; I kept the first %(count)d letters.",
        LONGEST_REASON,
    ) % {"count": LONGEST_REASON}


def reason_screen(obligation: Obligation, until: date, *, first: str | None = None) -> Screen:
    """Why? Two common reasons to tap, or one typed."""
    text = _(
        "More time until <b>%(day)s</b>.\n\n"
        "<b>Why?</b> Type a short reason or choose one; the standing office reads it."
    ) % {"day": weekday_and_day(until)}
    reasons = [
        Option(reason_text(reason), ExtensionReason(obligation=obligation.id, reason=reason))
        for reason in QuickReason
    ]
    text = f"{first}\n\n{text}" if first else text
    return Screen(text, column(*reasons, _drop(obligation)))


def read_back_screen(
    plan: Plan, obligation: Obligation, until: date, reason: str, *, first: str | None = None
) -> Screen:
    """The whole request in one sentence, before anybody else sees it."""
    said = _request(plan, obligation, until, reason)
    question = "<b>" + _("Shall I send it?") + "</b>"
    buttons = [
        Option(label(choice), _choice(obligation, until, reason, choice))
        for choice in (Choice.ASK, Choice.FIX_DAY, Choice.FIX_REASON)
    ]
    leave = Option(label(Choice.DROP), DropExtension(obligation=obligation.id))
    hint = _too_late_for_the_ward(plan, obligation, until)
    text = "\n\n".join([*_before(first), said, *hint, question])
    return Screen(text, column(*buttons, leave))


def send_or_stop_screen(plan: Plan, obligation: Obligation, until: date, reason: str) -> Screen:
    """Two ways, and what each is about."""
    question = _("“Dung” may say “right” or “stop”. <b>Send it, or stop?</b>")
    send = Option(label(Choice.ASK), _choice(obligation, until, reason, Choice.ASK))
    stop = Option(_("Stop"), DropExtension(obligation=obligation.id))
    said = _request(plan, obligation, until, reason)
    return Screen(f"{said}\n\n{question}", column(send, stop))


def _request(plan: Plan, obligation: Obligation, until: date, reason: str) -> str:
    """The whole request in one sentence."""
    return _(
        "Ask for more time for %(report)s of <b>%(unit)s</b> until <b>%(day)s</b> (%(more)s), "
        "reason: %(reason)s."
    ) % {
        "report": quote(report_name(period_of(obligation))),
        "unit": quote(unit_name(plan, obligation.unit_code)),
        "day": weekday_and_day(until),
        "more": more_days(plan, obligation.due, until),
        "reason": quote(reason.rstrip(" .") or reason, LONGEST_REASON),
    }


def more_days(plan: Plan, due: date, until: date) -> str:
    """ "thêm 7 ngày làm việc"."""
    days = plan.calendar.working_days_between(due, until)
    return ngettext("%(count)d working day more", "%(count)d working days more", days) % {
        "count": days
    }


def not_yours_screen() -> Screen:
    """The id in the button is none of theirs, or no longer."""
    return Screen(
        _("You do not report for this unit, so I did not do anything."), column(to_menu())
    )


def _choice(obligation: Obligation, until: date, reason: str, choice: Choice) -> ReviewExtension:
    return ReviewExtension(
        obligation=obligation.id,
        day=until.toordinal(),
        words=checksum(reason),
        choice=choice,
    )


def _drop(obligation: Obligation) -> Option:
    return Option(_("Do not ask after all"), DropExtension(obligation=obligation.id))
