"""From what somebody typed at a step to an answer, or to what must still be asked."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from content.answers import Answer, AnswerStatus, ratio
from content.checks import check, is_blocked
from content.figure_phrases import without_doubt
from content.figures import Figure, Fraction, Kind, NoActivity, NoData, Quantity, Unclear
from content.folding import fold
from content.indicators import Indicator
from content.numbers import read_quantity

_ENGLISH_NAMES = (("numerator", "tu so"), ("denominator", "mau so"))
_PART, _WHOLE = r"(?:tu|ts)(?: so)?(?: la)?[ :=]*", r"(?:mau|ms)(?: so)?(?: la)?[ :=]*"
_COUNT, _AND = r"(\d(?:[\d.,]*\d)?)", r"[ ,;]*(?:va )?"
_NAMED_COUNT = re.compile(rf"({_PART}|{_WHOLE})(?=\d)")
_NAMED_COUNTS = re.compile(_PART + _COUNT + _AND + _WHOLE + _COUNT)
_WHOLE_FIRST = re.compile(_WHOLE + _COUNT + _AND + _PART + _COUNT)
_UNSURE = {
    "approximate",
    "range",
    "lookalike",
    "minus",
    "share",
    "tail",
}  # asked even if one way is left

PERCENT_ONLY = "percent_only"  # a rate without its counts cannot enter weighted totals


@dataclass(frozen=True, slots=True)
class Numerator:
    """Half of a ratio: the denominator is still to be asked."""

    value: Decimal


Reading = Answer | Numerator | Unclear


def read_answer(indicator: Indicator, text: str) -> Reading:
    """What a typed text says of an indicator."""
    if indicator.measure.input == "narrative":
        return Answer(AnswerStatus.WORDS, words=text)
    counts = _without_names(text, "part")
    if counts is None:
        return Unclear("not_a_number")
    return reading_of(indicator, read_quantity(counts, _kind(indicator)))


def read_denominator(
    indicator: Indicator, numerator: Decimal, text: str
) -> Answer | Unclear | None:
    """What was typed when the denominator was asked; both counts at once are welcome too."""
    counts = _without_names(text, "whole")
    if counts is None:
        return Unclear("not_a_number")
    figure = read_quantity(counts, _kind(indicator))
    if isinstance(figure, Quantity) and figure.value < 0 and not figure.is_percent:
        figure = _without_minus(figure)
    if isinstance(figure, Unclear):
        figure = _settled(indicator, figure, numerator)
    return figure if isinstance(figure, Unclear) else with_denominator(numerator, figure)


def with_denominator(numerator: Decimal, figure: Figure) -> Answer | None:
    """The ratio, or None where the figure is no denominator."""
    match figure:
        case Quantity(value=value, is_percent=False):
            return ratio(numerator, value)
        case Fraction():
            return ratio(figure.numerator, figure.denominator)
        case NoData():
            return Answer(AnswerStatus.NO_DATA)
        case _:
            return None


def reading_of(indicator: Indicator, figure: Figure | Unclear) -> Reading:
    """What a figure says of an indicator."""
    match figure:
        case NoActivity():
            return Answer(AnswerStatus.NO_ACTIVITY)
        case NoData():
            return Answer(AnswerStatus.NO_DATA)
        case Fraction():
            return ratio(figure.numerator, figure.denominator)
        case Quantity():
            return _of_quantity(indicator, figure)
        case Unclear():
            settled = _settled(indicator, figure)
            return settled if isinstance(settled, Unclear) else reading_of(indicator, settled)


def _settled(
    indicator: Indicator, unclear: Unclear, numerator: Decimal | None = None
) -> Figure | Unclear:
    """Without the ways to read it that cannot be: nobody counts 1,234 schools. If one is left
    that says all, the read-back asks about it; if none is, it says why."""
    if not unclear.candidates:
        return unclear
    ways = [(c, _reading_with(indicator, c, numerator)) for c in unclear.candidates]
    possible = [(c, reading) for c, reading in ways if can_be(indicator, reading)]
    if unclear.reason in _UNSURE:
        return replace(unclear, candidates=tuple(c for c, _ in possible or ways))
    if not possible:
        return unclear.candidates[-1]
    if len(possible) == 1 and isinstance(possible[0][1], Answer):
        return possible[0][0]
    return replace(unclear, candidates=tuple(c for c, _ in possible))


def _reading_with(
    indicator: Indicator, candidate: Quantity | Fraction, numerator: Decimal | None
) -> Reading | None:
    if numerator is None:
        return reading_of(indicator, candidate)
    return with_denominator(numerator, candidate)


def can_be(indicator: Indicator, reading: Reading | None) -> bool:
    """Whether nothing speaks against it in principle. What is unclear is asked first."""
    if isinstance(reading, Answer):
        return not is_blocked(check(indicator, reading, ()))
    return isinstance(reading, Numerator)


def _without_names(text: str, asked: Literal["part", "whole"]) -> str | None:
    """ "tử số 1234, mẫu số 1380" → "1234/1380": the prompt's own words come back in answers.
    None for one that was not asked: the denominator is no numerator."""
    folded = fold(text)
    for english, vietnamese in _ENGLISH_NAMES:
        folded = folded.replace(english, vietnamese)
    if both := _NAMED_COUNTS.fullmatch(folded):
        return f"{both[1]}/{both[2]}"
    if both := _WHOLE_FIRST.fullmatch(folded):
        return f"{both[2]}/{both[1]}"
    named = _NAMED_COUNT.match(folded)
    if named is None or without_doubt(text) != text:
        return text
    if named[1].startswith("m") == (asked == "whole"):
        return folded[named.end() :]
    return None if re.match(r"t?[ums]+ so|[tm]s", named[1]) else text


def _of_quantity(indicator: Indicator, quantity: Quantity) -> Reading:
    value = quantity.value
    if indicator.measure.input != "ratio":
        return Answer(AnswerStatus.VALUE, value=value)
    if value < 0 and not quantity.is_percent:
        return _without_minus(quantity)
    if 0 < value < 1 and not quantity.is_percent and not indicator.counts_money:
        rates = (Quantity(value.scaleb(2), is_percent=True), Quantity(value, is_percent=True))
        return Unclear("share", rates)  # spreadsheets keep 45 % as 0.45
    # Nobody counts 89.4 of anything: it can only be the rate.
    is_rate = quantity.is_percent or (
        value != value.to_integral_value() and not indicator.counts_money
    )
    if is_rate:
        return Answer(AnswerStatus.VALUE, value=value, warnings=(PERCENT_ONLY,))
    return Numerator(value)


def _without_minus(quantity: Quantity) -> Unclear:
    return Unclear("minus", (replace(quantity, value=-quantity.value),))


def _kind(indicator: Indicator) -> Kind:
    if indicator.measure.input != "ratio":
        return "value"
    return "money" if indicator.counts_money else "count"
