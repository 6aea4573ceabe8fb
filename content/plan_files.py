"""The files of content/plan, one model each."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from content.entries import Day, Entry, Status
from content.forms import Question
from content.indicators import IndicatorText, Lead
from content.regime import Regime
from content.units import Organisation, UnitSettings


class Conventions(Entry):
    comparator: str
    suggested: str
    quote: str


class Meta(Entry):
    """The document itself."""

    schema_version: Literal[1]
    title: str
    number: str
    issuer: str
    signatory_title: str
    issued_date: Day | None
    based_on: tuple[str, ...]
    source_file: str
    source_lines: int
    conventions: Conventions


class Funding(Entry):
    section: str
    text: str


class Document(Entry):
    meta: Meta
    cadence_codes: dict[str, str]
    recipients_noi_nhan: tuple[str, ...]
    funding: Funding
    outside: dict[str, str]  # receivers that are no organisation, such as a national system


class Task(Entry):
    """A task of part III."""

    code: str
    section: str
    text: str
    starts_with: str
    source_line: int


class ReportingRule(Entry):
    """A sentence of the plan that asks for a report or a review."""

    code: str
    section: str
    quote: str
    source_line: int
    from_: tuple[str, ...]
    to: tuple[str, ...] | None
    via: str | None = None
    with_: tuple[str, ...] = ()
    cadences: tuple[str, ...]
    content: str
    deadline: str | None
    note: str | None = None


class Ambiguity(Entry):
    """A place where the plan is misprinted, silent or at odds with itself."""

    code: str
    kind: Literal[
        "ocr",
        "content",
        "format",
        "missing",
        "inconsistent",
        "ambiguous",
        "scope",
        "style",
        "naming",
        "time",
    ]
    section: str
    in_text: str
    reading: str
    safe_to_autocorrect: bool


class Override(Entry):
    """A day that differs from the published holidays."""

    day: Day
    is_working: bool
    status: Status
    basis: str


class IndicatorLead(Lead):
    indicator: str


class UnitEntry(UnitSettings):
    unit: str


class TaskLeads(Entry):
    status: Status
    basis: str
    lead_units: dict[str, str]


class IndicatorFile(Entry):
    indicators: Annotated[tuple[IndicatorText, ...], Field(min_length=1)]


class TaskFile(Entry):
    tasks: tuple[Task, ...]


class OrganisationFile(Entry):
    organisations: Annotated[tuple[Organisation, ...], Field(min_length=1)]


class ReportingFile(Entry):
    reporting_regime: tuple[ReportingRule, ...]


class AmbiguityFile(Entry):
    ambiguities: tuple[Ambiguity, ...]


class LeadFile(Entry):
    indicators: tuple[IndicatorLead, ...]
    tasks: TaskLeads


class UnitFile(Entry):
    units: tuple[UnitEntry, ...]


class FormFile(Entry):
    questions: tuple[Question, ...]


class CalendarFile(Entry):
    overrides: tuple[Override, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """Everything read; each field is named as its file."""

    document: Document
    indicators: IndicatorFile
    tasks: TaskFile
    organisations: OrganisationFile
    reporting_regime: ReportingFile
    ambiguities: AmbiguityFile
    leads: LeadFile
    units: UnitFile
    forms: FormFile
    regime: Regime
    calendar: CalendarFile
