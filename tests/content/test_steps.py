"""The order of a form's steps."""

from content.catalogue import Plan
from content.forms import ReportForm
from content.periods import Cadence
from content.steps import (
    first_open,
    position,
    step_after,
    step_before,
    step_named,
    steps_of,
)


def form_of(plan: Plan, unit: str = "TTPVHCC") -> ReportForm:
    form = plan.form(unit, Cadence.MONTHLY)
    assert form
    return form


def test_indicators_come_before_questions(plan: Plan) -> None:
    assert [step.code for step in steps_of(form_of(plan))] == [
        "CS01", "CS02", "CS03", "CS05", "results", "difficulties", "proposals",
    ]  # fmt: skip


def test_the_first_open_step_is_the_first_without_an_answer(plan: Plan) -> None:
    form = form_of(plan)
    step = first_open(form, {"CS01", "CS03"})
    assert step
    assert step.code == "CS02"


def test_nothing_is_open_once_all_is_answered(plan: Plan) -> None:
    form = form_of(plan)
    assert first_open(form, {step.code for step in steps_of(form)}) is None


def test_positions_count_from_one(plan: Plan) -> None:
    form = form_of(plan)
    assert (position(form, "CS01"), position(form, "proposals")) == (1, 7)
    assert position(form, "HT01") == 0


def test_before_the_first_step_there_is_none(plan: Plan) -> None:
    form = form_of(plan)
    before = step_before(form, "CS02")
    assert before
    assert before.code == "CS01"
    assert step_before(form, "CS01") is None
    assert step_before(form, "HT01") is None


def test_gone_through_in_order_each_step_leads_to_the_next(plan: Plan) -> None:
    form = form_of(plan)
    gone, step = [], step_after(form, "")
    while step is not None:
        gone.append(step.code)
        step = step_after(form, step.code)
    assert gone == [one.code for one in steps_of(form)]


def test_a_step_of_another_form_is_not_found(plan: Plan) -> None:
    assert step_named(form_of(plan), "HT01") is None
