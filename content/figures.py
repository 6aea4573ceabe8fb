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
    "several",  # more than one number
    "date",  # "1/2/3"
    "too_long",
    "none_or_zero",  # "không": none at all, or 0?
    "thousands_or_decimal",  # "1,250"
    "tail",  # "một trăm hai": 120 or 102?
    "contradiction",  # "1/2 = 60%"
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
    candidates: tuple[Decimal, ...] = ()


Figure = Quantity | Fraction | NoActivity | NoData
