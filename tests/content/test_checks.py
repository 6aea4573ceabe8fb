"""What is asked before a figure is believed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.answers import Answer, AnswerStatus, ratio
from content.catalogue import Plan
from content.checks import Finding, check, check_together, is_blocked


def of(part: int | str, whole: int | str) -> Answer:
    return ratio(Decimal(part), Decimal(whole))


def rate(value: str) -> Answer:
    return Answer(AnswerStatus.VALUE, value=Decimal(value))


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.level}:{finding.code}" for finding in findings]


@pytest.mark.parametrize(
    ("indicator", "answer", "previous", "found"),
    [
        ("CS01", of(1234, 1380), [], []),
        ("CS01", of(1234, 1380), [of(1200, 1350), of(1100, 1340)], []),
        ("CS01", of(7, 5), [], ["block:part_exceeds_whole"]),
        ("CS01", of(-1, 5), [], ["block:numerator_negative", "block:negative"]),
        ("CS01", of("1.5", 5), [], ["block:numerator_not_whole"]),
        ("CS01", of(1, "5.5"), [], ["block:denominator_not_whole"]),
        ("CS01", of(5, 0), [], ["block:part_exceeds_whole"]),
        ("CS01", of(0, 0), [], []),
        ("CS01", rate("120"), [], ["block:above_cap"]),
        ("CS01", rate("-5"), [], ["block:negative"]),
        ("CS01", rate("92.5"), [], ["info:percent_only"]),
        ("NL01", of(3, 100), [], []),
        ("NL01", of(30, 100), [], ["warn:share_is_huge"]),
        ("NL02", of("1.5", "100.5"), [], []),
        ("NL04", of(40, 50), [of(45, 50)], ["warn:cumulative_fell"]),
        ("NL04", of(45, 50), [of(45, 50)], []),
        ("NL05", of(40, 50), [of(45, 50)], []),
        ("CS01", of(90, 112), [of(80, 100)], ["warn:denominator_changed"]),
        ("CS01", of(88, 110), [of(80, 100)], []),
        ("CS01", of(1234, 13800), [of(1200, 1350)],
         ["ask:denominator_slip", "warn:denominator_changed"]),
        ("CS01", of(123, 1380), [of(1200, 1350)], ["ask:numerator_slip"]),
        ("CS01", of(1, 5), [of(10, 15)], ["warn:denominator_changed"]),
        ("CS01", rate("9.0"), [rate("90.0")], ["ask:value_slip", "info:percent_only"]),
        ("CS01", of(50, 100), [of(80, 100)], []),
        ("CS01", of(50, 100), [of(80, 100), of(79, 100)], ["warn:jump"]),
        ("CS01", of(89, 100), [of(80, 100), of(79, 100)], []),
        ("CS01", of(50, 100), [of(80, 100), of(60, 100), of(80, 100)], []),
        ("CS01", of(80, 100), [of(80, 100)] * 3, ["info:same_as_before"]),
        ("CS01", of(80, 100), [of(80, 100)] * 2, []),
        ("HT01", of(80, 100), [of(80, 100)] * 3, []),
        ("CS04", of(80, 100), [of(80, 100)] * 3, []),
    ],
)  # fmt: skip
def test_check(
    plan: Plan, indicator: str, answer: Answer, previous: list[Answer], found: list[str]
) -> None:
    assert codes(check(plan.indicators[indicator], answer, previous)) == found


@pytest.mark.parametrize("status", [s for s in AnswerStatus if s is not AnswerStatus.VALUE])
def test_an_answer_without_figures_is_taken_as_it_is(plan: Plan, status: AnswerStatus) -> None:
    assert check(plan.indicators["CS01"], Answer(status), [of(1, 2)]) == ()


def test_periods_without_a_figure_are_passed_over(plan: Plan) -> None:
    previous = [Answer(AnswerStatus.NO_DATA), of(45, 50)]
    found = check(plan.indicators["NL04"], of(40, 50), previous)
    assert codes(found) == ["warn:cumulative_fell"]


def test_a_finding_brings_its_facts(plan: Plan) -> None:
    (finding,) = check(plan.indicators["CS01"], of(7, 5), [])
    assert finding.facts == {"numerator": Decimal(7), "denominator": Decimal(5)}
    assert is_blocked([finding])


def test_more_handled_online_than_there_were(plan: Plan) -> None:
    found = check_together({"CS03": of(90, 100), "CS05": of(120, 130)})
    assert codes(found) == ["warn:more_online_than_received"]
    assert check_together({"CS03": of(90, 100), "CS05": of(85, 90)}) == ()
    assert check_together({"CS05": of(85, 90)}) == ()


COUNTS = st.integers(0, 10**6).map(Decimal)


@given(
    st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=9), st.sampled_from(["CS01", "NL01"])
)
def test_only_what_cannot_be_is_refused(
    plan: Plan, pairs: list[tuple[Decimal, Decimal]], indicator: str
) -> None:
    answers = [ratio(min(pair), max(pair)) for pair in pairs]
    assert not is_blocked(check(plan.indicators[indicator], answers[0], answers[1:]))
