"""Who may report what: read anew at every step, and said kindly where the answer is no."""

from content.forms import ReportForm
from content.words import gettext as _
from handlers.focal.owed import mine, period_of
from handlers.focal.report_flow import show
from handlers.focal.report_place import Place, Report
from handlers.focal.report_sitting import Sitting, lay_out
from handlers.menu import to_menu
from handlers.phrases import report_name
from handlers.refusals import refuse_reporting
from handlers.screens import Screen, column
from handlers.turn import Turn
from storage.models import Obligation, ObligationState


async def sit_down(turn: Turn) -> Sitting | None:
    """The dialog the person is in, if they may go on with it; says so if not."""
    place = Place.from_data(await turn.state.get_data())
    report = await admitted(turn, place.obligation) if place else None
    if place is None or report is None:
        await turn.state.clear()
        return None
    obligation, form = report
    state = await turn.state.get_state()
    sitting = await lay_out(turn, place, obligation, form, state)
    if sitting.sent is None or state == Report.replacing.state:
        return sitting
    await sitting.stand(Report.replacing)  # a colleague was faster
    show(sitting)
    return None


async def admitted(turn: Turn, obligation_id: int) -> tuple[Obligation, ReportForm] | None:
    """The report with its form, if this person may work on it now; says so if not."""
    obligation = await mine(turn.session, turn.person, obligation_id)
    if obligation is None:
        await refuse_reporting(turn.reply, turn.session, turn.person, turn.now, act="report")
        return None
    form = turn.plan.form(obligation.unit_code, period_of(obligation).cadence)
    if closed := _why_closed(obligation, form):
        turn.reply.show(Screen(closed, column(to_menu())))
        return None
    return (obligation, form) if form else None


def _why_closed(obligation: Obligation, form: ReportForm | None) -> str | None:
    facts = {"report": report_name(period_of(obligation))}
    if obligation.state == ObligationState.ACCEPTED:
        return (
            _(
                "The standing office has approved %(report)s, so it can no longer be changed "
                "here. If a figure is wrong, please tell the standing office."
            )
            % facts
        )
    if obligation.state == ObligationState.NOT_APPLICABLE:
        return _("Your unit does not have to send %(report)s.") % facts
    if form is None:
        return _("The plan has no form for %(report)s. Please tell the standing office.") % facts
    return None
