"""Corrections that were begun and never sent: what people most often take for sent."""

from collections.abc import Sequence

from content.answers import Answer
from content.text import quote
from content.words import gettext as _
from handlers.focal.owed import period_of, short_label
from handlers.focal.report_opening import as_sent
from handlers.focal.report_place import Amend
from handlers.phrases import report_name
from handlers.screens import Option
from handlers.turn import Turn
from storage import drafts, sent
from storage.models import Draft, ObligationState
from storage.sent import Sent

_LOOKED_AT = 5  # the newest reports: nobody corrects what is older without opening it


async def unsent_corrections(turn: Turn) -> list[Sent]:
    """What this person has changed of reports that were sent. Opened and left as it was is no
    change."""
    found = await sent.by_units(turn.session, turn.person.units, most=_LOOKED_AT)
    found = [one for one in found if one.obligation.state == ObligationState.SUBMITTED]
    begun = await drafts.begun_by(
        turn.session, turn.person.id, [one.obligation.id for one in found]
    )
    return [one for one in found if await _differs(turn, one, begun)]


def unsent_lines(corrections: Sequence[Sent]) -> list[str]:
    """One sentence each, as HTML."""
    return [
        _("✎ You have changed %(report)s, but the change is <b>not sent yet</b>.")
        % {"report": quote(report_name(period_of(one.obligation)))}
        for one in corrections
    ]


def unsent_options(turn: Turn, corrections: Sequence[Sent]) -> list[Option]:
    """To the summary, where it is sent; named where there are several."""
    label = _("Look it over and send")
    return [
        Option(
            label if len(corrections) == 1 else f"{label}: {_name(turn, one)}",
            Amend(obligation=one.obligation.id),
        )
        for one in corrections
    ]


def _name(turn: Turn, one: Sent) -> str:
    return short_label(turn.plan, one.obligation)


async def _differs(turn: Turn, one: Sent, begun: dict[int, Draft]) -> bool:
    draft = begun.get(one.obligation.id)
    form = turn.plan.form(one.obligation.unit_code, period_of(one.obligation).cadence)
    if draft is None or form is None:
        return False
    answers = {code: Answer.from_json(said) for code, said in draft.answers.items()}
    return answers != await as_sent(turn.session, form.questions, one.submission.id)
