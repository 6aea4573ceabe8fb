"""The library, loaded from its folder and checked: all that is wrong comes together."""

from datetime import date
from pathlib import Path

from content import lesson_rules
from content.lesson_drafts import Drafts, read_drafts
from content.lesson_entries import BothLabels, BothLanguages, CourseEntry, FactEntry, PracticeEntry
from content.lesson_files import lesson_of
from content.lesson_folder import read_folder
from content.library import (
    Course,
    Fact,
    FactSource,
    Lesson,
    Library,
    PracticeMessage,
    library_of,
)
from content.search_words import NO_SEARCH_WORDS
from content.source import ContentErrors

LESSONS = Path(__file__).parent / "lessons"


def load_library(directory: Path = LESSONS, *, today: date | None = None) -> Library:
    """Raises ContentErrors. Without a day nothing is overdue: a running assistant rather shows a
    lesson that should have been looked through than none."""
    drafts = read_drafts(read_folder(directory))
    lesson_rules.check(drafts, today)
    if errors := drafts.errors:
        raise ContentErrors(errors)
    return _library(drafts)


def overdue(library: Library, today: date) -> tuple[Lesson, ...]:
    """Lessons that somebody should have looked through by now."""
    return tuple(lesson for lesson in library.all_lessons() if lesson.review_by < today)


def _library(drafts: Drafts) -> Library:
    assert drafts.settings
    assert drafts.courses
    assert drafts.facts
    return library_of(
        [_course(entry) for entry in drafts.courses.courses],
        [lesson_of(draft) for draft in drafts.lessons],
        [_message(entry) for _, file in drafts.practice for entry in file.messages],
        [_fact(entry) for entry in drafts.facts.facts],
        drafts.courses.order_first,
        drafts.folder.version,
        drafts.settings,
        drafts.folder.pictures,
        drafts.folder.clips,
        drafts.search_words or NO_SEARCH_WORDS,
    )


def _course(entry: CourseEntry) -> Course:
    return Course(
        entry.id, _words(entry.title), _words(entry.key_sentence), entry.picture,
        _words(entry.alt),
    )  # fmt: skip


def _words(entry: BothLanguages | BothLabels) -> dict[str, str]:
    return {"vi": entry.vi, "en": entry.en}


def _fact(entry: FactEntry) -> Fact:
    sources = tuple(FactSource(source.address, source.note) for source in entry.sources)
    return Fact(entry.id, entry.claim, entry.status, sources)


def _message(entry: PracticeEntry) -> PracticeMessage:
    return PracticeMessage(
        entry.id, entry.lesson, entry.form, entry.text, entry.is_genuine, entry.because
    )
