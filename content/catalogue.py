"""The plan, loaded once from its files and checked: every error with file, line and rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from content.calendar import WorkingCalendar
from content.crosschecks import crosscheck
from content.forms import Question, ReportForm, is_asked
from content.indicators import Indicator
from content.periods import Cadence
from content.plan_files import Ambiguity, Document, Files, Meta, ReportingRule, Task
from content.regime import Regime
from content.source import ContentError, ContentErrors, Source, read
from content.units import Unit
from content.wrong_values import told

__all__ = ["PLAN", "ContentError", "ContentErrors", "Plan", "load"]

PLAN = Path(__file__).parent / "plan"


@dataclass(frozen=True, slots=True)
class Plan:
    """The ward's plan and the configuration beside it. Mappings keep the order of the files."""

    document: Document
    indicators: Mapping[str, Indicator]
    units: Mapping[str, Unit]
    tasks: Mapping[str, Task]
    task_leads: Mapping[str, str]
    reporting_rules: Mapping[str, ReportingRule]
    ambiguities: Mapping[str, Ambiguity]
    questions: Mapping[str, Question]
    regime: Regime
    calendar: WorkingCalendar

    @property
    def meta(self) -> Meta:
        return self.document.meta

    def reporting_units(self, cadence: Cadence) -> tuple[str, ...]:
        """The units that owe a report at this cadence, without being asked."""
        return tuple(code for code, unit in self.units.items() if cadence in unit.cadences)

    def form(self, unit_code: str, cadence: Cadence) -> ReportForm | None:
        """What a unit is asked; None if it does not report. Asked ad hoc it answers in words."""
        unit = self.units.get(unit_code)
        if unit is None or not (cadence in unit.cadences or cadence is Cadence.AD_HOC):
            return None
        asked = tuple(
            indicator
            for indicator in self.indicators.values()
            if indicator.suggested.lead_unit == unit_code and is_asked(indicator, cadence)
        )
        return ReportForm(unit_code, cadence, asked, tuple(self.questions.values()))


def load(directory: Path = PLAN) -> Plan:
    """Read and check everything; raises ContentErrors with all that is wrong."""
    sources = {field.name: read(directory / f"{field.name}.yaml") for field in fields(Files)}
    parsed = {name: _parse(sources[name], model) for name, model in _models().items()}
    _raise_for(sources)
    files = Files(**parsed)
    crosscheck(files, sources)
    _raise_for(sources)
    return _plan(files)


def _models() -> dict[str, type[BaseModel]]:
    return {field.name: field.type for field in fields(Files) if isinstance(field.type, type)}


def _parse(source: Source, model: type[BaseModel]) -> Any:
    if source.errors:
        return None
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            source.refuse(problem["loc"], problem["type"], told(problem))
        return None


def _raise_for(sources: Mapping[str, Source]) -> None:
    errors = [error for source in sources.values() for error in source.errors]
    if errors:
        raise ContentErrors(sorted(errors, key=lambda error: (str(error.path), error.line)))


def _plan(files: Files) -> Plan:
    return Plan(
        document=files.document,
        indicators=_by_code(_indicators(files)),
        units=_by_code(_units(files)),
        tasks=_by_code(files.tasks.tasks),
        task_leads=MappingProxyType(files.leads.tasks.lead_units),
        reporting_rules=_by_code(files.reporting_regime.reporting_regime),
        ambiguities=_by_code(files.ambiguities.ambiguities),
        questions=_by_code(files.forms.questions),
        regime=files.regime,
        calendar=WorkingCalendar({o.day: o.is_working for o in files.calendar.overrides}),
    )


def _indicators(files: Files) -> Iterable[Indicator]:
    leads = {lead.indicator: lead for lead in files.leads.indicators}
    for text in files.indicators.indicators:
        yield Indicator(**dict(text), suggested=leads[text.code])


def _units(files: Files) -> Iterable[Unit]:
    settings = {entry.unit: dict(entry) for entry in files.units.units}
    for organisation in files.organisations.organisations:
        own = settings[organisation.code]
        yield Unit(**dict(organisation), **{k: v for k, v in own.items() if k != "unit"})


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


_Thing = TypeVar("_Thing", bound=_Coded)


def _by_code(things: Iterable[_Thing]) -> Mapping[str, _Thing]:
    return MappingProxyType({thing.code: thing for thing in things})
