"""The whole report on one screen before it is sent, and the receipt after."""

from collections.abc import Iterable, Mapping, Sequence

from content.answers import Answer, AnswerStatus
from content.checks import check_together
from content.indicators import Indicator
from content.periods import Period
from content.steps import Step, steps_of
from content.text import quote
from content.words import LOCAL_ZONE, language, moment, ngettext
from content.words import gettext as _
from handlers.focal.owed import late_by
from handlers.focal.report_findings import finding_phrase, warning_phrase
from handlers.focal.report_offers import buttons
from handlers.focal.report_place import Amend, EditLine, ReportNow
from handlers.focal.report_screens import which_report
from handlers.focal.report_sitting import Sitting
from handlers.phrases import (
    answer_phrase,
    handed_in_late_phrase,
    late_phrase,
    period_name,
    status_phrase,
    unit_name,
)
from handlers.screens import Option, Screen, column
from storage.models import Obligation, Submission

_EDITS_IN_A_ROW = 4
_WORDS_SHOWN = 120  # of each line: fourteen of them have to fit one message
_REMARKS_SHOWN = 150


def summary_screen(sitting: Sitting) -> Screen:
    """Every line with its number, and a button to change each."""
    send, leave = buttons(sitting)
    title = _("Please look it over before sending")
    parts = (
        sitting.notice,
        f"<b>{title}</b>\n<i>{which_report(sitting)}</i>",
        _all_lines(sitting),
        *_disagreements(sitting),
        _left_open(sitting),
    )
    return Screen("\n\n".join(part for part in parts if part), (send, *_edits(sitting), leave))


def lines_of(
    steps: Iterable[Step], answers: Mapping[str, Answer], *, in_full: bool = False
) -> str:
    """The numbered lines of a report; long words are cut unless all of them are wanted."""
    return "\n".join(
        f"{number}. {_line(step, answers.get(step.code), in_full)}"
        for number, step in enumerate(steps, start=1)
    )


def sent_screen(sitting: Sitting) -> Screen:
    """What the summary becomes once it is sent: the same lines, nothing left to tap."""
    return Screen(f"<i>{which_report(sitting)}</i>\n\n{_all_lines(sitting)}")


def receipt_screen(sitting: Sitting, sent: Submission, others: Sequence[Obligation]) -> Screen:
    """Proof of what was sent: number, time, version; and the way to correct it."""
    facts = {
        "period": period_name(sitting.period),
        "unit": quote(unit_name(sitting.turn.plan, sitting.obligation.unit_code)),
        "receipt": sent.receipt,
    }
    lines = [
        "✅ <b>" + _("Report for %(period)s received") % facts + "</b>",
        _("Unit: %(unit)s") % facts,
        _("Number: <code>%(receipt)s</code>") % facts,
        *(_corrected(sitting, sent) if sent.version > 1 else _first_version(sitting, sent)),
        _("It now waits for the standing office. Until they approve it you can still change it."),
    ]
    amend = Option(_("Change the report"), Amend(obligation=sent.obligation_id))
    return Screen("\n".join(lines), column(amend, *(_next(o) for o in others)))


def _all_lines(sitting: Sitting) -> str:
    return lines_of(steps_of(sitting.form), sitting.answers)


def _line(step: Step, answer: Answer | None, in_full: bool) -> str:
    if isinstance(step, Indicator):
        name, said = step.short_name, answer_phrase(step, answer) if answer else ""
    else:
        name, said = step.label(language()), _told(answer)
    said = said or status_phrase(AnswerStatus.SKIPPED)
    line = f"{quote(name)}: <b>{quote(said, None if in_full else _WORDS_SHOWN)}</b>"
    remarks = "; ".join(_remarks(answer)) if answer else ""
    shown = quote(remarks, None if in_full else _REMARKS_SHOWN)
    return f"{line} <i>({shown})</i>" if remarks else line


def _remarks(answer: Answer) -> list[str]:
    """What those who read the report should know, and the reason that was given."""
    remarks = list(dict.fromkeys(warning_phrase(code) for code in answer.warnings))
    if answer.status is AnswerStatus.UNCHANGED:
        remarks.insert(0, status_phrase(answer.status))
    if answer.value is not None and answer.words:
        remarks.append(answer.words)
    return remarks


def _told(answer: Answer | None) -> str:
    return (answer.words or "") if answer else ""


def _left_open(sitting: Sitting) -> str | None:
    skipped = (AnswerStatus.SKIPPED, AnswerStatus.NO_DATA)
    answers = (sitting.answers.get(step.code) for step in sitting.form.indicators)
    count = sum(answer is None or answer.status in skipped for answer in answers)
    if not count:
        return None
    return ngettext(
        "%(count)d indicator is still without a figure.",
        "%(count)d indicators are still without figures.",
        count,
    ) % {"count": count}


def _disagreements(sitting: Sitting) -> list[str]:
    """What only shows when the figures stand side by side."""
    return [f"⚠ {quote(finding_phrase(finding))}" for finding in check_together(sitting.answers)]


def _edits(sitting: Sitting) -> tuple[tuple[Option, ...], ...]:
    place = sitting.place
    options = [
        Option(
            _("Change %(line)d") % {"line": line},
            EditLine(obligation=place.obligation, page=place.page, line=line),
        )
        for line in range(1, sitting.form.steps + 1)
    ]
    starts = range(0, len(options), _EDITS_IN_A_ROW)
    return tuple(tuple(options[start : start + _EDITS_IN_A_ROW]) for start in starts)


def _first_version(sitting: Sitting, sent: Submission) -> list[str]:
    facts = {"when": moment(sent.submitted_at), "version": sent.version}
    lines = [_("Received at %(when)s, version %(version)d") % facts]
    days = late_by(sitting.turn.plan, sitting.obligation, sitting.turn.today)
    return [*lines, _("Sent late: %(late)s") % {"late": late_phrase(days)}] if days else lines


def _corrected(sitting: Sitting, sent: Submission) -> list[str]:
    """A correction makes nobody late: what counts is when the report first came."""
    first = sitting.obligation.submitted_at or sent.submitted_at
    came = first.astimezone(LOCAL_ZONE).date()
    days = late_by(sitting.turn.plan, sitting.obligation, came)
    facts = {
        "version": sent.version,
        "when": moment(sent.submitted_at),
        "first": moment(first),
        "late": handed_in_late_phrase(days),
    }
    if came <= sitting.obligation.due:
        handed_in = _("First handed in at %(first)s, in time.")
    else:
        handed_in = _("First handed in at %(first)s, %(late)s.")
    return [
        _("Corrected version %(version)d, received at %(when)s.") % facts,
        handed_in % facts,
    ]


def _next(other: Obligation) -> Option:
    period = period_name(Period.parse(other.cadence, other.period))
    return Option(
        _("Next: report for %(period)s") % {"period": period}, ReportNow(obligation=other.id or 0)
    )
