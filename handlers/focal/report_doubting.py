"""Words that may not be meant for the report, or would replace others: asked before they count."""

from content.asides import Aside
from content.text import quote
from content.words import gettext as _
from content.words import language
from handlers.focal.report_offers import buttons
from handlers.focal.report_screens import framed, step_name, which_report
from handlers.focal.report_sitting import Sitting
from handlers.phrases import status_phrase
from handlers.screens import Screen
from handlers.welcome import fraud_help

_SHOWN = 300


def doubting_screen(sitting: Sitting) -> Screen:
    """What was typed, what stands there already, and what is to become of both."""
    answer, noted = sitting.place.answer, sitting.noted
    words = answer.words or status_phrase(answer.status) if answer else ""
    before = noted.words if noted and sitting.is_told else None
    paragraphs = [
        fraud_help() if sitting.aside is Aside.FRAUD else None,
        f"<b>{quote(step_name(sitting))}</b>",
        _("Noted so far: %(answer)s") % {"answer": quote(before, _SHOWN)} if before else None,
        _("You typed: “%(words)s”") % {"words": quote(words, _SHOWN)},
        _question(sitting, before),
    ]
    return Screen(framed(sitting, *paragraphs), buttons(sitting))


def _question(sitting: Sitting, before: str | None) -> str:
    if sitting.aside is Aside.MORE_TIME:
        return _(
            "Do you want to <b>ask for more time</b>, or shall I <b>write this sentence into the "
            "report</b>?"
        )
    if before:
        return _("Shall I replace what is noted with this?")
    return _("Shall I write this sentence into the report? The report is not sent yet.")


def nothing_screen(sitting: Sitting) -> Screen:
    """A report without indicators: "không phát sinh" answers each question that is still open."""
    lines = [
        f"• {quote(question.label(language()))}"
        for question in sitting.form.questions
        if question.code not in sitting.answers
    ]
    parts = (
        sitting.notice,
        f"<i>{which_report(sitting)}</i>",
        _("Shall I write “nothing arose” for the whole report?") + "\n" + "\n".join(lines),
    )
    return Screen("\n\n".join(part for part in parts if part), buttons(sitting))
