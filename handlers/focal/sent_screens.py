"""Reports that were sent, as a focal point looks back on them: a line, a page, one in full."""

from collections.abc import Mapping, Sequence

from aiogram.filters.callback_data import CallbackData

from content.answers import Answer
from content.catalogue import Plan
from content.steps import Step
from content.text import quote
from content.words import gettext as _
from content.words import moment
from handlers.focal.owed import period_of, short_label
from handlers.focal.report_place import Amend
from handlers.focal.report_summary import lines_of
from handlers.menu import OpenOwed, to_menu
from handlers.phrases import report_name, unit_name
from handlers.screens import Option, RowId, Screen, column
from storage.models import ObligationState
from storage.people import Person
from storage.sent import Sent

PER_PAGE = 5
RECEIPT_SUBJECT = "receipt:"  # and the id of the report: a line of it may be put right in words
MAY_BE_CORRECTED = (ObligationState.SUBMITTED, ObligationState.RETURNED)


class OpenSent(CallbackData, prefix="sent"):
    """The list of reports that were sent."""

    page: int = 0


class ReadSent(CallbackData, prefix="sentr"):
    """One report as it was sent."""

    obligation: RowId


def receipt_subject(obligation_id: int) -> str:
    return f"{RECEIPT_SUBJECT}{obligation_id}"


def may_be_corrected(sent: Sent) -> bool:
    return sent.obligation.state in MAY_BE_CORRECTED


def open_sent() -> Option:
    return Option(_("Reports sent"), OpenSent())


def sent_line(plan: Plan, sent: Sent, person: Person) -> str:
    """Whose, which, its number, when and by whom, and what has become of it: three lines."""
    facts = {
        "unit": quote(unit_name(plan, sent.obligation.unit_code)),
        "report": quote(report_name(period_of(sent.obligation))),
        "receipt": sent.submission.receipt,
        "when": moment(sent.submission.submitted_at),
        "version": sent.submission.version,
        "who": quote(sent.author, 40) if sent.author else _("Your colleague"),
    }
    what = _("<b>%(unit)s</b>: %(report)s\nNumber <code>%(receipt)s</code>") % facts
    if sent.submission.author_id == person.id:
        by = _("You sent it at %(when)s, version %(version)d.") % facts
    else:
        by = _("%(who)s sent it at %(when)s, version %(version)d.") % facts
    return f"{what}\n{by} {state_words(sent)}"


def state_words(sent: Sent) -> str:
    """What has become of it, as the unit needs to know it."""
    match sent.obligation.state:
        case ObligationState.SUBMITTED:
            return _("Received; you can still change it.")
        case ObligationState.RETURNED:
            return _("The standing office asks you to complete it.")
        case ObligationState.ACCEPTED:
            return _("Approved by the standing office.")
        case _:
            return _("No longer needed.")


def sent_lines(plan: Plan, found: Sequence[Sent], person: Person) -> list[str]:
    """One below the other; numbered where there are several."""
    lines = [sent_line(plan, sent, person) for sent in found]
    if len(lines) < 2:
        return lines
    return [f"{place}. {line}" for place, line in enumerate(lines, start=1)]


def sent_list_screen(
    plan: Plan, found: Sequence[Sent], person: Person, *, page: int, pages: int
) -> Screen:
    """One page of what was sent, each to be opened."""
    if not found:
        text = _("Your unit has not sent any report here yet.")
        return Screen(text, column(Option(_("Reports to hand in"), OpenOwed()), to_menu()))
    lines = [_("<b>Reports sent</b>"), *sent_lines(plan, found, person)]
    if pages > 1:
        lines.append(_("Page %(page)d of %(pages)d") % {"page": page + 1, "pages": pages})
    lines.append(_("Choose one to read it, or type its number (BC-…)."))
    reading = (Option(short_label(plan, s.obligation), _read(s)) for s in found)
    rows = (*column(*reading), *_turning(page, pages))
    return Screen("\n\n".join(lines), (*rows, (to_menu(),)))


def version_text(
    plan: Plan,
    sent: Sent,
    person: Person,
    steps: Sequence[Step],
    answers: Mapping[str, Answer],
    newer: Sent | None,
) -> str:
    """A version with every word of it; `newer` is the version that has replaced it."""
    head = sent_line(plan, sent, person)
    if newer is not None:
        facts = {"version": newer.submission.version, "receipt": newer.submission.receipt}
        head += "\n⚠ " + (
            _("It was replaced by version %(version)d, number <code>%(receipt)s</code>.") % facts
        )
    return f"{head}\n\n{lines_of(steps, answers, in_full=True)}"


def version_options(sent: Sent) -> tuple[tuple[Option, ...], ...]:
    """Change it, as far as it may be changed; back to the others."""
    amend = Option(_("Change the report"), Amend(obligation=sent.obligation.id))
    return column(*([amend] if may_be_corrected(sent) else []), open_sent(), to_menu())


def _read(sent: Sent) -> ReadSent:
    return ReadSent(obligation=sent.obligation.id)


def _turning(page: int, pages: int) -> tuple[tuple[Option, ...], ...]:
    row = []
    if page > 0:
        row.append(Option(_("‹ Back"), OpenSent(page=page - 1)))
    if page < pages - 1:
        row.append(Option(_("More ›"), OpenSent(page=page + 1)))
    return (tuple(row),) if row else ()
