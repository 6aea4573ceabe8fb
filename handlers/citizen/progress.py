"""How far a learner is, course by course."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from content.text import quote
from content.words import gettext as _
from content.words import language
from handlers.citizen.buttons import OpenCourses, OpenLearning, OpenProgress
from handlers.citizen.doors import draws, show, walks, with_consent
from handlers.citizen.learned import learned_of, streak_line, who_learns
from handlers.filters import Says
from handlers.screens import Option, Screen, column
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome

router = Router(name="learning_progress")

_CELLS = 10


def progress_bar(done: int, most: int, cells: int = _CELLS) -> str:
    """Whoever has begun sees it, and nobody is done before the end."""
    filled = done * cells // most if most else 0
    filled = max(filled, 1) if done else 0
    return "▓" * filled + "░" * (cells - filled)


@router.callback_query(OpenProgress.filter(), OnTurn())
@router.message(
    Says("tiến độ", "tiến độ học", "học đến đâu", "my progress"),
    StateFilter(None, Welcome.answering),
    OnTurn(),
)
@walks(OpenProgress)
async def open_progress(
    _event: Message | CallbackQuery, turn: Turn, callback_data: OpenProgress | None = None
) -> None:
    """The person wants to know how far they are."""
    door = callback_data or OpenProgress()
    if await with_consent(turn, door):
        show(turn, await progress_screen(turn, door), door)


@draws(OpenProgress)
async def progress_screen(turn: Turn, _door: OpenProgress) -> Screen:
    learned = await learned_of(turn)
    library = learned.library
    done, most = len(learned.finished), len(library.path)
    whole = {"bar": progress_bar(done, most), "done": done, "all": most}
    lines = [
        _("<b>How far you are</b>"),
        *who_learns(learned),
        _("%(bar)s %(done)d/%(all)d lessons") % whole,
        *streak_line(turn, learned.learner),
        "",
    ]
    for course in library.courses.values():
        done, most = learned.finished_of(course.id), len(library.of_course(course.id))
        bar = progress_bar(done, most, cells=5)
        lines.append(f"{quote(course.title[language()])}\n{bar} {done}/{most}")
    options = Option(_("All courses"), OpenCourses()), Option(_("Learning"), OpenLearning())
    return Screen("\n".join(lines), column(*options))
