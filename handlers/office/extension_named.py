"""The office grants time to a unit by its name: "gia hạn cho mặt trận đến 23/12"."""

from collections.abc import Collection

from content.days import find_day
from content.text import quote
from content.words import gettext as _
from handlers.office.extension_answer import confirm
from handlers.office.extension_request import Asked, may_answer, show_request
from handlers.office.overdue_acts import ask_which_unit, show_unit
from handlers.office.overdue_choices import OpenUnit
from handlers.phrases import unit_name
from handlers.turn import Turn
from storage import extensions


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
        await show_unit(turn, OpenUnit(unit=code), _nothing_asked(turn, code))


def _nothing_asked(turn: Turn, code: str) -> str:
    return _(
        "<b>%(unit)s has not asked for more time</b>, so I have changed nothing. Its focal point "
        "can ask here, for example “more time until %(day)s because …”; then you can agree."
    ) % {
        "unit": quote(unit_name(turn.plan, code)),
        "day": turn.plan.calendar.add_working_days(turn.today, 2).strftime("%d/%m"),
    }
