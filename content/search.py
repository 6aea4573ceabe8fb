"""Finding lessons by what people type: without marks, misspelt, in their own words."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from content.library import Lesson, Library
from content.search_index import Index, Text, build
from content.search_reading import Wanted, read

_MOST = 3
_LOOKED_AT_AGAIN = 20
_EVERYWHERE = 0.2  # of the lessons: what stands in so many only tells the others apart
_PAIRED = 1.0
_NAMED = 3.0


@dataclass(frozen=True, slots=True)
class Found:
    """A lesson that may be the one. `score`: of 0 to about 1, how much of what was typed it is
    about."""

    lesson_id: str
    score: float


def find(library: Library, text: str, most: int = _MOST) -> list[Found]:
    """The best first; empty where nothing is near."""
    return search(index_of(library), text, most)


@lru_cache(maxsize=2)
def index_of(library: Library) -> Index:
    """A library never changes, so neither does this."""
    texts = {lesson.id: list(_texts(library, lesson)) for lesson in library.lessons.values()}
    return build(texts, library.search_words)


def search(index: Index, text: str, most: int = _MOST) -> list[Found]:
    rows = read(index, text)
    scores, best = _counted(index, rows)
    if not scores:
        return []
    near = sorted(scores, key=lambda n: (-scores[n], n))[:_LOOKED_AT_AGAIN]
    typed = " ".join(wanted.sound for wanted in rows[0] if wanted.weight == 1.0)
    again = {number: scores[number] + _NAMED * _named(index, number, typed) for number in near}
    ordered = sorted(again, key=lambda n: (-again[n], n))[:most]
    return [Found(index.ids[n], again[n] / (best + _NAMED)) for n in ordered]


def _named(index: Index, number: int, typed: str) -> float:
    """How much what was typed is like one of the names of a lesson."""
    if not typed:
        return 0.0
    return max((fuzz.token_set_ratio(typed, n) for n in index.names[number]), default=0.0) / 100


def _counted(index: Index, rows: list[list[Wanted]]) -> tuple[dict[int, float], float]:
    """What each lesson has of what is wanted; and what one would have that has it all. The rare
    is counted first, and what is everywhere only where something rare is."""
    parts = sorted(_parts(index, rows), key=lambda part: -part[0])
    scores: defaultdict[int, float] = defaultdict(float)
    common = max(50, _EVERYWHERE * len(index.ids))
    for worth, places in parts:
        if len(places) > common and scores:
            for number in scores.keys() & places.keys():
                scores[number] += worth * places[number]
        else:
            for number, share in places.items():
                scores[number] += worth * share
    best = sum(worth for worth, _ in _parts(index, rows[:1]))
    return scores, best


def _parts(index: Index, rows: list[list[Wanted]]) -> Iterator[tuple[float, dict[int, float]]]:
    """Each thing wanted: what it is worth, and how much of it each lesson has."""
    for row in rows:
        for wanted in row:
            places: dict[int, float] = {}
            for word, sure in wanted.words.items():
                for number, share in index.words.get(word, {}).items():
                    if sure * share > places.get(number, 0.0):
                        places[number] = sure * share
            yield wanted.weight * index.rarity(len(places)), places
        for left, right in zip(row, row[1:], strict=False):
            pair = dict(index.pairs.get((left.sound, right.sound), {}))
            weight = _PAIRED * min(left.weight, right.weight)
            yield weight * index.rarity(len(pair)), pair


def _texts(library: Library, lesson: Lesson) -> Iterator[Text]:
    for one in (lesson, *_translations(library, lesson)):
        yield Text(one.title, 4.0, is_name=True)
        yield from (Text(keyword, 4.0, is_name=True) for keyword in one.keywords)
        yield Text(one.outcome, 2.0, is_name=True)
        yield from (Text(paragraph, 1.0) for paragraph in (*one.paragraphs, one.today))
        yield from (Text(item.question, 0.5) for item in one.items)
    if course := library.courses.get(lesson.course_id):
        yield from (Text(title, 1.0) for title in course.title.values())
        yield from (Text(said, 0.5) for said in course.key_sentence.values())


def _translations(library: Library, lesson: Lesson) -> Iterator[Lesson]:
    return (one for (_, id_), one in library.translations.items() if id_ == lesson.id)
