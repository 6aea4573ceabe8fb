"""English number words become figures before anything else is read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.english_numbers import with_english_numbers
from content.figures import Fraction, Quantity, Unclear
from content.numbers import read_quantity

ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
TEENS = "sixteen seventeen eighteen nineteen"
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SMALL = [*ONES.split(), *TEENS.split()]


def said(number: int) -> str:
    """As English says it in full."""
    for scale, word in ((10**6, "million"), (10**3, "thousand")):
        if number >= scale:
            rest = number % scale
            joint = " and " if 0 < rest < 100 else " "
            return f"{said(number // scale)} {word}{joint}{said(rest)}".strip()
    if number >= 100:
        tail = f" and {said(number % 100)}" if number % 100 else ""
        return f"{SMALL[number // 100 - 1]} hundred{tail}"
    if number >= 20:
        return TENS[number // 10 - 2] + (f"-{SMALL[number % 10 - 1]}" if number % 10 else "")
    return SMALL[number - 1] if number else ""


@given(st.integers(1, 10**9 - 1))
def test_every_number_is_read_back_from_its_words(number: int) -> None:
    assert read_quantity(said(number), "count") == Quantity(Decimal(number))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("one hundred and two", "102"), ("One Hundred and Two dossiers", "102"), ("zero", "0"),
        ("twelve hundred", "1200"), ("a hundred and five", "105"), ("ten", "10"),
        ("1.5 million", "1500000"), ("250 million", "250000000"), ("5bn", "5000000000"),
        ("one point five million", "1500000"), ("two and a half million", "2500000"),
        ("one point zero five", "1.05"), ("1 point 234", "1.234"),
    ],
)  # fmt: skip
def test_numbers_in_english(typed: str, value: str) -> None:
    assert read_quantity(typed, "count") == Quantity(Decimal(value))


def test_rates_and_ratios_in_english() -> None:
    assert read_quantity("forty-five percent", "count") == Quantity(Decimal(45), is_percent=True)
    assert read_quantity("twelve out of fifteen", "count") == Fraction(Decimal(12), Decimal(15))
    thirty = Decimal(30 * 10**9)
    assert read_quantity("1.5 billion / 30 billion", "money") == Fraction(thirty / 20, thirty)


def test_what_vietnamese_says_short_is_asked_in_english_too() -> None:
    both = (Quantity(Decimal(120)), Quantity(Decimal(102)))
    assert read_quantity("one hundred two", "count") == Unclear("tail", both)


@pytest.mark.parametrize(
    "typed",
    ["tên", "ten don vi", "tên đơn vị", "twenty twenty", "one two three", "hundred", "no one",
     "one by one", "one hundred and", "thousand million", "point"],
)  # fmt: skip
def test_what_is_no_number_stays_none(typed: str) -> None:
    assert read_quantity(typed, "count") == Unclear("not_a_number")


def test_vietnamese_is_left_as_it_is() -> None:
    for words in ("hai mươi lăm", "1.234/1.380", "tên", "không phát sinh", "một phẩy năm"):
        assert with_english_numbers(words) == words


@given(st.lists(st.sampled_from(["one", "twenty", "hundred", "and", "a", "half", "point", "ten",
                                 "million", " ", "-", "5", "bn", ","])).map(" ".join))  # fmt: skip
def test_any_row_of_its_own_words_is_answered(words: str) -> None:
    with_english_numbers(words)
