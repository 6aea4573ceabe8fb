"""The ward's plan as it stands in the files: complete, and nothing added as if it stood there."""

from collections import Counter

import pytest

from content.catalogue import Plan
from content.entries import Setting
from content.indicators import Indicator
from content.periods import Cadence
from content.units import Unit

TARGETS = {
    "HT01": ">= 100", "HT02": ">= 100", "NL01": "> 2", "NL02": ">= 3", "NL03": ">= 100",
    "NL04": ">= 100", "NL05": ">= 100", "NL06": ">= 90", "NL07": ">= 25", "KH01": "> 25",
    "ST01": "> 90", "ST02": ">= 100", "ST03": "> 40", "CS01": "> 90", "CS02": ">= 80",
    "CS03": ">= 100", "CS04": ">= 100", "CS05": "> 85", "CS06": ">= 100", "CS07": "> 0.7",
}  # fmt: skip


def test_nothing_of_the_plan_is_missing(plan: Plan) -> None:
    kinds = Counter(indicator.kind for indicator in plan.indicators.values())
    assert kinds == {"quantitative": 20, "qualitative": 10}
    assert len(plan.tasks) == len(plan.task_leads) == 34
    assert len(plan.units) == 23
    assert sum(len(unit.duties) for unit in plan.units.values()) == 19
    assert len(plan.reporting_rules) == 14
    assert len(plan.ambiguities) == 32
    assert len(plan.document.recipients_noi_nhan) == 10
    assert plan.meta.number == "09-KH/ĐU"


def test_targets_keep_above_and_at_least_apart(plan: Plan) -> None:
    found = {
        code: f"{indicator.target.comparator} {indicator.target.value}"
        for code, indicator in plan.indicators.items()
        if indicator.target.value is not None
    }
    assert found == TARGETS


def test_every_indicator_says_what_and_where(plan: Plan) -> None:
    for indicator in plan.indicators.values():
        assert indicator.name
        assert indicator.quote
        assert indicator.section.startswith("II.")
        assert indicator.target.due_year in {2030, 2045}


def test_whatever_the_plan_does_not_say_is_marked_with_its_basis(plan: Plan) -> None:
    settings = [value for _, value in plan.regime if isinstance(value, Setting)]
    marks = [(setting.status, setting.basis) for setting in settings]
    marks += [(i.suggested.status, i.suggested.basis) for i in plan.indicators.values()]
    marks += [(unit.status, unit.basis) for unit in plan.units.values()]
    marks += [(question.status, question.basis) for question in plan.questions.values()]
    assert len(marks) == 14 + 30 + 23 + 3
    assert all(status == "suggested" and len(basis) > 8 for status, basis in marks)


@pytest.mark.parametrize(
    ("cadence", "units"),
    [
        (Cadence.MONTHLY, "CUDTT MTTQ TTPVHCC"),
        (Cadence.QUARTER, "CUDTT UBND MTTQ VHXH KTHTDT TTPVHCC TYT"),
        (Cadence.HALF_YEAR, "CUDTT UBND MTTQ VHXH KTHTDT TTPVHCC TYT"),
        (Cadence.YEAR, "CUDTT BXDD UBND MTTQ VHXH KTHTDT TTPVHCC TYT"),
        (Cadence.AD_HOC, ""),
    ],
)
def test_who_reports(plan: Plan, cadence: Cadence, units: str) -> None:
    assert " ".join(plan.reporting_units(cadence)) == units


def test_every_lead_unit_reports(plan: Plan) -> None:
    for indicator in plan.indicators.values():
        lead = indicator.suggested
        if lead.owed_every is not None:
            assert plan.form(lead.lead_unit, lead.owed_every) is not None


def test_units_that_are_named_to_report_without_indicators_report_in_words(plan: Plan) -> None:
    for code in ("CUDTT", "UBND", "MTTQ"):
        form = plan.form(code, Cadence.QUARTER)
        assert form is not None
        assert form.indicators == ()
        assert len(form.questions) == 3


def test_unit_names_are_fit_to_show(plan: Plan) -> None:
    for unit in plan.units.values():
        assert is_fit_to_show(unit)


def is_fit_to_show(unit: Unit) -> bool:
    return not set("();…") & set(unit.name) and len(unit.short_name) <= 20


def test_names_are_not_shown_with_slips_of_the_scan(plan: Plan) -> None:
    slips = ("phần đầu", "GRPP", "Big, Data", "giáo dục bảo hiểm")
    shown = [name for i in plan.indicators.values() for name in names(i)]
    assert not [name for name in shown if any(slip in name for slip in slips)]


def names(indicator: Indicator) -> tuple[str, str]:
    return indicator.name, indicator.short_name


def test_amounts_of_money_are_known(plan: Plan) -> None:
    money = [code for code, indicator in plan.indicators.items() if indicator.counts_money]
    assert money == ["NL01", "NL02"]
