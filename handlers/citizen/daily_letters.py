"""What comes by itself, in words: today's lesson, or a question on an earlier one."""

from dataclasses import dataclass
from datetime import date, datetime

from aiogram.filters.callback_data import CallbackData

from content.catalogue import Plan
from content.library import Library
from content.menus import Offer
from content.text import quote
from content.words import gettext as _
from content.words import speaking
from handlers.citizen.buttons import (
    AskCard,
    LearnAs,
    OpenLesson,
    OpenQuiz,
    OpenRhythm,
    OpenStep,
)
from handlers.citizen.card_screens import item_of, question_lines, to_answer
from handlers.citizen.doors import subject_of
from handlers.citizen.elder_screens import call_someone, step_text
from handlers.citizen.lesson_screens import lesson_parts
from handlers.screens import Option, Screen, column, letter_to
from storage.learning.cards import DueCard
from storage.learning.mails import Mailed, Pupil
from storage.outbox import Letter, Priority
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Lesson:
    """For a learner: what comes next on the path, and the card that is due. One of them is
    there, and a card goes before."""

    pupil: Pupil
    next_id: str | None
    card: DueCard | None
    is_one_of_several: bool = False

    @property
    def mailed(self) -> Mailed:
        lesson_id = self.card.lesson_id if self.card else self.next_id
        return Mailed(
            self.pupil.person_id, self.pupil.id, lesson_id or "", is_review=self.card is not None
        )


class Letters:
    """Those of one batch. What stands in a lesson is put into words once for each language."""

    def __init__(self, plan: Plan, library: Library, good_until: datetime, today: date) -> None:
        self._plan = plan
        self._library = library
        self._good_until = good_until
        self._today = today
        self._texts: dict[tuple[str, str], str] = {}

    def letter(self, person: Person, lesson: Lesson) -> Letter:
        with speaking(person.language):
            if lesson.card:
                screen, door = self._card(person.language, lesson, lesson.card)
            else:
                screen, door = self._lesson(person.language, lesson)
        return letter_to(
            person.address,
            screen,
            priority=Priority.BULK,
            subject=subject_of(door),
            key=f"lesson:{person.id}:{self._today}",
            good_until=self._good_until,
        )

    def _lesson(self, language: str, lesson: Lesson) -> tuple[Screen, CallbackData]:
        lesson_id = lesson.next_id or ""
        if lesson.pupil.is_elder:
            return self._first_step(language, lesson, lesson_id)
        text = "\n\n".join([*_whose_turn(lesson), self._text(language, lesson_id), _how_to_stop()])
        begin = Option(_("Take the quiz"), _beginning(lesson, lesson_id))
        options = (begin, Option(_("Change when"), OpenRhythm()))
        return Screen(text, column(*options), Offer.WORDS), OpenLesson(lesson=lesson_id)

    def _first_step(
        self, language: str, lesson: Lesson, lesson_id: str
    ) -> tuple[Screen, CallbackData]:
        """In elder mode the others come one by one. Where several learn, the first comes once
        more, for whose turn it is."""
        told = self._library.lesson(lesson_id, language)
        assert told
        lines = step_text(self._library, self._plan, told, 0)
        text = "\n\n".join([*_whose_turn(lesson), "\n".join(lines), _how_to_stop()])
        step = OpenStep(lesson=lesson_id, step=1)
        onward = LearnAs(learner=lesson.pupil.id, lesson=lesson_id, quiz=False)
        begin = Option(_("Next step"), onward if lesson.is_one_of_several else step)
        options = (begin, Option(_("Change when"), OpenRhythm()), call_someone())
        return Screen(text, column(*options), Offer.WORDS), OpenStep(lesson=lesson_id, step=0)

    def _card(self, language: str, lesson: Lesson, card: DueCard) -> tuple[Screen, CallbackData]:
        asked = self._library.lesson(card.lesson_id, language)
        assert asked
        item = item_of(asked, card.reviews)
        lines = [*_whose_turn(lesson), *question_lines(asked, item)]
        options = [to_answer(card.learner_id, asked, item)]
        if lesson.next_id and (following := self._library.lesson(lesson.next_id, language)):
            lines.append(_("Today's lesson: <b>%(title)s</b>") % {"title": quote(following.title)})
            options.append(Option(_("Today's lesson"), _opening(lesson, lesson.next_id)))
        lines.append(_how_to_stop())
        door = AskCard(learner=card.learner_id, lesson=card.lesson_id, key=item.key)
        return Screen("\n\n".join(lines), column(*options), Offer.WORDS), door

    def _text(self, language: str, lesson_id: str) -> str:
        known = self._texts.get((language, lesson_id))
        if known is None:
            lesson = self._library.lesson(lesson_id, language)
            assert lesson
            known = "\n\n".join(lesson_parts(lesson, self._plan, self._library))
            self._texts[language, lesson_id] = known
        return known


def _whose_turn(lesson: Lesson) -> list[str]:
    """On a phone that several learn on."""
    if not lesson.is_one_of_several or lesson.pupil.name is None:
        return []
    return [_("It is the turn of <b>%(name)s</b>.") % {"name": quote(lesson.pupil.name)}]


def _beginning(lesson: Lesson, lesson_id: str) -> CallbackData:
    """Where several learn, it counts for whose turn it is."""
    if lesson.is_one_of_several:
        return LearnAs(learner=lesson.pupil.id, lesson=lesson_id, quiz=True)
    return OpenQuiz(lesson=lesson_id)


def _opening(lesson: Lesson, lesson_id: str) -> CallbackData:
    if lesson.is_one_of_several:
        return LearnAs(learner=lesson.pupil.id, lesson=lesson_id, quiz=False)
    return OpenLesson(lesson=lesson_id)


def _how_to_stop() -> str:
    return _("To get no more of these, type DUNG.")
