"""From a typed text to an answer, or to what must still be asked."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.answers import Answer, AnswerStatus, ratio
from content.catalogue import Plan, load
from content.checks import check
from content.figures import Figure, Fraction, NoData, Quantity, Unclear
from content.readings import (
    Numerator,
    paired,
    possible_figures,
    read_answer,
    read_denominator,
    without_slip,
)

PLAN = load()
ONLINE, MONEY, WORDS = (PLAN.indicators[code] for code in ("CS01", "NL01", "HTQ1"))


def counts(*numbers: int) -> tuple[Figure, ...]:
    return tuple(Quantity(Decimal(n)) for n in numbers)


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("1.234", Numerator(Decimal(1234))),
        ("1234/1380", ratio(Decimal(1234), Decimal(1380))),
        ("1.234 trên 1.380", ratio(Decimal(1234), Decimal(1380))),
        ("1234 1380", ratio(Decimal(1234), Decimal(1380))),
        ("tử số: 1234, mẫu số: 1380", ratio(Decimal(1234), Decimal(1380))),
        ("tử 1.234 mẫu 1.380", ratio(Decimal(1234), Decimal(1380))),
        ("Tử số là 1.234", Numerator(Decimal(1234))),
        ("không phát sinh", Answer(AnswerStatus.NO_ACTIVITY)),
        ("chưa có số liệu", Answer(AnswerStatus.NO_DATA)),
        ("0", Numerator(Decimal(0))),
    ],
)
def test_a_ratio_of_counts(typed: str, reading: Answer | Numerator) -> None:
    assert read_answer(ONLINE, typed) == reading


@pytest.mark.parametrize("typed", ["89,4%", "89.4 %", "89,4", "89,4 phần trăm"])
def test_a_rate_alone_is_marked(typed: str) -> None:
    answer = read_answer(ONLINE, typed)
    assert answer == Answer(AnswerStatus.VALUE, value=Decimal("89.4"), warnings=("percent_only",))


def test_money_may_have_decimals() -> None:
    assert read_answer(MONEY, "1,5 tỷ") == Numerator(Decimal(1_500_000_000))
    assert read_answer(MONEY, "0,5") == Numerator(Decimal("0.5"))


def test_words_are_the_answer_where_nothing_is_measured() -> None:
    assert read_answer(WORDS, "12 khu phố") == Answer(AnswerStatus.WORDS, words="12 khu phố")


def test_a_denominator_completes_the_ratio_and_both_counts_replace_it() -> None:
    assert read_denominator(ONLINE, Decimal(3), "4") == ratio(Decimal(3), Decimal(4))
    assert read_denominator(ONLINE, Decimal(3), "mẫu số 4") == ratio(Decimal(3), Decimal(4))
    assert read_denominator(ONLINE, Decimal(3), "5/8") == ratio(Decimal(5), Decimal(8))
    assert read_denominator(ONLINE, Decimal(3), "chưa có số liệu") == Answer(AnswerStatus.NO_DATA)


def test_two_counts_where_the_part_is_larger_stay_unclear() -> None:
    assert isinstance(read_answer(ONLINE, "1380 1234"), Unclear)


def test_a_rate_is_no_denominator() -> None:
    assert read_denominator(ONLINE, Decimal(3), "75%") is None
    assert read_denominator(ONLINE, Decimal(3), "không phát sinh") is None


def test_the_possible_figures_of_a_rate_are_rates() -> None:
    unclear = Unclear("thousands_or_decimal", (Decimal("1.25"), Decimal(1250)))
    assert [f.is_percent for f in possible_figures(unclear, "1,250%")] == [True, True]
    assert [f.is_percent for f in possible_figures(unclear, "1,250")] == [False, False]


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_said_to_be_unclear(typed: str) -> None:
    assert isinstance(read_answer(ONLINE, typed), Answer | Numerator | Unclear)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (counts(1234, 1380), (Fraction(Decimal(1234), Decimal(1380)),)),
        (counts(5, 8, 7, 9), (Fraction(Decimal(5), Decimal(8)), Fraction(Decimal(7), Decimal(9)))),
        (counts(8, 5), counts(8, 5)),  # a part is no larger than its whole
        (counts(5, 8, 7), counts(5, 8, 7)),
        ((Quantity(Decimal(5)), NoData()), (Quantity(Decimal(5)), NoData())),
        (counts(5), counts(5)),
        ((), ()),
    ],
)
def test_bare_counts_two_by_two_are_ratios(
    plan: Plan, figures: tuple[Figure, ...], expected: tuple[Figure, ...]
) -> None:
    assert paired(figures, [plan.indicators[code] for code in ("CS01", "CS02")]) == expected


def test_counts_are_not_paired_where_words_are_asked() -> None:
    assert paired(counts(5, 8), [WORDS]) == counts(5, 8)


@pytest.mark.parametrize(
    ("typed", "last", "meant"),
    [
        ((310, 1000), (30, 1000), (31, 1000)),
        ((31, 1000), (30, 100), (31, 100)),
        ((310, 1010), (30, 100), (31, 101)),
        ((3, 1000), (30, 1000), (30, 1000)),
        ((30_000_000, 100_000_000), (10, 1000), None),  # no digit, another unit
        ((31, 40), (30, 40), None),
    ],
)
def test_a_slipped_digit_is_put_right(
    typed: tuple[int, int], last: tuple[int, int], meant: tuple[int, int] | None
) -> None:
    answer, before = (ratio(Decimal(n), Decimal(d)) for n, d in (typed, last))
    expected = ratio(Decimal(meant[0]), Decimal(meant[1])) if meant else None
    assert without_slip(answer, check(ONLINE, answer, [before])) == expected


def test_a_slipped_rate_is_put_right() -> None:
    rate = Answer(AnswerStatus.VALUE, value=Decimal(9), warnings=("percent_only",))
    before = Answer(AnswerStatus.VALUE, value=Decimal(89))
    meant = without_slip(rate, check(ONLINE, rate, [before]))
    assert meant
    assert meant.value == 90
