"""Searching: how long a query takes in the ward's own lessons, and in 6,000 of their words.

Beside it what one would write first, in turns with it: rapidfuzz over every title and text.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random  # noqa: TID251 - seeded, so that every run is the same
from statistics import median, quantiles
from time import perf_counter

import yaml
from rapidfuzz import fuzz, process

from benchmarks.databases import Databases
from benchmarks.results import Aim, Cell, Table
from content.folding import fold
from content.lesson_loading import load_library
from content.library import Lesson, Library, library_of
from content.search import find, index_of

_QUERIES = Path(__file__).parents[1] / "tests" / "data" / "lesson_queries.yaml"
_MANY = 6_000
_TIMES = 5
_METHOD = (
    "The queries of tests/data/lesson_queries.yaml, one after another, in one process. The "
    "plain way is rapidfuzz.process.extract with WRatio over titles and texts without marks. The "
    "6,000 lessons are as long as the real ones, of their words in any order."
)


async def measure(_databases: Databases, *, is_quick: bool) -> Table:
    own = load_library()
    queries = [entry["text"] for entry in yaml.safe_load(_QUERIES.read_text("utf-8"))["queries"]]
    queries = queries[: 10 if is_quick else None]
    rows: list[list[Cell]] = []
    aims = []
    for library, at_most in ((own, 5.0), (_larger(own, _MANY), 20.0)):
        rows.append(row := _row(library, queries))
        many = f"{len(library.lessons):,} lessons"
        aims.append(Aim.at_most(at_most, f"ms a query, 95 of 100, {many}", float(row[3])))
    aims.append(Aim.at_most(1.0, "s to build the index of 6,000", float(rows[1][4])))
    columns = (
        "lessons", "plain way ÷ ours", "ms, median", "ms, 95 of 100", "s to build", "plain, ms",
    )  # fmt: skip
    return Table("Searching", _METHOD, columns, rows, aims)


def _row(library: Library, queries: Sequence[str]) -> list[Cell]:
    index_of.cache_clear()
    began = perf_counter()
    index_of(library)
    built = perf_counter() - began
    plain = _plain(library)
    ours, theirs = [], []
    for query in queries:
        ours.append(_took(lambda said: find(library, said), query))
        theirs.append(_took(plain, query))
    ratio = median(theirs) / median(ours)
    slow = quantiles(ours, n=20)[-1]
    return [f"{len(library.lessons):,}", ratio, median(ours), slow, built, median(theirs)]


def _took(search: Callable[[str], object], query: str) -> float:
    """In milliseconds: the middle one of five, since others work on the machine as well."""
    times = []
    for _ in range(_TIMES):
        began = perf_counter()
        search(query)
        times.append(1000 * (perf_counter() - began))
    return median(times)


def _plain(library: Library) -> Callable[[str], object]:
    texts = [
        fold(" ".join((x.title, *x.keywords, *x.paragraphs))) for x in library.lessons.values()
    ]

    def search(query: str) -> object:
        return process.extract(fold(query), texts, scorer=fuzz.WRatio, limit=3)

    return search


def _larger(library: Library, many: int) -> Library:
    """So many lessons, each as long as a real one."""
    chance = Random(1)
    real = list(library.lessons.values())
    words = [word for lesson in real for text in lesson.paragraphs for word in text.split()]

    def shuffled(text: str) -> str:
        return " ".join(chance.choice(words) for _ in text.split())

    def lesson(number: int) -> Lesson:
        like = real[number % len(real)]
        return replace(
            like,
            id=f"{1 + number // 99}.{1 + number % 99}",
            title=shuffled(like.title),
            outcome=shuffled(like.outcome),
            keywords=tuple(shuffled(keyword) for keyword in like.keywords),
            paragraphs=tuple(shuffled(paragraph) for paragraph in like.paragraphs),
        )

    lessons = [lesson(number) for number in range(many)]
    courses = list(library.courses.values())
    return library_of(
        courses, lessons, [], [], [], "larger", library.settings,
        search_words=library.search_words,
    )  # fmt: skip
