"""Elder mode: a learner wants small steps and little to choose from, and reads a lesson so."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from content.words import gettext as _
from content.words import language
from handlers.citizen.buttons import (
    OpenLearning,
    OpenStep,
    OpenToday,
    SetElderMode,
)
from handlers.citizen.doors import draws, send, show, walks, with_consent
from handlers.citizen.elder_screens import call_someone, last_step, step_screen
from handlers.citizen.learned import learned_of, who_learns
from handlers.citizen.lesson_screens import under
from handlers.citizen.lessons import note_read, say_gone
from handlers.filters import Says
from handlers.screens import Option, Screen, column
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome
from storage.learning import learners

router = Router(name="elder_mode")

_ON = (
    "đọc chậm", "đọc chậm từng bước", "từng bước", "chữ to", "cho chữ to", "chế độ đọc chậm",
    "đọc từng bước", "read slowly", "read slowly step by step", "large letters",
)  # fmt: skip
_OFF = (
    "đọc như thường", "đọc bình thường", "đọc nhanh", "chữ thường", "chữ nhỏ", "tắt đọc chậm",
    "thôi đọc chậm", "read in the usual way",
)  # fmt: skip


@router.message(Says(*_ON), StateFilter(None, Welcome.answering), OnTurn())
async def wish_slowly(event: Message, turn: Turn) -> None:
    """The same, typed."""
    await set_elder_mode(event, SetElderMode(on=True), turn)


@router.message(Says(*_OFF), StateFilter(None, Welcome.answering), OnTurn())
async def wish_as_usual(event: Message, turn: Turn) -> None:
    """The same, typed."""
    await set_elder_mode(event, SetElderMode(on=False), turn)


@router.callback_query(SetElderMode.filter(), OnTurn())
@walks(SetElderMode)
async def set_elder_mode(
    _event: Message | CallbackQuery, callback_data: SetElderMode, turn: Turn
) -> None:
    """Kept for who is learning now, and for nobody else on the phone; so it needs a yes."""
    door = callback_data
    if door.on and not await with_consent(turn, door):
        return
    if turn.person.has_consented:
        learner = await learners.ensure(turn.session, turn.person.id, turn.now)
        await learners.set_elder(turn.session, learner.id, on=door.on)
    show(turn, await mode_screen(turn, door), door)


@draws(SetElderMode)
async def mode_screen(turn: Turn, door: SetElderMode) -> Screen:
    lines = who_learns(await learned_of(turn))
    today = Option(_("Today's lesson"), OpenToday())
    if not door.on:
        lines.append(_("From now on a lesson comes in one piece again."))
        return Screen("\n".join(lines), column(today, Option(_("Learning"), OpenLearning())))
    lines += [
        _("From now on lessons come slowly, step by step."),
        _("I cannot make letters larger. You can do that in the phone's settings: Font size."),
        _("To go back, type: read in the usual way"),
    ]
    return Screen("\n\n".join(lines), column(today, call_someone()))


@router.callback_query(OpenStep.filter(), OnTurn())
@walks(OpenStep)
async def open_step(_event: Message | CallbackQuery, callback_data: OpenStep, turn: Turn) -> None:
    """The person has read a step and wants the next, which comes below it."""
    if callback_data.lesson not in turn.library.lessons:
        await say_gone(turn)
        return
    await note_read(turn, callback_data.lesson)
    if screen := await read_step(turn, callback_data):
        send(turn, screen, callback_data)


@draws(OpenStep)
async def read_step(turn: Turn, door: OpenStep) -> Screen | None:
    lesson = turn.library.lesson(door.lesson, language())
    if lesson is None:
        return None
    below = None
    if door.step >= last_step(lesson):
        below = [*under(turn, lesson, await learned_of(turn)), _("To see them, type: sources")]
    return step_screen(turn.library, turn.plan, lesson, door.step, below)
