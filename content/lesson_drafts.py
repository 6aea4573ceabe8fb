"""Everything in a lessons folder as it was written, with the line of each thing."""

from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from content.lesson_entries import CourseFile, FactFile, JargonFile, PracticeFile, entry_of
from content.lesson_files import MARKS, LessonDraft, read_lesson, text_of
from content.lesson_folder import LessonFolder
from content.library_settings import LibrarySettings
from content.search_words import SearchWords
from content.source import ContentError, Source, read_values

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(slots=True)
class Drafts:
    """What could be made out; what is wrong is in the sources, by the name of the file."""

    folder: LessonFolder
    sources: dict[str, Source] = field(default_factory=dict)
    settings: LibrarySettings | None = None
    courses: CourseFile | None = None
    facts: FactFile | None = None
    jargon: JargonFile | None = None
    search_words: SearchWords | None = None
    lessons: list[LessonDraft] = field(default_factory=list)
    practice: list[tuple[Source, PracticeFile]] = field(default_factory=list)

    @property
    def errors(self) -> list[ContentError]:
        found = {error for source in self.sources.values() for error in source.errors}
        return sorted(found, key=lambda e: (str(e.path), e.line, e.rule, e.message))

    def source(self, name: str) -> Source:
        return self.sources.setdefault(name, Source(self.folder.directory / name))


def read_drafts(folder: LessonFolder) -> Drafts:
    drafts = Drafts(folder)
    drafts.settings = _entry(drafts, "settings.yaml", LibrarySettings)
    drafts.courses = _entry(drafts, "courses.yaml", CourseFile)
    drafts.facts = _entry(drafts, "facts.yaml", FactFile)
    drafts.jargon = _entry(drafts, "jargon.yaml", JargonFile)
    if "search_words.yaml" in folder.texts:  # lessons are found without it, only not as well
        drafts.search_words = _entry(drafts, "search_words.yaml", SearchWords)
    for name in folder.texts:
        if is_practice(name):
            if (file := _entry(drafts, name, PracticeFile)) is not None:
                drafts.practice.append((drafts.source(name), file))
        elif language := lesson_language(name):
            text = _text(drafts, name)
            if text and (lesson := read_lesson(drafts.source(name), text, language)):
                drafts.lessons.append(lesson)
    return drafts


def is_practice(name: str) -> bool:
    return name.startswith("vi/practice/") and name.endswith(".yaml")


def lesson_language(name: str) -> str | None:
    """None where the file is no lesson."""
    language, _, rest = name.partition("/")
    return language if language in MARKS and rest.endswith(".md") and "/" not in rest else None


def _text(drafts: Drafts, name: str) -> str | None:
    content = drafts.folder.texts.get(name)
    if name in drafts.folder.unread:  # told by content/lesson_rules/files.py
        return None
    if content is None:
        message = "Thiếu tệp này. Hãy chép lại từ bản trước."
        drafts.source(name).refuse((), "missing-file", message)
        return None
    return text_of(drafts.source(name), content)


def _entry(drafts: Drafts, name: str, model: type[_Model]) -> _Model | None:
    text = _text(drafts, name)
    if text is None:
        return None
    read_values(drafts.source(name), text)
    return entry_of(drafts.source(name), model)
