"""A phone that is shared: who learns on it, and for whom everything counts."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from content.text import quote
from content.words import gettext as _
from handlers.citizen.buttons import (
    AddLearner,
    AskRemoveLearner,
    ChooseLearner,
    OpenLearners,
    OpenLearning,
    RemoveLearner,
    RenameLearner,
)
from handlers.citizen.doors import draws, show, walks, with_consent
from handlers.citizen.learned import Learned, learned_of, name_of
from handlers.citizen.learners_names import ask_name
from handlers.filters import Says
from handlers.screens import Option, Screen, column
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome
from storage.learning import learners
from storage.models import Learner

router = Router(name="learners")


@router.callback_query(OpenLearners.filter(), OnTurn())
@router.message(
    Says("người học trên máy này", "người học", "đổi người học", "learners"),
    StateFilter(None, Welcome.answering),
    OnTurn(),
)
@walks(OpenLearners)
async def open_learners(
    _event: Message | CallbackQuery, turn: Turn, callback_data: OpenLearners | None = None
) -> None:
    """The person wants to see or change who learns here."""
    door = callback_data or OpenLearners()
    if await with_consent(turn, door):
        show(turn, await learners_screen(turn, door), door)


@draws(OpenLearners)
async def learners_screen(turn: Turn, _door: OpenLearners, notice: str | None = None) -> Screen:
    learned = await learned_of(turn)
    lines = [notice, ""] if notice else []
    lines += [_("<b>Learners on this phone</b>"), *_who(learned)]
    options = [
        Option(_mark(learned, one) + name_of(learned, one), ChooseLearner(learner=one.id))
        for one in learned.learners
        if len(learned.learners) > 1
    ]
    if len(learned.learners) < learners.MOST:
        options.append(Option(_("Add a learner"), AddLearner()))
    return Screen("\n".join(lines), column(*options, _to_learning()))


def _who(learned: Learned) -> list[str]:
    if len(learned.learners) < 2:
        return [
            _("One person learns here. If the family shares this phone, add somebody: each has "
              "progress of their own.")
        ]  # fmt: skip
    return [_("✓ is who is learning now. Choose a name to let them learn.")]


def _mark(learned: Learned, one: Learner) -> str:
    return "✓ " if learned.learner and one.id == learned.learner.id else ""


def _to_learning() -> Option:
    return Option(_("Learning"), OpenLearning())


@router.callback_query(ChooseLearner.filter(), OnTurn())
@walks(ChooseLearner)
async def choose_learner(
    _event: Message | CallbackQuery, callback_data: ChooseLearner, turn: Turn
) -> None:
    """From now on everything counts for this one."""
    found = await _find(turn, callback_data.learner)
    if found is None:
        return
    await learners.choose(turn.session, turn.person.id, callback_data.learner)
    screen = await learner_screen(turn, callback_data)
    if screen:
        show(turn, screen, callback_data)


@draws(ChooseLearner)
async def learner_screen(turn: Turn, door: ChooseLearner) -> Screen | None:
    learned = await learned_of(turn)
    one = next((x for x in learned.learners if x.id == door.learner), None)
    if one is None:
        return None
    text = _("<b>%(name)s</b> is learning now. Lessons and quizzes count for them.")
    options = [Option(_("Learning"), OpenLearning())]
    options.append(Option(_("Change the name"), RenameLearner(learner=one.id)))
    if len(learned.learners) > 1:
        options.append(Option(_("Remove"), AskRemoveLearner(learner=one.id)))
    options.append(Option(_("Learners on this phone"), OpenLearners()))
    return Screen(text % {"name": quote(name_of(learned, one))}, column(*options))


@router.callback_query(AddLearner.filter(), OnTurn())
@walks(AddLearner)
async def add_learner(
    _event: Message | CallbackQuery, callback_data: AddLearner, turn: Turn
) -> None:
    """Somebody else in the family learns, too. Who was alone until now needs a name as well."""
    if not await with_consent(turn, callback_data):
        return
    everybody = await learners.of(turn.session, turn.person.id)
    if len(everybody) >= learners.MOST:
        door = OpenLearners()
        most = _("There are %(count)d already; more do not fit here.") % {"count": learners.MOST}
        show(turn, await learners_screen(turn, door, most), door)
        return
    first = await learners.ensure(turn.session, turn.person.id, turn.now)
    nameless = first.id if len(everybody) < 2 and first.name is None else None
    await ask_name(turn, nameless, adds=True)


@router.callback_query(RenameLearner.filter(), OnTurn())
@walks(RenameLearner)
async def rename_learner(
    _event: Message | CallbackQuery, callback_data: RenameLearner, turn: Turn
) -> None:
    """They shall be called otherwise."""
    if await _find(turn, callback_data.learner):
        await ask_name(turn, callback_data.learner)


@router.callback_query(AskRemoveLearner.filter(), OnTurn())
@walks(AskRemoveLearner)
async def ask_remove(
    _event: Message | CallbackQuery, callback_data: AskRemoveLearner, turn: Turn
) -> None:
    """Somebody shall learn here no more: what that means, before it is done."""
    screen = await remove_question(turn, callback_data)
    if screen is None:
        await _say_gone(turn)
    else:
        show(turn, screen, callback_data)


@draws(AskRemoveLearner)
async def remove_question(turn: Turn, door: AskRemoveLearner) -> Screen | None:
    learned = await learned_of(turn)
    one = next((x for x in learned.learners if x.id == door.learner), None)
    if one is None or len(learned.learners) < 2:
        return None
    text = _(
        "<b>Remove %(name)s from this phone?</b>\nTheir progress and certificates are erased and "
        "cannot be brought back."
    ) % {"name": quote(name_of(learned, one))}
    options = (
        Option(_("Remove and erase"), RemoveLearner(learner=one.id)),
        Option(_("Keep them"), OpenLearners()),
    )
    return Screen(text, column(*options))


@router.callback_query(RemoveLearner.filter(), OnTurn())
@walks(RemoveLearner)
async def remove_learner(
    _event: Message | CallbackQuery, callback_data: RemoveLearner, turn: Turn
) -> None:
    """They are gone, with all they learned."""
    if not await learners.remove(turn.session, turn.person.id, callback_data.learner):
        await _say_gone(turn)
        return
    door = OpenLearners()
    done = _("Removed. Everything they learned here is erased.")
    show(turn, await learners_screen(turn, door, done), door)


async def _find(turn: Turn, learner_id: int) -> Learner | None:
    """One of this phone; of nobody else's."""
    everybody = await learners.of(turn.session, turn.person.id)
    found = next((one for one in everybody if one.id == learner_id), None)
    if found is None or not turn.person.has_consented:
        await _say_gone(turn)
        return None
    return found


async def _say_gone(turn: Turn) -> None:
    door = OpenLearners()
    if await with_consent(turn, door):
        gone = _("This learner is not here any more. These are:")
        show(turn, await learners_screen(turn, door, gone), door)
