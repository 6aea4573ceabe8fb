"""An index of what lessons say: in which lessons each word stands, and how much it counts there.

Built once for a library, in one go through all texts. Words are kept as they are written, in
lower case; what is typed finds them without marks or by their sound.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from content.folding import fold
from content.search_words import SearchWords
from content.sounds import sound_of

_WORD = re.compile(r"\w+")
NAME, OUTCOME = 4, 2  # how much a word counts there; in the text once
_SLOWLY = 3  # what a word counts grows ever more slowly from here


@dataclass(frozen=True, slots=True)
class Texts:
    """What a lesson says, by how much its words count."""

    names: Sequence[str]  # title and keywords: what it may be asked for by
    outcomes: Sequence[str]
    body: Sequence[str]


@dataclass(frozen=True, slots=True)
class Index:
    """Lessons by number. `words` and `pairs`: how often in which of them."""

    ids: tuple[str, ...]
    words: Mapping[str, Mapping[int, int]]
    pairs: Mapping[str, Mapping[int, int]]  # sounds that stand side by side: "d.in th.oai"
    names: Sequence[Sequence[str]]  # of each lesson, in sounds
    folded: Mapping[str, Sequence[str]]  # the words that are written so without marks
    bare: Sequence[str]  # all of these
    sounding: Mapping[str, Sequence[str]]  # words without marks that sound so
    written: Mapping[tuple[str, ...], tuple[str, ...]]  # short forms, in pieces
    meant: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]  # by letters, and by sounds
    empty: frozenset[str]
    longest: int  # pieces of what is looked up in `written` and `meant`

    def rarity(self, places: int) -> float:
        return log(1 + len(self.ids) / (1 + places))


def share(count: int) -> float:
    """How much of a lesson is about a word that counts so much in it: 0 to 1."""
    return count / (count + _SLOWLY)


def pieces(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def build(lessons: Mapping[str, Texts], known: SearchWords) -> Index:
    words: defaultdict[str, dict[int, int]] = defaultdict(dict)
    pairs: defaultdict[str, dict[int, int]] = defaultdict(dict)
    sounds = _Sounds()
    names: list[list[str]] = []
    for number, texts in enumerate(lessons.values()):
        counted = Counter(pieces(" ".join(texts.body)))
        paired: dict[str, int] = {}
        own = [[sounds[piece] for piece in _count(counted, name, NAME)] for name in texts.names]
        aims = [[sounds[p] for p in _count(counted, aim, OUTCOME)] for aim in texts.outcomes]
        for heard, weight in (*((h, NAME) for h in own), *((h, OUTCOME) for h in aims)):
            for left, right in pairwise(heard):
                pair = f"{left} {right}"
                paired[pair] = paired.get(pair, 0) + weight
        for word, count in counted.items():
            words[word][number] = count
        for pair, count in paired.items():
            pairs[pair][number] = count
        names.append([" ".join(heard) for heard in (*own, *aims)])
    return _index(tuple(lessons), words, pairs, names, known)


def _count(counted: Counter[str], text: str, weight: int) -> list[str]:
    said = pieces(text)
    for piece in said:
        counted[piece] += weight
    return said


def _index(
    ids: tuple[str, ...],
    words: Mapping[str, dict[int, int]],
    pairs: Mapping[str, dict[int, int]],
    names: Sequence[Sequence[str]],
    known: SearchWords,
) -> Index:
    folded = _grouped(words, fold)
    written, meant = _written(known), _meant(known)
    return Index(
        ids=ids,
        words=dict(words),
        pairs=dict(pairs),
        names=names,
        folded=folded,
        bare=list(folded),
        sounding=_grouped(folded, sound_of),
        written=written,
        meant=meant,
        empty=frozenset(known.empty),
        longest=max((len(key) for key in (*written, *meant)), default=1),
    )


class _Sounds(dict[str, str]):
    """Of each word once."""

    def __missing__(self, word: str) -> str:
        self[word] = found = sound_of(fold(word))
        return found


def heard_as(said: Sequence[str]) -> tuple[str, ...]:
    """Several words are known by their sounds as well; one alone sounds like too much."""
    bare = [fold(piece) for piece in said]
    return tuple(bare if len(bare) == 1 else [sound_of(piece) for piece in bare])


def _grouped(words: Iterable[str], by: Callable[[str], str]) -> dict[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        groups[by(word)].append(word)
    return dict(groups)


def _written(known: SearchWords) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {
        tuple(pieces(short)): tuple(pieces(full))
        for full, shorts in known.written.items()
        for short in shorts
    }


def _meant(known: SearchWords) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    found: defaultdict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for entry in known.meant:
        for said in entry.said:
            typed = pieces(said)
            for key in {tuple(fold(piece) for piece in typed), heard_as(typed)}:
                found[key] += [tuple(pieces(taught)) for taught in entry.taught]
    return {key: tuple(taught) for key, taught in found.items()}
