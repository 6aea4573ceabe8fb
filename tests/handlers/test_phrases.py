"""Turns of phrase in both languages."""

from datetime import date
from decimal import Decimal

import pytest

from content.answers import Answer, AnswerStatus, ratio
from content.catalogue import Plan
from content.choices import Choice, choice_of
from content.periods import Cadence, Period
from content.words import speaking
from handlers.focal.report_offers import label
from handlers.phrases import (
    answer_phrase,
    due_phrase,
    late_phrase,
    period_name,
    report_name,
    target_phrase,
    unit_name,
    unit_short_name,
)


@pytest.mark.parametrize(
    ("period", "vietnamese", "english"),
    [
        (Period(Cadence.MONTHLY, 2027, 1), "tháng 01/2027", "month 01/2027"),
        (Period(Cadence.QUARTER, 2027, 3), "quý I/2027", "quarter I/2027"),
        (Period(Cadence.QUARTER, 2027, 12), "quý IV/2027", "quarter IV/2027"),
        (Period(Cadence.HALF_YEAR, 2027, 6), "6 tháng đầu năm 2027", "first 6 months of 2027"),
        (Period(Cadence.HALF_YEAR, 2027, 12), "6 tháng cuối năm 2027", "last 6 months of 2027"),
        (Period(Cadence.YEAR, 2026, 12), "năm 2026", "year 2026"),
        (Period(Cadence.AD_HOC, 2027, 2), "đột xuất tháng 02/2027", "on request, 02/2027"),
    ],
)
def test_periods_have_the_names_officials_use(
    period: Period, vietnamese: str, english: str
) -> None:
    assert period_name(period) == vietnamese
    assert report_name(period) == f"báo cáo {vietnamese}"
    with speaking("en"):
        assert period_name(period) == english


@pytest.mark.parametrize(
    ("today", "phrase"),
    [
        (date(2026, 12, 14), "hạn thứ Năm, 17/12/2026 (còn 3 ngày)"),
        (date(2026, 12, 17), "hạn hôm nay, thứ Năm, 17/12/2026"),
        (date(2026, 12, 18), "hạn là thứ Năm, 17/12/2026"),
    ],
)
def test_due_days_say_how_long_is_left(today: date, phrase: str) -> None:
    assert due_phrase(date(2026, 12, 17), today) == phrase


def test_lateness_is_in_working_days() -> None:
    assert late_phrase(3) == "quá hạn 3 ngày làm việc"
    with speaking("en"):
        assert late_phrase(1) == "overdue by 1 working day"


@pytest.mark.parametrize(
    ("code", "phrase"),
    [
        ("CS01", "trên 90 %"),
        ("CS02", "từ 80 % trở lên"),
        ("HT01", "đạt 100 %"),
        ("NL02", "từ 3 % GRDP trở lên"),
        ("CS07", "trên 0,7 chỉ số (0-1)"),
        ("HTQ1", None),
    ],
)
def test_above_a_target_differs_from_at_least(plan: Plan, code: str, phrase: str | None) -> None:
    assert target_phrase(plan.indicators[code].target) == phrase


@pytest.mark.parametrize(
    ("answer", "phrase"),
    [
        (ratio(Decimal(1234), Decimal(1380)), "1.234/1.380 = 89,4 %"),
        (ratio(Decimal(1), Decimal(80)), "1/80 = 1,3 %"),  # half up, as people round
        (Answer(AnswerStatus.VALUE, value=Decimal("89.4")), "89,4 %"),
        (Answer(AnswerStatus.NO_ACTIVITY), "không phát sinh"),
        (Answer(AnswerStatus.NO_DATA), "chưa có số liệu"),
        (Answer(AnswerStatus.SKIPPED), "bỏ qua"),
        (Answer(AnswerStatus.WORDS, words="Đã làm."), "Đã làm."),
    ],
)
def test_answers_in_words(plan: Plan, answer: Answer, phrase: str) -> None:
    assert answer_phrase(plan.indicators["CS01"], answer) == phrase


def test_a_unit_the_plan_no_longer_knows_keeps_its_code(plan: Plan) -> None:
    assert unit_name(plan, "TTPVHCC") == "Trung tâm Phục vụ hành chính công"
    assert unit_short_name(plan, "TTPVHCC") == "TT PVHCC"
    assert unit_name(plan, "GONE") == unit_short_name(plan, "GONE") == "GONE"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("choice", Choice)
def test_what_stands_on_a_button_is_understood_when_typed(choice: Choice, language: str) -> None:
    with speaking(language):
        assert choice_of(label(choice), (choice,)) is choice
