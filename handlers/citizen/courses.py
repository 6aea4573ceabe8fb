"""The courses, and the lessons of one."""

import re

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.types import CallbackQuery, Message

from content.attachments import Attachment, Kind, in_content
from content.folding import fold
from content.library import Course
from content.text import quote
from content.words import gettext as _
from content.words import language
from handlers.citizen.buttons import OpenCourse, OpenCourses, OpenLearning, OpenLesson
from handlers.citizen.doors import draws, send, show, walks
from handlers.citizen.learned import Learned, learned_of, who_learns
from handlers.citizen.lesson_screens import lesson_name, short_name
from handlers.filters import Says
from handlers.screens import Option, Screen, column
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome

router = Router(name="courses")

_ON_A_PAGE = 6
_ON_A_SHORT_PAGE = 2
_NAMED = re.compile(r"(?:khoa|course) ?(?:hoc )?(?:so )?([1-9]\d?)")


class NamesCourse(Filter):
    """ "Khóa 7"."""

    async def __call__(self, message: Message) -> bool | dict[str, OpenCourse]:
        found = _NAMED.fullmatch(fold(message.text or "").strip(" .!?"))
        return {"callback_data": OpenCourse(course=found[1])} if found else False


@router.callback_query(OpenCourses.filter(), OnTurn())
@router.message(
    Says("các khóa học", "khóa học", "danh sách khóa học", "all courses", "courses"),
    StateFilter(None, Welcome.answering),
    OnTurn(),
)
@walks(OpenCourses)
async def open_courses(
    _event: Message | CallbackQuery, turn: Turn, callback_data: OpenCourses | None = None
) -> None:
    """The person wants to see what there is to learn."""
    door = callback_data or OpenCourses()
    show(turn, await courses_screen(turn, door), door)


@draws(OpenCourses)
async def courses_screen(turn: Turn, door: OpenCourses, notice: str | None = None) -> Screen:
    learned = await learned_of(turn)
    courses = list(learned.library.courses.values())
    most = _ON_A_SHORT_PAGE if learned.is_elder else _ON_A_PAGE
    pages = [courses[i : i + most] for i in range(0, len(courses), most)]
    page = min(door.page, len(pages) - 1)
    of = _("page %(page)d of %(all)d") % {"page": page + 1, "all": len(pages)}
    title = _("<b>Courses</b>") + (f" ({of})" if len(pages) > 1 else "")
    options = [
        Option(_label(learned, course), OpenCourse(course=course.id)) for course in pages[page]
    ]
    if page + 1 < len(pages):
        options.append(Option(_("Next page"), OpenCourses(page=page + 1)))
    if page and not (learned.is_elder and page + 1 < len(pages)):
        options.append(Option(_("Previous page"), OpenCourses(page=page - 1)))
    if not learned.is_elder or (not page and len(options) <= _ON_A_SHORT_PAGE):
        options.append(Option(_("Learning"), OpenLearning()))
    lines = [line for line in (notice, title) if line] + who_learns(learned)
    return Screen("\n".join(lines), column(*options))


def _label(learned: Learned, course: Course) -> str:
    most = len(learned.library.of_course(course.id))
    return f"{course.title[language()]} · {learned.finished_of(course.id)}/{most}"


@router.callback_query(OpenCourse.filter(), OnTurn())
@router.message(NamesCourse(), StateFilter(None, Welcome.answering), OnTurn())
@walks(OpenCourse)
async def open_course(
    _event: Message | CallbackQuery, callback_data: OpenCourse, turn: Turn
) -> None:
    """The person looks into a course. It stands below what was tapped, which may be a lesson."""
    learned = await learned_of(turn)
    course = learned.library.courses.get(callback_data.course)
    if course is None:
        door = OpenCourses()
        gone = _("This course is no longer here. Please choose another:")
        show(turn, await courses_screen(turn, door, gone), door)
        return
    screen = _course(learned, course)
    # A picture costs a message where messages are counted: once, before the first lesson.
    if not any(learned.is_opened(id_) for id_ in learned.library.of_course(course.id)):
        screen = Screen(screen.text, screen.options, attachment=_picture(turn, course))
    send(turn, screen, callback_data)


@draws(OpenCourse)
async def course_screen(turn: Turn, door: OpenCourse) -> Screen | None:
    learned = await learned_of(turn)
    course = learned.library.courses.get(door.course)
    return _course(learned, course) if course else None


def _course(learned: Learned, course: Course) -> Screen:
    if learned.is_elder:
        return _short_course(learned, course)
    library, lessons = learned.library, learned.library.of_course(course.id)
    done = {"done": learned.finished_of(course.id), "all": len(lessons)}
    lines = [
        f"<b>{quote(course.title[language()])}</b>",
        quote(course.key_sentence[language()]),
        *who_learns(learned),
        _("%(done)d of %(all)d lessons finished (✓ finished, • opened)") % done,
    ]
    options = [
        Option(_mark(learned, id_) + short_name(library, id_), OpenLesson(lesson=id_))
        for id_ in lessons
    ]
    return Screen("\n".join(lines), column(*options, Option(_("All courses"), OpenCourses())))


def _short_course(learned: Learned, course: Course) -> Screen:
    """In elder mode the next lessons of it; the others are read above, and typed."""
    library, lessons = learned.library, learned.library.of_course(course.id)
    lines = [f"<b>{quote(course.title[language()])}</b>", *who_learns(learned), ""]
    lines += [_mark(learned, id_) + lesson_name(library, id_) for id_ in lessons]
    lines += ["", _("To open one, type for example: lesson %(id)s") % {"id": lessons[0]}]
    following = [id_ for id_ in lessons if not learned.is_finished(id_)] or lessons
    options = [
        Option(short_name(library, id_), OpenLesson(lesson=id_))
        for id_ in following[:_ON_A_SHORT_PAGE]
    ]
    return Screen("\n".join(lines), column(*options, Option(_("All courses"), OpenCourses())))


def _mark(learned: Learned, lesson_id: str) -> str:
    if learned.is_finished(lesson_id):
        return "✓ "
    return "• " if learned.is_opened(lesson_id) else ""


def _picture(turn: Turn, course: Course) -> Attachment | None:
    if course.picture not in turn.library.pictures:
        return None
    return Attachment(
        in_content(f"lessons/{course.picture}"), Kind.PICTURE, course.alt[language()]
    )
