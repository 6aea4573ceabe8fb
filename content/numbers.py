"""A figure as people type it, read exactly or not at all."""

import re
import unicodedata
from decimal import Decimal

from content.digit_groups import read_digits
from content.figure_phrases import (
    state,
    without_approximation,
    without_courtesy,
    without_leading,
    without_units,
)
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
from content.number_words import read_words

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
_TOO_MUCH = Decimal(10) ** 18
_DASHES = str.maketrans(dict.fromkeys("−–—", "-"))
_OVER = re.compile(r"(?<=\S) ?(?:[/⁄]|\b(?:tren|trong|out of|of)\b(?: tong(?: so)?)?) ?(?=\S)")
_PARTS = re.compile(r"^tu so (?:la )?(.+?)[,;]? mau so (?:la )?(.+)$")
_RESULT = re.compile(r"(?: ?= ?|, ?(?:dat|ty le) | ?\()(\S+ ?(?:%|phan tram))\)?$")
_RANGE = re.compile(r"(?:tu )?([\d.,]+)(?: ?%)? ?(?:-|\bden\b|\bto\b) ?([\d.,]+)(?: ?%)?")
_SPACED_GROUPS = re.compile(
    r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?=[.,]\d{1,2}(?!\d)|(?![\d.,]*\d))"
)
_GLUED = re.compile(r"([\d.,]+)(k|tr|ty|ti)(\d|\d{3})")
_GLUED_SCALES = {"k": 10**3, "tr": 10**6, "ty": 10**9, "ti": 10**9}
_TOKEN = re.compile(r"\d[\d.,]*|[.,]\d+|[^\W\d]+|\S")

Reading = Quantity | Fraction | NoActivity | NoData | Unclear


def read_quantity(text: str, kind: Kind) -> Reading:
    """What somebody typed where a figure was asked. Never 0 unless it says 0."""
    if len(text) > _LONGEST:
        return Unclear("too_long")
    if any(_is_foreign_digit(c) for c in text):
        return Unclear("digits")
    words = fold(text).translate(_DASHES)
    words = without_courtesy(words)
    if said := state(words):
        return said
    words = without_leading(words)
    return _fraction(words, kind) or _quantity(words, kind)


def _is_foreign_digit(character: str) -> bool:
    """Full-width digits are ours in another size; Eastern ones, ½ and ² are not read."""
    if unicodedata.category(character) == "No":
        return True
    plain = unicodedata.normalize("NFKC", character)
    return any(c.isdigit() and not c.isascii() for c in plain)


def _fraction(words: str, kind: Kind) -> Fraction | Unclear | None:
    """ "1.234/1.380", "1234 trên 1380", with or without the rate they make."""
    result = _RESULT.search(words)
    parts = _OVER.split(words[: result.start()] if result else words)
    if named := _PARTS.match(words):
        parts = list(named.groups())
    if len(parts) < 2:
        return None
    if len(parts) > 2:
        return Unclear("date")
    sides = [_quantity(part, "money" if kind == "money" else "count") for part in parts]
    for side in sides:
        if isinstance(side, Unclear):
            return Unclear(side.reason)
    numerator, denominator = (side for side in sides if isinstance(side, Quantity))
    if numerator.is_percent or denominator.is_percent:
        return Unclear("not_a_number")
    fraction = Fraction(numerator.value, denominator.value)
    return Unclear("contradiction") if result and _contradicts(fraction, result[1]) else fraction


def _contradicts(fraction: Fraction, rate: str) -> bool:
    claimed = _quantity(rate, "percent")
    if not isinstance(claimed, Quantity) or not fraction.denominator:
        return True
    real = fraction.numerator * 100 / fraction.denominator
    return abs(real - claimed.value) > Decimal("0.1")


def _quantity(words: str, kind: Kind) -> Quantity | Unclear:
    exact = without_approximation(words)
    if exact != words:
        meant = _quantity(exact, kind) if exact else Unclear("not_a_number")
        return Unclear("approximate", (meant.value,) if isinstance(meant, Quantity) else ())
    if between := _RANGE.fullmatch(words):
        return Unclear("range", _values(between.groups(), kind))
    bare, percents = without_units(words)
    if not bare:
        return Unclear("empty" if not words else "not_a_number")
    is_percent = percents > 0 or kind == "percent"
    value = _number(bare, "percent" if is_percent else kind)
    if isinstance(value, Unclear):
        return value
    if percents > 1:
        return Unclear("not_a_number")
    if value == 0 and not percents and not any(c.isdigit() for c in bare):
        return Unclear("none_or_zero")  # a zero in words may only say that there is none
    return Quantity(_tidy(value), is_percent) if abs(value) < _TOO_MUCH else Unclear("too_long")


def _number(words: str, kind: Kind) -> Decimal | Unclear:
    """A number without its units, in digits, words or both."""
    if words.startswith("-"):
        value = _number(words[1:].strip(), kind)
        return value if isinstance(value, Unclear) else -value
    if glued := _GLUED.fullmatch(words):
        return _glued(*glued.groups(), kind=kind)
    joined = _SPACED_GROUPS.sub(lambda match: match[0].replace(" ", ""), words)
    tokens = _TOKEN.findall(joined)
    values = [read_digits(t, kind) if t[-1].isdigit() else t for t in tokens]
    settled = [value for value in values if not isinstance(value, Unclear)]
    if len(settled) < len(values):
        return next(value for value in values if isinstance(value, Unclear))
    if len(settled) > 1 and all(isinstance(value, Decimal) for value in settled):
        return Unclear("several", _values(tokens, kind))
    return read_words(settled)


def _glued(many: str, scale: str, rest: str, *, kind: Kind) -> Decimal | Unclear:
    """ "2tr5" is two million and a half: written in one, it has one reading."""
    value = read_digits(many, kind)
    if isinstance(value, Unclear):
        return value
    return (value + Decimal(f"0.{rest}")) * _GLUED_SCALES[scale]


def _values(texts: tuple[str, ...] | list[str], kind: Kind) -> tuple[Decimal, ...]:
    read = (read_digits(text.rstrip(".,"), kind) for text in texts)
    return tuple(value for value in read if isinstance(value, Decimal))


def _tidy(value: Decimal) -> Decimal:
    """1500000.0 and 1.5E+6 are 1500000."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
