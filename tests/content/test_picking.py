"""What a typed number means, and when nobody can be sure."""

from datetime import UTC, datetime, timedelta

import pytest

from content.menus import Menu, Offer
from content.picking import OnScreen, Picked, Unclear, is_clear, pick, tag

NINE = datetime(2026, 12, 1, 9, tzinfo=UTC)
TEN = NINE + timedelta(hours=1)
LATER = NINE + timedelta(hours=2)
A = Menu((("Đồng ý", "yes:1"), ("Từ chối", "no:1"), ("Menu", "menu")))
B = Menu((("Đồng ý", "yes:2"), ("Từ chối", "no:2"), ("Menu", "menu")))
WORDS = Menu((("Báo cáo ngay", "report"),), Offer.WORDS)


def screen(menu: Menu | None, at: datetime | None, number: int = 1) -> OnScreen:
    return OnScreen(number, menu, "…", at, message_id=f"m{number}")


def picks(
    text: str,
    *screens: OnScreen,
    at: datetime | None = LATER,
    quoted: str | None = None,
) -> str | None:
    """The data that is picked; "?" where it is asked."""
    match pick(text, screens, at=at, quoted=quoted):
        case Picked(data=data):
            return data
        case Unclear():
            return "?"
        case _:
            return None


def test_a_number_picks_from_what_stands_last() -> None:
    assert picks("1", screen(B, TEN), screen(A, NINE)) == "yes:2"
    assert picks("1", screen(None, TEN), screen(A, NINE)) is None
    assert picks("1") is None


@pytest.mark.parametrize("text", ["1", "số 1"])
def test_nothing_is_picked_while_nobody_knows_what_stands_last(text: str) -> None:
    assert picks(text, screen(B, None), screen(A, NINE)) == "?"


def test_a_message_in_doubt_without_numbers_makes_a_number_doubtful_too() -> None:
    assert picks("1", screen(WORDS, None), screen(A, NINE)) == "?"
    assert picks("1", screen(None, None), screen(A, NINE)) == "?"
    assert picks("1", screen(A, None)) == "?"
    assert picks("12", screen(WORDS, None), screen(WORDS, NINE)) is None  # a figure


def test_what_means_the_same_in_each_is_picked() -> None:
    assert picks("3", screen(B, None), screen(A, NINE)) == "menu"
    assert picks("báo cáo ngay", screen(WORDS, None), screen(A, NINE)) == "report"


def test_a_page_is_not_the_same_page_of_another_list() -> None:
    one, other = (
        Menu(tuple((f"{name} {n}", f"{name}:{n}") for n in range(12)), more="Xem tiếp")
        for name in ("a", "b")
    )
    assert picks("9", screen(one, None), screen(other, NINE)) == "?"


def test_what_was_typed_before_the_last_message_is_asked_about() -> None:
    screens = (screen(B, TEN), screen(A, NINE))
    assert picks("1", *screens, at=TEN - timedelta(seconds=1)) == "?"
    assert picks("1", *screens, at=TEN) == "yes:2"
    assert picks("1", *screens, at=NINE - timedelta(seconds=1)) == "?"
    assert picks("1", *screens, at=None) == "yes:2"  # where no moment is told


def test_a_quote_answers_what_it_quotes() -> None:
    screens = (screen(B, TEN, 2), screen(A, NINE, 1))
    assert picks("1", *screens, quoted="m1") == "yes:1"
    assert picks("1", screen(B, None, 2), screen(A, NINE, 1), quoted="m1") == "yes:1"
    assert picks("1", *screens, quoted="m0") == "?"
    assert picks("vâng", *screens, quoted="m0") is None


def test_a_button_answers_the_letter_it_stands_under() -> None:
    screens = (screen(B, TEN, 2), screen(A, NINE, 1))
    assert picks(tag(1, 1, "Đồng ý"), *screens) == "yes:1"
    assert picks(tag(9, 1, "Đồng ý"), *screens) == "?"
    assert picks(tag(1, 2, "Đồng ý"), *screens) == "?"
    assert picks(tag(1, 0, "Đồng ý"), *screens) == "?"
    assert picks("Đồng ý #9.1") == "?"


def test_the_newest_that_offers_it_is_asked_again() -> None:
    meant = pick("2", [screen(WORDS, None, 2), screen(A, NINE, 1)], at=LATER, quoted=None)
    assert meant == Unclear(screen(A, NINE, 1))


def test_whether_the_last_message_was_seen() -> None:
    assert is_clear([], LATER)
    assert is_clear([screen(A, NINE)], NINE)
    assert not is_clear([screen(A, TEN)], NINE)
    assert not is_clear([screen(A, None), screen(B, NINE)], LATER)
