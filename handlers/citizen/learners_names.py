"""The name of a learner, typed: kept to tell learners of one phone apart, and for nothing else."""

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from content.folding import fold
from content.learning_words import is_label
from content.text import one_line, quote
from content.words import gettext as _
from handlers.citizen.buttons import (
    ChooseLearner,
    IsLearnersName,
    LeaveLearnersName,
    OpenLearners,
)
from handlers.citizen.doors import walk
from handlers.dialogs import put_down
from handlers.filters import PlainText, Says
from handlers.naming import MayBeName
from handlers.screens import Option, Screen, column
from handlers.turn import OnTurn, Turn
from storage import replies
from storage.learning import learners
from storage.models import Learner

router = Router(name="learners_names")
words_router = Router(name="learners_names_like_words")  # before command words: some are names

LONGEST_NAME = 30
_SUBJECT = "learner_name"
_YES = Says("đúng", "đúng rồi", "phải", "vâng", "có", "ừ", "ok", "yes", "đúng tên")
_NO = Says("không", "không phải", "dừng lại", "thôi", "no", "stop")


class LearnerNaming(StatesGroup):
    """Data: `learner`, whose name it is (None: somebody new), and whether one is added after."""

    typing = State()
    confirming = State()  # `name`: it is a command word as well


async def ask_name(turn: Turn, learner_id: int | None, *, adds: bool = False) -> None:
    """What they type next is the name. Whatever else was going on is left, and that is said."""
    is_ours = (await turn.state.get_state() or "").startswith(LearnerNaming.__name__)
    dropped = None if is_ours else await put_down(turn.state)
    await turn.state.set_state(LearnerNaming.typing)
    await turn.state.set_data({"learner": learner_id, "adds": adds})
    text = await _question(turn)
    turn.reply.show(Screen(f"{dropped}\n\n{text}" if dropped else text), _SUBJECT)


async def ask_again(turn: Turn, notice: str | None = None) -> None:
    """The same question, where something else was said."""
    await turn.state.set_state(LearnerNaming.typing)
    text = await _question(turn)
    turn.reply.send(Screen(f"{notice}\n\n{text}" if notice else text), _SUBJECT)


async def _question(turn: Turn) -> str:
    data = await turn.state.get_data()
    if data.get("learner") is None:
        question = _("<b>What is the new learner's name?</b>")
    elif data.get("adds"):
        question = _("<b>First, what is the name of who has learned here until now?</b>")
    else:
        question = _("<b>What shall this learner be called?</b>")
    return (
        question
        + "\n"
        + _(
            "Please type it, for example <i>Bà Lan</i>. It is kept only to tell learners apart. "
            "To leave it, type /cancel."
        )
    )


@words_router.message(StateFilter(LearnerNaming.confirming), _YES, OnTurn())
@words_router.callback_query(IsLearnersName.filter(), OnTurn())
async def take_confirmed(_event: Message | CallbackQuery, turn: Turn) -> None:
    """It is a name, although it is a command word as well."""
    if await turn.state.get_state() == LearnerNaming.confirming.state:
        await _take(turn, (await turn.state.get_data())["name"])
    else:
        await walk(_event, OpenLearners(), turn)


@words_router.message(StateFilter(LearnerNaming.confirming), _NO, OnTurn())
@words_router.callback_query(LeaveLearnersName.filter(), OnTurn())
async def leave(event: Message | CallbackQuery, turn: Turn) -> None:
    """It was no name: nothing is changed."""
    if (await turn.state.get_state() or "").startswith(LearnerNaming.__name__):
        await put_down(turn.state)
    await walk(event, OpenLearners(), turn)


class SaysLabel(Filter):
    """ "Bài hôm nay": what stands on a button is hardly somebody's name."""

    async def __call__(self, message: Message) -> bool:
        return is_label(message.text or "")


@words_router.message(StateFilter(LearnerNaming), MayBeName(), OnTurn())
@words_router.message(StateFilter(LearnerNaming), SaysLabel(), OnTurn())
async def ask_whether_name(message: Message, turn: Turn) -> None:
    """Dung, Huy and Học are names; typed here they may be commands, too."""
    name = one_line(message.text or "")
    await turn.state.set_state(LearnerNaming.confirming)
    await turn.state.update_data(name=name)
    text = _(
        "Is <b>%(name)s</b> a name? I ask because this word may also be a command. Nothing has "
        "been changed so far."
    ) % {"name": quote(name)}
    options = (
        Option(_("Yes, a name"), IsLearnersName()),
        Option(_("No, leave it"), LeaveLearnersName()),
    )
    turn.reply.send(Screen(text, column(*options)))


@router.message(StateFilter(LearnerNaming), PlainText(), OnTurn())
async def take_name(message: Message, turn: Turn) -> None:
    """The name is typed, under the question for it; under another screen it is asked again."""
    newest = await replies.newest_subject(turn.session, turn.person.address)
    if newest in (None, _SUBJECT):
        await _take(turn, message.text or "")
    else:
        await ask_again(turn)


async def _take(turn: Turn, typed: str) -> None:
    name = one_line(typed)
    everybody = await learners.of(turn.session, turn.person.id)
    data = await turn.state.get_data()
    if mistake := _mistake(name, everybody, data.get("learner")):
        await ask_again(turn, mistake)
        return
    learner_id = data.get("learner")
    if learner_id is None:
        await _add(turn, name, everybody)
        return
    await learners.rename(turn.session, turn.person.id, learner_id, name)
    if data.get("adds"):
        await ask_name(turn, None)
        return
    await turn.state.clear()
    await walk(None, ChooseLearner(learner=learner_id), turn)


async def _add(turn: Turn, name: str, everybody: list[Learner]) -> None:
    await turn.state.clear()
    if len(everybody) >= learners.MOST:
        await walk(None, OpenLearners(), turn)
        return
    added = await learners.add(turn.session, turn.person.id, name, turn.now)
    await walk(None, ChooseLearner(learner=added.id), turn)


def _mistake(name: str, everybody: list[Learner], learner_id: int | None) -> str | None:
    """What is wrong with a name, if anything is."""
    if not any(letter.isalpha() for letter in name) or len(name) > LONGEST_NAME:
        return _("A name needs a letter and has at most 30 signs.")
    others = [one for one in everybody if one.id != learner_id]
    if any(fold(one.name or "") == fold(name) for one in others):
        return _(
            "Somebody here has that name already. Please choose another, so that it is clear."
        )
    return None
