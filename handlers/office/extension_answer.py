"""The office's answer to a request for more time: checked, given once, told to the unit."""

from datetime import date

from aiogram.fsm.state import State, StatesGroup

from content.extension_words import without_courtesy_word
from content.extensions import bad_day
from content.text import clean
from content.words import gettext as _
from handlers.focal.extension_screens import bad_day_text, checksum
from handlers.focal.owed import upward_due
from handlers.office.extension_letters import answer_letters, subject_of
from handlers.office.extension_questions import (
    LONGEST_REFUSAL,
    confirm_options,
    confirm_screen,
    refusal_review_screen,
    refusal_screen,
    too_long_text,
)
from handlers.office.extension_request import (
    Asked,
    outcome,
    show_request,
    show_result,
    what_was_said,
)
from handlers.office.extension_screens import GrantUntil
from storage import extensions
from storage.models import Extension


class ExtensionAnswer(StatesGroup):
    confirming = State()  # a day to think twice of is read back
    refusing = State()  # a reason may be typed
    sending = State()  # the refusal with its reason is read back


async def agree(asked: Asked, until: date | None = None) -> None:
    """Agree to the day asked for, or to another. A day to think twice of is confirmed first."""
    day = until or asked.extension.until
    if day != asked.extension.until or day >= upward_due(asked.turn.plan, asked.obligation):
        await confirm(asked, day)
    else:
        await grant(asked, day)


async def confirm(asked: Asked, day: date, first: str = "") -> None:
    """Both days are named, and the office says which."""
    if problem := _problem(asked, day):
        await show_request(asked, problem)
        return
    turn, extension = asked.turn, asked.extension
    await turn.state.set_state(ExtensionAnswer.confirming)
    await turn.state.set_data({"extension": extension.id, "day": day.isoformat()})
    screen = confirm_screen(turn.plan, extension, asked.obligation, day, turn.today, first)
    turn.reply.show(screen, subject=subject_of(extension))


def days_offered(asked: Asked, day: date) -> set[date]:
    """The days on the buttons of that question: naming one of them is tapping it."""
    turn = asked.turn
    options = confirm_options(turn.plan, asked.extension, asked.obligation, day, turn.today)
    return {date.fromordinal(o.data.day) for o in options if isinstance(o.data, GrantUntil)}


async def grant(asked: Asked, day: date) -> None:
    """The due day moves, and the unit is told. The first answer counts."""
    turn = asked.turn
    if problem := _problem(asked, day):
        await show_request(asked, problem)
        return
    decided = await extensions.grant(
        turn.session,
        asked.extension.id,
        plan=turn.plan,
        until=day,
        decided_by=turn.person.id,
        now=turn.now,
    )
    await _conclude(asked, decided)


async def ask_refusal_reason(asked: Asked, first: str = "") -> None:
    """A reason for the unit, if the office likes; nothing is answered yet."""
    turn, extension = asked.turn, asked.extension
    await turn.state.set_state(ExtensionAnswer.refusing)
    await turn.state.set_data({"extension": extension.id})
    screen = refusal_screen(turn.plan, extension, asked.obligation, first)
    turn.reply.show(screen, subject=subject_of(extension))


async def review_refusal(asked: Asked, reason: str) -> None:
    """The typed reason is read back: it may have been meant for something else. The unit has to
    get all of it, so one that is too long is asked for again."""
    turn, extension = asked.turn, asked.extension
    reason = without_courtesy_word(clean(reason))
    if len(reason) > LONGEST_REFUSAL:
        await ask_refusal_reason(asked, too_long_text(len(reason)))
        return
    await turn.state.set_state(ExtensionAnswer.sending)
    await turn.state.set_data({"extension": extension.id, "reason": reason})
    words = checksum(reason)
    screen = refusal_review_screen(turn.plan, extension, asked.obligation, reason, words)
    turn.reply.show(screen, subject=subject_of(extension))


async def refuse_request(asked: Asked, reason: str | None) -> None:
    """The due day stays, and the unit is told. The first answer counts."""
    turn = asked.turn
    decided = await extensions.refuse(
        turn.session,
        asked.extension.id,
        reason=reason,
        decided_by=turn.person.id,
        now=turn.now,
    )
    await _conclude(asked, decided)


def _problem(asked: Asked, day: date) -> str | None:
    """Why this day cannot be granted."""
    turn, due = asked.turn, asked.obligation.due
    if day == asked.extension.until:
        if day >= turn.today:
            return None
        return _(
            "The day that was asked for is past. You can grant another one: type for example "
            "“agree until %(day)s”."
        ) % {"day": turn.plan.calendar.add_working_days(turn.today, 2).strftime("%d/%m")}
    problem = bad_day(day, due, turn.today, turn.plan.calendar)
    return bad_day_text(problem, day, due) if problem else None


async def _conclude(asked: Asked, decided: Extension | None) -> None:
    turn, obligation = asked.turn, asked.obligation
    await turn.state.clear()
    if decided is None:  # somebody was faster by a moment
        await turn.session.refresh(asked.extension)
        await turn.session.refresh(obligation)
        await show_result(asked, outcome(asked.extension))
        return
    letters = await answer_letters(turn.session, turn.plan, decided, obligation)
    turn.reply.letters.extend(letters)
    told = (
        _("The unit has been told.")
        if letters
        else _("Nobody of the unit can be reached here; please tell them.")
    )
    said = what_was_said(decided)
    await show_result(asked, f"<b>{said[:1].upper()}{said[1:]}.</b> {told}")
