"""Indicators: what the plan wants measured, and when a target is met."""

from decimal import Decimal
from typing import Literal

from content.entries import Entry, Exact, Status
from content.periods import Cadence


class Target(Entry):
    """What is to be reached. `>` stays different from `>=`: exactly 90 % is not "above 90 %"."""

    value: Exact | None
    comparator: Literal[">", ">="] | None
    comparator_text: str | None  # the plan's own word
    unit: str | None
    due_year: int
    due_date: str

    def is_met(self, value: Decimal) -> bool:
        """Compare the unrounded value; a target without a number is never met by one."""
        if self.value is None:
            return False
        return value > self.value if self.comparator == ">" else value >= self.value


class Measure(Entry):
    """How an indicator is counted."""

    input: Literal["ratio", "value", "narrative"]
    numerator: str | None
    denominator: str | None
    aggregate: (
        Literal[
            "single_source",
            "sum_num_over_sum_den",
            "min_over_units_and_count_meeting",
            "external_reference",
        ]
        | None
    )
    cumulative: bool | None
    cap: Exact | None


class QualityThreshold(Entry):
    """A second threshold inside the indicator itself, such as a speed."""

    metric: str
    comparator: Literal[">", ">="]
    value: Exact
    unit: str


class IndicatorText(Entry):
    """An indicator as the plan has it."""

    code: str
    name: str
    short_name: str
    kind: Literal["quantitative", "qualitative"]
    target: Target
    section: str
    quote: str
    source_line: int
    scope: Literal["phuong", "tinh"]
    measure: Measure
    aliases: tuple[str, ...]
    ambiguities: tuple[str, ...]
    quality_threshold: QualityThreshold | None = None


class Lead(Entry):
    """Who is to report an indicator, and how often. The plan says it of none."""

    lead_unit: str
    co_units: tuple[str, ...]
    cadence: str  # one of the plan's cadence codes
    data_source: str | None
    is_reported: bool = True  # false: followed, but no unit owes a figure for it
    flow: bool = False  # counted within each period, so a longer one is the sum of its months
    is_steady: bool = False  # rightly the same for many periods
    status: Status
    basis: str

    @property
    def owed_every(self) -> Cadence | None:
        """The cadence it is owed at, if any."""
        if not self.is_reported or self.cadence not in list(Cadence):
            return None
        return Cadence(self.cadence)


class Indicator(IndicatorText):
    """An indicator of the plan with who reports it."""

    suggested: Lead

    @property
    def counts_money(self) -> bool:
        """A ratio of amounts in đồng rather than of things counted."""
        return "(đồng)" in (self.measure.numerator or "")
