"""A lesson is read; its sources are looked at. Both are worth keeping, so they come below."""

import re

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Filter, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from content.folding import fold
from content.words import gettext as _
from content.words import language
from handlers.citizen.buttons import OpenCourses, OpenLesson, OpenSources
from handlers.citizen.courses import courses_screen
from handlers.citizen.doors import WhileLearning, draws, send, show, walks
from handlers.citizen.elder_screens import step_screen
from handlers.citizen.learned import learned_of
from handlers.citizen.lesson_screens import lesson_screen, sources_screen
from handlers.screens import Screen
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome
from storage.learning import learners, progress

router = Router(name="lessons")

_NAMED = re.compile(r"(?:bai|lesson) ?(?:so )?([1-9]\d?\.[1-9]\d?)")


class NamesLesson(Filter):
    """ "Bài 6.3"."""

    async def __call__(self, message: Message) -> bool | dict[str, OpenLesson]:
        found = _NAMED.fullmatch(fold(message.text or "").strip(" .!?"))
        return {"callback_data": OpenLesson(lesson=found[1])} if found else False


@router.callback_query(OpenLesson.filter(), OnTurn())
@router.message(NamesLesson(), StateFilter(None, Welcome.answering), OnTurn())
@walks(OpenLesson)
async def open_lesson(
    _event: Message | CallbackQuery, callback_data: OpenLesson, turn: Turn
) -> None:
    """The person reads a lesson: where they go on from now on, if that may be remembered."""
    if callback_data.lesson not in turn.library.lessons:
        await say_gone(turn)
        return
    await note_read(turn, callback_data.lesson)
    if screen := await read_screen(turn, callback_data):
        send(turn, screen, callback_data)


async def note_read(turn: Turn, lesson_id: str) -> None:
    """Nothing without consent."""
    if turn.person.has_consented:
        learner = await learners.ensure(turn.session, turn.person.id, turn.now)
        await progress.open_lesson(turn.session, learner, lesson_id, turn.now)


@draws(OpenLesson)
async def read_screen(turn: Turn, door: OpenLesson) -> Screen | None:
    """The whole of it; in elder mode the first step."""
    lesson = turn.library.lesson(door.lesson, language())
    if lesson is None:
        return None
    learned = await learned_of(turn)
    if learned.is_elder:
        return step_screen(turn.library, turn.plan, lesson, 0)
    return lesson_screen(turn, lesson, learned)


@router.message(
    StateFilter(None), OnTurn(), WhileLearning("nguồn", "nguồn tin", "xem nguồn", "sources")
)
async def wish_for_sources(event: Message, turn: Turn, here: CallbackData) -> None:
    """Typed where the screen has no room for the button."""
    lesson_id = getattr(here, "lesson", None)
    if lesson_id is None:
        raise SkipHandler
    await open_sources(event, OpenSources(lesson=lesson_id), turn)


@router.callback_query(OpenSources.filter(), OnTurn())
@walks(OpenSources)
async def open_sources(
    _event: Message | CallbackQuery, callback_data: OpenSources, turn: Turn
) -> None:
    """The person wants to know where a lesson has its facts from."""
    screen = await sources(turn, callback_data)
    if screen is None:
        await say_gone(turn)
    else:
        send(turn, screen, callback_data)


@draws(OpenSources)
async def sources(turn: Turn, door: OpenSources) -> Screen | None:
    lesson = turn.library.lesson(door.lesson, language())
    return sources_screen(turn, lesson) if lesson else None


async def say_gone(turn: Turn) -> None:
    """The lesson was taken out of the library meanwhile."""
    door = OpenCourses()
    gone = _(
        "This lesson is no longer here. What you finished stays noted. Please choose another:"
    )
    show(turn, await courses_screen(turn, door, gone), door)
