"""What comes next in "real or fake?": half is genuine, none too soon again, missed ones do."""

from datetime import datetime, timedelta

import pytest

from content.library import Form, Library, PracticeMessage, library_of
from content.local_zone import LOCAL_ZONE
from content.practice import RUN, Judged, choose, is_genuine_at

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=LOCAL_ZONE)
CHANCES = [f"learner {number} 2026-12-01" for number in range(20)]


def _library(of_each: int) -> Library:
    practice = [
        PracticeMessage(f"{kind}-{n}", "6.3", Form.SMS, "Tin", kind == "that", "Vì vậy.")
        for kind in ("that", "gia")
        for n in range(of_each)
    ]
    return library_of([], [], practice, [], [], "1")


def _sitting(library: Library, many: int, chance: str) -> list[PracticeMessage]:
    """Everything judged right, one a minute."""
    judged: dict[str, Judged] = {}
    shown = []
    for place in range(many):
        message = choose(library, judged, place, chance)
        assert message
        shown.append(message)
        judged[message.id] = Judged(was_right=True, at=NOON + timedelta(minutes=place))
    return shown


@pytest.mark.parametrize("chance", CHANCES)
def test_of_any_ten_in_a_row_five_are_genuine(chance: str) -> None:
    kinds = [is_genuine_at(place, chance) for place in range(60)]
    for begin in range(50):
        assert sum(kinds[begin : begin + RUN]) == 5


@pytest.mark.parametrize("chance", CHANCES[:3])
def test_nothing_comes_twice_before_all_were_seen(chance: str) -> None:
    shown = _sitting(_library(of_each=15), 30, chance)
    assert len({message.id for message in shown}) == 30


def test_without_memory_a_sitting_does_not_repeat_either() -> None:
    library = _library(of_each=15)
    shown = [choose(library, {}, place, "person 1 2026-12-01") for place in range(30)]
    assert len({message.id for message in shown if message}) == 30


def test_what_was_missed_comes_first_of_what_was_seen_long_ago() -> None:
    library = _library(of_each=10)
    chance = CHANCES[0]
    shown = _sitting(library, 20, chance)
    judged = {
        message.id: Judged(was_right=n != 6, at=NOON + timedelta(minutes=n))
        for n, message in enumerate(shown)
    }
    missed = shown[6]
    place = next(n for n in range(RUN) if is_genuine_at(n, chance) is missed.is_genuine)
    assert choose(library, judged, place, chance) == missed


def test_what_was_missed_just_now_is_let_rest() -> None:
    library = _library(of_each=10)
    chance = CHANCES[0]
    shown = _sitting(library, 20, chance)
    judged = {
        message.id: Judged(was_right=n != 19, at=NOON + timedelta(minutes=n))
        for n, message in enumerate(shown)
    }
    assert all(choose(library, judged, place, chance) != shown[19] for place in range(RUN))


def test_days_and_people_differ() -> None:
    library = _library(of_each=15)
    firsts = {chance: [m.id for m in _sitting(library, 10, chance)] for chance in CHANCES}
    assert len({tuple(ids) for ids in firsts.values()}) > 10


def test_where_there_is_nothing_nothing_is_chosen() -> None:
    assert choose(_library(of_each=0), {}, 0, "x") is None
