"""What somebody typed to find a lesson, read as words that lessons use."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from unicodedata import normalize

from rapidfuzz import fuzz, process

from content.folding import fold
from content.keystrokes import without_telex, without_vni
from content.search_index import Index, heard_as, pieces
from content.sounds import sound_of

LONGEST = 160  # characters: whoever writes more tells a story, not what to look for
_MOST_PIECES = 24
_LONGEST_PIECE = 30
_APART = re.compile(r"(?<![^\W_]{2})([^\W\d_])\.(?=[^\W\d_](?![^\W_]))")  # "a.i"
_AS_WRITTEN, _WITHOUT_MARKS, _OTHER_MARKS = 1.0, 0.9, 0.7
_BY_SOUND, _ALIKE, _MEANT = 0.6, 0.5, 0.5
_ALIKE_FROM = 75  # of 100
_EMPTY = 0.15
_FEW = 2  # words


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that was typed: the words it may be, each with how surely; and its weight."""

    words: dict[str, float]
    sound: str
    weight: float = 1.0

    @property
    def is_telling(self) -> bool:
        """Not one of the words that stand in every question."""
        return self.weight == 1.0


@dataclass(frozen=True, slots=True)
class Meant:
    """What lessons call what was said in other words."""

    words: tuple[Wanted, ...]
    places: range  # of what was said, among what was typed


@dataclass(frozen=True, slots=True)
class Reading:
    """What was typed, and each thing that may be meant by some of it."""

    typed: tuple[Wanted, ...]
    meant: tuple[Meant, ...]


def read(index: Index, text: str) -> Reading:
    cut = _APART.sub(r"\1", normalize("NFC", text[:LONGEST]))
    typed = list(islice(_spelt(index, pieces(cut)), _MOST_PIECES))
    return Reading(tuple(_wanted(index, piece) for piece in typed), tuple(_meant(index, typed)))


def _spelt(index: Index, typed: Sequence[str]) -> Iterator[str]:
    """Each piece as a word: short forms in full, keys turned into marks, runs taken apart."""
    at = 0
    while at < len(typed):
        for length in range(min(index.longest, len(typed) - at), 0, -1):
            if full := index.written.get(tuple(typed[at : at + length])):
                yield from full
                at += length
                break
        else:
            yield from _one(index, typed[at][:_LONGEST_PIECE])
            at += 1


def _one(index: Index, piece: str) -> Iterator[str]:
    bare = fold(piece)
    if piece in index.words or bare in index.folded:
        yield piece
    elif found := without_vni(bare) or without_telex(bare):
        yield found
    elif sound_of(bare) in index.sounding:
        yield piece
    else:
        yield from _apart(index, bare) or (piece,)


def _apart(index: Index, run: str) -> tuple[str, ...]:
    """ "toathuoc" → "toa", "thuoc": as few words as it takes; nothing where it cannot be."""
    best: list[tuple[str, ...] | None] = [(), *[None] * len(run)]
    for end in range(2, len(run) + 1):
        for start in range(max(0, end - 7), end - 1):
            before, word = best[start], run[start:end]
            if before is None or word not in index.folded:
                continue
            now, current = (*before, word), best[end]
            if current is None or len(now) < len(current):
                best[end] = now
    return best[-1] or ()


def _wanted(index: Index, piece: str) -> Wanted:
    bare = fold(piece)
    sound = sound_of(bare)
    is_marked = bare != piece
    found: dict[str, float] = {}
    for heard in index.sounding.get(sound, ()):
        sure = 1.0 if heard == bare else _BY_SOUND
        for word in index.folded[heard]:
            if word == piece and is_marked:
                found[word] = _AS_WRITTEN
            else:
                found[word] = sure * (_OTHER_MARKS if is_marked else _WITHOUT_MARKS)
    if not found and len(bare) > 2:
        alike = process.extract(
            bare, index.bare, scorer=fuzz.ratio, limit=3, score_cutoff=_ALIKE_FROM
        )
        for near, score, _ in reversed(alike):
            found |= dict.fromkeys(index.folded[near], _ALIKE * score / 100)
            sound = sound_of(near)  # the nearest comes last
    return Wanted(found, sound, _EMPTY if piece in index.empty else 1.0)


def _meant(index: Index, typed: Sequence[str]) -> Iterator[Meant]:
    """Each thing once, and by its letters rather than by its sound."""
    seen: set[tuple[str, ...]] = set()
    spans = [
        range(at, end)
        for at in range(len(typed))
        for end in range(at + 1, min(at + index.longest, len(typed)) + 1)
    ]
    for said_as, weight in ((_letters, _MEANT), (heard_as, _MEANT * _BY_SOUND)):
        for span in spans:
            for taught in index.meant.get(said_as(typed[span.start : span.stop]), ()):
                if taught not in seen:
                    seen.add(taught)
                    yield Meant(_taught(index, taught, weight), span)


def _letters(said: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold(piece) for piece in said)


def _taught(index: Index, taught: Sequence[str], weight: float) -> tuple[Wanted, ...]:
    """What takes many words to say is not wanted more for that."""
    each = weight * min(1.0, _FEW / len(taught))
    return tuple(
        Wanted({piece: 1.0} if piece in index.words else {}, sound_of(fold(piece)), each)
        for piece in taught
    )
