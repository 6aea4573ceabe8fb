"""A quiz: item by item, with an answer to every answer. Nothing has to be remembered for it: a
button says which item it answers, and an item that was rewritten is another one."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from content.library import Lesson, QuizItem
from content.words import gettext as _
from content.words import language
from handlers.citizen.buttons import AnswerItem, OpenItem, OpenQuiz, OpenResult
from handlers.citizen.doors import draws, send, show, walks
from handlers.citizen.learned import learned_of
from handlers.citizen.lessons import say_gone
from handlers.citizen.quiz_screens import feedback_screen, item_screen, why_screen
from handlers.citizen.results import result_screen
from handlers.screens import Screen
from handlers.turn import OnTurn, Turn
from storage.learning import cards, learners, progress
from storage.learning.progress import Progress
from storage.models import Learner

router = Router(name="quiz")


@router.callback_query(OpenQuiz.filter(), OnTurn())
@walks(OpenQuiz)
async def open_quiz(_event: Message | CallbackQuery, callback_data: OpenQuiz, turn: Turn) -> None:
    """The first item that was not answered right yet; the lesson above stays."""
    lesson = turn.library.lesson(callback_data.lesson, language())
    if lesson is None:
        await say_gone(turn)
        return
    item = await _first(turn, lesson)
    door = OpenItem(lesson=lesson.id, key=item.key)
    send(turn, item_screen(turn, lesson, item), door)


@router.callback_query(OpenItem.filter(), OnTurn())
@walks(OpenItem)
async def open_item(_event: Message | CallbackQuery, callback_data: OpenItem, turn: Turn) -> None:
    """One item: the next, or the same once more."""
    found = await _find(turn, callback_data)
    if found:
        show(turn, item_screen(turn, *found), callback_data)


@draws(OpenItem)
async def asked(turn: Turn, door: OpenItem) -> Screen | None:
    lesson = turn.library.with_item(door.lesson, door.key, language())
    item = lesson.item(door.key) if lesson else None
    return item_screen(turn, lesson, item) if lesson and item else None


@router.callback_query(AnswerItem.filter(), OnTurn())
@walks(AnswerItem)
async def answer(_event: Message | CallbackQuery, callback_data: AnswerItem, turn: Turn) -> None:
    """The person has answered: right or not, and why; after the last item how it went."""
    found = await _find(turn, callback_data)
    if found is None:
        return
    lesson, item = found
    if callback_data.pick >= len(item.alternatives):  # no button of ours says so
        door = OpenItem(lesson=lesson.id, key=item.key)
        show(turn, item_screen(turn, lesson, item), door)
        return
    await _record(turn, lesson, item, callback_data.pick)
    if (await learned_of(turn)).is_elder:
        send(turn, why_screen(turn, lesson, item, callback_data.pick), callback_data)
        return
    screen = feedback_screen(turn, lesson, item, callback_data.pick)
    if item is lesson.items[-1] and item.alternatives[callback_data.pick].is_right:
        result = await result_screen(turn, lesson)
        screen = Screen(f"{screen.text}\n\n{result.text}", result.options)
    show(turn, screen, callback_data)


@draws(AnswerItem)
async def answered_screen(turn: Turn, door: AnswerItem) -> Screen | None:
    lesson = turn.library.with_item(door.lesson, door.key, language())
    item = lesson.item(door.key) if lesson else None
    if lesson is None or item is None or door.pick >= len(item.alternatives):
        return None
    if (await learned_of(turn)).is_elder:
        return why_screen(turn, lesson, item, door.pick)
    if item is lesson.items[-1] and item.alternatives[door.pick].is_right:
        return await result_screen(turn, lesson)
    return feedback_screen(turn, lesson, item, door.pick)


@router.callback_query(OpenResult.filter(), OnTurn())
@walks(OpenResult)
async def open_result(
    _event: Message | CallbackQuery, callback_data: OpenResult, turn: Turn
) -> None:
    """The person leaves the last item as it is."""
    screen = await result(turn, callback_data)
    if screen is None:
        await say_gone(turn)
    else:
        show(turn, screen, callback_data)


@draws(OpenResult)
async def result(turn: Turn, door: OpenResult) -> Screen | None:
    lesson = turn.library.lesson(door.lesson, language())
    return await result_screen(turn, lesson) if lesson else None


async def _record(turn: Turn, lesson: Lesson, item: QuizItem, pick: int) -> None:
    """Nothing without consent."""
    if not turn.person.has_consented:
        return
    learner = await learners.ensure(turn.session, turn.person.id, turn.now)
    answered = await progress.record_answer(
        turn.session,
        learner,
        lesson.id,
        item.key,
        is_right=item.alternatives[pick].is_right,
        keys=[each.key for each in lesson.items],
        now=turn.now,
    )
    if answered.is_finished_now:
        await begin_to_review(turn, learner, lesson)


async def begin_to_review(turn: Turn, learner: Learner, lesson: Lesson) -> None:
    """What was learned is asked again: for the first time in two days."""
    await cards.begin(turn.session, learner.id, lesson.id, turn.now)


async def _find(turn: Turn, door: OpenItem | AnswerItem) -> tuple[Lesson, QuizItem] | None:
    """The item of a button. One that is gone is said to be, and what is asked now is shown."""
    lesson = turn.library.with_item(door.lesson, door.key, language())
    item = lesson.item(door.key) if lesson else None
    if lesson and item:
        return lesson, item
    lesson = turn.library.lesson(door.lesson, language())
    if lesson is None:
        await say_gone(turn)
        return None
    item = await _first(turn, lesson)
    notice = _("That question has been rewritten, so the old answer does not count. It is now:")
    now = OpenItem(lesson=lesson.id, key=item.key)
    show(turn, item_screen(turn, lesson, item, notice), now)
    return None


async def _first(turn: Turn, lesson: Lesson) -> QuizItem:
    """Of those not answered right yet; from the beginning where all were."""
    far = (await learned_of(turn)).progress.get(lesson.id) or Progress(lesson.id, turn.now)
    open_ones = (item for item in lesson.items if not far.is_solved(item.key))
    return next(open_ones, lesson.items[0])
