"""Numbers in Vietnamese words, folded: "mot tram linh hai", "ba nghin ruoi", "hai phay nam".

Words and digits may mix ("5 nghin 500"). What people say short ("một trăm hai") has two readings
and is asked.
"""

from collections.abc import Sequence
from decimal import Decimal

from content.figures import Quantity, Unclear

Token = str | Decimal

_DIGITS = {
    "khong": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}
_AFTER_TENS = _DIGITS | {"tu": 4, "lam": 5, "nham": 5}
_TENS = {"muoi", "chuc"}
_AND = {"linh", "le"}
POINTS = {"phay", "cham"}
_SCALES = {
    "ty": 10**9,
    "ti": 10**9,
    "trieu": 10**6,
    "tr": 10**6,
    "nghin": 10**3,
    "ngan": 10**3,
    "k": 10**3,
    "tram": 100,
}
_ORDER = (10**9, 10**6, 10**3, 100)

NUMBER_WORDS = frozenset(_AFTER_TENS) | _TENS | _AND | POINTS | frozenset(_SCALES) | {"ruoi"}


class _NoNumberError(Exception):
    """These words are no number."""


class _TwoReadingsError(Exception):
    """These words may mean something else, such as two numbers."""

    def __init__(self, *candidates: Decimal) -> None:
        self.candidates = candidates


def said_one_by_one(digits: str) -> list[str]:
    """ "05" → "khong nam"."""
    names = {value: word for word, value in _DIGITS.items()}
    return [names[int(digit)] for digit in digits]


def read_words(tokens: Sequence[Token]) -> Decimal | Unclear:
    """The number that words and figures make together."""
    try:
        return _number(list(tokens))
    except _TwoReadingsError as two:
        return Unclear("tail", tuple(Quantity(value) for value in two.candidates))
    except _NoNumberError:
        return Unclear("not_a_number")


def _number(tokens: list[Token]) -> Decimal:
    if not tokens:
        raise _NoNumberError
    if tokens[-1] == "ruoi":
        return _and_a_half(tokens[:-1])
    point = next((i for i, token in enumerate(tokens) if token in POINTS), None)
    return _whole(tokens, _ORDER) if point is None else _decimal(tokens, point)


def _and_a_half(tokens: list[Token]) -> Decimal:
    """Half of what was said last: 3500 for "ba nghìn rưỡi", 2,5 for "hai rưỡi"."""
    if not tokens or tokens[-1] in _TENS:
        raise _NoNumberError
    scale = _SCALES.get(str(tokens[-1]), 1)
    if len(tokens) == 1 and scale > 1:  # "triệu rưỡi"
        return Decimal(scale) * 3 / 2
    return _whole(tokens, _ORDER) + Decimal(scale) / 2


def _decimal(tokens: list[Token], point: int) -> Decimal:
    """ "một phẩy năm triệu": a whole, its decimals, perhaps a scale."""
    scale = 1
    if _SCALES.get(str(tokens[-1]), 0) >= 1000:
        scale = _SCALES[str(tokens.pop())]
    whole = _whole(tokens[:point], _ORDER)
    if whole != whole.to_integral_value():
        raise _NoNumberError
    return Decimal(f"{whole:f}.{_decimals(tokens[point + 1 :])}") * scale


def _decimals(tokens: list[Token]) -> str:
    """Digit by digit ("không năm" is 05), or as one number ("bảy mươi lăm" is 75)."""
    if tokens and all(token in _AFTER_TENS for token in tokens):
        return "".join(str(_AFTER_TENS[str(token)]) for token in tokens)
    value = _whole(tokens, _ORDER)
    if value != value.to_integral_value():
        raise _NoNumberError
    return f"{value:f}"


def _whole(tokens: list[Token], scales: tuple[int, ...]) -> Decimal:
    """Split at the largest scale that is said, then read both sides."""
    for index, scale in enumerate(scales):
        at = [i for i, token in enumerate(tokens) if _SCALES.get(str(token)) == scale]
        if len(at) > 1:
            raise _NoNumberError
        if at:
            many = _many(tokens[: at[0]], scale, scales[index + 1 :])
            return _add(many * scale, tokens[at[0] + 1 :], scale, scales[index + 1 :])
    return _below_hundred(tokens)


def _many(tokens: list[Token], scale: int, smaller: tuple[int, ...]) -> Decimal:
    """How many of a scale; hundreds take one digit, and nothing is counted by "linh"."""
    if not tokens or (scale == 100 and len(tokens) > 1):
        raise _NoNumberError
    return _whole(tokens, smaller)


def _add(value: Decimal, tail: list[Token], scale: int, smaller: tuple[int, ...]) -> Decimal:
    """What follows a scale: smaller, and said in full."""
    if not tail:
        return value
    if tail[0] in _AND:
        rest = _after_and(tail[1:])
    else:
        rest = _whole(tail, smaller)
        _check_said_in_full(value, tail, rest, scale)
    if rest >= scale or rest != rest.to_integral_value():
        raise _NoNumberError
    return value + rest


def _after_and(tokens: list[Token]) -> Decimal:
    if len(tokens) == 1 and tokens[0] in _AFTER_TENS:
        return Decimal(_AFTER_TENS[str(tokens[0])])
    return _below_hundred(tokens)


def _check_said_in_full(value: Decimal, tail: list[Token], rest: Decimal, scale: int) -> None:
    """ "một trăm hai" is 120 to most and 102 to some; "một triệu hai trăm" leaves a word out."""
    is_single = rest < 10 and len(tail) == 1
    lacks_thousands = scale > 1000 and not any(_SCALES.get(str(t), 0) >= 1000 for t in tail)
    if tail[0] != "khong" and (is_single or lacks_thousands):
        short = value + rest * scale / 10 ** len(f"{rest:f}")
        raise _TwoReadingsError(short, value + rest)


def _below_hundred(tokens: list[Token]) -> Decimal:
    match tokens:
        case [Decimal() as value]:
            return value
        case [str(digit)] if digit in _DIGITS:
            return Decimal(_DIGITS[digit])
        case ["muoi"]:
            return Decimal(10)
        case ["muoi", str(unit)]:
            return 10 + _unit(unit)
        case [str(digit), "muoi", str(unit)]:
            return _tens(digit) + _unit(unit)
        case [str(digit), str(word)]:
            return _two_words(digit, word)
        case [Decimal() as count, "chuc"]:
            return count * 10
    raise _NoNumberError


def _two_words(digit: str, word: str) -> Decimal:
    """ "bốn mươi"; "bốn lăm" too, for only tens go before "lăm". "hai ba" may be 23, or 2 to 3."""
    if word in _TENS:
        return _tens(digit)
    value = _tens(digit) + _unit(word)
    if word not in {"lam", "nham"}:
        raise _TwoReadingsError(value)
    return value


def _tens(digit: str) -> Decimal:
    if not _DIGITS.get(digit):
        raise _NoNumberError
    return Decimal(_DIGITS[digit] * 10)


def _unit(word: str) -> Decimal:
    """ "hai mươi năm" is twenty years, or a slip for "lăm": not for us to say."""
    if not _AFTER_TENS.get(word) or word == "nam":
        raise _NoNumberError
    return Decimal(_AFTER_TENS[word])
