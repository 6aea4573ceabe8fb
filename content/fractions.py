"""A part and its whole in one text: "1.234/1.380", "12 trên 15 trường, đạt 80%"."""

import itertools
import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from content.digit_groups import without_spaces
from content.figure_phrases import without_leading
from content.figures import Fraction, Kind, Quantity, Unclear
from content.quantities import candidates_of, quantity

_OVER = re.compile(
    r"(?<=\S) ?(?:[/⁄\\](?! ?-)|\b(?:tren|trong|cua|out of|of)\b) ?"
    r"(?:\b(?:tong(?: cong| so)?|so)\b ?)?(?=\S)"
)
_PARTS = re.compile(r"^(?:tu|ts)(?: so)? (?:la )?(.+?)[,;]? (?:mau|ms)(?: so)? (?:la )?(.+)$")
_WHOLE_FIRST = re.compile(r"^(.+?)[,;]? (?:trong do(?: co)?|dat) (.+)$")
_RESULT = re.compile(
    r"(?:(?: ?= ?|,? (?:dat|chiem|t[yi] le) | ?\()(\S+ ?(?:%|phan tram))\)?| ?= ?([\d.,]*\d))$"
)
_RESULT_FIRST = re.compile(r"^([\d.,]+ ?(?:%|phan tram)) ?(?:\((.+)\)|(?:=|tuc) ?(.+))$")
_SCALE = re.compile(r"[\d.,]+ ?(k|nghin|ngan|trieu|tr|ty|ti)\b.*")
_BARE = re.compile(r"\d[\d.,]*")
_ROUGHLY = Decimal("0.1")
_LARGEST_RATE = 10**6
_FINEST_RATE = -6  # decimals


def fraction(words: str, kind: Kind) -> Fraction | Unclear | None:
    """The part and the whole, with or without the rate they make; None where there is no whole."""
    words, rate = _without_rate(words)
    parts = _parts(words)
    if len(parts) < 2:
        return None
    if len(parts) > 2:
        return Unclear("date")
    counted: Kind = "money" if kind == "money" else "count"
    part, whole = (quantity(without_spaces(side), counted) for side in parts)
    read = _together(part, whole)
    if isinstance(read, Fraction):
        read = _with_shared_scale(read, parts, counted)
    return _agreeing(read, rate) if rate else read


def _parts(words: str) -> list[str]:
    if named := _PARTS.match(words):
        return list(named.groups())
    if turned := _WHOLE_FIRST.match(words):
        return [turned[2], turned[1]]
    return _OVER.split(words)


def _without_rate(words: str) -> tuple[str, str | None]:
    """ "12/15 = 80%" or "80% (12/15)" → "12/15" and "80%"."""
    if result := _RESULT.search(words):
        return words[: result.start()], result[1] or result[2]
    if first := _RESULT_FIRST.match(words):
        return without_leading(first[2] or first[3]), first[1]
    return words, None


def _together(part: Quantity | Unclear, whole: Quantity | Unclear) -> Fraction | Unclear:
    unclear = [side for side in (part, whole) if isinstance(side, Unclear)]
    if hopeless := next((side for side in unclear if not side.candidates), None):
        return hopeless
    pairs = [
        Fraction(above.value, below.value)
        for above, below in _pairs(part, whole)
        if isinstance(above, Quantity) and isinstance(below, Quantity)
        if not above.is_percent and not below.is_percent
    ]
    if not pairs:
        return Unclear("not_a_number")
    reasons = sorted((side.reason for side in unclear), key="thousands_or_decimal".__eq__)
    return Unclear(reasons[0], tuple(pairs)) if unclear else pairs[0]


def _pairs(part: Quantity | Unclear, whole: Quantity | Unclear) -> Iterable[tuple[object, object]]:
    """Whoever writes two numbers in one breath writes both in the same way."""
    above, below = candidates_of(part), candidates_of(whole)
    if isinstance(part, Unclear) and isinstance(whole, Unclear) and part.reason == whole.reason:
        return zip(above, below, strict=False)
    return itertools.product(above, below)


def _with_shared_scale(read: Fraction, parts: Sequence[str], kind: Kind) -> Fraction | Unclear:
    """ "1,5/30 tỷ": the scale may be meant for both."""
    scale = _SCALE.fullmatch(parts[1])
    if not scale or not _BARE.fullmatch(parts[0]):
        return read
    scaled = quantity(f"{parts[0]} {scale[1]}", kind)
    if not isinstance(scaled, Quantity):
        return read
    return Unclear("scale", (Fraction(scaled.value, read.denominator), read))


def _agreeing(read: Fraction | Unclear, rate: str) -> Fraction | Unclear:
    """Only what makes the rate that was typed with it."""
    claimed = quantity(rate, "percent")
    scales = (0,) if "%" in rate or "phan" in rate else (0, 2)  # "12/15 = 0,8"
    agreeing = [
        one
        for one in candidates_of(read)
        if isinstance(one, Fraction) and isinstance(claimed, Quantity)
        if any(makes(one, claimed.value.scaleb(scale)) for scale in scales)
    ]
    if isinstance(read, Unclear) and (agreeing or not read.candidates):
        return Unclear(read.reason, tuple(agreeing))
    return read if agreeing else Unclear("contradiction")


def makes(read: Fraction, claimed: Decimal) -> bool:
    """Whether the rate is that of the counts as far as it was typed: 89,42 may come as 89."""
    if not read.denominator:
        return False
    real = read.numerator * 100 / read.denominator
    if abs(real - claimed) <= _ROUGHLY:
        return True
    exponent = claimed.as_tuple().exponent
    if abs(real) > _LARGEST_RATE or not isinstance(exponent, int) or exponent < _FINEST_RATE:
        return False
    return any(real.quantize(claimed, rounding=r) == claimed for r in (ROUND_DOWN, ROUND_HALF_UP))
