"""What the rules hold a text against, put together once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from content.clips import Recorded
from content.lesson_drafts import Drafts
from content.lesson_entries import FactEntry, JargonFile
from content.lesson_files import LessonDraft, Passage


@dataclass(frozen=True, slots=True)
class Knowledge:
    courses: frozenset[str] | None  # None: they cannot be made out
    lessons: frozenset[str]  # ids of the Vietnamese ones, by their file names
    pictures: Mapping[str, Recorded]
    facts: Mapping[str, FactEntry]
    compiled: date  # when the facts were seen
    hosts: tuple[str, ...]
    names: re.Pattern[str]  # proper names in which any word may stand
    never: re.Pattern[str]  # words that are not ours
    instead: Mapping[str, str]  # what to say for each, in small letters
    explained: tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...]  # any of these does


def knowledge_of(drafts: Drafts) -> Knowledge | None:
    """None where a file that everything rests on cannot be made out."""
    if not (drafts.settings and drafts.facts and drafts.jargon):
        return None
    courses = drafts.courses
    return Knowledge(
        courses=frozenset(course.id for course in courses.courses) if courses else None,
        lessons=frozenset(
            name.removeprefix("vi/").partition("-")[0]
            for name in drafts.folder.texts
            if name.startswith("vi/") and name.endswith(".md")
        ),
        pictures=drafts.folder.pictures,
        facts={fact.id: fact for fact in drafts.facts.facts},
        compiled=drafts.facts.compiled,
        hosts=tuple(host.lower() for host in drafts.settings.hosts),
        names=re.compile("|".join(re.escape(name) for name in drafts.jargon.names) or "(?!)"),
        never=_word("|".join(re.escape(w.word) for w in drafts.jargon.never), re.IGNORECASE),
        instead={w.word.lower(): w.say for w in drafts.jargon.never},
        explained=_explained(drafts.jargon),
    )


def _explained(
    jargon: JargonFile,
) -> tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...]:
    """In the case they have there: "AI" is one, "ai" (who) is not."""
    return tuple((_word(re.escape(w.word)), w.word, w.by) for w in jargon.explained)


def _word(words: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Any of these as a whole word, and not within an address."""
    return re.compile(rf"(?<![\w.-])(?:{words or '(?!)'})(?![\w-]|\.\w)", flags)


def told_in(lesson: LessonDraft) -> Iterator[Passage]:
    """Our own words that people read as told by us."""
    yield from headings_of(lesson)
    yield from lines_of(lesson)
    yield from explanations_of(lesson)


def explanations_of(lesson: LessonDraft) -> Iterator[Passage]:
    for item in lesson.items:
        for alternative in item.alternatives:
            yield Passage(alternative.line, alternative.explanation)


def quiz_of(lesson: LessonDraft) -> Iterator[Passage]:
    yield from asked_in(lesson)
    yield from explanations_of(lesson)


def headings_of(lesson: LessonDraft) -> Iterator[Passage]:
    for name in ("title", "outcome"):
        yield Passage(lesson.source.line((name,)), getattr(lesson.front, name))


def lines_of(lesson: LessonDraft) -> Iterator[Passage]:
    """Of the body, what to do today included."""
    for paragraph in lesson.body:
        yield from paragraph


def asked_in(lesson: LessonDraft) -> Iterator[Passage]:
    """Questions and labels, in their order: there others may speak."""
    for item in lesson.items:
        yield Passage(item.line, item.question)
        for alternative in item.alternatives:
            yield Passage(alternative.line, alternative.label)


def questions_of(lesson: LessonDraft) -> Iterator[Passage]:
    return (Passage(item.line, item.question) for item in lesson.items)


def labels_of(lesson: LessonDraft) -> Iterator[Passage]:
    return (Passage(a.line, a.label) for item in lesson.items for a in item.alternatives)


def keywords_of(lesson: LessonDraft) -> Iterator[Passage]:
    for place, word in enumerate(lesson.front.keywords):
        yield Passage(lesson.source.line(("keywords", place)), word)


def everything_in(lesson: LessonDraft) -> Iterator[Passage]:
    yield from told_in(lesson)
    yield from asked_in(lesson)
    yield from keywords_of(lesson)
