"""The game "real or fake?": one made-up message at a time, judged, and told why."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from content.library import Form, PracticeMessage
from content.practice import RUN, choose
from content.text import quote
from content.words import gettext as _
from content.words import language
from handlers.citizen.buttons import JudgePractice, OpenLearning, OpenLesson, OpenPractice
from handlers.citizen.doors import draws, send, show, walks
from handlers.filters import Says
from handlers.screens import Option, Screen, column
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome
from storage.learning import learners, practice

router = Router(name="practice")


@router.callback_query(OpenPractice.filter(), OnTurn())
@router.message(
    Says("thật hay giả", "that hay gia", "luyện tập", "trò chơi", "real or fake"),
    StateFilter(None, Welcome.answering),
    OnTurn(),
)
@walks(OpenPractice)
async def open_practice(
    _event: Message | CallbackQuery, turn: Turn, callback_data: OpenPractice | None = None
) -> None:
    """The next message. What was said of the one before stays above."""
    door = callback_data or OpenPractice()
    screen = await message_screen(turn, door)
    if screen is None:
        nothing = _("There are no messages to practise with at the moment.")
        show(turn, Screen(nothing, column(_to_learning())), door)
    else:
        send(turn, screen, door)


@draws(OpenPractice)
async def message_screen(turn: Turn, door: OpenPractice) -> Screen | None:
    learner = await learners.current(turn.session, turn.person.id) if _remembers(turn) else None
    judged = await practice.judged(turn.session, learner.id) if learner else {}
    who = f"learner {learner.id}" if learner else f"person {turn.person.id}"
    message = choose(turn.library, judged, door.at, f"{who} {turn.today}")
    if message is None:
        return None
    lines = [_("<b>Real or fake?</b>"), *_first_of_all(door, has_played=bool(judged))]
    lines += [_form(message), f"<i>{quote(message.text)}</i>"]
    options = (
        Option(label, _judge(message, door, genuine=genuine))
        for label, genuine in ((_("Real"), True), (_("Fake"), False))
    )
    return Screen("\n\n".join(lines), column(*options))


def _first_of_all(door: OpenPractice, *, has_played: bool) -> list[str]:
    """How it is played, the first time."""
    if door.at or has_played:
        return []
    lines = [
        _("I show one message at a time. Half of them are real. What do you take it for?"),
        _("I write [.] for the dot in an address, so that nobody opens it by mistake."),
    ]
    if language() != "vi":
        lines.append(_("The messages are in Vietnamese, as they come."))
    return lines


def _form(message: PracticeMessage) -> str:
    """Where it is said to have come in, and that nobody really sent it."""
    names = {
        Form.SMS: _("Text message (SMS)"),
        Form.ZALO: _("Zalo message"),
        Form.CALL: _("Phone call"),
        Form.EMAIL: _("Email"),
        Form.POSTER: _("Notice on a wall"),
        Form.POST: _("Post on the internet"),
    }
    return _("%(form)s, made up for practice:") % {"form": names[message.form]}


def _judge(message: PracticeMessage, door: OpenPractice, *, genuine: bool) -> JudgePractice:
    return JudgePractice(
        message=message.id, genuine=genuine, at=door.at, caught=door.caught, trusted=door.trusted
    )


@router.callback_query(JudgePractice.filter(), OnTurn())
@walks(JudgePractice)
async def judge(event: Message | CallbackQuery, callback_data: JudgePractice, turn: Turn) -> None:
    """The person has judged: whether it was so, and why."""
    message = turn.library.practice.get(callback_data.message)
    if message is None:  # taken out meanwhile: another one instead
        await open_practice(event, turn, OpenPractice(at=callback_data.at))
        return
    if _remembers(turn):
        learner = await learners.ensure(turn.session, turn.person.id, turn.now)
        was_right = callback_data.genuine is message.is_genuine
        await practice.record(
            turn.session, learner.id, message.id,
            is_genuine=message.is_genuine, was_right=was_right, now=turn.now,
        )  # fmt: skip
    if screen := await verdict_screen(turn, callback_data):
        show(turn, screen, callback_data)


@draws(JudgePractice)
async def verdict_screen(turn: Turn, door: JudgePractice) -> Screen | None:
    message = turn.library.practice.get(door.message)
    if message is None:
        return None
    after = _after(message, door)
    lines = [_verdict(message, door), quote(message.because)]
    if message.is_genuine:
        lines.append(_("In real life it is still good to check, by a number you know."))
    lines.insert(1, f"{_form(message)} <i>{quote(message.text)}</i>")
    if after.at % RUN == 0:
        lines.append(_score(after))
    options = [Option(_("Next message"), _next(after))]
    if message.lesson in turn.library.lessons:
        options.append(Option(_("Learn more about it"), OpenLesson(lesson=message.lesson)))
    return Screen("\n\n".join(lines), column(*options, _to_learning()))


def _verdict(message: PracticeMessage, door: JudgePractice) -> str:
    was_right = door.genuine is message.is_genuine
    if message.is_genuine:
        return (
            _("✅ You saw it: this message is real.")
            if was_right
            else _("❌ Not quite: this message is real. To doubt is no harm.")
        )
    return (
        _("✅ You saw it: this message is fake.")
        if was_right
        else _("❌ Not quite: this message is fake. Here that costs nothing.")
    )


def _after(message: PracticeMessage, door: JudgePractice) -> OpenPractice:
    """With this one counted."""
    was_right = door.genuine is message.is_genuine
    return OpenPractice(
        at=door.at + 1,
        caught=min(door.caught + (was_right and not message.is_genuine), RUN),
        trusted=min(door.trusted + (was_right and message.is_genuine), RUN),
    )


def _next(after: OpenPractice) -> OpenPractice:
    """Each ten are counted for themselves."""
    return after if after.at % RUN else OpenPractice(at=after.at)


def _score(after: OpenPractice) -> str:
    """Two scores: who calls everything fake has caught all scams and learnt nothing."""
    return _(
        "<b>Of these ten:</b> %(caught)d/%(half)d fake ones recognised; %(trusted)d/%(half)d real "
        "ones not wrongly suspected."
    ) % {"caught": after.caught, "trusted": after.trusted, "half": RUN // 2}


def _remembers(turn: Turn) -> bool:
    return turn.person.has_consented


def _to_learning() -> Option:
    return Option(_("Learning"), OpenLearning())
