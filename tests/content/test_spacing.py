"""When lessons are asked again, and what people remember of them after two months."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from content import spacing
from content.spacing import Memory
from tests.content.remembering import FIRST_DAY as TODAY
from tests.content.remembering import Result, fixed, ours, results, whenever

_LEARNERS = 300


def _days(memory: Memory) -> int:
    return (memory.due_on - memory.reviewed_on).days


def test_a_lesson_is_asked_after_two_days_and_then_ever_later() -> None:
    memory = spacing.begun(TODAY)
    gaps = [_days(memory)]
    for _ in range(5):
        memory = spacing.asked_again(memory, memory.due_on, remembered=True)
        gaps.append(_days(memory))
    assert gaps[0] == 2
    assert gaps == sorted(gaps)
    assert gaps[-1] == spacing.LONGEST_GAP


def test_what_was_forgotten_comes_sooner_and_never_the_same_day() -> None:
    memory = spacing.begun(TODAY)
    memory = spacing.asked_again(memory, memory.due_on, remembered=True)
    forgotten = spacing.asked_again(memory, memory.due_on, remembered=False)
    remembered = spacing.asked_again(memory, memory.due_on, remembered=True)
    assert 1 <= _days(forgotten) < _days(memory) < _days(remembered)


def test_the_same_answers_bring_the_same_day() -> None:
    one, other = (
        spacing.asked_again(spacing.begun(TODAY), TODAY, remembered=r) for r in (True, True)
    )
    assert one == other


def test_most_likely_forgotten_is_asked_first() -> None:
    old = spacing.begun(TODAY - timedelta(days=9))
    new = spacing.begun(TODAY - timedelta(days=3))
    assert spacing.recall(old, TODAY) < spacing.recall(new, TODAY)
    assert spacing.most_urgent({"1.1": new, "2.1": old}, ("1.1",), TODAY) == "2.1"


def test_of_equally_likely_ones_safety_is_asked_first() -> None:
    memory = spacing.begun(TODAY - timedelta(days=3))
    due = {"1.1": memory, "6.2": memory, "6.1": memory}
    assert spacing.most_urgent(due, ("6.1", "6.2"), TODAY) == "6.1"


def test_nothing_due_is_nothing_asked() -> None:
    assert spacing.most_urgent({}, (), TODAY) is None


@pytest.fixture(scope="module")
def after_two_months() -> Mapping[str, Result]:
    """Twenty lessons, one each working day."""
    schedules = {"ours": ours, "fixed": fixed, "fixed, one a day": lambda: fixed(1)}
    return results(schedules, lessons=20, learners=_LEARNERS)


def test_after_two_months_85_of_100_is_remembered(
    after_two_months: Mapping[str, Result],
) -> None:
    assert after_two_months["ours"].recall >= 0.85


def test_it_takes_fewer_cards_than_a_fixed_schedule(
    after_two_months: Mapping[str, Result],
) -> None:
    assert after_two_months["ours"].cards < 0.75 * after_two_months["fixed"].cards


def test_with_one_card_a_day_more_is_remembered_than_by_a_fixed_schedule() -> None:
    """Whatever the memory is like."""
    schedules = {"ours": ours, "fixed": lambda: fixed(1)}
    found = results(schedules, lessons=20, learners=_LEARNERS, memory=whenever)
    assert found["ours"].recall > found["fixed"].recall
    assert found["ours"].cards <= found["fixed"].cards
