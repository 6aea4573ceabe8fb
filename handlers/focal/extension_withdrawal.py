"""A unit takes its request for more time back while it waits; whoever was told of it hears so."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from content.catalogue import Plan
from content.extension_words import withdraws
from content.menus import Offer
from content.roles import Role
from content.unit_names import units_named
from content.units import Unit
from content.words import speaking
from handlers.focal.extension_flow import Extension, is_asking
from handlers.focal.extension_outcomes import (
    WithdrawExtension,
    answered_screen,
    dropped_screen,
    nothing_to_withdraw_screen,
    which_withdrawal_screen,
    withdrawn_by_colleague_screen,
    withdrawn_screen,
)
from handlers.focal.extension_screens import not_yours_screen
from handlers.focal.owed import is_served_by, mine
from handlers.office.extension_letters import withdrawal_letters
from handlers.screens import letter_to
from handlers.turn import OnTurn, Turn
from storage import extensions, people
from storage.models import Extension as ExtensionRow
from storage.models import Obligation
from storage.outbox import Letter
from storage.people import Person

router = Router(name="extension_withdrawal")  # before replies: it may answer a reminder


class Withdraws(Filter):
    """ "rút đề nghị", of a focal point who is not in the middle of something else. A reply is
    about what it replies to, so an open dialog is no hindrance."""

    async def __call__(
        self, message: Message, person: Person, raw_state: str | None, quoted: str | None
    ) -> bool:
        is_free = raw_state is None or raw_state.startswith(f"{Extension.__name__}:")
        is_heard = is_free or quoted is not None
        return is_heard and person.has(Role.FOCAL_POINT) and withdraws(message.text or "")


@router.callback_query(WithdrawExtension.filter(), OnTurn())
async def withdraw(_query: CallbackQuery, callback_data: WithdrawExtension, turn: Turn) -> None:
    """The person taps that the request is to be taken back."""
    asked = await extensions.get(turn.session, callback_data.extension)
    obligation = await mine(turn.session, turn.person, asked.obligation_id) if asked else None
    if asked is None or obligation is None:
        turn.reply.show(not_yours_screen())
        return
    await _withdraw(turn, asked, obligation)


@router.message(Withdraws(), OnTurn())
async def type_withdrawal(message: Message, turn: Turn) -> None:
    """The same, typed. Of several requests the one whose unit is named, else we ask which."""
    asking = (await turn.state.get_data()).get("obligation", 0)
    was_asking = await is_asking(turn)
    await turn.state.clear()
    mine_named = units_named(message.text or "", _units_of(turn.plan, turn.person)).codes
    units = mine_named or turn.person.units
    waiting = await extensions.waiting_of(turn.session, units)
    if not waiting:
        draft = await mine(turn.session, turn.person, asking) if was_asking else None
        await _nothing_waits(turn, units, draft)
    elif len(waiting) == 1:
        await _withdraw(turn, waiting[0].extension, waiting[0].obligation)
    else:
        turn.reply.show(which_withdrawal_screen(turn.plan, waiting))


async def _nothing_waits(turn: Turn, units: Sequence[str], draft: Obligation | None) -> None:
    """What was not sent yet is dropped; else the last request is shown with what became of it."""
    newest = await extensions.newest_of(turn.session, units)
    if draft is not None:
        screen = dropped_screen(turn.plan, draft)
    elif newest is not None:
        screen = answered_screen(turn.plan, newest.extension, newest.obligation)
    else:
        screen = nothing_to_withdraw_screen()
    turn.reply.show(screen)


def _units_of(plan: Plan, person: Person) -> list[Unit]:
    return [unit for code in person.units if (unit := plan.units.get(code))]


async def _withdraw(turn: Turn, asked: ExtensionRow, obligation: Obligation) -> None:
    """The first word counts: what was answered or withdrawn a moment ago is told as it is."""
    withdrawn = await extensions.withdraw(
        turn.session, asked.id, withdrawn_by=turn.person.id, now=turn.now
    )
    if withdrawn is None:
        await turn.session.refresh(asked)
        await turn.session.refresh(obligation)  # agreed to this very moment, it has a new day
        turn.reply.show(answered_screen(turn.plan, asked, obligation))
        return
    letters = await withdrawal_letters(turn.session, turn.plan, withdrawn, obligation)
    turn.reply.letters.extend([*letters, *await _to_asker(turn, withdrawn, obligation)])
    turn.reply.show(withdrawn_screen(turn.plan, withdrawn, obligation, len(letters)))


async def _to_asker(turn: Turn, withdrawn: ExtensionRow, obligation: Obligation) -> list[Letter]:
    """Whoever asked hears of it, if a colleague has taken it back."""
    asker = await people.by_id(turn.session, withdrawn.asked_by)
    if asker is None or asker.id == turn.person.id or not is_served_by(obligation, asker):
        return []
    if not (asker.has_consented and asker.address.is_reachable):
        return []
    with speaking(asker.language):
        screen = withdrawn_by_colleague_screen(turn.plan, withdrawn, obligation, turn.person.name)
        screen = replace(screen, offer=Offer.WORDS)  # they may be in the middle of something
        return [letter_to(asker.address, screen, subject=f"obligations:{obligation.id}")]
