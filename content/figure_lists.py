"""Several figures in one message: between semicolons, lines, commas or plain spaces."""

import re
from collections.abc import Iterable, Iterator

from content.digit_groups import without_spaces
from content.figures import Figure, Fraction, Quantity, Unclear
from content.fractions import makes
from content.numbers import read_quantity, with_joined_groups

Way = tuple[Figure | Unclear, ...]  # one way to divide a text into figures

_MOST_FIGURES = 30
_MOST_PIECES = 60
_BETWEEN = (
    re.compile(r"\s*[;\n]\s*"),
    re.compile(r"(?<=%),|,\s+|\s+(?:và|va|and)\s+"),
)
_SPACE = re.compile(r"(?<=[\d%]) +(?=\d)")
_AROUND_SLASH = re.compile(r"\s*/\s*")
_BULLET = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•+])\s+(?=\S)")
_LINE_NUMBER = re.compile(r"^\s*(\d{1,2})\s*[.)/:-]\s+(?=\S)")
_ENDS_IN_GROUP = re.compile(r"(?:^|(?<=[^\d.,]))[1-9]\d{0,2}(?: \d{3})*$")
_STARTS_WITH_GROUP = re.compile(r"\d{3}(?!\d)")


def ways_to_read(text: str) -> tuple[Way, ...]:
    """Every way to divide a text into figures; none where it is no row of figures. "850 900" is
    one figure with a space between its groups, or two. An unclear figure stays in its place."""
    text = with_joined_groups(text.strip())
    whole = read_quantity(text, "count")
    if isinstance(whole, Unclear) and (listed := _listed(text)):
        return listed
    pieces = _SPACE.split(_AROUND_SLASH.sub("/", text))
    is_spaced = 1 < len(pieces) <= _MOST_PIECES and not _is_unclear_ratio(whole, pieces)
    if is_spaced and (spaced := tuple(_spaced(pieces))):
        return _once(w for way in spaced for w in (way, _without_repeated_rates(way)))
    return ((whole,),) if not isinstance(whole, Unclear) or whole.candidates else ()


def unread_piece(text: str) -> str | None:
    """The one piece of a row of figures that is none, so that it can be named."""
    pieces = [piece.strip() for piece in _BETWEEN[0].split(text) if piece.strip()]
    unread = [piece for piece in pieces if not _read((_BULLET.sub("", piece),))]
    return unread[0] if len(unread) == 1 and len(pieces) > 1 else None


def _listed(text: str) -> tuple[Way, ...]:
    for between in _BETWEEN:
        pieces = [piece for piece in between.split(text) if piece.strip()]
        if 1 < len(pieces) <= _MOST_FIGURES and (ways := _as_list(pieces)):
            return ways
    return ()


def _as_list(pieces: list[str]) -> tuple[Way, ...]:
    """The pieces without their bullets. "1/ 45" in a first line is a numbered 45, or 1 of 45."""
    as_typed = _read(tuple(_BULLET.sub("", piece) for piece in pieces))
    numbers = [match[1] for piece in pieces if (match := _LINE_NUMBER.match(piece))]
    if numbers != [str(line) for line in range(1, len(pieces) + 1)]:
        return _once((as_typed, _without_repeated_rates(as_typed))) if as_typed else ()
    numbered = _read(tuple(_LINE_NUMBER.sub("", piece) for piece in pieces))
    if as_typed and any(isinstance(figure, Unclear) for figure in as_typed):
        as_typed = None  # "1 - 45" would be a range
    return _once(way for way in (numbered, as_typed) if way)


def _without_repeated_rates(way: Way) -> Way:
    """ "12/15, 80%": the rate may be that of the counts before it, said once more."""
    return tuple(
        figure
        for before, figure in zip((None, *way), way, strict=False)
        if not _repeats(before, figure)
    )


def _repeats(before: Figure | Unclear | None, figure: Figure | Unclear) -> bool:
    if not isinstance(before, Fraction) or not isinstance(figure, Quantity):
        return False
    return figure.is_percent and makes(before, figure.value)


def _is_unclear_ratio(whole: Figure | Unclear, pieces: list[str]) -> bool:
    """ "1,234 1,380": the comma says the same in both, so they are read together."""
    return (
        isinstance(whole, Unclear)
        and len(pieces) == 2
        and len(whole.candidates) > 1
        and all(isinstance(candidate, Fraction) for candidate in whole.candidates)
    )


def _spaced(pieces: list[str]) -> Iterator[Way]:
    """With the groups of three taken together, and each for itself."""
    for is_joined in (True, False):
        figures = _joined(pieces, everywhere=is_joined)
        way = _read(tuple(without_spaces(figure) for figure in figures))
        if way and len(way) <= _MOST_FIGURES:
            yield way


def _joined(pieces: list[str], *, everywhere: bool) -> list[str]:
    """Groups that go together; a group such as 050 never stands alone."""
    figures = pieces[:1]
    for piece in pieces[1:]:
        is_group = _ENDS_IN_GROUP.search(figures[-1]) and _STARTS_WITH_GROUP.match(piece)
        if is_group and (everywhere or piece.startswith("0")):
            figures[-1] += f" {piece}"
        else:
            figures.append(piece)
    return figures


def _read(pieces: tuple[str, ...]) -> Way | None:
    """The pieces as figures, some of them unclear; None where one of them is no figure."""
    read = tuple(read_quantity(piece, "count") for piece in pieces)
    return read if all(_says_something(figure) for figure in read) else None


def _says_something(read: Figure | Unclear) -> bool:
    if not isinstance(read, Unclear):
        return True
    return bool(read.candidates) or read.reason == "none_or_zero"


def _once(ways: Iterable[Way]) -> tuple[Way, ...]:
    return tuple(dict.fromkeys(ways))
