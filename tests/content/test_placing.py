"""Several figures of one message, each beside the indicator it answers."""

from decimal import Decimal

import pytest

from content.catalogue import Plan
from content.figure_lists import ways_to_read
from content.figures import Figure, Fraction, NoData, Quantity
from content.placing import paired, possible_ways


def counts(*numbers: int) -> tuple[Figure, ...]:
    return tuple(Quantity(Decimal(n)) for n in numbers)


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


def test_counts_are_not_paired_where_words_are_asked(plan: Plan) -> None:
    assert paired(counts(5, 8), [plan.indicators["HTQ1"]]) == counts(5, 8)


@pytest.mark.parametrize(
    ("typed", "open_to", "possible"),
    [
        ("850 900", ("CS01", "CS02"), 2),
        ("900 850", ("CS01", "CS02"), 2),  # two numerators
        ("900 850", ("NL07",), 1),  # there is no place for a second one
        ("1 234/1 380", ("CS01", "CS02", "CS03"), 1),  # 234 is not part of 1
        ("12/150 200", ("CS01", "CS02"), 2),
        ("45/40", ("CS01",), 1),  # impossible, and therefore refused when it is read back
    ],
)
def test_only_ways_that_can_be_are_left(
    plan: Plan, typed: str, open_to: tuple[str, ...], possible: int
) -> None:
    indicators = [plan.indicators[code] for code in open_to]
    assert len(possible_ways(ways_to_read(typed), indicators)) == possible
