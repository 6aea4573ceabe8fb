"""A lesson is listened to, where somebody of the ward has read it aloud."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from content.attachments import Attachment, Kind, in_content
from content.library import DEFAULT_LANGUAGE, Lesson, Library
from content.text import quote
from content.words import gettext as _
from handlers.citizen.buttons import HearLesson, OpenLesson, OpenQuiz, OpenStep
from handlers.citizen.doors import WhileLearning, draws, send, walks
from handlers.citizen.elder_screens import call_someone, onward_from
from handlers.citizen.learned import learned_of
from handlers.citizen.lessons import say_gone
from handlers.screens import Option, Screen, column
from handlers.turn import OnTurn, Turn

router = Router(name="listening")


@router.message(
    StateFilter(None),
    OnTurn(),
    WhileLearning(
        "nghe", "nghe đọc", "nghe bài", "nghe đọc bài", "đọc cho tôi nghe", "đọc cho nghe",
        "nói cho tôi nghe", "listen", "hear it read",
    ),
)  # fmt: skip
async def wish_to_hear(event: Message, turn: Turn, here: CallbackData) -> None:
    """Typed, wherever a lesson stands last."""
    lesson_id = getattr(here, "lesson", None) or (await learned_of(turn)).stopped_at
    if lesson_id is None:
        text = _("Which lesson would you like to hear? Please open it first, then type: listen")
        turn.reply.send(Screen(text))
        return
    step = here.step if isinstance(here, OpenStep | HearLesson) else 0
    await hear_lesson(event, HearLesson(lesson=lesson_id, step=step), turn)


@router.callback_query(HearLesson.filter(), OnTurn())
@walks(HearLesson)
async def hear_lesson(
    _event: Message | CallbackQuery, callback_data: HearLesson, turn: Turn
) -> None:
    """It comes below what is being read."""
    screen = await heard(turn, callback_data)
    if screen is None:
        await say_gone(turn)
    else:
        send(turn, screen, callback_data)


@draws(HearLesson)
async def heard(turn: Turn, door: HearLesson) -> Screen | None:
    lesson = turn.library.lesson(door.lesson, DEFAULT_LANGUAGE)
    if lesson is None:
        return None
    options = await _onward(turn, lesson, door.step)
    clip = clip_of(turn.library, lesson)
    if clip is None:
        return Screen(_("Nobody has read this lesson aloud yet."), column(*options))
    text = _("%(clip)s. When you have listened, go on:") % {"clip": quote(clip.alt)}
    return Screen(text, column(*options), attachment=clip)


async def _onward(turn: Turn, lesson: Lesson, step: int) -> list[Option]:
    if (await learned_of(turn)).is_elder:
        return [onward_from(lesson, step), call_someone()]
    return [
        Option(_("Take the quiz"), OpenQuiz(lesson=lesson.id)),
        Option(_("Read it again"), OpenLesson(lesson=lesson.id)),
    ]


def clip_of(library: Library, lesson: Lesson) -> Attachment | None:
    """In every form there is of it. A machine's voice is named as one, wherever it is heard."""
    clips = [in_content(f"lessons/{name}") for name in library.clips.get(lesson.id, ())]
    if not clips:
        return None
    named = {"id": lesson.id, "title": lesson.title}
    if library.settings.voices == "machine":
        alt = _("Lesson %(id)s read aloud by a machine (%(title)s)") % named
    else:
        alt = _("Lesson %(id)s read aloud (%(title)s)") % named
    return Attachment(clips[0], Kind.VOICE, alt, tuple(clips[1:]))
