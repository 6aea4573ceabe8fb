"""How a request for more time moves on: what is missing is asked, and what is complete is sent."""

from datetime import date

from aiogram.fsm.state import State, StatesGroup

from content.extensions import bad_day, why_not
from handlers.focal.extension_screens import (
    asked_screen,
    bad_day_text,
    day_screen,
    no_extension_screen,
    not_owed_screen,
    reason_screen,
    waiting_screen,
)
from handlers.focal.owed import is_open
from handlers.office.extensions import request_letters
from handlers.screens import Screen
from handlers.turn import Turn
from storage import extensions
from storage.models import Obligation


class Extension(StatesGroup):
    until = State()
    reason = State()


async def begin(
    turn: Turn, obligation: Obligation, *, until: date | None = None, reason: str | None = None
) -> None:
    """Ask for what has not been said yet, and send the request when nothing is missing."""
    await turn.state.clear()
    if refusal := await _refusal(turn, obligation):
        turn.reply.show(refusal)
        return
    if until is None:
        await ask_day(turn, obligation, reason)
        return
    if problem := bad_day(until, obligation.due, turn.today, turn.plan.calendar):
        await ask_day(turn, obligation, reason, bad_day_text(problem, until, obligation.due))
    elif reason is None:
        await turn.state.set_state(Extension.reason)
        await turn.state.set_data({"obligation": obligation.id, "until": until.isoformat()})
        turn.reply.show(reason_screen(obligation, until))
    else:
        await _send(turn, obligation, until, reason)


async def _send(turn: Turn, obligation: Obligation, until: date, reason: str) -> None:
    asked = await extensions.ask(
        turn.session,
        obligation.id,
        asked_by=turn.person.id,
        until=until,
        reason=reason,
        now=turn.now,
    )
    letters = await request_letters(turn.session, turn.plan, asked, obligation, turn.person)
    turn.reply.letters.extend(letters)
    turn.reply.show(asked_screen(obligation, until, len(letters)))


async def ask_day(
    turn: Turn, obligation: Obligation, reason: str | None, problem: str | None = None
) -> None:
    await turn.state.set_state(Extension.until)
    await turn.state.set_data({"obligation": obligation.id, "reason": reason})
    turn.reply.show(day_screen(turn.plan, obligation, turn.today, first=problem))


async def _refusal(turn: Turn, obligation: Obligation) -> Screen | None:
    """What stands against asking: read anew each time, so a second tap changes nothing."""
    if not is_open(obligation):
        return not_owed_screen()
    asked = await extensions.of_obligation(turn.session, obligation.id)
    if waiting := next((request for request in asked if request.granted is None), None):
        return waiting_screen(obligation, waiting)
    regime, calendar = turn.plan.regime, turn.plan.calendar
    if why := why_not(obligation.due, turn.today, len(asked), regime, calendar):
        return no_extension_screen(obligation, why, regime)
    return None
