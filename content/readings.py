"""From what somebody typed at a step to an answer, or to what must still be asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from content.answers import Answer, AnswerStatus, ratio
from content.checks import Finding
from content.figures import Figure, Fraction, Kind, NoActivity, NoData, Quantity, Unclear
from content.folding import fold
from content.indicators import Indicator
from content.numbers import read_quantity

_NAMED_COUNT = re.compile(r"(?:tu|mau)(?: so)?(?: la)?[ :=]*(?=\d)")
_NAMED_COUNTS = re.compile(
    r"tu(?: so)?(?: la)?[ :=]*(\d(?:[\d.,]*\d)?)[ ,;]*(?:va )?"
    r"mau(?: so)?(?: la)?[ :=]*(\d(?:[\d.,]*\d)?)"
)

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
    figure = _as_two_counts(read_quantity(_without_names(text), _kind(indicator)))
    return reading_of(indicator, figure)


def read_denominator(
    indicator: Indicator, numerator: Decimal, text: str
) -> Answer | Unclear | None:
    """What was typed when the denominator was asked; both counts at once are welcome too."""
    figure = read_quantity(_without_names(text), _kind(indicator))
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
            return figure


def possible_figures(unclear: Unclear, text: str) -> tuple[Quantity, ...]:
    """The figures an unclear text may stand for."""
    is_percent = "%" in text or "phan tram" in fold(text)
    return tuple(Quantity(candidate, is_percent) for candidate in unclear.candidates)


def _without_names(text: str) -> str:
    """ "tử số 1234, mẫu số 1380" → "1234/1380": the prompt's own words come back in answers."""
    folded = fold(text)
    if both := _NAMED_COUNTS.fullmatch(folded):
        return f"{both[1]}/{both[2]}"
    named = _NAMED_COUNT.match(folded)
    return folded[named.end() :] if named else text


def _as_two_counts(figure: Figure | Unclear) -> Figure | Unclear:
    """ "1234 1380" where a ratio is asked: part and whole, to be read back."""
    if not isinstance(figure, Unclear) or figure.reason != "several":
        return figure
    if len(figure.candidates) != 2:
        return figure
    part, whole = figure.candidates
    return Fraction(part, whole) if 0 <= part <= whole else figure


def _of_quantity(indicator: Indicator, quantity: Quantity) -> Reading:
    if indicator.measure.input != "ratio":
        return Answer(AnswerStatus.VALUE, value=quantity.value)
    # Nobody counts 89.4 of anything: it can only be the rate.
    is_rate = quantity.is_percent or (
        quantity.value != quantity.value.to_integral_value() and not indicator.counts_money
    )
    if is_rate:
        return Answer(AnswerStatus.VALUE, value=quantity.value, warnings=(PERCENT_ONLY,))
    return Numerator(quantity.value)


def _kind(indicator: Indicator) -> Kind:
    if indicator.measure.input != "ratio":
        return "value"
    return "money" if indicator.counts_money else "count"


def paired(figures: Sequence[Figure], indicators: Sequence[Indicator]) -> tuple[Figure, ...]:
    """Bare counts that go two by two, part before whole: "1234 1380" is one ratio, not two
    numerators. The read-back shows how they were taken."""
    counts = [f.value for f in figures if isinstance(f, Quantity) and not f.is_percent]
    pairs = [Fraction(part, whole) for part, whole in zip(counts[::2], counts[1::2], strict=False)]
    is_clear = (
        len(counts) == len(figures) == 2 * len(pairs)
        and all(0 <= pair.numerator <= pair.denominator for pair in pairs)
        and all(i.measure.input == "ratio" for i in indicators[: len(pairs)])
    )
    return tuple(pairs) if is_clear else tuple(figures)


def without_slip(answer: Answer, findings: Sequence[Finding]) -> Answer | None:
    """The figure that was meant if a digit slipped: ten times smaller or larger. None where that
    would not come near the last one either."""
    meant = {
        f.code.removesuffix("_slip"): _shifted(f) for f in findings if f.code.endswith("_slip")
    }
    if not meant or None in meant.values():
        return None
    if "value" in meant:
        return replace(answer, value=meant["value"])
    part = meant.get("numerator", answer.numerator)
    whole = meant.get("denominator", answer.denominator)
    if part is None or not whole or not 0 <= part <= whole:
        return None
    return ratio(part, whole)


def _shifted(slip: Finding) -> Decimal | None:
    """One digit more or less, if that makes it like the last figure."""
    typed, last = slip.facts[slip.code.removesuffix("_slip")], slip.facts["last"]
    meant = typed / 10 if typed > last else typed * 10
    return meant if meant % 1 == 0 and last / 3 <= meant <= last * 3 else None
