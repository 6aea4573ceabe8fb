"""What a unit is asked at each cadence."""

import pytest

from content.catalogue import Plan
from content.periods import PERIODIC, Cadence


@pytest.mark.parametrize(
    ("unit", "cadence", "indicators"),
    [
        ("TTPVHCC", Cadence.MONTHLY, "CS01 CS02 CS03 CS05"),
        ("TTPVHCC", Cadence.QUARTER, "CS01 CS02 CS03 CS04 CS05"),
        ("VHXH", Cadence.QUARTER, "NL03 NL04 CS06"),
        ("VHXH", Cadence.HALF_YEAR, "NL03 NL04 NL05 NL06 CSQ2 CS06 CSQ3"),
        ("VHXH", Cadence.YEAR, "NLQ1 NL03 NL04 NL05 NL06 CSQ2 CS06 CSQ3"),
        ("TYT", Cadence.HALF_YEAR, "ST01"),
        ("BXDD", Cadence.YEAR, "NL07"),
        ("MTTQ", Cadence.MONTHLY, ""),
        ("TTPVHCC", Cadence.AD_HOC, ""),
    ],
)
def test_form(plan: Plan, unit: str, cadence: Cadence, indicators: str) -> None:
    form = plan.form(unit, cadence)
    assert form is not None
    assert " ".join(indicator.code for indicator in form.indicators) == indicators
    assert [question.code for question in form.questions] == [
        "results",
        "difficulties",
        "proposals",
    ]


@pytest.mark.parametrize(
    ("unit", "cadence"),
    [
        ("UBND", Cadence.MONTHLY),  # the plan gives it three months and longer
        ("VHXH", Cadence.MONTHLY),
        ("BXDD", Cadence.QUARTER),
        ("BCD", Cadence.YEAR),
        ("NOBODY", Cadence.YEAR),
        ("NOBODY", Cadence.AD_HOC),
    ],
)
def test_who_does_not_report_has_no_form(plan: Plan, unit: str, cadence: Cadence) -> None:
    assert plan.form(unit, cadence) is None


def test_a_monthly_form_is_short(plan: Plan) -> None:
    for unit in plan.reporting_units(Cadence.MONTHLY):
        form = plan.form(unit, Cadence.MONTHLY)
        assert form is not None
        assert form.steps <= 7


def test_a_longer_form_holds_the_shorter(plan: Plan) -> None:
    for unit in plan.units:
        codes: set[str] = set()
        for cadence in PERIODIC:
            form = plan.form(unit, cadence)
            longer = {i.code for i in form.indicators} if form else set()
            assert codes <= longer
            codes = longer


@pytest.mark.parametrize("code", ["CS07", "T451", "T452", "T453"])
def test_the_province_s_figure_and_the_aims_of_2045_are_asked_of_nobody(
    plan: Plan, code: str
) -> None:
    unit = plan.indicators[code].suggested.lead_unit
    form = plan.form(unit, Cadence.YEAR)
    assert form is not None
    assert code not in [indicator.code for indicator in form.indicators]


def test_questions_speak_both_languages(plan: Plan) -> None:
    question = plan.questions["results"]
    assert question.prompt("vi") != question.prompt("en")
    assert question.label("en") == "Main results"
