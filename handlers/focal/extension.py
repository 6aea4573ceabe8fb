"""A focal point asks for more time: until which day, and why. The clock runs on meanwhile."""

from datetime import date

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from content.choices import Choice, choice_of
from content.days import read_day
from content.replies import ExtensionWanted, understand
from content.text import clean
from handlers.dialogs import put_down
from handlers.filters import PlainText
from handlers.focal.extension_flow import Extension, ask_day, begin
from handlers.focal.extension_screens import (
    DropExtension,
    ExtensionAsk,
    ExtensionReason,
    ExtensionUntil,
    not_yours_screen,
    reason_screen,
    reason_text,
    unread_day_text,
)
from handlers.focal.owed import mine
from handlers.menu import menu_screen
from handlers.turn import OnTurn, Turn
from storage.models import Obligation

router = Router(name="extension")

_LONGEST_REASON = 300
_SHORTEST_REASON = 3


@router.callback_query(ExtensionAsk.filter(), OnTurn())
async def ask(_query: CallbackQuery, callback_data: ExtensionAsk, turn: Turn) -> None:
    """The person needs more time; we ask until when."""
    obligation = await mine(turn.session, turn.person, callback_data.obligation)
    if obligation is None:
        turn.reply.show(not_yours_screen())
        return
    await begin(turn, obligation)


@router.callback_query(ExtensionUntil.filter(), OnTurn())
async def choose_day(_query: CallbackQuery, callback_data: ExtensionUntil, turn: Turn) -> None:
    """A day is tapped."""
    obligation = await mine(turn.session, turn.person, callback_data.obligation)
    if obligation is None:
        turn.reply.show(not_yours_screen())
        return
    reason = (await _said(turn, obligation)).get("reason")
    await begin(turn, obligation, until=date.fromordinal(callback_data.day), reason=reason)


@router.message(StateFilter(Extension.until), PlainText(), OnTurn())
async def type_day(message: Message, turn: Turn) -> None:
    """A day is typed."""
    text = message.text or ""
    if await _drops(turn, text) or not (obligation := await _in_hand(turn)):
        return
    reason = (await turn.state.get_data()).get("reason")
    until = read_day(text, turn.today)
    if until is None:  # perhaps with the reason in the same breath: "28/12 vì chờ số liệu"
        said = understand(f"gia hạn {text}", turn.today)
        if isinstance(said, ExtensionWanted):
            until, reason = said.until, said.reason or reason
    if until:
        await begin(turn, obligation, until=until, reason=reason)
    else:
        await ask_day(turn, obligation, reason, unread_day_text())


@router.callback_query(ExtensionReason.filter(), OnTurn())
async def choose_reason(_query: CallbackQuery, callback_data: ExtensionReason, turn: Turn) -> None:
    """A reason is tapped. Tapped twice, the request of the first tap is shown."""
    obligation = await mine(turn.session, turn.person, callback_data.obligation)
    if obligation is None:
        turn.reply.show(not_yours_screen())
        return
    until = (await _said(turn, obligation)).get("until")
    await begin(
        turn,
        obligation,
        until=date.fromisoformat(until) if until else None,
        reason=reason_text(callback_data.reason),
    )


@router.message(StateFilter(Extension.reason), PlainText(), OnTurn())
async def type_reason(message: Message, turn: Turn) -> None:
    """A reason is typed, and the request goes out."""
    text = clean(message.text or "").strip()
    if await _drops(turn, text) or not (obligation := await _in_hand(turn)):
        return
    until = date.fromisoformat((await turn.state.get_data())["until"])
    if sum(character.isalpha() for character in text) < _SHORTEST_REASON:
        turn.reply.show(reason_screen(obligation, until))
        return
    await begin(turn, obligation, until=until, reason=text[:_LONGEST_REASON])


@router.callback_query(DropExtension.filter(), OnTurn())
async def drop(_query: CallbackQuery, turn: Turn) -> None:
    """The person does not ask after all."""
    turn.reply.show(menu_screen(turn.person, await put_down(turn.state)))


async def _said(turn: Turn, obligation: Obligation) -> dict[str, str]:
    """What was said before about this very report."""
    data = await turn.state.get_data()
    return data if data.get("obligation") == obligation.id else {}


async def _in_hand(turn: Turn) -> Obligation | None:
    """The report being talked about; says so if it is not theirs any more."""
    obligation_id = (await turn.state.get_data()).get("obligation", 0)
    obligation = await mine(turn.session, turn.person, obligation_id)
    if obligation is None:
        await turn.state.clear()
        turn.reply.show(not_yours_screen())
    return obligation


async def _drops(turn: Turn, text: str) -> bool:
    if choice_of(text, (Choice.CANCEL,)) is None:
        return False
    turn.reply.show(menu_screen(turn.person, await put_down(turn.state)))
    return True
