"""An index of what lessons say: in which lessons each word stands, and how much it counts there.

Built once for a library, in one go through all texts. Words are kept as they are written, in
lower case; what is typed finds them without marks or by their sound.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from content.folding import fold
from content.search_words import SearchWords
from content.sounds import sound_of

_WORD = re.compile(r"[^\W_]+")
_ENOUGH = 3.0  # what a word counts grows ever more slowly from here
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of a lesson, and how much its words count."""

    words: str
    weight: float
    is_name: bool = False  # short, and what the lesson may be asked for by


@dataclass(frozen=True, slots=True)
class Index:
    """Lessons by number. `words` and `pairs`: what counts where."""

    ids: tuple[str, ...]
    words: Mapping[str, Mapping[int, float]]
    pairs: Mapping[Pair, Mapping[int, float]]  # of sounds that stand side by side
    names: Sequence[Sequence[str]]  # of each lesson, in sounds
    folded: Mapping[str, Sequence[str]]  # the words that are written so without marks
    sounding: Mapping[str, Sequence[str]]  # words without marks that sound so
    written: Mapping[tuple[str, ...], tuple[str, ...]]  # short forms, in pieces
    meant: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
    empty: frozenset[str]
    longest: int = field(default=1)  # pieces of what is looked up in `written` and `meant`

    def rarity(self, places: int) -> float:
        return log(1 + len(self.ids) / (1 + places))


def pieces(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def build(lessons: Mapping[str, Iterable[Text]], known: SearchWords) -> Index:
    words: defaultdict[str, dict[int, float]] = defaultdict(dict)
    pairs: defaultdict[Pair, dict[int, float]] = defaultdict(dict)
    names: list[list[str]] = []
    sounds = _Sounds()
    for number, texts in enumerate(lessons.values()):
        counted: Counter[str] = Counter()
        paired: Counter[Pair] = Counter()
        own: list[str] = []
        for text in texts:
            said = pieces(text.words)
            heard = [sounds[word] for word in said]
            for word in said:
                counted[word] += text.weight  # type: ignore[assignment]
            for pair in zip(heard, heard[1:], strict=False):
                paired[pair] += text.weight  # type: ignore[assignment]
            if text.is_name:
                own.append(" ".join(heard))
        for word, count in counted.items():
            words[word][number] = count / (count + _ENOUGH)
        for pair, count in paired.items():
            pairs[pair][number] = count / (count + _ENOUGH)
        names.append(own)
    written, meant = _written(known), _meant(known)
    return Index(
        tuple(lessons), words, pairs, names, _grouped(words, fold),
        _grouped({fold(word) for word in words}, sound_of), written, meant,
        frozenset(fold(word) for word in known.empty),
        max((len(key) for key in (*written, *meant)), default=1),
    )  # fmt: skip


class _Sounds(dict[str, str]):
    def __missing__(self, word: str) -> str:
        self[word] = found = sound_of(fold(word))
        return found


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
    """By their sounds: who speaks so writes so."""
    found: defaultdict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for entry in known.meant:
        for said in entry.said:
            key = tuple(sound_of(fold(piece)) for piece in pieces(said))
            found[key] += [tuple(pieces(taught)) for taught in entry.taught]
    return {key: tuple(taught) for key, taught in found.items()}
