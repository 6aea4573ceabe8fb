"""From a typed text to an answer, or to what must still be asked."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.answers import Answer, AnswerStatus, ratio
from content.catalogue import load
from content.checks import check
from content.figures import Fraction, Quantity, Unclear
from content.readings import (
    Numerator,
    read_answer,
    read_denominator,
)

PLAN = load()
ONLINE, MONEY, WORDS = (PLAN.indicators[code] for code in ("CS01", "NL01", "HTQ1"))


def figure(text: str) -> Quantity | Fraction:
    part, _, whole = text.partition("/")
    if whole:
        return Fraction(Decimal(part), Decimal(whole))
    return Quantity(Decimal(text.rstrip("%")), text.endswith("%"))


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("mẫu số 1380, tử số 1234", ratio(Decimal(1234), Decimal(1380))),
        ("TS: 1234; MS: 1380", ratio(Decimal(1234), Decimal(1380))),
        ("tổng số 1380, đạt 1234", ratio(Decimal(1234), Decimal(1380))),
        ("1380 hồ sơ, trong đó 1234", ratio(Decimal(1234), Decimal(1380))),
        ("đạt 89,4% (1.234/1.380)", ratio(Decimal(1234), Decimal(1380))),
        ("1.234/1.380 = 0,894", ratio(Decimal(1234), Decimal(1380))),
        ("1.234/1.380 = 89", ratio(Decimal(1234), Decimal(1380))),
        ("1.234/1.380 đạt 89,4%", ratio(Decimal(1234), Decimal(1380))),
        (
            "99.999%",
            Answer(AnswerStatus.VALUE, value=Decimal("99.999"), warnings=("percent_only",)),
        ),
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


@pytest.mark.parametrize("typed", ["1380 1234", "1,380/1,234", "1.380 trên 1,234"])
def test_what_cannot_be_in_any_reading_is_refused_for_the_likeliest(typed: str) -> None:
    answer = read_answer(ONLINE, typed)
    assert answer == ratio(Decimal(1380), Decimal(1234))
    assert [finding.code for finding in check(ONLINE, answer, ())] == ["part_exceeds_whole"]


@pytest.mark.parametrize(
    "typed",
    ["1,234/1,380", "1,234 / 1.380", "1.234/1,380", "1,234 trên 1,380", "1,234 1,380",
     "1,234/1,380 = 89,4%", "1,234 hồ sơ trên tổng số 1,380 hồ sơ", "1,234 trong số 1380"],
)  # fmt: skip
def test_nobody_counts_a_fraction_of_a_thing(typed: str) -> None:
    assert read_answer(ONLINE, typed) == ratio(Decimal(1234), Decimal(1380))
    assert read_denominator(ONLINE, Decimal(5), typed) == ratio(Decimal(1234), Decimal(1380))


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [
        ("1,234/1,380", ("1.234/1.38", "1234/1380")),
        ("1,234/1.380", ("1.234/1380", "1234/1380")),
        ("1,5/30 tỷ", ("1500000000/30000000000", "1.5/30000000000")),
        ("1,250 triệu", ("1250000", "1250000000")),
        ("850 900", ("850900", "850/900")),
    ],
)
def test_money_may_have_decimals_and_is_asked(typed: str, candidates: tuple[str, ...]) -> None:
    read = read_answer(MONEY, typed)
    assert isinstance(read, Unclear)
    assert read.candidates == tuple(map(figure, candidates))


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [
        ("1,250", ("1.25%?", "1250")),
        ("850 900", ("850900", "850/900")),
        ("1 234", ("1234", "1/234")),
        ("900 850", ("900850",)),
        ("850,900", ("850900",)),
        ("45/50 nghìn", ("45000/50000", "45/50000")),
        ("0,45", ("45%", "0.45%")),
        ("- 45", ("45",)),
        ("l2/15", ("12/15",)),
        ("1O", ("10",)),
        ("khoảng 850/900", ("850/900",)),
        ("12/15?", ("12/15",)),
        ("1,234/khoảng 1.380", ("1234/1380",)),
        ("45 hoặc 50", ("45", "50")),
        ("45%-50%", ("45%", "50%")),
        ("cỡ 45", ("45",)),
        ("từ 45", ("45",)),
        ("tầm 45", ("45",)),
        ("hai ba", ("23",)),
        ("một trăm hai/150", ("120/150", "102/150")),
    ],
)
def test_what_reads_two_ways_or_only_nearly_is_asked(
    typed: str, candidates: tuple[str, ...]
) -> None:
    read = read_answer(ONLINE, typed)
    assert isinstance(read, Unclear)
    assert read.candidates == tuple(figure(one.replace("%?", "")) for one in candidates)


def test_a_denominator_is_read_in_its_only_possible_way() -> None:
    for typed in ("1,380", "1.380", "mẫu số: 1,380", "1 380"[:1] + "\u00a0380"):
        assert read_denominator(ONLINE, Decimal(1100), typed) == ratio(
            Decimal(1100), Decimal(1380)
        )


def test_two_counts_for_a_denominator_are_asked() -> None:
    read = read_denominator(ONLINE, Decimal(850), "850 900")
    assert isinstance(read, Unclear)
    assert read.candidates == (figure("850900"), figure("850/900"))


def test_the_name_of_the_other_count_is_no_slip_of_ours() -> None:
    assert read_answer(ONLINE, "mẫu số 1380") == Unclear("not_a_number")
    assert read_denominator(ONLINE, Decimal(5), "tử số 1380") == Unclear("not_a_number")


def test_a_rate_is_no_denominator() -> None:
    assert read_denominator(ONLINE, Decimal(3), "75%") is None
    assert read_denominator(ONLINE, Decimal(3), "không phát sinh") is None


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_said_to_be_unclear(typed: str) -> None:
    assert isinstance(read_answer(ONLINE, typed), Answer | Numerator | Unclear)
