"""What comes by itself, in words: today's lesson, or a question on an earlier one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from aiogram.filters.callback_data import CallbackData

from content.catalogue import Plan
from content.library import Library
from content.menus import Offer
from content.text import quote
from content.words import gettext as _
from content.words import language, speaking
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

_OFFER = Offer.WORDS  # a number typed when it comes in is meant for something else


@dataclass(frozen=True, slots=True)
class Lesson:
    """For a learner: what comes next on the path, and the card that is due. One of them is
    there, and a card goes before."""

    pupil: Pupil
    next_id: str | None
    card: DueCard | None
    place: int | None = None  # among several who learn on that phone

    @property
    def mailed(self) -> Mailed:
        lesson_id = self.card.lesson_id if self.card else self.next_id
        return Mailed(
            self.pupil.person_id, self.pupil.id, lesson_id or "", is_review=self.card is not None
        )


class Letters:
    """Those of one batch. What several are told alike is put into words once."""

    def __init__(self, plan: Plan, library: Library, good_until: datetime, today: date) -> None:
        self._plan = plan
        self._library = library
        self._good_until = good_until
        self._today = today
        self._texts: dict[tuple[str, ...], str] = {}
        self._letters: dict[tuple[str, ...], Letter] = {}

    def letter(self, person: Person, lesson: Lesson) -> Letter:
        with speaking(person.language):
            known = self._alike(person, lesson)
        address = person.address
        return replace(
            known,
            address_id=address.id,
            recipient=address.external_id,
            key=f"lesson:{person.id}:{self._today}",
        )

    def _alike(self, person: Person, lesson: Lesson) -> Letter:
        """To whom it is addressed apart. A card names its learner, and so does a turn."""
        if lesson.card or lesson.place:
            return self._written(person, lesson)
        how = "slowly" if lesson.pupil.is_elder else ""
        what = (person.language, person.address.channel, lesson.next_id or "", how)
        if what not in self._letters:
            self._letters[what] = self._written(person, lesson)
        return self._letters[what]

    def _written(self, person: Person, lesson: Lesson) -> Letter:
        whole = self._first_step if lesson.pupil.is_elder else self._lesson
        make = self._card if lesson.card else whole
        screen, door = make(person.language, lesson)
        return letter_to(
            person.address,
            screen,
            priority=Priority.BULK,
            subject=subject_of(door),
            good_until=self._good_until,
        )

    def _lesson(self, language: str, lesson: Lesson) -> tuple[Screen, CallbackData]:
        lesson_id = lesson.next_id or ""
        text = self._once(("lesson", language, lesson_id), lambda: self._lesson_text(lesson_id))
        begin = Option(_("Take the quiz"), _beginning(lesson, lesson_id))
        options = (begin, Option(_("Change when"), OpenRhythm()))
        lines = (*_whose_turn(lesson), text, _how_to_stop())
        return Screen("\n\n".join(lines), column(*options), _OFFER), OpenLesson(lesson=lesson_id)

    def _first_step(self, language: str, lesson: Lesson) -> tuple[Screen, CallbackData]:
        """In elder mode the others come one by one. Where several learn, the first comes once
        more, for whose turn it is."""
        lesson_id = lesson.next_id or ""
        told = self._library.lesson(lesson_id, language)
        assert told
        step = "\n".join(step_text(self._library, self._plan, told, 0))
        onward = OpenStep(lesson=lesson_id, step=1)
        begin = Option(_("Next step"), _opening(lesson, lesson_id) if lesson.place else onward)
        options = (begin, Option(_("Change when"), OpenRhythm()), call_someone())
        text = "\n\n".join((*_whose_turn(lesson), step, _how_to_stop()))
        return Screen(text, column(*options), _OFFER), OpenStep(lesson=lesson_id, step=0)

    def _card(self, language: str, lesson: Lesson) -> tuple[Screen, CallbackData]:
        card = lesson.card
        asked = self._library.lesson(card.lesson_id, language) if card else None
        assert card
        assert asked
        item, next_id = item_of(asked, card.reviews), lesson.next_id
        options = [to_answer(card.learner_id, asked, item)]
        if next_id:
            options.append(Option(_("Today's lesson"), _opening(lesson, next_id)))
        text = self._once(
            ("card", language, asked.id, item.key, next_id or ""),
            lambda: self._card_text(question_lines(asked, item), next_id),
        )
        door = AskCard(learner=card.learner_id, lesson=card.lesson_id, key=item.key)
        text = "\n\n".join((*_whose_turn(lesson), text))
        return Screen(text, column(*options), _OFFER), door

    def _lesson_text(self, lesson_id: str) -> str:
        lesson = self._library.lesson(lesson_id, language())
        assert lesson
        return "\n\n".join(lesson_parts(lesson, self._plan, self._library))

    def _card_text(self, question: Sequence[str], next_id: str | None) -> str:
        following = self._library.lesson(next_id, language()) if next_id else None
        lines = list(question)
        if following:
            lines.append(_("Today's lesson: <b>%(title)s</b>") % {"title": quote(following.title)})
        return "\n\n".join((*lines, _how_to_stop()))

    def _once(self, what: tuple[str, ...], make: Callable[[], str]) -> str:
        if what not in self._texts:
            self._texts[what] = make()
        return self._texts[what]


def _whose_turn(lesson: Lesson) -> list[str]:
    """On a phone that several learn on."""
    if lesson.place is None:
        return []
    name = lesson.pupil.name or _("Learner %(number)d") % {"number": lesson.place}
    return [_("It is the turn of <b>%(name)s</b>.") % {"name": quote(name)}]


def _beginning(lesson: Lesson, lesson_id: str) -> CallbackData:
    """Where several learn, it counts for whose turn it is."""
    if lesson.place:
        return LearnAs(learner=lesson.pupil.id, lesson=lesson_id, quiz=True)
    return OpenQuiz(lesson=lesson_id)


def _opening(lesson: Lesson, lesson_id: str) -> CallbackData:
    if lesson.place:
        return LearnAs(learner=lesson.pupil.id, lesson=lesson_id, quiz=False)
    return OpenLesson(lesson=lesson_id)


def _how_to_stop() -> str:
    return _("To get no more of these, type DUNG.")
