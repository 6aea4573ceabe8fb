"""Rows of figures, and every way to tell them apart."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.figure_lists import ways_to_read
from content.figures import Figure, Fraction, NoActivity, Quantity, Unclear


def shown(figure: Figure | Unclear) -> str:
    """ "850/900", "45%", "?45|50"."""
    match figure:
        case Quantity(value=value, is_percent=is_percent):
            return f"{value:f}{'%' * is_percent}"
        case Fraction():
            return f"{figure.numerator:f}/{figure.denominator:f}"
        case Unclear():
            return "?" + "|".join(shown(candidate) for candidate in figure.candidates)
        case _:
            return "none" if isinstance(figure, NoActivity) else "no data"


def ways(text: str) -> list[str]:
    return ["; ".join(map(shown, way)) for way in ways_to_read(text)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("850 900", ["850900", "850; 900"]),
        ("850  900", ["850900", "850; 900"]),
        ("850\u00a0900", ["850900"]),  # that space holds a number together
        ("850\n900", ["850; 900"]),
        ("850, 900", ["850; 900"]),
        ("1 050", ["1050"]),
        ("1 234 567", ["1234567", "1; 234; 567"]),
        ("120 150 200 240", ["120150200240", "120; 150; 200; 240"]),
        ("1 234 1 380", ["1234; 1380", "1; 234; 1; 380"]),
        ("12/150 200", ["12/150200", "12/150; 200"]),
        ("12/15 200/300", ["12/15; 200/300"]),
        ("45% 120", ["45%; 120"]),
    ],
)
def test_a_space_parts_figures_or_the_groups_of_one(typed: str, expected: list[str]) -> None:
    assert ways(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1,234/1,380; 45%; 12", "?1.234/1.380|1234/1380; 45%; 12"),
        ("1,234 / 1.380\n45%", "?1.234/1380|1234/1380; 45%"),
        ("1,234 1,380", "?1.234/1.380|1234/1380"),
        ("850 900; 45%", "?850900|850/900; 45%"),
        ("12; khoảng 45", "12; ?45"),
        ("12; 45-50; không", "12; ?45|50; ?"),
        ("l2/15; 45%", "?12/15; 45%"),
        ("12/15 (80%), 45%", "12/15; 45%"),
        ("45%,50%", "45%; 50%"),
    ],
)
def test_what_is_unclear_keeps_its_place(typed: str, expected: str) -> None:
    assert ways(typed) == [expected]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1/ 45\n2/ 80", ["45; 80", "1/45; 2/80"]),
        ("1/ 12/15\n2/ 20/30", ["12/15; 20/30"]),
        ("1 - 45\n2 - 80%", ["45; 80%"]),
        ("1: 45; 2: 80%", ["45; 80%"]),
        ("- 45\n- 80%", ["45; 80%"]),
    ],
)
def test_numbered_lines(typed: str, expected: list[str]) -> None:
    assert ways(typed) == expected


def test_a_rate_behind_its_counts_may_be_the_next_figure_or_the_same_once_more() -> None:
    assert ways("12/15, 80%") == ["12/15; 80%", "12/15"]
    assert ways("12/15 80%") == ["12/15; 80%", "12/15"]
    assert ways("12/15, 45%") == ["12/15; 45%"]
    assert ways("1. 12/15\n2. 80%") == ["12/15; 80%"]


@pytest.mark.parametrize(
    "typed",
    ["", "không", "12,45,80", "12; 12 con gà", "12 tháng 12 họp", "9h30", "0912 345 678"],
)
def test_what_is_no_row_of_figures(typed: str) -> None:
    assert ways_to_read(typed) == ()


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=8))
def test_figures_between_semicolons_are_those_and_no_others(figures: list[int]) -> None:
    grouped = "; ".join(f"{figure:,}".replace(",", ".") for figure in figures)
    assert ways_to_read(grouped) == (tuple(Quantity(Decimal(figure)) for figure in figures),)


ROW = st.lists(
    st.tuples(st.integers(0, 10**4), st.sampled_from([" ", "; ", "\n", ", ", "/", "%; ", "% "]))
)


@given(ROW)
def test_no_digit_of_a_row_is_lost(row: list[tuple[int, str]]) -> None:
    typed = "".join(f"{figure}{between}" for figure, between in row)
    digits = [c for c in typed if c.isdigit()]
    for way in ways(typed)[:1]:
        assert "?" in way or [c for c in way if c.isdigit()] == digits
