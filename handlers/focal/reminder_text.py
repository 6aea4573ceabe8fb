"""One report in a reminder, in full sentences."""

from collections.abc import Collection
from datetime import date

from content.catalogue import Plan
from content.deadlines import deadlines
from content.text import quote
from content.words import day, ngettext
from content.words import gettext as _
from handlers.focal.owed import due_words, late_by, may_still_ask, period_of
from handlers.phrases import period_name, report_name, unit_name
from storage.models import Obligation


def in_full(
    plan: Plan,
    obligation: Obligation,
    today: date,
    noted: Collection[str],
    until: date | None = None,
) -> str:
    """What is due, or late, and what the day asks for; `until` when more time is asked for."""
    period = period_of(obligation)
    facts = {
        "unit": quote(unit_name(plan, obligation.unit_code)),
        "report": quote(report_name(period)),
        "due": quote(due_words(plan, obligation, today)),
        "plan": quote(plan.meta.number),
    }
    heading = _("<b>Report reminder: %(period)s</b>") % {"period": quote(period_name(period))}
    if late_by(plan, obligation, today):
        sentences = [_late(plan, obligation, today, until) % facts]
    else:
        sentences = [_("To %(unit)s: %(report)s under Plan %(plan)s is %(due)s.") % facts]
        sentences += _cutoff(plan, obligation, today)
    sentences += asked_until(until)
    if noted or not late_by(plan, obligation, today):
        sentences += _missing(plan, obligation, noted)
    return heading + "\n\n" + " ".join(sentences)


def asked_until(until: date | None) -> list[str]:
    """A request for more time that the office has not answered."""
    if until is None:
        return []
    return [
        _(
            "Your request for more time until %(day)s is waiting for the standing office; until "
            "they answer, the day above counts."
        )
        % {"day": day(until)}
    ]


def _late(plan: Plan, obligation: Obligation, today: date, until: date | None) -> str:
    if until is not None:
        return _("%(unit)s has not yet handed in %(report)s, %(due)s.")
    if may_still_ask(plan, obligation, today):
        return _(
            "%(unit)s has not yet handed in %(report)s, %(due)s. Please send it today, or ask "
            "for more time and say why."
        )
    return _(
        "%(unit)s has not yet handed in %(report)s, %(due)s. Please send what you have today, "
        "or speak to the standing office directly."
    )


def _cutoff(plan: Plan, obligation: Obligation, today: date) -> list[str]:
    """Figures that are given before their window has ended are not final."""
    data_to = deadlines(period_of(obligation), plan.regime, plan.calendar).data_to
    if data_to == today:
        return [_("Figures are closed today.")]
    return [_("Figures will be closed on %(day)s.") % {"day": day(data_to)}] * (data_to > today)


def _missing(plan: Plan, obligation: Obligation, noted: Collection[str]) -> list[str]:
    """How much there is still to fill in."""
    form = plan.form(obligation.unit_code, period_of(obligation).cadence)
    if form is None or not form.indicators:
        return []
    total = len(form.indicators)
    if not noted:
        return [
            ngettext(
                "It asks for %(count)d indicator.", "It asks for %(count)d indicators.", total
            )
            % {"count": total}
        ]
    missing = sum(indicator.code not in noted for indicator in form.indicators)
    if not missing:
        return [_("Your draft answers every indicator; look it over and send it.")]
    return [
        _("%(missing)d of %(total)d indicators have no answer yet.")
        % {"missing": missing, "total": total}
    ]
