"""How a quiz went: the result, the days in a row, and what is next."""

from content.library import Lesson
from content.streaks import was_forgiven
from content.text import quote
from content.words import gettext as _
from content.words import language, ngettext
from handlers.citizen.buttons import (
    OpenCertificate,
    OpenCourse,
    OpenLearning,
    OpenLesson,
    OpenQuiz,
    Remember,
)
from handlers.citizen.elder_screens import few
from handlers.citizen.learned import Learned, learned_of, streak_line, who_learns
from handlers.citizen.lesson_screens import lesson_name
from handlers.screens import Option, Screen, column
from handlers.turn import Turn
from storage.learning import progress
from storage.models import Learner


async def result_screen(turn: Turn, lesson: Lesson) -> Screen:
    """As things stand: the first answers count, however often a quiz is done again."""
    learned = await learned_of(turn)
    if learned.learner is None:
        return _forgotten(turn, lesson, learned)
    left = _left(learned, lesson)
    lines = who_learns(learned)
    if left:
        lines.append(_still_open(left))
        first = Option(_("The rest"), OpenQuiz(lesson=lesson.id))
        return Screen("\n".join(lines), few(learned, first, *_ways(turn, lesson, learned)))
    lines += [_score(learned, lesson), *_days(turn, learned.learner)]
    options: list[Option] = []
    if learned.is_whole(lesson.course_id):
        lines.append(_whole_course(turn, lesson))
        options += of_finished_course(lesson.course_id)
    lines += _next(turn, learned)
    return Screen("\n".join(lines), few(learned, *options, *_ways(turn, lesson, learned)))


def of_finished_course(course_id: str) -> list[Option]:
    """What a finished course opens."""
    return [Option(_("Get the certificate"), OpenCertificate(course=course_id))]


def _forgotten(turn: Turn, lesson: Lesson, learned: Learned) -> Screen:
    """Nothing is kept without consent; that is said where it would show."""
    text = _(
        "That was the last question. I have kept nothing of it, since you have not agreed to that "
        "yet."
    )
    options = Option(_("Remember my progress"), Remember()), *_ways(turn, lesson, learned)
    return Screen(text, column(*options))


def _left(learned: Learned, lesson: Lesson) -> int:
    """Items without a right answer. Who finished a lesson has none, whatever was rewritten."""
    far = learned.progress.get(lesson.id)
    if far and far.is_finished:
        return 0
    return sum(not (far and far.is_solved(item.key)) for item in lesson.items)


def _still_open(left: int) -> str:
    return ngettext(
        "%(count)d question is still open. Once it is answered, the lesson is finished.",
        "%(count)d questions are still open. Once they are answered, the lesson is finished.",
        left,
    ) % {"count": left}


def _score(learned: Learned, lesson: Lesson) -> str:
    far = learned.progress[lesson.id]
    keys = [item.key for item in lesson.items]
    return _(
        "<b>Lesson %(id)s is finished.</b> %(right)d/%(all)d questions right at the first try."
    ) % {"id": lesson.id, "right": far.right_at_once(keys), "all": len(keys)}


def _days(turn: Turn, learner: Learner) -> list[str]:
    """A day off that broke nothing is told kindly."""
    lines = streak_line(turn, learner)
    if was_forgiven(progress.streak_of(learner), turn.today):
        lines.append(_("A day off does no harm: it goes on."))
    return lines


def _whole_course(turn: Turn, lesson: Lesson) -> str:
    course = turn.library.courses[lesson.course_id]
    title = quote(course.title[language()])
    return _("<b>The course “%(title)s” is finished. Congratulations!</b>") % {"title": title}


def _next(turn: Turn, learned: Learned) -> list[str]:
    following = learned.library.next_after(learned.finished)
    if following is None:
        return [_("You have finished every lesson there is.")]
    return [_("Next: %(lesson)s") % {"lesson": lesson_name(turn.library, following)}]


def _ways(turn: Turn, lesson: Lesson, learned: Learned) -> tuple[Option, ...]:
    """The next lesson, the others of the course, the front door."""
    following = _following(turn, lesson, learned)
    on = (Option(_("Next lesson"), OpenLesson(lesson=following)),) if following else ()
    return (
        *on,
        Option(_("Other lessons"), OpenCourse(course=lesson.course_id)),
        Option(_("Learning"), OpenLearning()),
    )


def _following(turn: Turn, lesson: Lesson, learned: Learned) -> str | None:
    """On the path; where nothing is remembered, simply the one after this."""
    if learned.learner:
        return learned.library.next_after(learned.finished)
    path = turn.library.path
    place = path.index(lesson.id) if lesson.id in path else -1
    return path[place + 1] if place + 1 < len(path) else None
