"""The lesson library as it stands in the files: courses, lessons, practice messages, facts.

A library is loaded whole and never changes; a newer one takes its place. Callback data names
lessons and quiz items by `id` and `key`: both are stable, and an item that was rewritten has
another key, so that an answer is never held against a question the person did not see.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from content.clips import by_lesson
from content.library_settings import NO_SETTINGS, LibrarySettings
from content.search_words import NO_SEARCH_WORDS, SearchWords

DEFAULT_LANGUAGE = "vi"


class FactStatus(StrEnum):
    """How sure a fact is. Nothing from memory is kept."""

    PRESS = "press"  # seen in a public source, mostly press
    SECONDARY = "secondary"  # only second hand: its figures are said to be unchecked
    PLAN = "plan"  # the ward's own plan


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where a fact was seen. Without an address the note says what it was."""

    address: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim that lessons may rest on."""

    id: str
    claim: str
    status: FactStatus
    sources: tuple[FactSource, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One possible answer to a quiz item, and what is said to whoever picks it."""

    label: str
    explanation: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class QuizItem:
    """A question with exactly one right alternative. `key` is 6 hexadecimal digits made from its
    words."""

    key: str
    question: str
    alternatives: tuple[Alternative, ...]

    @property
    def right(self) -> int:
        """The place of the right alternative, from 0."""
        return next(i for i, a in enumerate(self.alternatives) if a.is_right)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One idea, in one language. Paragraphs are Markdown of two kinds: **bold** and "- " lists;
    `{ward}` and `{province}` stand for the configured names."""

    id: str  # "6.3": course and place in it
    language: str
    title: str
    outcome: str
    audience: str
    frameworks: Mapping[str, str]
    plan_lines: tuple[int, ...]
    facts: tuple[str, ...]
    verified_on: date | None  # None: nobody of the ward has opened the official text yet
    review_by: date
    keywords: tuple[str, ...]
    picture: str | None  # a file of the lessons folder
    paragraphs: tuple[str, ...]  # without what follows
    today: str  # the one thing to do today, without "Hôm nay:" before it
    items: tuple[QuizItem, ...]
    path: Path

    @property
    def course_id(self) -> str:
        return self.id.partition(".")[0]

    def item(self, key: str) -> QuizItem | None:
        return next((item for item in self.items if item.key == key), None)


@dataclass(frozen=True, slots=True)
class Course:
    """Lessons on one subject. Words by language."""

    id: str
    title: Mapping[str, str]
    key_sentence: Mapping[str, str]
    picture: str
    alt: Mapping[str, str]  # describes the picture


class Form(StrEnum):
    """Where a practice message is said to have come in."""

    SMS = "sms"
    ZALO = "zalo"
    CALL = "call"
    EMAIL = "email"
    POSTER = "poster"
    POST = "post"


@dataclass(frozen=True, slots=True)
class PracticeMessage:
    """A made-up message of the game "real or fake?"."""

    id: str
    lesson: str  # where to learn more
    form: Form
    text: str
    is_genuine: bool
    because: str


@dataclass(frozen=True, slots=True, eq=False)  # itself and no other: what is made of it is kept
class Library:
    """Everything there is to learn. Mappings keep the order of the courses."""

    courses: Mapping[str, Course]
    lessons: Mapping[str, Lesson]  # in Vietnamese, by id
    translations: Mapping[tuple[str, str], Lesson]  # by language and id
    path: tuple[str, ...]  # ids of all lessons in the order in which they are taught
    practice: Mapping[str, PracticeMessage]
    facts: Mapping[str, Fact]
    version: str = ""  # another one where any file differs
    settings: LibrarySettings = NO_SETTINGS
    pictures: frozenset[str] = frozenset()  # those that are there, by name
    clips: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by lesson
    search_words: SearchWords = NO_SEARCH_WORDS
    _by_course: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def lesson(self, lesson_id: str, language: str = DEFAULT_LANGUAGE) -> Lesson | None:
        """In that language if there is a translation, else in Vietnamese."""
        return self.translations.get((language, lesson_id)) or self.lessons.get(lesson_id)

    def of_course(self, course_id: str) -> tuple[str, ...]:
        """Ids of its lessons, in order."""
        return self._by_course.get(course_id, ())

    def with_item(self, lesson_id: str, key: str, language: str) -> Lesson | None:
        """The lesson in the language in which it has this item, theirs if possible: who changes
        the language may still answer what was asked in the other."""
        told = [self.lesson(lesson_id, language), self.lessons.get(lesson_id)]
        told += [x for (_, id_), x in self.translations.items() if id_ == lesson_id]
        return next((lesson for lesson in told if lesson and lesson.item(key)), None)

    def next_after(self, done: Sequence[str] | set[str] | frozenset[str]) -> str | None:
        """The first lesson on the path that is not among these; None where all are."""
        finished = frozenset(done)
        return next((id_ for id_ in self.path if id_ not in finished), None)

    def all_lessons(self) -> Iterator[Lesson]:
        """Every file, translations too."""
        yield from self.lessons.values()
        yield from self.translations.values()


def library_of(
    courses: Sequence[Course],
    lessons: Sequence[Lesson],
    practice: Sequence[PracticeMessage],
    facts: Sequence[Fact],
    first: Sequence[str],
    version: str,
    settings: LibrarySettings = NO_SETTINGS,
    pictures: Iterable[str] = (),
    clips: Iterable[str] = (),
    search_words: SearchWords = NO_SEARCH_WORDS,
) -> Library:
    """Put in order what was read and checked."""
    own = sorted((x for x in lessons if x.language == DEFAULT_LANGUAGE), key=_place)
    by_course = {c.id: tuple(x.id for x in own if x.course_id == c.id) for c in courses}
    in_order = [id_ for ids in by_course.values() for id_ in ids]
    return Library(
        courses=MappingProxyType({course.id: course for course in courses}),
        lessons=MappingProxyType({lesson.id: lesson for lesson in own}),
        translations=MappingProxyType(
            {(x.language, x.id): x for x in lessons if x.language != DEFAULT_LANGUAGE}
        ),
        path=(*first, *(id_ for id_ in in_order if id_ not in first)),
        practice=MappingProxyType({message.id: message for message in practice}),
        facts=MappingProxyType({fact.id: fact for fact in facts}),
        version=version,
        settings=settings,
        pictures=frozenset(pictures),
        clips=MappingProxyType(by_lesson(clips)),
        search_words=search_words,
        _by_course=MappingProxyType(by_course),
    )


def _place(lesson: Lesson) -> tuple[int, int]:
    course, _, number = lesson.id.partition(".")
    return int(course), int(number)
