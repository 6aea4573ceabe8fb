"""Digits with dots and commas, as Vietnamese and foreign keyboards write them.

"92.5" is 92,5 and never 925. A dot before exactly three digits groups thousands where things are
counted; where that could also be a decimal, it is asked.
"""

import re
from decimal import Decimal

from content.figures import Kind, Quantity, Unclear

_WHOLE = re.compile(r"\d+")
_MOST_DIGITS = 18
_SPACED_GROUPS = re.compile(
    r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?=[.,]\d{1,2}(?!\d)|(?![\d.,]*\d))"
)


def without_spaces(text: str) -> str:
    """ "1 234 567" → "1234567": groups of three set apart by spaces, taken for one number."""
    return _SPACED_GROUPS.sub(lambda match: match[0].replace(" ", ""), text)


def read_digits(text: str, kind: Kind) -> Decimal | Unclear:
    """A run of digits, dots and commas."""
    if sum(c.isdigit() for c in text) > _MOST_DIGITS:
        return Unclear("too_large")
    if _WHOLE.fullmatch(text):
        return Unclear("not_a_number") if _looks_dialled(text) else Decimal(text)
    separators = {c for c in text if not c.isdigit()}
    if separators == {".", ","}:
        return _with_both(text)
    (separator,) = separators
    if text.count(separator) > 1:
        return _grouped(text, separator) or Unclear("not_a_number")
    return _with_one(text, separator, kind)


def _with_both(text: str) -> Decimal | Unclear:
    """The last separator is the decimal one."""
    decimal = max(".,", key=text.rfind)
    thousands = "," if decimal == "." else "."
    if text.count(decimal) > 1:
        return Unclear("not_a_number")
    head, _, tail = text.rpartition(decimal)
    whole = _grouped(head, thousands)
    return Decimal(f"{whole}.{tail}") if whole is not None and tail else Unclear("not_a_number")


def _with_one(text: str, separator: str, kind: Kind) -> Decimal | Unclear:
    head, _, tail = text.partition(separator)
    if not tail:
        return Unclear("not_a_number")
    decimal = Decimal(f"{head or 0}.{tail}")
    grouped = _grouped(text, separator)
    if grouped is None:  # not three digits behind it, or "0,125": nothing but a decimal
        return decimal
    if separator == "." and kind in {"count", "money"}:
        return grouped
    return Unclear("thousands_or_decimal", (Quantity(decimal), Quantity(grouped)))


def _grouped(text: str, separator: str) -> Decimal | None:
    """Groups of three, such as 1.234.567; None if they are not."""
    if not re.fullmatch(rf"[1-9]\d{{0,2}}(\{separator}\d{{3}})+", text):
        return None
    return Decimal(text.replace(separator, ""))


def _looks_dialled(digits: str) -> bool:
    """A telephone number is no quantity; "05" is, officials write it."""
    return digits.startswith("0") and len(digits) > 3
