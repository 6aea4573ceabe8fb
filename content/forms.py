"""Report forms: what a unit is asked at a cadence."""

from dataclasses import dataclass

from content.entries import Entry, Status
from content.indicators import Indicator
from content.periods import PERIODIC, Cadence


class Question(Entry):
    """A question answered in words."""

    code: str
    label_vi: str
    label_en: str
    prompt_vi: str
    prompt_en: str
    status: Status
    basis: str

    def prompt(self, language: str) -> str:
        return self.prompt_vi if language == "vi" else self.prompt_en

    def label(self, language: str) -> str:
        return self.label_vi if language == "vi" else self.label_en


@dataclass(frozen=True, slots=True)
class ReportForm:
    """The steps of one report: first the indicators, then the questions."""

    unit: str
    cadence: Cadence
    indicators: tuple[Indicator, ...]
    questions: tuple[Question, ...]

    @property
    def steps(self) -> int:
        return len(self.indicators) + len(self.questions)


def is_asked(indicator: Indicator, cadence: Cadence) -> bool:
    """The year holds the half-year, which holds the quarter, which holds the month."""
    own = indicator.suggested.owed_every
    if own not in PERIODIC or cadence not in PERIODIC:
        return False
    return own.months <= cadence.months
