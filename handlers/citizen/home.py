"""The front door of learning, the lesson of the day, where one stopped, and the rarer doors."""

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.types import CallbackQuery, Message

from content.words import gettext as _
from handlers.citizen.buttons import (
    GoOn,
    OpenCertificates,
    OpenCourses,
    OpenFinding,
    OpenLearners,
    OpenLearning,
    OpenLesson,
    OpenMore,
    OpenPractice,
    OpenProgress,
    OpenQuiz,
    OpenRanking,
    OpenReview,
    OpenRhythm,
    OpenToday,
    Remember,
    SetElderMode,
)
from handlers.citizen.doors import WhileLearning, draws, show, walk, walks, with_consent
from handlers.citizen.elder_home import more_in_words, short_home
from handlers.citizen.elder_screens import few
from handlers.citizen.learned import Learned, learned_of, streak_line, who_learns
from handlers.citizen.lesson_screens import lesson_name
from handlers.citizen.progress import progress_bar
from handlers.filters import Says
from handlers.screens import Option, Screen, column
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome
from storage.learning import progress
from storage.people import Person

router = Router(name="learning_home")


class OnlyLearns(Filter):
    """Somebody without work here: "tiếp" can mean nothing else, whatever stands on the screen."""

    async def __call__(self, _message: Message, person: Person) -> bool:
        return not person.is_staff


@router.callback_query(OpenLearning.filter(), OnTurn())
@walks(OpenLearning)
async def open_learning(
    _event: Message | CallbackQuery | None, turn: Turn, callback_data: OpenLearning | None = None
) -> None:
    """The person wants to learn: how far they are, and where it goes on."""
    door = callback_data or OpenLearning()
    show(turn, await home_screen(turn, door), door)


@draws(OpenLearning)
async def home_screen(turn: Turn, _door: OpenLearning) -> Screen:
    learned = await learned_of(turn)
    if learned.is_elder:
        return short_home(turn, learned)
    lines = [_("<b>Digital skills for everybody</b>"), *who_learns(learned)]
    lines += _how_far(turn, learned)
    options = [Option(_("Today's lesson"), OpenToday())]
    if learned.stopped_at:
        options.append(Option(_("Go on"), GoOn()))
    options.append(Option(_("All courses"), OpenCourses()))
    if turn.library.practice:
        options.append(Option(_("Real or fake?"), OpenPractice()))
    options.append(Option(_("A lesson by itself"), OpenRhythm()))
    if not turn.person.has_consented:
        options.append(_remember())
    return Screen("\n".join(lines), column(*options, Option(_("More of learning"), OpenMore())))


def _how_far(turn: Turn, learned: Learned) -> list[str]:
    most = len(learned.library.path)
    if not turn.person.has_consented:
        many = _("There are %(count)d lessons of about two minutes each.") % {"count": most}
        return [many, "", _will_not_remember()]
    done = len(learned.finished)
    bar = _("%(bar)s %(done)d/%(all)d lessons") % {
        "bar": progress_bar(done, most), "done": done, "all": most,
    }  # fmt: skip
    lines = [bar, *streak_line(turn, learned.learner)]
    if learned.stopped_at:
        title = lesson_name(turn.library, learned.stopped_at)
        lines.append(_("Stopped at: %(lesson)s") % {"lesson": title})
    return [*lines, "", _("A lesson takes about two minutes.")]


def _will_not_remember() -> str:
    return _(
        "I am a machine. You can read and try everything at once. I keep nothing of it unless you "
        "agree; then I remember how far you are."
    )


def _remember() -> Option:
    return Option(_("Remember my progress"), Remember())


@router.callback_query(Remember.filter(), OnTurn())
@router.message(
    Says("ghi nhớ", "ghi nhớ giúp tôi", "nhớ giúp tôi", "remember my progress"),
    StateFilter(None, Welcome.answering),
    OnTurn(),
)
@walks(Remember)
async def agree_to_remember(
    event: Message | CallbackQuery, turn: Turn, callback_data: Remember | None = None
) -> None:
    """The person wants to find their progress here next time."""
    if await with_consent(turn, callback_data or Remember()):
        await walk(event, OpenLearning(), turn)


@router.callback_query(OpenToday.filter(), OnTurn())
@router.message(
    Says("bài hôm nay", "bài học hôm nay", "today's lesson", "lesson of the day"),
    StateFilter(None, Welcome.answering),
    OnTurn(),
)
@walks(OpenToday)
async def open_today(
    event: Message | CallbackQuery, turn: Turn, callback_data: OpenToday | None = None
) -> None:
    """The next lesson on the path; who has finished one today hears that first."""
    door = callback_data or OpenToday()
    learned = await learned_of(turn)
    lesson_id = learned.library.next_after(learned.finished)
    if lesson_id is None or progress.finished_on(learned.progress, turn.today):
        show(turn, await today_screen(turn, door), door)
    else:
        await walk(event, OpenLesson(lesson=lesson_id), turn)


@draws(OpenToday)
async def today_screen(turn: Turn, _door: OpenToday) -> Screen:
    """One lesson a day is enough; whoever likes reads on."""
    learned = await learned_of(turn)
    lesson_id = learned.library.next_after(learned.finished)
    done = progress.finished_on(learned.progress, turn.today)
    lines = who_learns(learned)
    if done:
        title = lesson_name(turn.library, done[-1])
        lines.append(_("Today you have finished: %(lesson)s. Well done!") % {"lesson": title})
    options = [Option(_("All courses"), OpenCourses()), to_learning()]
    if lesson_id is None:
        lines.append(_("You have finished every lesson there is. Read any of them again:"))
    else:
        title = lesson_name(turn.library, lesson_id)
        lines.append(_("If you like, go on with the next one: %(lesson)s") % {"lesson": title})
        options.insert(0, Option(_("Next lesson"), OpenLesson(lesson=lesson_id)))
    return Screen("\n".join(lines), few(learned, *options))


@router.callback_query(GoOn.filter(), OnTurn())
@router.message(
    Says("học tiếp", "tiếp tục học", "go on learning"),
    StateFilter(None, Welcome.answering),
    OnTurn(),
)
@router.message(
    Says(
        "tiếp", "tiếp theo", "câu tiếp", "câu tiếp theo", "bài tiếp", "bài tiếp theo", "làm bài",
        "làm bài kiểm tra", "thử lại", "xem kết quả", "next question", "next lesson", "try again",
    ),
    StateFilter(None, Welcome.answering),
    OnlyLearns(),
    OnTurn(),
)  # fmt: skip
@walks(GoOn)
async def go_on(
    event: Message | CallbackQuery, turn: Turn, callback_data: GoOn | None = None
) -> None:
    """Where the learner stopped: at the next item of a quiz that was begun, else at the lesson."""
    learned = await learned_of(turn)
    lesson_id = learned.stopped_at
    if lesson_id is None:
        await open_today(event, turn)
    elif learned.progress[lesson_id].is_begun:
        await walk(event, OpenQuiz(lesson=lesson_id), turn)
    else:
        await walk(event, OpenLesson(lesson=lesson_id), turn)


@router.callback_query(OpenMore.filter(), OnTurn())
@router.message(StateFilter(None), OnTurn(), WhileLearning("thêm", "mục khác", "xem thêm", "more"))
@walks(OpenMore)
async def open_more(
    _event: Message | CallbackQuery, turn: Turn, callback_data: OpenMore | None = None
) -> None:
    """The rarer doors."""
    door = callback_data or OpenMore()
    show(turn, await more_screen(turn, door), door)


@draws(OpenMore)
async def more_screen(turn: Turn, _door: OpenMore) -> Screen:
    if (await learned_of(turn)).is_elder:
        return more_in_words()
    options = [
        Option(_("My progress"), OpenProgress()),
        Option(_("Go over what I learned"), OpenReview()),
        Option(_("Certificates"), OpenCertificates()),
        Option(_("Learners on this phone"), OpenLearners()),
        Option(_("Read slowly, step by step"), SetElderMode(on=True)),
        Option(_("Find a lesson"), OpenFinding()),
    ]
    if turn.library.settings.neighbourhoods.value:
        options.append(Option(_("Neighbourhoods learning together"), OpenRanking()))
    return Screen(_("<b>More of learning</b>"), column(*options, to_learning()))


def to_learning() -> Option:
    return Option(_("Learning"), OpenLearning())
