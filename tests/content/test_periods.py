"""Periods end in months, hold windows of data, and the longer takes the shorter one's place."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.periods import (
    PERIODIC,
    Cadence,
    Period,
    containing,
    periods_ending,
    previous,
    window,
)

M, Q, H, Y = PERIODIC
PERIODS = st.builds(
    containing, st.sampled_from(PERIODIC), st.integers(2001, 2099), st.integers(1, 12)
)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period(M, 2027, 1), date(2026, 12, 15), date(2027, 1, 14)),
        (Period(M, 2027, 3), date(2027, 2, 15), date(2027, 3, 14)),
        (Period(Q, 2027, 3), date(2026, 12, 15), date(2027, 3, 14)),
        (Period(Q, 2026, 12), date(2026, 9, 15), date(2026, 12, 14)),
        (Period(H, 2027, 6), date(2026, 12, 15), date(2027, 6, 14)),
        (Period(H, 2026, 12), date(2026, 6, 15), date(2026, 12, 14)),
        (Period(Y, 2026, 12), date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_window_runs_from_cut_off_to_cut_off(period: Period, first: date, last: date) -> None:
    assert window(period, 14) == (first, last)


@given(PERIODS, st.integers(1, 27))
def test_windows_of_neighbours_meet_without_gap(period: Period, cutoff: int) -> None:
    assert window(previous(period), cutoff)[1] + timedelta(days=1) == window(period, cutoff)[0]


@pytest.mark.parametrize(
    ("month", "ending", "longest"),
    [
        (1, [M], M),
        (3, [M, Q], Q),
        (6, [M, Q, H], H),
        (9, [M, Q], Q),
        (12, [M, Q, H, Y], Y),
    ],
)
def test_periods_ending(month: int, ending: list[Cadence], longest: Cadence) -> None:
    kept = periods_ending(2026, month, longer_replaces_shorter=False)
    assert [period.cadence for period in kept] == ending
    assert periods_ending(2026, month) == (Period(longest, 2026, month),)


def test_a_longer_period_replaces_only_what_is_reported() -> None:
    assert periods_ending(2026, 12, cadences=(M, Q)) == (Period(Q, 2026, 12),)
    assert periods_ending(2026, 5, cadences=(Q, Y)) == ()


@pytest.mark.parametrize(
    ("cadence", "key", "before"),
    [(M, "2027-01", "2026-12"), (Q, "2027-03", "2026-12"), (H, "2026-12", "2026-06"),
     (Y, "2026-12", "2025-12")],
)  # fmt: skip
def test_previous(cadence: Cadence, key: str, before: str) -> None:
    assert previous(Period.parse(cadence, key)).key == before


@given(PERIODS)
def test_a_period_is_read_back_from_its_key(period: Period) -> None:
    assert Period.parse(period.cadence.value, period.key) == period


@pytest.mark.parametrize(
    ("cadence", "month", "ends"), [(M, 5, 5), (Q, 10, 12), (H, 1, 6), (H, 7, 12), (Y, 2, 12)]
)
def test_containing(cadence: Cadence, month: int, ends: int) -> None:
    assert containing(cadence, 2026, month) == Period(cadence, 2026, ends)


def test_periods_are_numbered_within_their_year() -> None:
    assert Period(Q, 2026, 12).number == 4
    assert Period(H, 2026, 6).number == 1


@pytest.mark.parametrize(("cadence", "month"), [(Q, 5), (H, 3), (Y, 6), (M, 13), (M, 0)])
def test_no_period_ends_in_a_wrong_month(cadence: Cadence, month: int) -> None:
    with pytest.raises(ValueError, match="period ends"):
        Period(cadence, 2026, month)
