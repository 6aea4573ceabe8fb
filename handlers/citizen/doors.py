"""The doors of learning. Each opens by its button, and by typing what the button says: the
newest message names the door it came through, and what it offers is looked up again."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import Message

from content.choices import may_say_stop, shouts_stop
from content.learning_words import meant
from content.menus import is_number
from handlers.filters import Says
from handlers.screens import Option, Screen
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome, ask_consent
from storage import replies
from storage.unit_of_work import current

router = Router(name="learning_doors")
stop_router = Router(name="learning_right")  # before command words: "dung" answers a quiz

_SUBJECT = "learn:"
_UNASKED = "learn!:"  # of a message that came by itself: a number is no answer to it
_LONGEST = 60

Walk = Callable[..., Awaitable[None]]  # a handler: the event, callback_data, turn
Drawing = Callable[[Turn, Any], Awaitable[Screen | None]]
_W = TypeVar("_W", bound=Walk)
_D = TypeVar("_D", bound=Drawing)
_walks: dict[str, tuple[type[CallbackData], Walk]] = {}
_drawings: dict[str, Drawing] = {}


def walks(door: type[CallbackData]) -> Callable[[_W], _W]:
    """Marks the handler of a button, so that typed words lead there as well."""

    def mark(handler: _W) -> _W:
        _walks[door.__prefix__] = (door, handler)
        return handler

    return mark


def draws(door: type[CallbackData]) -> Callable[[_D], _D]:
    """Marks what shows a screen as it is now, changing nothing."""

    def mark(drawing: _D) -> _D:
        _drawings[door.__prefix__] = drawing
        return drawing

    return mark


async def walk(event: object, door: CallbackData, turn: Turn) -> None:
    """Through a door as if its button had been tapped."""
    _kind, handler = _walks[door.__prefix__]
    await handler(event, callback_data=door, turn=turn)


def show(turn: Turn, screen: Screen, door: CallbackData) -> None:
    """In place of the tapped message, where a channel can do that."""
    _put_down_name()
    turn.reply.show(screen, subject_of(door))


def send(turn: Turn, screen: Screen, door: CallbackData) -> None:
    """Below: what was tapped is worth keeping."""
    _put_down_name()
    turn.reply.leave_tapped()
    turn.reply.send(screen, subject_of(door))


def _put_down_name() -> None:
    """Whoever was asked for a learner's name has gone elsewhere: what is typed next is none."""
    unit = current()
    if (unit.state or "").startswith("LearnerNaming:"):
        unit.state, unit.data = None, {}


async def with_consent(turn: Turn, door: CallbackData) -> bool:
    """What remembers needs a yes; with it the door opens."""
    if turn.person.has_consented:
        return True
    await ask_consent(turn.state, turn.reply, turn.plan, then=door.pack())
    return False


def unpacked(packed: str) -> CallbackData | None:
    """A door of learning, of what was kept of it; None where it is none."""
    known = _walks.get(packed.partition(":")[0])
    try:
        return known[0].unpack(packed) if known else None
    except (TypeError, ValueError):
        return None


class TypedDoor(Filter):
    """What a button of the newest screen says, typed."""

    async def __call__(
        self, message: Message, turn: Turn, quoted: str | None
    ) -> bool | dict[str, CallbackData]:
        text = message.text or ""
        if not text or len(text) > _LONGEST or text.startswith("/"):
            return False
        door = await _typed(turn, text, quoted)
        return {"door": door} if door else False


class WhileLearning(Filter):
    """One of these words, where a screen of learning stands last; gives its door as `here`."""

    def __init__(self, *words: str) -> None:
        self._says = Says(*words)

    async def __call__(
        self, message: Message, turn: Turn, quoted: str | None
    ) -> bool | dict[str, CallbackData]:
        if not await self._says(message):
            return False
        here = await open_door(turn, quoted)
        return {"here": here} if here else False


class SaysRight(Filter):
    """ "Dung" without marks: "đúng", where that can be answered; in capitals it is our command."""

    async def __call__(self, message: Message) -> bool:
        text = message.text or ""
        return may_say_stop(text) and text.isascii() and not shouts_stop(text)


@stop_router.message(StateFilter(None, Welcome.answering), SaysRight(), OnTurn(), TypedDoor())
@router.message(StateFilter(None, Welcome.answering), OnTurn(), TypedDoor())
async def open_typed(message: Message, door: CallbackData, turn: Turn) -> None:
    """Somebody typed instead of tapping."""
    await walk(message, door, turn)


def subject_of(door: CallbackData, *, is_unasked: bool = False) -> str:
    """Of a message that shows what this door shows."""
    return (_UNASKED if is_unasked else _SUBJECT) + door.pack()


async def open_door(turn: Turn, quoted: str | None) -> CallbackData | None:
    """What the newest screen shows, or the one replied to, if it is one of learning."""
    return _named(await _subject(turn, quoted))


def _named(subject: str) -> CallbackData | None:
    """The door that a subject names."""
    known = next((start for start in (_SUBJECT, _UNASKED) if subject.startswith(start)), None)
    return unpacked(subject.removeprefix(known)) if known else None


async def drawn(turn: Turn, door: CallbackData) -> Screen | None:
    """What a door shows now."""
    drawing = _drawings.get(door.__prefix__)
    return await drawing(turn, door) if drawing else None


async def _typed(turn: Turn, text: str, quoted: str | None) -> CallbackData | None:
    subject = await _subject(turn, quoted)
    if subject.startswith(_UNASKED) and is_number(text):
        return None  # who typed it may report a figure, and sees options that nobody numbered
    here = _named(subject)
    screen = await drawn(turn, here) if here else None
    options = [option for row in screen.options for option in row] if screen else []
    place = meant(text, [option.label for option in options])
    return None if place is None else unpacked(_packed(options[place]))


async def _subject(turn: Turn, quoted: str | None) -> str:
    """What the message replied to is about, else what stands last in the chat."""
    address = turn.person.address
    if quoted is not None:
        return await replies.subject_of(turn.session, address, quoted) or ""
    return await replies.newest_subject(turn.session, address) or ""


def _packed(option: Option) -> str:
    return option.data if isinstance(option.data, str) else option.data.pack()
