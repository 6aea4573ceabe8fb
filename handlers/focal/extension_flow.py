"""How a request for more time moves on: what is missing is asked, what is complete is read back,
and what is confirmed is sent, once."""

from datetime import date
from typing import Any

from aiogram.fsm.state import State, StatesGroup

from content.extension_words import without_courtesy_word
from content.extensions import bad_day, why_not
from content.text import clean
from handlers.focal.extension_outcomes import (
    asked_screen,
    no_extension_screen,
    not_owed_screen,
    waiting_screen,
)
from handlers.focal.extension_screens import (
    LONGEST_REASON,
    asked_subject,
    bad_day_text,
    cut_text,
    day_screen,
    read_back_screen,
    reason_screen,
    send_or_stop_screen,
)
from handlers.focal.owed import is_open
from handlers.office.extension_letters import request_letters
from handlers.screens import Screen
from handlers.turn import Turn
from storage import extensions, replies
from storage.models import Obligation

_SHORTEST_REASON = 2  # letters: "ốm" says it all


class Extension(StatesGroup):
    until = State()
    reason = State()
    confirming = State()  # the request is read back


async def begin(
    turn: Turn,
    obligation: Obligation,
    *,
    until: date | None = None,
    reason: str | None = None,
    first: str | None = None,
) -> None:
    """Ask for what has not been said yet, and read the request back when nothing is missing.
    `first` is what the person should know before (HTML)."""
    await turn.state.clear()
    if refusal := await refusal_of(turn, obligation):
        turn.reply.show(refusal)
        return
    reason, is_cut = tidy(reason)
    if until is not None and (
        problem := bad_day(until, obligation.due, turn.today, turn.plan.calendar)
    ):
        first, until = bad_day_text(problem, until, obligation.due), None
    if until is None:
        await ask_day(turn, obligation, reason=reason, first=first)
    elif reason is None:
        await ask_reason(turn, obligation, until, first=first)
    else:
        await _remember(turn, Extension.confirming, obligation, until, reason)
        screen = read_back_screen(
            turn.plan, obligation, until, reason, first=cut_text() if is_cut else first
        )
        turn.reply.show(screen, subject=_subject(obligation))


async def ask_day(
    turn: Turn,
    obligation: Obligation,
    *,
    until: date | None = None,
    reason: str | None = None,
    first: str | None = None,
) -> None:
    """Until when? What was said before stays."""
    await _remember(turn, Extension.until, obligation, until, reason)
    turn.reply.show(day_screen(turn.plan, obligation, turn.today, first=first))


async def ask_reason(
    turn: Turn,
    obligation: Obligation,
    until: date,
    *,
    reason: str | None = None,
    first: str | None = None,
) -> None:
    """Why? What was said before stays."""
    await _remember(turn, Extension.reason, obligation, until, reason)
    turn.reply.show(reason_screen(obligation, until, first=first))


async def ask_whether_to_stop(
    turn: Turn, obligation: Obligation, until: date, reason: str
) -> None:
    """ "Dung" under the read-back: right, or stop? Nothing is sent before that is clear."""
    if await refusal_of(turn, obligation):
        await begin(turn, obligation, until=until, reason=reason)
        return
    screen = send_or_stop_screen(turn.plan, obligation, until, reason)
    turn.reply.show(screen, subject=_subject(obligation))


async def send(turn: Turn, obligation: Obligation, until: date, reason: str) -> None:
    """The read-back is confirmed: one request goes out, however often that is said. What has
    changed since the read-back counts."""
    problem = bad_day(until, obligation.due, turn.today, turn.plan.calendar)
    if problem or await refusal_of(turn, obligation):
        await begin(turn, obligation, until=until, reason=reason)
        return
    await turn.state.clear()
    asked = await extensions.ask(
        turn.session,
        obligation.id,
        asked_by=turn.person.id,
        until=until,
        reason=reason,
        now=turn.now,
    )
    if asked is None:  # a colleague was faster by a moment
        await begin(turn, obligation, until=until, reason=reason)
        return
    letters = await request_letters(turn.session, turn.plan, asked, obligation, turn.person)
    turn.reply.letters.extend(letters)
    screen = asked_screen(turn.plan, asked, obligation, len(letters))
    turn.reply.show(screen, subject=asked_subject(obligation))


async def is_asking(turn: Turn) -> bool:
    """Whether a request is being put together, and not sent yet."""
    return (await turn.state.get_state() or "").startswith(f"{Extension.__name__}:")


async def is_before_eyes(turn: Turn, obligation: Obligation) -> bool:
    """Whether the read-back stands last in the chat: much later a "yes" is about other things."""
    newest = await replies.newest_subject(turn.session, turn.person.address)
    return newest == _subject(obligation)


async def refusal_of(turn: Turn, obligation: Obligation) -> Screen | None:
    """What stands against asking: read anew each time, so a second tap changes nothing."""
    if not is_open(obligation):
        return not_owed_screen()
    asked = await extensions.of_obligation(turn.session, obligation.id)
    if waiting := next((request for request in asked if request.is_waiting), None):
        return waiting_screen(turn.plan, waiting, obligation)
    regime, calendar = turn.plan.regime, turn.plan.calendar
    times = sum(request.withdrawn_at is None for request in asked)
    if why := why_not(obligation.due, turn.today, times, regime, calendar):
        return no_extension_screen(obligation, why, regime)
    return None


async def said_of(turn: Turn, obligation: Obligation) -> tuple[date | None, str | None]:
    """The day and the reason said before about this very report."""
    data = await turn.state.get_data()
    if data.get("obligation") != obligation.id:
        return None, None
    until = data.get("until")
    return date.fromisoformat(until) if until else None, data.get("reason")


async def _remember(
    turn: Turn, state: State, obligation: Obligation, until: date | None, reason: str | None
) -> None:
    data: dict[str, Any] = {"obligation": obligation.id, "reason": reason}
    data["until"] = until.isoformat() if until else None
    await turn.state.set_state(state)
    await turn.state.set_data(data)


def _subject(obligation: Obligation) -> str:
    return f"asking:{obligation.id}"


def tidy(reason: str | None) -> tuple[str | None, bool]:
    """A reason fit to be kept, if it says anything, and whether some of it had to go."""
    tidied = without_courtesy_word(clean(reason or ""))
    if sum(character.isalpha() for character in tidied) < _SHORTEST_REASON:
        return None, False
    return tidied[:LONGEST_REASON].strip() or None, len(tidied) > LONGEST_REASON
