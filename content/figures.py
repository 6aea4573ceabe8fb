"""What a typed figure may turn out to be. Silence and nothing are not the number 0."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["count", "percent", "money", "value"]
Reason = Literal[
    "empty",
    "digits",  # digits of another script, or ½ and ²
    "not_a_number",
    "approximate",  # "about 45"
    "range",  # "45-50"
    "several",  # "850 900": two figures, or one with a space between its groups?
    "date",  # "1/2/3"
    "too_long",
    "too_large",  # more digits than anything counted here has
    "none_or_zero",  # "không": none at all, or 0?
    "thousands_or_decimal",  # "1,250"
    "tail",  # "một trăm hai": 120 or 102?
    "contradiction",  # "1/2 = 60%"
    "scale",  # "1,5/30 tỷ": 1,5 tỷ?
    "share",  # "0,45": of one, or of a hundred?
    "lookalike",  # "l2", "1O"
    "minus",  # "- 45": a dash in front, for nothing that is counted is below zero
]


@dataclass(frozen=True, slots=True)
class Quantity:
    value: Decimal
    is_percent: bool = False


@dataclass(frozen=True, slots=True)
class Fraction:
    """A part and its whole, as typed: "1.234/1.380"."""

    numerator: Decimal
    denominator: Decimal


@dataclass(frozen=True, slots=True)
class NoActivity:
    """Nothing arose that could be counted."""


@dataclass(frozen=True, slots=True)
class NoData:
    """There is something to count, but no figure yet."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not understood for sure: why, and what may have been meant."""

    reason: Reason
    candidates: tuple[Quantity | Fraction, ...] = ()


Figure = Quantity | Fraction | NoActivity | NoData
