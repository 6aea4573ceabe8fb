"""A figure as people type it, read exactly or not at all."""

import re
import unicodedata

from content.english_numbers import with_english_numbers
from content.figure_phrases import state, without_courtesy, without_doubt, without_leading
from content.figures import (
    Figure,
    Fraction,
    Kind,
    NoActivity,
    NoData,
    Quantity,
    Reason,
    Unclear,
)
from content.folding import fold
from content.fractions import fraction
from content.quantities import candidates_of, quantity

__all__ = [
    "Figure",
    "Fraction",
    "Kind",
    "NoActivity",
    "NoData",
    "Quantity",
    "Reason",
    "Unclear",
    "read_quantity",
]

_LONGEST = 200
_DASHES = str.maketrans(dict.fromkeys("−–—", "-"))
_HARD_SPACE = re.compile(r"(?<=\d)[\u00a0\u2007\u2009\u202f](?=\d{3}(?!\d))")
_COMRADES = re.compile(r"\bd ?/ ?c\b")
_LOOKALIKE = re.compile(r"\b(?=[oOlI.,\d]*\d)(?=[.,\d]*[oOlI])[oOlI.,\d]+\b")
_DIGITS_MEANT = str.maketrans("oOlI", "0011")

Reading = Figure | Unclear


def read_quantity(text: str, kind: Kind) -> Reading:
    """What somebody typed where a figure was asked. Never 0 unless it says 0."""
    if len(text) > _LONGEST:
        return Unclear("too_long")
    if any(_is_foreign_digit(c) for c in text):
        return Unclear("digits")
    text = with_english_numbers(with_joined_groups(text))
    if (sure := without_doubt(text)) != text:
        return Unclear("approximate", _figures_of(_read(sure, kind)))
    read = _read(text, kind)
    if read == Unclear("not_a_number") and _LOOKALIKE.search(text):
        digits = _LOOKALIKE.sub(lambda match: match[0].translate(_DIGITS_MEANT), text)
        return Unclear("lookalike", _figures_of(_read(digits, kind)))
    return read


def with_joined_groups(text: str) -> str:
    """Word processors set the groups of one number apart with spaces that hold it together."""
    return _HARD_SPACE.sub("", text)


def _read(text: str, kind: Kind) -> Reading:
    words = _COMRADES.sub("nguoi", fold(text).translate(_DASHES))
    words = without_courtesy(words)
    if said := state(words):
        return said
    words = without_leading(words)
    return fraction(words, kind) or quantity(words, kind)


def _figures_of(read: Reading) -> tuple[Quantity | Fraction, ...]:
    return () if isinstance(read, NoActivity | NoData) else candidates_of(read)


def _is_foreign_digit(character: str) -> bool:
    """Full-width digits are ours in another size; Eastern ones, ½ and ² are not read."""
    if unicodedata.category(character) == "No":
        return True
    plain = unicodedata.normalize("NFKC", character)
    return any(c.isdigit() and not c.isascii() for c in plain)
