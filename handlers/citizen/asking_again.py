"""Words that answer nothing while a question of a quiz, of the game or of a card stands last: it
is asked once more. A lesson that happens to hold the same words would only lead away from it."""

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import Message

from content.folding import fold
from content.search import find, is_surely_meant
from content.small_talk import asked_of, courtesy_of
from content.words import gettext as _
from content.words import language
from handlers.citizen.buttons import (
    AnswerItem,
    AskCard,
    JudgePractice,
    OpenItem,
    OpenPractice,
    ShowCard,
)
from handlers.citizen.doors import SaysRight, drawn, open_door, send, walk
from handlers.screens import Screen
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome

right_router = Router(name="right_of_a_card")  # before command words: "dung" answers it
early_router = Router(name="asking_again_early")  # before the question whether anything is kept
router = Router(name="asking_again")  # whatever else somebody may mean comes first

_QUESTIONS = (OpenItem, OpenPractice, AskCard, ShowCard)
_ANSWERED = (AnswerItem, JudgePractice)  # somebody may well look for a lesson now
_LONGEST = 100  # whoever writes more tells something else


class UnderQuestion(Filter):
    """Words that are neither courtesy nor a call for help, below one of these; gives its door."""

    async def __call__(
        self, message: Message, turn: Turn, quoted: str | None
    ) -> bool | dict[str, CallbackData]:
        text = message.text or ""
        if not text or len(text) > _LONGEST or text.startswith("/"):
            return False
        if courtesy_of(text) or asked_of(text):
            return False
        here = await open_door(turn, quoted)
        is_asked = isinstance(here, _QUESTIONS) or (
            isinstance(here, _ANSWERED) and not _names_lesson(turn, text)
        )
        return {"here": here} if here and is_asked else False


@early_router.message(StateFilter(Welcome.answering), OnTurn(), UnderQuestion())
@router.message(StateFilter(None), OnTurn(), UnderQuestion())
async def ask_again(message: Message, here: CallbackData, turn: Turn) -> None:
    """The same question, and how it is answered. Whoever types the answer to a card has answered
    it in their head, and compares."""
    if isinstance(here, AskCard):
        await walk(message, _back_of(here), turn)
        return
    screen = await drawn(turn, here)
    if screen is None:
        return
    unclear = _("I am not sure which one you mean. Please type its number, or its words.")
    turn.reply.leave_tapped()
    send(turn, Screen(f"{unclear}\n\n{screen.text}", screen.options), here)


class UnderTrueOrFalse(Filter):
    """Below a card that asks whether something is right; gives its door."""

    async def __call__(
        self, _message: Message, turn: Turn, quoted: str | None
    ) -> bool | dict[str, AskCard]:
        here = await open_door(turn, quoted)
        if not isinstance(here, AskCard):
            return False
        lesson = turn.library.with_item(here.lesson, here.key, language())
        item = lesson.item(here.key) if lesson else None
        is_asked = item is not None and any(fold(a.label) == "dung" for a in item.alternatives)
        return {"here": here} if is_asked else False


@right_router.message(StateFilter(None), SaysRight(), OnTurn(), UnderTrueOrFalse())
async def say_right(_message: Message, here: AskCard, turn: Turn) -> None:
    """ "Dung" may be the answer, and may be a wish to get no more: the answer is shown, and how
    the other is said beyond doubt."""
    back = _back_of(here)
    if screen := await drawn(turn, back):
        stop = _("To get no more of these, type DUNG in capitals.")
        turn.reply.leave_tapped()
        send(turn, Screen(f"{screen.text}\n\n{stop}", screen.options), back)


def _names_lesson(turn: Turn, text: str) -> bool:
    found = find(turn.library, text)
    return bool(found) and is_surely_meant(found[0])


def _back_of(front: AskCard) -> ShowCard:
    return ShowCard(learner=front.learner, lesson=front.lesson, key=front.key)
