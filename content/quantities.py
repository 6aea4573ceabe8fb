"""One number with its units, in digits, words or both, read exactly or not at all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from content.digit_groups import read_digits, without_spaces
from content.figure_phrases import without_approximation, without_units
from content.figures import Fraction, Kind, Quantity, Unclear
from content.number_words import POINTS, Token, read_words, said_one_by_one

_TOO_MUCH = Decimal(10) ** 18
_RANGE = re.compile(
    r"(?:tu )?([\d.,]+)(?: ?%)? ?(?:[-~]|\b(?:den|toi|hoac|hay|to|or)\b) ?([\d.,]+)(?: ?%)?"
)
_GLUED = re.compile(r"([\d.,]+)(k|tr|ty|ti)(\d|\d{3})")
_GLUED_SCALES = {"k": 10**3, "tr": 10**6, "ty": 10**9, "ti": 10**9}
_TOKEN = re.compile(r"\d[\d.,]*|[.,]\d+|[^\W\d]+|\S")
_TWO_NUMBERS = re.compile(r"(\d(?:[\d.,]*\d)?),? (\d(?:[\d.,]*\d)?)")
_INNER_GROUP = re.compile(r"0\d\d")  # "1 050": nobody writes 50 as 050


def quantity(words: str, kind: Kind) -> Quantity | Unclear:
    """A number as somebody typed it, folded."""
    exact = without_approximation(words)
    if exact != words:
        meant = quantity(exact, kind) if exact else Unclear("not_a_number")
        return Unclear("approximate", candidates_of(meant))
    if between := _RANGE.fullmatch(words):
        return Unclear("range", tuple(_clear(between.groups(), kind, is_percent="%" in words)))
    bare, percents = without_units(words)
    if not bare:
        return Unclear("empty" if not words else "not_a_number")
    is_percent = percents > 0 or kind == "percent"
    value = _number(bare, "percent" if is_percent else kind)
    if isinstance(value, Unclear):
        return _as_percents(value) if is_percent else value
    if percents > 1:
        return Unclear("not_a_number")
    if value == 0 and not percents and not any(c.isdigit() for c in bare):
        return Unclear("none_or_zero")  # a zero in words may only say that there is none
    return Quantity(_tidy(value), is_percent) if abs(value) < _TOO_MUCH else Unclear("too_large")


def candidates_of(read: Quantity | Fraction | Unclear) -> tuple[Quantity | Fraction, ...]:
    """Every way in which something may be meant; the only one where it is clear."""
    return read.candidates if isinstance(read, Unclear) else (read,)


def _as_percents(unclear: Unclear) -> Unclear:
    rates = (c for c in unclear.candidates if isinstance(c, Quantity))
    return replace(unclear, candidates=tuple(replace(c, is_percent=True) for c in rates))


def _number(words: str, kind: Kind) -> Decimal | Unclear:
    """A number without its units."""
    if words.startswith("-"):
        value = _number(words[1:].strip(), kind)
        return Unclear("not_a_number") if isinstance(value, Unclear) or value < 0 else -value
    if glued := _GLUED.fullmatch(words):
        return _glued(*glued.groups(), kind=kind)
    joined = without_spaces(words)
    if two := _TWO_NUMBERS.fullmatch(joined):
        return Unclear("several", tuple(_fractions(two.groups(), kind)))
    two = _TWO_NUMBERS.fullmatch(words)
    if two and joined.isdigit() and not _INNER_GROUP.match(two[2]):
        one = Quantity(Decimal(joined))
        return Unclear("several", (one, *_fractions(two.groups(), kind)))
    return _read(_TOKEN.findall(joined), kind)


def _read(tokens: list[str], kind: Kind) -> Decimal | Unclear:
    """Words and digits together. A separator that reads two ways does so in the whole number:
    "1,250 triệu" is 1,25 or 1250 million."""
    tokens = _with_decimals_said(tokens)
    if len(tokens) > 1 and all(token[-1].isdigit() for token in tokens):
        return Unclear("several")
    ways = _ways(tokens, kind)
    if isinstance(ways, Unclear):
        return ways
    read = [read_words(way) for way in ways]
    if len(read) == 1:
        return read[0]
    values = tuple(Quantity(_tidy(value)) for value in read if isinstance(value, Decimal))
    return Unclear("thousands_or_decimal" if values else "not_a_number", values)


def _with_decimals_said(tokens: list[str]) -> list[str]:
    """ "1 phẩy 05": behind the point a 0 counts, so the digits are said one by one."""
    said: list[str] = []
    for before, token in zip(["", *tokens], tokens, strict=False):
        is_decimals = before in POINTS and token.isdigit()
        said += said_one_by_one(token) if is_decimals else [token]
    return said


def _ways(tokens: Sequence[str], kind: Kind) -> list[list[Token]] | Unclear:
    """What the tokens say under each meaning of their separators."""
    read = [read_digits(token, kind) if token[-1].isdigit() else token for token in tokens]
    unclear = [token for token in read if isinstance(token, Unclear)]
    if hopeless := next((token for token in unclear if not token.candidates), None):
        return hopeless
    return [[_meant(token, way) for token in read] for way in range(2 if unclear else 1)]


def _meant(token: Token | Unclear, way: int) -> Token:
    if not isinstance(token, Unclear):
        return token
    candidate = token.candidates[way]
    assert isinstance(candidate, Quantity)
    return candidate.value


def _fractions(texts: Sequence[str], kind: Kind) -> Iterator[Fraction]:
    """ "1234 1380" where a ratio may be meant: part and whole."""
    ways = _ways(texts, kind)
    for part, whole in [] if isinstance(ways, Unclear) else ways:
        if isinstance(part, Decimal) and isinstance(whole, Decimal):
            yield Fraction(part, whole)


def _glued(many: str, scale: str, rest: str, *, kind: Kind) -> Decimal | Unclear:
    """ "2tr5" is two million and a half: written in one, it has one reading."""
    value = read_digits(many, kind)
    if isinstance(value, Unclear) or value != value.to_integral_value():
        return Unclear("not_a_number")
    return (value + Decimal(f"0.{rest}")) * _GLUED_SCALES[scale]


def _clear(texts: Sequence[str], kind: Kind, *, is_percent: bool = False) -> Iterator[Quantity]:
    for text in texts:
        value = read_digits(text.rstrip(".,"), kind)
        if isinstance(value, Decimal):
            yield Quantity(value, is_percent)


def _tidy(value: Decimal) -> Decimal:
    """1500000.0 and 1.5E+6 are 1500000."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
