"""The library, loaded from its folder and checked: all that is wrong comes together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from content.lesson_entries import (
    BothLanguages,
    CourseEntry,
    CourseFile,
    FactEntry,
    FactFile,
    PracticeEntry,
    PracticeFile,
    entry_of,
)
from content.lesson_files import MARKS, LessonDraft, lesson_of, read_lesson, text_of
from content.lesson_folder import LessonFolder, read_folder
from content.library import (
    Course,
    Fact,
    FactSource,
    Library,
    PracticeMessage,
    library_of,
)
from content.library_settings import LibrarySettings
from content.source import ContentError, ContentErrors, Source, read_values

LESSONS = Path(__file__).parent / "lessons"

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(slots=True)
class Drafts:
    """Everything as it was written, each thing with its source."""

    folder: LessonFolder
    sources: dict[str, Source] = field(default_factory=dict)
    settings: LibrarySettings | None = None
    courses: CourseFile | None = None
    facts: FactFile | None = None
    lessons: list[LessonDraft] = field(default_factory=list)
    practice: list[tuple[Source, PracticeFile]] = field(default_factory=list)

    def text(self, name: str) -> tuple[Source, str | None]:
        """A file of the folder; one that must be there and is not is refused."""
        source = self.sources.setdefault(name, Source(self.folder.directory / name))
        content = self.folder.texts.get(name)
        if content is None:
            source.refuse((), "missing-file", "Thiếu tệp này. Hãy chép lại từ bản trước.")
            return source, None
        return source, text_of(source, content)

    def entry(self, name: str, model: type[_Model]) -> _Model | None:
        source, text = self.text(name)
        if text is None:
            return None
        read_values(source, text)
        return entry_of(source, model)

    @property
    def errors(self) -> list[ContentError]:
        found = {error for source in self.sources.values() for error in source.errors}
        return sorted(found, key=lambda e: (str(e.path), e.line, e.rule, e.message))


def load_library(directory: Path = LESSONS, *, today: date | None = None) -> Library:
    """Raises ContentErrors. Without a day nothing is overdue: a running assistant rather shows a
    lesson that should have been looked through than none."""
    drafts = read_drafts(read_folder(directory))
    if drafts.errors:
        raise ContentErrors(drafts.errors)
    return library_from(drafts)


def read_drafts(folder: LessonFolder) -> Drafts:
    drafts = Drafts(folder)
    drafts.settings = drafts.entry("settings.yaml", LibrarySettings)
    drafts.courses = drafts.entry("courses.yaml", CourseFile)
    drafts.facts = drafts.entry("facts.yaml", FactFile)
    for name in folder.texts:
        language, _, rest = name.partition("/")
        if language not in MARKS:
            continue
        if rest.startswith("practice/") and rest.endswith(".yaml"):
            if (file := drafts.entry(name, PracticeFile)) is not None:
                drafts.practice.append((drafts.sources[name], file))
        elif "/" not in rest and rest.endswith(".md"):
            source, text = drafts.text(name)
            if text is not None and (lesson := read_lesson(source, text, language)):
                drafts.lessons.append(lesson)
    return drafts


def library_from(drafts: Drafts) -> Library:
    """The value that checked drafts stand for."""
    assert drafts.settings
    assert drafts.courses
    assert drafts.facts
    return library_of(
        [_course(entry) for entry in drafts.courses.courses],
        [lesson_of(draft) for draft in drafts.lessons],
        list(_messages(file for _, file in drafts.practice)),
        [_fact(entry) for entry in drafts.facts.facts],
        drafts.courses.order_first,
        drafts.folder.version,
        drafts.settings,
    )


def _course(entry: CourseEntry) -> Course:
    return Course(
        entry.id, _words(entry.title), _words(entry.key_sentence), entry.picture,
        _words(entry.alt),
    )  # fmt: skip


def _words(entry: BothLanguages) -> dict[str, str]:
    return {"vi": entry.vi, "en": entry.en}


def _fact(entry: FactEntry) -> Fact:
    sources = tuple(FactSource(source.address, source.note) for source in entry.sources)
    return Fact(entry.id, entry.claim, entry.status, sources)


def _messages(files: Iterable[PracticeFile]) -> Iterable[PracticeMessage]:
    return (_message(entry) for file in files for entry in file.messages)


def _message(entry: PracticeEntry) -> PracticeMessage:
    return PracticeMessage(
        entry.id, entry.lesson, entry.form, entry.text, entry.is_genuine, entry.because
    )
