"""Finding lessons by what people type: without marks, misspelt, in their own words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise

from rapidfuzz import fuzz

from content.library import Lesson, Library
from content.search_index import OUTCOME, Index, Texts, build, share
from content.search_reading import Reading, Wanted, read

_MOST = 3
_LOOKED_AT_AGAIN = 20
_CANDIDATES = 200  # what is common only tells these apart; with fewer lessons all are
_NAMED = 3.0
_AS_MEANT, _IN_TEXT = 0.8, 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """A lesson that may be the one. `covered`: 0 to 1, how much of what was typed its title,
    keywords and outcome speak of. `score`: of how many and how rare words it is about."""

    lesson_id: str
    score: float
    covered: float


def seems_meant(found: Found) -> bool:
    """Whether it is worth asking "is it this you are looking for?" """
    return (found.covered >= 0.6 and found.score >= 4) or _is_much(found, 7)


def is_surely_meant(found: Found) -> bool:
    """The same of those who mostly talk of their work here."""
    return (found.covered >= 0.6 and found.score >= 8) or _is_much(found, 12)


def _is_much(found: Found, score: float) -> bool:
    return found.covered >= 0.35 and found.score >= score


@dataclass(frozen=True, slots=True)
class _Part:
    """A thing wanted, where it stands and what it is worth. `sure`: by list of places."""

    worth: float
    places: Sequence[tuple[Mapping[int, int], float]]


def find(library: Library, text: str, most: int = _MOST) -> list[Found]:
    """The best first; empty where nothing is near."""
    return search(index_of(library), text, most)


@lru_cache(maxsize=2)
def index_of(library: Library) -> Index:
    """A library never changes, so neither does this."""
    lessons = library.lessons.values()
    return build({x.id: _texts(library, x) for x in lessons}, library.search_words)


def search(index: Index, text: str, most: int = _MOST) -> list[Found]:
    reading = read(index, text)
    rows = (reading.typed, *(meant.words for meant in reading.meant))
    scores = _scored([part for row in rows for part in _parts(index, row)])
    typed = " ".join(wanted.sound for wanted in reading.typed if wanted.is_telling)
    again = {
        number: score + _NAMED * _named(index, number, typed)
        for number, score in _best(scores, _LOOKED_AT_AGAIN)
    }
    best = _best(again, most)
    return [Found(index.ids[n], score, _covered(index, reading, n)) for n, score in best]


def _covered(index: Index, reading: Reading, number: int) -> float:
    """What no lesson has counts most: it is what the person wants."""
    worth = covered = 0.0
    for place, wanted in enumerate(reading.typed):
        if wanted.is_telling:
            rarity = index.rarity(sum(len(index.words[word]) for word in wanted.words))
            also = [m.words for m in reading.meant if place in m.places]
            worth += rarity
            covered += rarity * max(
                _spoken_of(index, number, (wanted,)),
                *(_AS_MEANT * _spoken_of(index, number, words) for words in also), 0.0,
            )  # fmt: skip
    return covered / worth if worth else 0.0


def _spoken_of(index: Index, number: int, words: Sequence[Wanted]) -> float:
    """How surely a lesson speaks of the least of these."""
    return min(
        max(
            (
                sure * (1.0 if index.words[word].get(number, 0) >= OUTCOME else _IN_TEXT)
                for word, sure in wanted.words.items()
                if number in index.words[word]
            ),
            default=0.0,
        )
        for wanted in words
    )


def _named(index: Index, number: int, typed: str) -> float:
    """How much what was typed is like one of the names of a lesson."""
    return max((fuzz.token_set_ratio(typed, n) for n in index.names[number]), default=0.0) / 100


def _parts(index: Index, row: Sequence[Wanted]) -> Iterator[_Part]:
    for wanted in row:
        places = [(index.words[word], sure) for word, sure in wanted.words.items()]
        if places:
            rarity = index.rarity(sum(len(found) for found, _ in places))
            yield _Part(wanted.weight * rarity, places)
    for left, right in pairwise(row):
        if found := index.pairs.get(f"{left.sound} {right.sound}"):
            weight = min(left.weight, right.weight)
            yield _Part(weight * index.rarity(len(found)), [(found, 1.0)])


def _scored(parts: Sequence[_Part]) -> dict[int, float]:
    """How much each lesson has of all that is wanted, the rarest first."""
    scores: dict[int, float] = {}
    for part in sorted(parts, key=lambda part: -part.worth):
        if len(scores) >= _CANDIDATES:
            scores = dict(_best(scores, _CANDIDATES))
            has = {number: _has(part, number) for number in scores}
        else:
            has = _all_that_have(part)
        for number, much in has.items():
            scores[number] = scores.get(number, 0.0) + part.worth * much
    return scores


def _has(part: _Part, number: int) -> float:
    return max(sure * share(found.get(number, 0)) for found, sure in part.places)


def _all_that_have(part: _Part) -> dict[int, float]:
    has: dict[int, float] = {}
    for found, sure in part.places:
        for number, count in found.items():
            much = sure * share(count)
            if much > has.get(number, 0.0):
                has[number] = much
    return has


def _best(scores: Mapping[int, float], most: int) -> list[tuple[int, float]]:
    """Of equal ones those that are taught first."""
    return nlargest(most, scores.items(), key=lambda item: (item[1], -item[0]))


def _texts(library: Library, lesson: Lesson) -> Texts:
    """In every language there is."""
    all_ = [lesson, *(x for (_, id_), x in library.translations.items() if id_ == lesson.id)]
    course = library.courses.get(lesson.course_id)
    of_course = (*course.title.values(), *course.key_sentence.values()) if course else ()
    return Texts(
        names=[name for x in all_ for name in (x.title, *x.keywords)],
        outcomes=[x.outcome for x in all_],
        body=[*(text for x in all_ for text in (*x.paragraphs, x.today)), *of_course],
    )
