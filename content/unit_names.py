"""Units as people name them: in full, in short, by code or alias, or by a part of the name."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from content.folding import fold
from content.units import Unit

_WORD = re.compile(r"\w+")
_LONGEST = 10  # words of a name
_LEAST = 2  # words of a part that still says who is meant
_NO_NAMES = frozenset({"tinhhinh", "tonghop", "truonghop", "chithi"})  # though they look like it


@dataclass(frozen=True, slots=True)
class NamedUnits:
    """Which units a text names, and the folded words around their names."""

    codes: tuple[str, ...]
    rest: str


def units_named(text: str, units: Collection[Unit]) -> NamedUnits:
    """Longer names are found before shorter ones: "cấp ủy" names no police, whose code is CAP.
    A part that several units share names them all: the person has to say which."""
    typed = _WORD.findall(text.lower())
    words = [fold(word) for word in typed]
    spans: dict[tuple[int, int], set[str]] = {}  # from, until → who
    names = _Names(_codes(units), _names(units), _parts(units))
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            end = start + length
            if any(start < until and begun < end for begun, until in spans):
                continue
            found = names.find("".join(words[start:end]), "".join(typed[start:end]))
            if found is not None:
                spans[start, end] = found
    inside = {place for (start, end), who in spans.items() if who for place in range(start, end)}
    rest = " ".join(word for place, word in enumerate(words) if place not in inside)
    return NamedUnits(_told_apart([spans[span] for span in sorted(spans)]), rest)


def _told_apart(named: Sequence[set[str]]) -> tuple[str, ...]:
    """What several units share ("trung tâm") says nothing beside what only one is called."""
    certain = {code for who in named if len(who) == 1 for code in who}
    codes = (code for who in named for code in (sorted(who & certain) or sorted(who)))
    return tuple(dict.fromkeys(codes))


_Index = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class _Names:
    """Whom a few words name, written as one."""

    codes: _Index
    exact: _Index
    parts: _Index

    def find(self, folded: str, typed: str) -> set[str] | None:
        """None where nobody is named; nobody (empty) where it only looks like a name."""
        if folded in _NO_NAMES:
            return set()
        # A code is a code only as it is written: "cấp" is not CAP.
        return self.exact.get(folded) or self.codes.get(typed) or self.parts.get(folded)


def _codes(units: Iterable[Unit]) -> _Index:
    return {unit.code.lower(): {unit.code} for unit in units}


def _names(units: Iterable[Unit]) -> _Index:
    return _index(
        (unit.code, "".join(_WORD.findall(fold(name))))
        for unit in units
        for name in (unit.name, unit.short_name, *unit.aliases)
    )


def _parts(units: Iterable[Unit]) -> _Index:
    """Some words of the name in their order, at least two: "y tế", "hành chính công"."""
    return _index((unit.code, part) for unit in units for part in _parts_of(unit))


def _parts_of(unit: Unit) -> Iterable[str]:
    words = _WORD.findall(fold(unit.name))
    for start in range(len(words)):
        for end in range(start + _LEAST, len(words) + 1):
            yield "".join(words[start:end])


def _index(pairs: Iterable[tuple[str, str]]) -> _Index:
    index: _Index = {}
    for code, key in pairs:
        index.setdefault(key, set()).add(code)
    return index
