"""The standing office answers requests for more time; whoever asked hears the answer."""

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.roles import Role
from content.words import gettext as _
from content.words import speaking
from handlers.focal.owed import is_open
from handlers.menu import to_menu
from handlers.office.extension_screens import (
    GrantExtension,
    OpenExtensions,
    RefuseExtension,
    answer_screen,
    none_waiting_screen,
    request_screen,
    result_screen,
    said,
)
from handlers.refusals import refuse
from handlers.screens import Screen, column, letter_to
from handlers.turn import OnTurn, Turn
from storage import extensions, obligations, people
from storage.models import Extension, Obligation
from storage.outbox import Letter
from storage.people import Person

router = Router(name="extensions")


async def request_letters(
    session: AsyncSession, plan: Plan, asked: Extension, obligation: Obligation, asker: Person
) -> list[Letter]:
    """The request as each reachable member of the standing office gets it."""
    letters = []
    for member in await people.holding(session, Role.STANDING_OFFICE):
        if member.has_consented and member.address.is_reachable:
            with speaking(member.language):
                screen = request_screen(plan, asked, obligation, asker.name)
            letters.append(letter_to(member.address, screen))
    return letters


@router.callback_query(OpenExtensions.filter(), OnTurn())
async def open_extensions(_query: CallbackQuery, turn: Turn) -> None:
    """The office looks at what waits, the oldest first."""
    if not turn.person.has(Role.STANDING_OFFICE):
        await refuse(turn.reply, turn.session, turn.person, turn.now, act="extension")
        return
    waiting = await extensions.pending(turn.session)
    if waiting:
        oldest = waiting[0]
        screen = request_screen(turn.plan, oldest.extension, oldest.obligation, oldest.asked_by)
    else:
        screen = none_waiting_screen()
    turn.reply.show(screen)


@router.callback_query(GrantExtension.filter(), OnTurn())
async def grant(_query: CallbackQuery, callback_data: GrantExtension, turn: Turn) -> None:
    """The office agrees: the due day moves, and the unit is told."""
    await _decide(turn, callback_data.extension, granted=True)


@router.callback_query(RefuseExtension.filter(), OnTurn())
async def refuse_extension(
    _query: CallbackQuery, callback_data: RefuseExtension, turn: Turn
) -> None:
    """The office does not agree: the due day stays, and the unit is told."""
    await _decide(turn, callback_data.extension, granted=False)


async def _decide(turn: Turn, extension_id: int, *, granted: bool) -> None:
    if not turn.person.has(Role.STANDING_OFFICE):
        await refuse(turn.reply, turn.session, turn.person, turn.now, act="extension")
        return
    asked = await extensions.get(turn.session, extension_id)
    obligation = await obligations.get(turn.session, asked.obligation_id) if asked else None
    if asked is None or obligation is None:
        turn.reply.show(Screen(_("I cannot find this request any more."), column(to_menu())))
        return
    if asked.granted is None and not is_open(obligation):
        verdict = _("The report has come in meanwhile, so no answer is needed.")
    elif asked.granted is None and granted and asked.until < turn.today:
        verdict = _("The day that was asked for is past, so it can no longer be agreed to.")
    else:
        await _answer(turn, asked, obligation, granted=granted)
        return
    waiting = len(await extensions.pending(turn.session))
    turn.reply.show(result_screen(turn.plan, asked, obligation, verdict, waiting))


async def _answer(turn: Turn, asked: Extension, obligation: Obligation, *, granted: bool) -> None:
    """The first answer counts and is told; whoever comes later reads what it was."""
    decided = await extensions.decide(
        turn.session,
        asked.id,
        plan=turn.plan,
        granted=granted,
        decided_by=turn.person.id,
        now=turn.now,
    )
    if decided is None:
        await turn.session.refresh(asked)  # somebody else may have answered this very moment
        verdict = _("This request has been answered: %(answer)s.") % {"answer": said(asked)}
    else:
        letters = await _answer_letters(turn, decided, obligation)
        turn.reply.letters.extend(letters)
        told = (
            _("Whoever asked has been told.")
            if letters
            else _("Whoever asked cannot be reached here; please tell them.")
        )
        verdict = f"<b>{said(decided).capitalize()}.</b> {told}"
    waiting = len(await extensions.pending(turn.session))
    turn.reply.show(result_screen(turn.plan, asked, obligation, verdict, waiting))


async def _answer_letters(turn: Turn, decided: Extension, obligation: Obligation) -> list[Letter]:
    """The answer, to the person who asked."""
    asker = await people.by_id(turn.session, decided.asked_by)
    if asker is None or not (asker.has_consented and asker.address.is_reachable):
        return []
    with speaking(asker.language):
        screen = answer_screen(turn.plan, decided, obligation)
        return [letter_to(asker.address, screen, subject=f"obligations:{obligation.id}")]
