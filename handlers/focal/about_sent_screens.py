"""Answers to "nộp rồi", "gửi chưa?" and "sửa báo cáo": what is here, what is not, what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from content.about_sent import AboutSent
from content.words import gettext as _
from content.words import ngettext
from handlers.focal.digest import owed_lines, report_options
from handlers.focal.owed import period_of, short_label
from handlers.focal.report_place import Amend, ReportNow
from handlers.focal.sent_screens import may_be_corrected, open_sent, sent_lines
from handlers.focal.unsent import unsent_lines, unsent_options
from handlers.menu import to_menu
from handlers.phrases import report_name
from handlers.screens import Option, Screen, column
from handlers.turn import Turn
from storage.models import Draft, Obligation
from storage.sent import Sent


@dataclass(frozen=True, slots=True)
class Records:
    """How a person's reports are on record: what is here, what is awaited, what was only begun."""

    sent: Sequence[Sent]
    owed: Sequence[Obligation]
    drafts: Mapping[int, Draft]  # their own, of what is owed
    unsent: Sequence[Sent] = ()  # their corrections of what was sent


def records_screen(turn: Turn, records: Records, about: AboutSent) -> Screen:
    """The truth from the records, whatever the person believes."""
    parts = [*unsent_lines(records.unsent), _verdict(records)]
    if records.sent:
        parts += [_("<b>Here already:</b>")] if records.owed else []
        parts += sent_lines(turn.plan, records.sent, turn.person)
    if records.owed:
        lines = owed_lines(turn.plan, records.owed, turn.today)
        parts.append("\n".join([_("<b>Still to hand in:</b>"), *lines]))
        parts += _begun(turn, records)
    if records.owed and about is AboutSent.CLAIMED and not only_begun(records):
        parts.append(
            _(
                "If you sent it another way (on paper, by Zalo, by mail), please enter it here "
                "too: choose “Report now”."
            )
        )
    return Screen("\n\n".join(parts), _options(turn, records))


def correction_screen(turn: Turn, records: Records) -> Screen:
    """Several reports could be meant: which one is to be changed?"""
    lines = [
        _("<b>Which report do you want to change?</b>"),
        *sent_lines(turn.plan, records.sent, turn.person),
        *_begun(turn, records),
    ]
    return Screen("\n\n".join(lines), column(*corrections(turn, records), open_sent(), to_menu()))


def corrections(turn: Turn, records: Records) -> list[Option]:
    """What may be changed now: what was sent, and what has only been begun."""
    amend = [
        Option(short_label(turn.plan, s.obligation), Amend(obligation=s.obligation.id))
        for s in records.sent
    ]
    go_on = [
        Option(
            _("%(report)s (not sent yet)") % {"report": short_label(turn.plan, o)},
            ReportNow(obligation=o.id),
        )
        for o in only_begun(records)
    ]
    return amend + go_on


def only_begun(records: Records) -> list[Obligation]:
    """What has a draft and was never sent; a returned report was."""
    here = {s.obligation.id for s in records.sent}
    return [o for o in records.owed if o.id in records.drafts and o.id not in here]


def nothing_to_correct_screen(turn: Turn, records: Records) -> Screen:
    """What was sent is closed, or nothing was sent: why, and what may be done."""
    if records.sent:
        text = _(
            "The standing office has approved what was sent, so it can no longer be changed here. "
            "If a figure is wrong, please tell the standing office."
        )
    else:
        text = _("No report has been sent here yet, so there is nothing to change.")
    parts = [text]
    if records.owed:
        lines = owed_lines(turn.plan, records.owed, turn.today)
        parts.append("\n".join([_("<b>Still to hand in:</b>"), *lines]))
    return Screen("\n\n".join(parts), _options(turn, records))


def _verdict(records: Records) -> str:
    if records.sent and not records.owed:
        return "✅ " + _("<b>Received.</b> Nothing is left to hand in. Thank you!")
    if records.owed and not records.sent:
        return ngettext(
            "I have not received this report here yet.",
            "I have not received these reports here yet.",
            len(records.owed),
        )
    if records.owed:
        return ngettext(
            "I have not received everything yet: %(count)d report is missing.",
            "I have not received everything yet: %(count)d reports are missing.",
            len(records.owed),
        ) % {"count": len(records.owed)}
    return _(
        "No report of your unit has come in here yet, and none is due right now. "
        "I will remind you in good time."
    )


def _begun(turn: Turn, records: Records) -> list[str]:
    """Filled in and never sent: what people most often take for sent."""
    lines = []
    for obligation in only_begun(records):
        draft = records.drafts[obligation.id]
        form = turn.plan.form(obligation.unit_code, period_of(obligation).cadence)
        if form is None:
            continue
        lines.append(
            _(
                "✎ %(report)s: you have filled in %(done)d of %(total)d answers, but they are "
                "<b>not sent yet</b>. Choose “Report now”, then “Send the report”."
            )
            % {
                "report": _capital(report_name(period_of(obligation))),
                "done": len(draft.answers),
                "total": form.steps,
            }
        )
    return lines


def _options(turn: Turn, records: Records) -> tuple[tuple[Option, ...], ...]:
    owed = records.owed
    rows = report_options(turn.plan, owed, turn.today) if owed else ()
    more = unsent_options(turn, records.unsent)
    if not more and len(records.sent) == 1 and may_be_corrected(records.sent[0]):
        amend = Amend(obligation=records.sent[0].obligation.id)
        more.append(Option(_("Change the report"), amend))
    more += [open_sent()] if records.sent else []
    return (*rows, *column(*more, to_menu()))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
