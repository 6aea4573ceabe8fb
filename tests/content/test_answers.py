"""Answers keep figures exactly and are shown without crossing their target."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.answers import Answer, AnswerStatus, display_places, ratio, rounded, unchanged
from content.indicators import Target

FIGURES = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=6)
ANSWERS = st.builds(
    Answer,
    st.sampled_from(AnswerStatus),
    FIGURES,
    FIGURES,
    FIGURES,
    st.none() | st.text(),
    st.lists(st.text()).map(tuple),
)


def target(comparator: str, value: str) -> Target:
    return Target.model_validate(
        {
            "value": Decimal(value),
            "comparator": comparator,
            "comparator_text": None,
            "unit": "%",
            "due_year": 2030,
            "due_date": "2030-12-31",
        }
    )


def test_a_ratio_is_not_rounded() -> None:
    answer = ratio(Decimal(1234), Decimal(1380))
    assert answer.status is AnswerStatus.VALUE
    assert str(answer.value).startswith("89.42028985507246376811594")


def test_a_ratio_of_nothing_is_no_activity_and_not_zero() -> None:
    answer = ratio(Decimal(0), Decimal(0))
    assert answer.status is AnswerStatus.NO_ACTIVITY
    assert answer.value is None


def test_unchanged_repeats_the_figures_and_says_so() -> None:
    answer = unchanged(ratio(Decimal(1), Decimal(4)))
    assert (answer.status, answer.value) == (AnswerStatus.UNCHANGED, Decimal(25))


@given(ANSWERS)
def test_an_answer_survives_json(answer: Answer) -> None:
    assert Answer.from_json(json.loads(json.dumps(answer.to_json()))) == answer


@pytest.mark.parametrize(
    ("comparator", "goal", "value", "met"),
    [
        (">", "90", "90", False),
        (">", "90", "90.0000001", True),
        (">=", "90", "90", True),
        (">=", "90", "89.9999999", False),
    ],
)
def test_above_is_not_at_least(comparator: str, goal: str, value: str, met: bool) -> None:
    assert target(comparator, goal).is_met(Decimal(value)) is met


@pytest.mark.parametrize(
    ("comparator", "value", "places"),
    [
        (">=", "89.42028", 1), (">=", "89.96", 2), (">=", "89.996", 3), (">=", "90", 1),
        (">", "90.04", 2), (">", "90.004", 3), (">", "90", 1), (">", "12", 1),
        (">=", "89.99999999999", 6),
    ],
)  # fmt: skip
def test_rounding_does_not_cross_the_target(comparator: str, value: str, places: int) -> None:
    assert display_places(Decimal(value), target(comparator, "90")) == places


def test_without_a_target_one_decimal_is_shown() -> None:
    assert display_places(Decimal("89.96"), None) == 1


@pytest.mark.parametrize(
    ("value", "shown"), [("0.25", "0.3"), ("0.35", "0.4"), ("89.94", "89.9"), ("89.95", "90.0")]
)
def test_rounding_is_half_up(value: str, shown: str) -> None:
    assert str(rounded(Decimal(value), 1)) == shown
