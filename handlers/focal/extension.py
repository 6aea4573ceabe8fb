"""A focal point asks for more time: until which day, and why. The clock runs on meanwhile."""

from datetime import date

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from content.choices import Choice, choice_of
from content.commands import Word
from content.days import read_day
from content.extension_words import more_days_wanted
from content.extensions import later
from content.replies import ExtensionWanted, understand
from content.words import gettext as _
from handlers.command_words import obey
from handlers.dialogs import put_down
from handlers.filters import PlainText, SaysWord
from handlers.focal.extension_flow import (
    Extension,
    ask_day,
    ask_reason,
    begin,
    is_asking,
    refusal_of,
    said_of,
    tidy,
)
from handlers.focal.extension_outcomes import dropped_screen
from handlers.focal.extension_screens import (
    DropExtension,
    ExtensionAsk,
    ExtensionReason,
    ExtensionUntil,
    not_yours_screen,
    reason_text,
    unread_day_text,
)
from handlers.focal.owed import mine
from handlers.focal.report_opening import open_report
from handlers.screens import Screen
from handlers.turn import OnTurn, Turn
from storage.models import Obligation

router = Router(name="extension")

_LEAVE = (Choice.CANCEL, Choice.DROP)


@router.callback_query(ExtensionAsk.filter(), OnTurn())
async def ask(_query: CallbackQuery, callback_data: ExtensionAsk, turn: Turn) -> None:
    """The person needs more time; we ask until when."""
    if obligation := await theirs(turn, callback_data.obligation):
        await begin(turn, obligation)


@router.callback_query(ExtensionUntil.filter(), OnTurn())
async def choose_day(_query: CallbackQuery, callback_data: ExtensionUntil, turn: Turn) -> None:
    """A day is tapped."""
    if obligation := await theirs(turn, callback_data.obligation):
        _until, reason = await said_of(turn, obligation)
        await begin(turn, obligation, until=date.fromordinal(callback_data.day), reason=reason)


@router.message(StateFilter(Extension), SaysWord(), OnTurn())
async def type_command(message: Message, word: Word, turn: Turn) -> None:
    """A command word is no day and no reason; "dung" may well say yes to what is read back."""
    is_read_back = await turn.state.get_state() == Extension.confirming.state
    is_answer = choice_of(message.text or "", (Choice.ASK, Choice.FIX)) or word is Word.NOP
    if is_read_back and is_answer:
        raise SkipHandler
    if word not in (Word.HUY, Word.GIAHAN, Word.SUA, Word.NOP):
        await obey(turn, word)
    elif obligation := await in_hand(turn):
        await _obey(turn, obligation, word)


async def _obey(turn: Turn, obligation: Obligation, word: Word) -> None:
    until, reason = await said_of(turn, obligation)
    if word is Word.HUY:
        await dropped(turn, obligation)
    elif word is Word.GIAHAN:
        await begin(turn, obligation, until=until, reason=reason)
    elif word is Word.SUA:
        await ask_day(turn, obligation, until=until, reason=reason)
    else:
        turn.reply.send(Screen(await put_down(turn.state) or ""))
        await open_report(turn, obligation.id)


@router.message(StateFilter(Extension.until), PlainText(), OnTurn())
async def type_day(message: Message, turn: Turn) -> None:
    """A day is typed."""
    text = message.text or ""
    obligation = await in_hand(turn)
    if obligation is None or await leaves(turn, obligation, text):
        return
    before, reason = await said_of(turn, obligation)
    if before and reason and choice_of(text, (Choice.BACK, Choice.UNCHANGED, Choice.KEEP)):
        await begin(turn, obligation, until=before, reason=reason)
        return
    until, words = day_and_reason(text, turn.today)
    if days := more_days_wanted(text):
        until = later(obligation.due, turn.today, days, turn.plan.calendar)
    if until:
        await begin(turn, obligation, until=until, reason=words or reason)
    else:
        await ask_day(turn, obligation, until=before, reason=reason, first=unread_day_text())


@router.callback_query(ExtensionReason.filter(), OnTurn())
async def choose_reason(_query: CallbackQuery, callback_data: ExtensionReason, turn: Turn) -> None:
    """A reason is tapped. Tapped after the request has gone, the request is shown."""
    if obligation := await theirs(turn, callback_data.obligation):
        until, _reason = await said_of(turn, obligation)
        await begin(turn, obligation, until=until, reason=reason_text(callback_data.reason))


@router.message(StateFilter(Extension.reason), PlainText(), OnTurn())
async def type_reason(message: Message, turn: Turn) -> None:
    """A reason is typed; one who would rather change the day may do that as well."""
    text = message.text or ""
    obligation = await in_hand(turn)
    if obligation is None or await leaves(turn, obligation, text):
        return
    until, before = await said_of(turn, obligation)
    if before and choice_of(text, (Choice.BACK, Choice.UNCHANGED, Choice.KEEP)):
        await begin(turn, obligation, until=until, reason=before)
    elif choice_of(text, (Choice.BACK, Choice.FIX_DAY)):
        await ask_day(turn, obligation, until=until, reason=before)
    elif day := read_day(text, turn.today):
        await begin(turn, obligation, until=day, reason=before)
    elif until and tidy(text)[0] is None:
        first = _("Please type the reason in a few words.")
        await ask_reason(turn, obligation, until, reason=before, first=first)
    else:
        await begin(turn, obligation, until=until, reason=text)


@router.callback_query(DropExtension.filter(), OnTurn())
async def drop(_query: CallbackQuery, callback_data: DropExtension, turn: Turn) -> None:
    """The person does not ask after all. What was sent before is not undone by that: it is
    shown, with the way to withdraw it."""
    if obligation := await theirs(turn, callback_data.obligation):
        await dropped(turn, obligation)


async def theirs(turn: Turn, obligation_id: int) -> Obligation | None:
    """The report, if the person reports for its unit; says so if not, or not any more."""
    obligation = await mine(turn.session, turn.person, obligation_id)
    if obligation is None:
        turn.reply.show(not_yours_screen())
    return obligation


async def in_hand(turn: Turn) -> Obligation | None:
    """The report being talked about; says so if it is not theirs any more."""
    obligation_id = (await turn.state.get_data()).get("obligation", 0)
    obligation = await theirs(turn, obligation_id)
    if obligation is None:
        await turn.state.clear()
    return obligation


async def leaves(turn: Turn, obligation: Obligation, text: str) -> bool:
    """Whether the person typed that they do not ask after all; then it is done."""
    if choice_of(text, _LEAVE) is None:
        return False
    await dropped(turn, obligation)
    return True


async def dropped(turn: Turn, obligation: Obligation) -> None:
    """Put the request down, if it is this one that was going on, and say how things stand."""
    if await is_asking(turn) and (await turn.state.get_data()).get("obligation") == obligation.id:
        await put_down(turn.state)
    turn.reply.show(await refusal_of(turn, obligation) or dropped_screen(turn.plan, obligation))


def day_and_reason(text: str, today: date) -> tuple[date | None, str | None]:
    """A day, perhaps with the reason in the same breath: "28/12 vì chờ số liệu"."""
    if day := read_day(text, today):
        return day, None
    said = understand(f"gia hạn {text}", today)
    return (said.until, said.reason) if isinstance(said, ExtensionWanted) else (None, None)
