"""Reporting periods: a month, a quarter, half a year, a year, named by the month they end in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self


class Cadence(StrEnum):
    """How often a report is owed. The plan's other codes stay plan data, they owe nothing."""

    MONTHLY = "monthly"
    QUARTER = "3_months"
    HALF_YEAR = "6_months"
    YEAR = "1_year"
    AD_HOC = "ad_hoc"

    @property
    def months(self) -> int:
        """How many months a period of this cadence spans; asked ad hoc, a month."""
        return _MONTHS[self]


_MONTHS = {
    Cadence.MONTHLY: 1,
    Cadence.QUARTER: 3,
    Cadence.HALF_YEAR: 6,
    Cadence.YEAR: 12,
    Cadence.AD_HOC: 1,
}
PERIODIC = (Cadence.MONTHLY, Cadence.QUARTER, Cadence.HALF_YEAR, Cadence.YEAR)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of months. `year` and `month` are those of its last month."""

    cadence: Cadence
    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12 or self.month % self.cadence.months:
            raise ValueError(f"no {self.cadence} period ends in month {self.month}")
        if not 2000 <= self.year <= 2100:
            raise ValueError(f"year {self.year} is out of reach")

    @property
    def key(self) -> str:
        """ "2026-12", unique within a cadence."""
        return f"{self.year:04d}-{self.month:02d}"

    @classmethod
    def parse(cls, cadence: Cadence | str, key: str) -> Self:
        year, _, month = key.partition("-")
        return cls(Cadence(cadence), int(year), int(month))

    @property
    def number(self) -> int:
        """Which one of its year: 4 for the fourth quarter, 1 for the first half."""
        return self.month // self.cadence.months


def containing(cadence: Cadence, year: int, month: int) -> Period:
    """The period of this cadence that the month lies in."""
    months = cadence.months
    return Period(cadence, year, -(-month // months) * months)


def periods_ending(
    year: int,
    month: int,
    *,
    longer_replaces_shorter: bool = True,
    cadences: Collection[Cadence] = PERIODIC,
) -> tuple[Period, ...]:
    """What ends in this month, shortest first; where the longer replaces, only the longest."""
    ending = tuple(
        Period(cadence, year, month)
        for cadence in PERIODIC
        if cadence in cadences and month % cadence.months == 0
    )
    return ending[-1:] if longer_replaces_shorter else ending


def previous(period: Period) -> Period:
    """The period of the same cadence just before."""
    return Period(period.cadence, *_earlier(period.year, period.month, period.cadence.months))


def window(period: Period, cutoff_day: int) -> tuple[date, date]:
    """First and last day of the data: the day after one cut-off to the next cut-off.

    January cut off on the 14th holds 15 December to 14 January.
    """
    before = _earlier(period.year, period.month, period.cadence.months)
    return date(*before, cutoff_day + 1), date(period.year, period.month, cutoff_day)


def _earlier(year: int, month: int, months: int) -> tuple[int, int]:
    index = year * 12 + (month - 1) - months
    return index // 12, index % 12 + 1
