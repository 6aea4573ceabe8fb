"""The steps of a report form: where one stands, what comes next, what came before."""

from collections.abc import Container

from content.forms import Question, ReportForm
from content.indicators import Indicator

Step = Indicator | Question


def steps_of(form: ReportForm) -> tuple[Step, ...]:
    """First what is measured, then what is told."""
    return (*form.indicators, *form.questions)


def step_named(form: ReportForm, code: str) -> Step | None:
    return next((step for step in steps_of(form) if step.code == code), None)


def first_open(form: ReportForm, answered: Container[str]) -> Step | None:
    """The first step without an answer; None when it is time to look everything over."""
    return next((step for step in steps_of(form) if step.code not in answered), None)


def step_after(form: ReportForm, code: str) -> Step | None:
    """The next in order, answered or not; the first one where `code` is no step of the form."""
    steps = steps_of(form)
    place = position(form, code)
    return steps[place] if place < len(steps) else None


def step_before(form: ReportForm, code: str) -> Step | None:
    steps = steps_of(form)
    place = position(form, code)
    return steps[place - 2] if place > 1 else None


def position(form: ReportForm, code: str) -> int:
    """1 for the first step, as people count; 0 for a step the form does not have."""
    codes = [step.code for step in steps_of(form)]
    return codes.index(code) + 1 if code in codes else 0
