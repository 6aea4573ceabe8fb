"""Answers that both sides had begun to give to the same report: which stays, said in full."""

from collections.abc import Sequence

from content.answers import Answer
from content.indicators import Indicator
from content.steps import Step, step_named
from content.text import quote
from content.words import gettext as _
from content.words import language
from handlers.focal.owed import period_of
from handlers.phrases import answer_phrase, report_name, status_phrase
from handlers.turn import Turn
from storage import obligations
from storage.models import Obligation
from storage.people import Replaced

_LONGEST = 80  # of words: both versions are in the chats they were typed in


async def replaced_lines(turn: Turn, replaced: Sequence[Replaced]) -> list[str]:
    """One paragraph a report (HTML); none where nothing had to give way."""
    by_report: dict[int, list[Replaced]] = {}
    for each in replaced:
        by_report.setdefault(each.obligation_id, []).append(each)
    paragraphs = []
    for obligation_id, these in by_report.items():
        if obligation := await obligations.get(turn.session, obligation_id):
            paragraphs.append(_paragraph(turn, obligation, these))
    return paragraphs


def _paragraph(turn: Turn, obligation: Obligation, replaced: Sequence[Replaced]) -> str:
    form = turn.plan.form(obligation.unit_code, period_of(obligation).cadence)
    head = _("Both sides had begun %(report)s. Where they differ, the newer answer stays:") % {
        "report": quote(report_name(period_of(obligation)))
    }
    lines = []
    for each in replaced:
        step = step_named(form, each.code) if form else None
        facts = {
            "step": quote(_name(step) or each.code),
            "stays": quote(_said(step, each.stays), _LONGEST),
            "goes": quote(_said(step, each.goes), _LONGEST),
        }
        lines.append(_("• %(step)s: %(stays)s stays, %(goes)s goes") % facts)
    return "\n".join([head, *lines])


def _name(step: Step | None) -> str:
    if step is None:
        return ""
    return step.short_name if isinstance(step, Indicator) else step.label(language())


def _said(step: Step | None, said: dict[str, object]) -> str:
    answer = Answer.from_json(said)
    if isinstance(step, Indicator):
        return answer_phrase(step, answer)
    return answer.words or status_phrase(answer.status)
