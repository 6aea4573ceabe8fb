"""What was meant when a digit slipped."""

from decimal import Decimal

import pytest

from content.answers import Answer, AnswerStatus, ratio
from content.catalogue import load
from content.checks import check
from content.slips import without_slip

ONLINE = load().indicators["CS01"]


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
