"""The office grants time to a unit by its name: "gia hạn cho mặt trận đến 23/12"."""

from collections.abc import Collection

from content.days import find_day
from content.extensions import NoExtension, later, why_not
from content.text import quote
from content.words import gettext as _
from handlers.focal.owed import period_of
from handlers.office.extension_answer import confirm
from handlers.office.extension_request import Asked, may_answer, show_request
from handlers.office.overdue_acts import ask_which_unit, show_unit
from handlers.office.overdue_choices import OpenUnit
from handlers.phrases import report_name, unit_name
from handlers.turn import Turn
from storage import extensions, obligations, people
from storage.models import Obligation


async def give_time(turn: Turn, units: Collection[str], text: str) -> None:
    """The request of that unit is taken up, with the day that was named read back. Without a
    request there is nothing to answer, and it is said how there can be one."""
    if not await may_answer(turn):
        return
    waiting = [
        r for r in await extensions.pending(turn.session) if r.obligation.unit_code in units
    ]
    if len(waiting) == 1:
        asked = Asked(turn, waiting[0].extension, waiting[0].obligation)
        day = find_day(text, turn.today)
        await (confirm(asked, day) if day else show_request(asked))
    elif waiting or len(units) > 1:
        await ask_which_unit(turn, tuple(units))
    else:
        (code,) = units
        await show_unit(turn, OpenUnit(unit=code), await _nothing_asked(turn, code))


async def _nothing_asked(turn: Turn, code: str) -> str:
    """Nothing to answer. What helps depends on whether the unit can ask at all."""
    nothing = _("<b>%(unit)s has no request for more time waiting</b>, so I have changed nothing.")
    said = nothing % {"unit": quote(unit_name(turn.plan, code))}
    return f"{said} {await _advice(turn, code)}"


async def _advice(turn: Turn, code: str) -> str:
    owed = await obligations.owed_by(turn.session, [code])
    if not owed:
        return _("No report of it is open, so no due day can move.")
    against = [await _against(turn, report) for report in owed]
    if not all(against):
        return await _how_to_ask(turn, owed[against.index(None)])
    facts = {"report": quote(report_name(period_of(owed[0])))}
    if against[0] is NoExtension.TOO_OFTEN:
        why = _("No more time can be asked for with %(report)s: it has been asked for too often.")
    else:
        why = _("No more time can be asked for with %(report)s: it has been overdue too long.")
    do = _("It can still be handed in late: please remind the unit, or call them.")
    return f"{why % facts} {do}"


async def _against(turn: Turn, report: Obligation) -> NoExtension | None:
    asked = await extensions.of_obligation(turn.session, report.id)
    times = sum(request.withdrawn_at is None for request in asked)
    return why_not(report.due, turn.today, times, turn.plan.regime, turn.plan.calendar)


async def _how_to_ask(turn: Turn, report: Obligation) -> str:
    facts = {
        "report": quote(report_name(period_of(report))),
        "day": later(report.due, turn.today, 2, turn.plan.calendar).strftime("%d/%m"),
    }
    serving = (await people.focal_points_of(turn.session, [report.unit_code]))[report.unit_code]
    if not serving:
        return _(
            "It has no focal point yet who could ask for it: please invite one, or call the unit."
        )
    return (
        _(
            "Its focal point can ask here with %(report)s, for example “more time until %(day)s "
            "because …”; then you can agree."
        )
        % facts
    )
