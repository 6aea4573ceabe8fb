"""Rules between the content files: what one of them names must stand in another."""

import re
from collections.abc import Iterable, Mapping

from content.indicators import IndicatorText
from content.periods import PERIODIC, Cadence
from content.plan_files import Files
from content.source import Source

_AMBIGUITY = re.compile(r"\bA\d\d\b")
Sources = Mapping[str, Source]


def crosscheck(files: Files, sources: Sources) -> None:
    """Note in each source what does not fit the others."""
    _check_codes(files, sources)
    _check_indicators(files, sources["indicators"])
    _check_leads(files, sources["leads"])
    _check_units(files, sources["units"])
    _check_reporting(files, sources["reporting_regime"])
    _check_regime(files, sources["regime"])


def _check_codes(files: Files, sources: Sources) -> None:
    """A code names one thing."""
    for file, key, codes in (
        ("indicators", "indicators", [i.code for i in files.indicators.indicators]),
        ("tasks", "tasks", [t.code for t in files.tasks.tasks]),
        ("organisations", "organisations", [o.code for o in files.organisations.organisations]),
        ("ambiguities", "ambiguities", [a.code for a in files.ambiguities.ambiguities]),
        ("leads", "indicators", [lead.indicator for lead in files.leads.indicators]),
        ("units", "units", [unit.unit for unit in files.units.units]),
        ("forms", "questions", [question.code for question in files.forms.questions]),
        ("calendar", "overrides", [str(o.day) for o in files.calendar.overrides]),
        (
            "reporting_regime",
            "reporting_regime",
            [rule.code for rule in files.reporting_regime.reporting_regime],
        ),
    ):
        for index, code in enumerate(codes):
            if code in codes[:index]:
                message = f"Mã {code} ghi hai lần. Hãy đổi một."
                sources[file].refuse((key, index), "duplicate-code", message)


def _check_indicators(files: Files, source: Source) -> None:
    known = {ambiguity.code for ambiguity in files.ambiguities.ambiguities}
    for index, indicator in enumerate(files.indicators.indicators):
        here = ("indicators", index)
        for rule, message in _indicator_faults(indicator):
            source.refuse(here, rule, f"{indicator.code}: {message}")
        for number, words in enumerate(indicator.ambiguities):
            for code in set(_AMBIGUITY.findall(words)) - known:
                message = f"{indicator.code}: không có {code} trong ambiguities.yaml."
                source.refuse((*here, "ambiguities", number), "unknown-ambiguity", message)


def _indicator_faults(indicator: IndicatorText) -> Iterable[tuple[str, str]]:
    target, measure = indicator.target, indicator.measure
    has_number = target.value is not None
    if has_number != (indicator.kind == "quantitative"):
        yield "target", "chỉ tiêu định lượng phải có số mục tiêu, chỉ tiêu định tính thì không."
    if has_number != (target.comparator is not None):
        yield "comparator", "số mục tiêu phải có dấu so sánh, > hoặc >=."
    above = "trên" in (target.comparator_text or "").lower()
    if target.comparator and above != (target.comparator == ">"):
        yield "comparator", f"“{target.comparator_text}” không khớp với dấu {target.comparator}."
    if (measure.input == "ratio") != bool(measure.numerator and measure.denominator):
        yield "measure", "tỷ lệ thì phải có tử số và mẫu số, loại khác thì không."
    if (measure.input == "narrative") != (indicator.kind == "qualitative"):
        yield "measure", "chỉ tiêu định tính thì trả lời bằng chữ, loại khác thì không."


def _check_leads(files: Files, source: Source) -> None:
    codes = {o.code for o in files.organisations.organisations}
    indicators = {i.code for i in files.indicators.indicators}
    cadences = {unit.unit: unit.cadences for unit in files.units.units}
    led = {lead.indicator for lead in files.leads.indicators}
    for code in sorted(indicators - led):
        source.refuse(
            ("indicators",),
            "lead-missing",
            f"Chưa có đơn vị nào phụ trách {code}. Hãy thêm vào tệp này.",
        )
    for index, lead in enumerate(files.leads.indicators):
        here = ("indicators", index)
        if lead.indicator not in indicators:
            message = f"Không có chỉ tiêu {lead.indicator} trong indicators.yaml."
            source.refuse((*here, "indicator"), "unknown-indicator", message)
        for unit in {lead.lead_unit, *lead.co_units} - codes:
            source.refuse(
                here, "unknown-unit", f"Không có đơn vị {unit} trong organisations.yaml."
            )
        if lead.cadence not in files.document.cadence_codes:
            source.refuse((*here, "cadence"), "unknown-cadence", f"Không có kỳ {lead.cadence}.")
        if lead.owed_every and lead.owed_every not in cadences.get(lead.lead_unit, ()):
            message = f"{lead.lead_unit} không báo cáo kỳ {lead.cadence}, xem units.yaml."
            source.refuse((*here, "cadence"), "lead-does-not-report", message)
    _check_task_leads(files, source, codes)


def _check_task_leads(files: Files, source: Source, units: set[str]) -> None:
    tasks = {task.code for task in files.tasks.tasks}
    leads = files.leads.tasks.lead_units
    here = ("tasks", "lead_units")
    for code in sorted(tasks - leads.keys()):
        source.refuse(
            here, "lead-missing", f"Chưa có đơn vị nào phụ trách {code}. Hãy thêm vào tệp này."
        )
    for code in leads.keys() - tasks:
        source.refuse((*here, code), "unknown-task", f"Không có nhiệm vụ {code} trong tasks.yaml.")
    for code, unit in leads.items():
        if unit not in units:
            message = f"Không có đơn vị {unit} trong organisations.yaml."
            source.refuse((*here, code), "unknown-unit", message)


def _check_units(files: Files, source: Source) -> None:
    codes = {o.code for o in files.organisations.organisations}
    for code in sorted(codes - {unit.unit for unit in files.units.units}):
        source.refuse(
            ("units",), "settings-missing", f"{code} chưa có tên hiển thị và kỳ báo cáo ở đây."
        )
    for index, unit in enumerate(files.units.units):
        here = ("units", index)
        if unit.unit not in codes:
            message = f"Không có đơn vị {unit.unit} trong organisations.yaml."
            source.refuse((*here, "unit"), "unknown-unit", message)
        own = [cadence for cadence in PERIODIC if cadence in unit.cadences]
        if tuple(own) != unit.cadences or own != list(PERIODIC)[len(PERIODIC) - len(own) :]:
            message = "đã báo cáo kỳ ngắn thì báo cáo mọi kỳ dài hơn, ghi kỳ ngắn trước."
            source.refuse((*here, "cadences"), "cadences", f"{unit.unit}: {message}")


def _check_reporting(files: Files, source: Source) -> None:
    """Names in brackets are the plan's own words for many units at once."""
    known = {o.code for o in files.organisations.organisations} | files.document.outside.keys()
    for index, rule in enumerate(files.reporting_regime.reporting_regime):
        here = ("reporting_regime", index)
        named = {*rule.from_, *(rule.to or ()), *rule.with_, *([rule.via] if rule.via else [])}
        for code in sorted(name for name in named - known if not name.startswith("(")):
            source.refuse(here, "unknown-unit", f"{rule.code}: không có đơn vị {code}.")
        for code in set(rule.cadences) - files.document.cadence_codes.keys():
            source.refuse(here, "unknown-cadence", f"{rule.code}: không có kỳ {code}.")
    for missing in set(Cadence) - files.document.cadence_codes.keys():
        source.refuse((), "unknown-cadence", f"Thiếu kỳ {missing} trong document.yaml.")


def _check_regime(files: Files, source: Source) -> None:
    """Data is cut off, units report, the ward reports upward."""
    regime = files.regime
    if not regime.data_cutoff_day.value < regime.unit_due_day.value:
        source.refuse(
            ("unit_due_day",), "order", "Ngày nộp của đơn vị phải sau ngày chốt số liệu."
        )
    if not regime.unit_due_day.value < regime.upward_due_day.value:
        source.refuse(
            ("upward_due_day",), "order", "Ngày phường báo cáo phải sau ngày nộp của đơn vị."
        )
