"""Lessons are looked for in one's own words: after "tìm", or where nothing else was understood."""

import re
import unicodedata

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from content.emergencies import tells_of_pain
from content.folding import fold
from content.learning_words import wish_to_learn
from content.search import Found, find, is_surely_meant, seems_meant
from content.small_talk import courtesy_of
from content.words import gettext as _
from content.words import language
from handlers.citizen.buttons import (
    OpenCourse,
    OpenCourses,
    OpenFinding,
    OpenFound,
    OpenLearning,
    OpenLesson,
)
from handlers.citizen.doors import draws, open_door, show, walk, walks
from handlers.citizen.lesson_screens import short_name
from handlers.menu import to_menu
from handlers.screens import Option, Screen, column
from handlers.turn import OnTurn, Turn
from handlers.welcome import Welcome

router = Router(name="finding")
asked_router = Router(name="finding_asked")  # after the words that mean something anywhere

_SEARCH = re.compile(
    r"/?(?:t[iì]mf?(?: ki[eế]m)?(?: (?:b[aà]i|kh[oó]a)(?: h[oọ]c)?)?|find|search(?: for)?)"
    r"(?:[\s:,]+(\S.*))?",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 100  # whoever writes more tells something else
_NEAR = 0.5  # of the best: what is further away only confuses


class SearchesFor(Filter):
    """ "Tìm mã OTP", "tim bai quet mat", or "tìm" alone."""

    async def __call__(self, message: Message) -> bool | dict[str, str]:
        text = unicodedata.normalize("NFC", message.text or "").strip()
        found = _SEARCH.fullmatch(text)
        if found is None or tells_of_pain(text):
            return False
        return {"wanted": found[1] or ""}


@router.message(SearchesFor(), StateFilter(None, Welcome.answering), OnTurn())
async def search(_message: Message, wanted: str, turn: Turn) -> None:
    """The person looks for a lesson."""
    if not wanted.strip(" .!?"):
        show(turn, await ask_screen(turn, OpenFinding()), OpenFinding())
        return
    found = find(turn.library, wanted)
    if not found:
        nothing = _("I have found no lesson about that.")
        show(turn, await ask_screen(turn, OpenFinding(), nothing), OpenFinding())
        return
    is_near = seems_meant(found[0])
    door = _door(found, is_near=is_near)
    show(turn, await found_screen(turn, door), door)


class WishesToLearn(Filter):
    """ "Tôi muốn học điện thoại", of those who have no work here; gives where that leads."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, CallbackData]:
        door = None if turn.person.is_staff else wished(turn, message.text or "")
        return {"door": door} if door else False


@router.message(StateFilter(None, Welcome.answering), OnTurn(), WishesToLearn())
async def learn_what_was_wished(message: Message, door: CallbackData, turn: Turn) -> None:
    """The person says in their own words what they want to learn."""
    await walk(message, door, turn)


class UnderSearch(Filter):
    """Words typed where it was asked what to look for: "tìm" need not be said again."""

    async def __call__(
        self, message: Message, turn: Turn, quoted: str | None
    ) -> bool | dict[str, str]:
        text = message.text or ""
        is_plain = 0 < len(text) <= _LONGEST and not text.startswith("/")
        if not is_plain or courtesy_of(text):
            return False
        here = await open_door(turn, quoted)
        return {"wanted": text} if isinstance(here, OpenFinding) else False


@asked_router.message(StateFilter(None, Welcome.answering), OnTurn(), UnderSearch())
async def search_what_was_asked(message: Message, wanted: str, turn: Turn) -> None:
    """The answer to what to look for."""
    await search(message, wanted, turn)


@router.callback_query(OpenFinding.filter(), OnTurn())
@walks(OpenFinding)
async def open_finding(
    _event: Message | CallbackQuery, callback_data: OpenFinding, turn: Turn
) -> None:
    """How a lesson is looked for."""
    show(turn, await ask_screen(turn, callback_data), callback_data)


@draws(OpenFinding)
async def ask_screen(_turn: Turn, _door: OpenFinding, notice: str | None = None) -> Screen:
    text = _(
        "To find a lesson, type <b>find</b> and what it is about, for example <i>find the OTP "
        "code</i>. Slips of the finger do not matter."
    )
    options = Option(_("All courses"), OpenCourses()), Option(_("Learning"), OpenLearning())
    return Screen(f"{notice}\n{text}" if notice else text, column(*options))


@router.callback_query(OpenFound.filter(), OnTurn())
@walks(OpenFound)
async def open_found(
    _event: Message | CallbackQuery, callback_data: OpenFound, turn: Turn
) -> None:
    """Lessons that were found before."""
    show(turn, await found_screen(turn, callback_data), callback_data)


@draws(OpenFound)
async def found_screen(turn: Turn, door: OpenFound) -> Screen:
    ids = [id_ for id_ in (door.first, door.second, door.third) if id_ in turn.library.lessons]
    text = (
        _("Is it this lesson you are looking for?")
        if door.is_near
        else _("I have found no lesson about just that. These come nearest:")
    )
    lessons = [Option(short_name(turn.library, id_), OpenLesson(lesson=id_)) for id_ in ids if id_]
    return Screen(text, column(*lessons, to_menu()))


def near(turn: Turn, text: str) -> OpenFound | None:
    """Where to lead somebody whose words nobody understood; None where no lesson is near enough.
    Those who work here mostly mean something else."""
    if tells_of_pain(text):
        return None
    is_meant = is_surely_meant if turn.person.is_staff else seems_meant
    found = find(turn.library, text)
    return _door(found, is_near=True) if found and is_meant(found[0]) else None


def wished(turn: Turn, text: str) -> CallbackData | None:
    """Where to lead somebody who says that they want to learn: the course of that name, lessons
    about it, else the front door. None where they say something else."""
    topic = wish_to_learn(text)
    if topic is None:
        return None
    courses = turn.library.courses.values()
    named = [course for course in courses if topic and topic in fold(course.title[language()])]
    if len(named) == 1:
        return OpenCourse(course=named[0].id)
    found = find(turn.library, topic) if topic else []
    return _door(found, is_near=seems_meant(found[0])) if found else OpenLearning()


def _door(found: list[Found], *, is_near: bool) -> OpenFound:
    ids = [one.lesson_id for one in found if one.score >= _NEAR * found[0].score]
    second, third = [*ids[1:], None, None][:2]
    return OpenFound(first=ids[0], second=second, third=third, is_near=is_near)
