"""Going over what was learned: one question a day, answered in one's head, then nhớ or chưa nhớ.

Whose card it is stands in its button; that they learn on this phone is looked up at each tap.
"""

from dataclasses import replace
from datetime import date, timedelta

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from content.library import Lesson
from content.words import LOCAL_ZONE, language
from content.words import gettext as _
from handlers.citizen.buttons import (
    AskCard,
    LearnAs,
    OpenLesson,
    OpenQuiz,
    OpenReview,
    RateCard,
    ShowCard,
)
from handlers.citizen.card_screens import (
    back_screen,
    front_screen,
    gone_screen,
    item_of,
    nothing_due_screen,
    rated_screen,
)
from handlers.citizen.daily import card_of_today
from handlers.citizen.doors import draws, show, walk, walks, with_consent
from handlers.citizen.lesson_screens import names_of
from handlers.citizen.lessons import read_screen
from handlers.filters import Says
from handlers.screens import Option, Screen
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome
from storage.learning import cards, learners, progress
from storage.learning.cards import DueCard
from storage.models import Learner

router = Router(name="learning_review")


@router.callback_query(OpenReview.filter(), OnTurn())
@router.message(
    Says("ôn tập", "ôn bài", "ôn lại", "ôn lại bài", "go over", "review"),
    StateFilter(None, Welcome.answering),
    OnTurn(),
)
@walks(OpenReview)
async def open_review(
    _event: Message | CallbackQuery, turn: Turn, callback_data: OpenReview | None = None
) -> None:
    """The person wants to go over something: the card of the day, or when the next comes."""
    door = callback_data or OpenReview()
    if not await with_consent(turn, door):
        return
    learner = await learners.current(turn.session, turn.person.id)
    card = await _card_now(turn, learner.id) if learner else None
    lesson = turn.library.lesson(card.lesson_id, language()) if card else None
    if card is None or lesson is None:
        show(turn, await _nothing_due(turn, learner), door)
        return
    await cards.note_asked(turn.session, [card], turn.today)
    item = item_of(lesson, card.reviews)
    front = AskCard(learner=card.learner_id, lesson=card.lesson_id, key=item.key)
    show(turn, front_screen(card.learner_id, lesson, item, names_of(turn)), front)


@draws(OpenReview)
async def review_screen(turn: Turn, _door: OpenReview) -> Screen | None:
    return await _nothing_due(turn, await learners.current(turn.session, turn.person.id))


async def _card_now(turn: Turn, learner_id: int) -> DueCard | None:
    """Today's card: the one asked already and not answered, else another where none was asked."""
    if waiting := await cards.unanswered(turn.session, learner_id, turn.now):
        return waiting if waiting.lesson_id in turn.library.lessons else None
    due = await cards.due(turn.session, [learner_id], turn.now)
    return card_of_today(turn.library, due.get(learner_id, ()), turn.today)


async def _nothing_due(turn: Turn, learner: Learner | None) -> Screen:
    if learner is None:
        return nothing_due_screen(None)
    due_at = await cards.next_due(turn.session, learner.id, turn.library.lessons)
    due_on = due_at.astimezone(LOCAL_ZONE).date() if due_at else None
    return nothing_due_screen(max(due_on, _tomorrow(turn)) if due_on else None)


def _tomorrow(turn: Turn) -> date:
    return turn.today + timedelta(days=1)


@draws(AskCard)
async def front_and_lesson(turn: Turn, door: AskCard) -> Screen | None:
    """A card as it was asked, by itself or on demand; typed words are about it. Whoever had it
    by themselves was offered the next lesson as well, and it is the learner's of the card."""
    screen = await front(turn, door)
    far = await progress.of(turn.session, door.learner) if screen else {}
    next_id = turn.library.next_after(progress.finished(far))
    if screen is None or next_id is None:
        return screen
    lesson = Option(_("Today's lesson"), LearnAs(learner=door.learner, lesson=next_id, quiz=False))
    return replace(screen, options=(*screen.options, (lesson,)))


async def front(turn: Turn, door: AskCard) -> Screen | None:
    """The question; nothing where it is no longer asked, or is of another phone."""
    found = await _found(turn, door.learner, door.lesson)
    if found is None:
        return None
    _card, lesson = found
    item = lesson.item(door.key)
    return front_screen(door.learner, lesson, item, names_of(turn)) if item else None


@router.callback_query(AskCard.filter(), OnTurn())
@walks(AskCard)
async def ask_card(_event: Message | CallbackQuery, callback_data: AskCard, turn: Turn) -> None:
    """The same question once more."""
    show(turn, await front(turn, callback_data) or gone_screen(), callback_data)


@router.callback_query(ShowCard.filter(), OnTurn())
@walks(ShowCard)
async def show_card(_event: Message | CallbackQuery, callback_data: ShowCard, turn: Turn) -> None:
    """The person looks at the answer."""
    show(turn, await back(turn, callback_data) or gone_screen(), callback_data)


@draws(ShowCard)
async def back(turn: Turn, door: ShowCard) -> Screen | None:
    found = await _found(turn, door.learner, door.lesson, door.key)
    if found is None:
        return None
    card, lesson = found
    item = lesson.item(door.key) or item_of(lesson, card.reviews)
    return back_screen(card, lesson, item, names_of(turn))


@router.callback_query(RateCard.filter(), OnTurn())
@walks(RateCard)
async def rate_card(_event: Message | CallbackQuery, callback_data: RateCard, turn: Turn) -> None:
    """Remembered or not: noted once, however often it is tapped."""
    show(turn, await _rated(turn, callback_data), callback_data)


async def _rated(turn: Turn, door: RateCard) -> Screen:
    found = await _found(turn, door.learner, door.lesson)
    if found is None:
        return gone_screen()
    card, lesson = found
    if card.reviews != door.reviews:
        return rated_screen(lesson, card.memory.due_on, remembered=door.remembered)
    memory = await cards.rate(turn.session, card, turn.now, remembered=door.remembered)
    if (learner := await _learner(turn, door.learner)) and memory:
        await progress.note_learned(turn.session, learner, turn.now)
    due_on = (memory or card.memory).due_on
    return rated_screen(lesson, due_on, remembered=door.remembered)


@draws(RateCard)
async def rated(turn: Turn, door: RateCard) -> Screen | None:
    found = await _found(turn, door.learner, door.lesson)
    if found is None:
        return None
    card, lesson = found
    return rated_screen(lesson, card.memory.due_on, remembered=door.remembered)


@router.callback_query(LearnAs.filter(), OnTurn())
@walks(LearnAs)
async def learn_as(event: Message | CallbackQuery, callback_data: LearnAs, turn: Turn) -> None:
    """Whose turn it was takes it: from now on everything counts for them."""
    door = callback_data
    learner = await _learner(turn, door.learner)
    if learner:
        await learners.choose(turn.session, turn.person.id, learner.id)
    is_read = learner is not None and door.quiz
    following = OpenQuiz(lesson=door.lesson) if is_read else OpenLesson(lesson=door.lesson)
    await walk(event, following, turn)


@draws(LearnAs)
async def lesson_of_turn(turn: Turn, door: LearnAs) -> Screen | None:
    """A lesson that came by itself, or its first step: what is asked for in words counts for whose
    turn it was, too."""
    screen = await read_screen(turn, OpenLesson(lesson=door.lesson))
    onward = Option(_("Take the quiz") if door.quiz else _("Next step"), door)
    return replace(screen, options=((onward,), *screen.options[1:])) if screen else None


async def _learner(turn: Turn, learner_id: int) -> Learner | None:
    """Somebody of this phone, and of no other."""
    theirs = await learners.of(turn.session, turn.person.id)
    return next((one for one in theirs if one.id == learner_id), None)


async def _found(
    turn: Turn, learner_id: int, lesson_id: str, key: str | None = None
) -> tuple[DueCard, Lesson] | None:
    """The card of somebody of this phone, and its lesson in a language that has this item."""
    if await _learner(turn, learner_id) is None:
        return None
    card = await cards.of_lesson(turn.session, learner_id, lesson_id)
    lesson = turn.library.with_item(lesson_id, key, language()) if key else None
    lesson = lesson or turn.library.lesson(lesson_id, language())
    return (card, lesson) if card and lesson else None
