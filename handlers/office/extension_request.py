"""A request for more time in the hands of the office: taken up, shown, or said what became of
it."""

from dataclasses import dataclass

from content.roles import Role
from content.words import gettext as _
from content.words import weekday_and_day
from handlers.focal.owed import is_open
from handlers.menu import to_menu
from handlers.office.extension_letters import subject_of
from handlers.office.extension_screens import request_screen, result_screen
from handlers.refusals import refuse
from handlers.screens import Screen, column
from handlers.turn import Turn
from storage import extensions, obligations, people, replies
from storage.models import Extension, Obligation


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that can be answered, in the hands of one who may answer it."""

    turn: Turn
    extension: Extension
    obligation: Obligation


async def may_answer(turn: Turn) -> bool:
    """Whether the person is of the standing office; refused if not, or not any more."""
    if turn.person.has(Role.STANDING_OFFICE):
        return True
    await turn.state.clear()
    await refuse(turn.reply, turn.session, turn.person, turn.now, act="extension")
    return False


async def take_up(turn: Turn, extension_id: int) -> Asked | None:
    """The request, if it can still be answered; else the person reads what became of it."""
    if not await may_answer(turn):
        return None
    await turn.state.clear()
    extension = await extensions.get(turn.session, extension_id)
    obligation = (
        await obligations.get(turn.session, extension.obligation_id) if extension else None
    )
    if extension is None or obligation is None:
        turn.reply.show(Screen(_("I cannot find this request any more."), column(to_menu())))
        return None
    asked = Asked(turn, extension, obligation)
    if not extension.is_waiting or not is_open(obligation):
        await show_result(asked, outcome(extension))
        return None
    return asked


async def show_request(asked: Asked, first: str = "") -> None:
    """The request with its two answers, under what the person should know before (HTML)."""
    turn, extension = asked.turn, asked.extension
    await turn.state.clear()
    asker = await people.by_id(turn.session, extension.asked_by)
    name = asker.name if asker else None
    screen = request_screen(turn.plan, extension, asked.obligation, name, first)
    turn.reply.show(screen, subject=subject_of(extension))


async def is_before_eyes(asked: Asked) -> bool:
    """Whether the question stands last in the chat: much later a "yes" is about other things."""
    turn = asked.turn
    newest = await replies.newest_subject(turn.session, turn.person.address)
    return newest == subject_of(asked.extension)


async def show_result(asked: Asked, verdict: str) -> None:
    turn = asked.turn
    waiting = len(await extensions.pending(turn.session))
    turn.reply.show(result_screen(turn.plan, asked.extension, asked.obligation, verdict, waiting))


def outcome(extension: Extension) -> str:
    """Why there is nothing to answer any more."""
    if extension.withdrawn_at is not None:
        return _("The unit has withdrawn this request, so no answer is needed.")
    if extension.granted is not None:
        answer = what_was_said(extension)
        return _("This request has been answered: %(answer)s.") % {"answer": answer}
    return _("The report has come in meanwhile, so no answer is needed.")


def what_was_said(extension: Extension) -> str:
    if not extension.granted:
        return _("refused")
    day = weekday_and_day(extension.granted_until or extension.until)
    return _("agreed, until %(day)s") % {"day": day}
