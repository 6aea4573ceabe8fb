"""Who is overdue? In the office's own words. Today is Friday 18 December 2026."""

from datetime import date

import pytest

from content.folding import fold
from content.periods import PERIODIC, Cadence
from content.questions import OverdueQuestion, overdue_question

M, Q, H, Y = PERIODIC
TODAY = date(2026, 12, 18)


@pytest.mark.parametrize(
    ("asked", "cadence", "period"),
    [
        ("đơn vị nào trễ hạn báo cáo tháng này?", None, "2026-12"),
        ("đơn vị nào quá hạn", None, None),
        ("Ai chưa nộp?", None, None),
        ("quá hạn", None, None),
        ("còn ai chưa gửi báo cáo không", None, None),
        ("ai chưa nộp báo cáo tháng 11", M, "2026-11"),
        ("tháng trước đơn vị nào nộp trễ", M, "2026-11"),
        ("đơn vị nào nợ báo cáo quý 3", Q, "2026-09"),
        ("ai chưa nộp báo cáo quý IV", None, "2026-12"),
        ("quý trước ai trễ", Q, "2026-09"),
        ("ai chưa nộp báo cáo quý I/2027", Q, "2027-03"),
        ("đơn vị nào chậm nộp 6 tháng đầu năm", H, "2026-06"),
        ("danh sách đơn vị trễ hạn năm 2026", Y, "2026-12"),
        ("ai trễ báo cáo năm nay", Y, "2026-12"),
        ("báo cáo tháng ai chưa nộp", M, None),
        ("đơn vị nào chưa nộp báo cáo quý", Q, None),
        ("ai chưa nộp báo cáo 3 tháng", Q, None),
        ("báo cáo 6 tháng đơn vị nào trễ", H, None),
        ("who is overdue?", None, None),
        ("which units are late this month", None, "2026-12"),
    ],
)
def test_overdue_question(asked: str, cadence: Cadence | None, period: str | None) -> None:
    assert overdue_question(asked, TODAY) == OverdueQuestion(cadence, period)
    assert overdue_question(fold(asked), TODAY) == OverdueQuestion(cadence, period)


@pytest.mark.parametrize(
    ("today", "period"), [(date(2027, 1, 5), "2026-12"), (date(2026, 12, 5), "2026-12")]
)
def test_a_month_without_a_year_is_the_latest(today: date, period: str) -> None:
    question = overdue_question("ai chưa nộp báo cáo tháng 12", today)
    assert question == OverdueQuestion(None, period)


@pytest.mark.parametrize(
    "asked",
    ["", "xin chào", "chỉ tiêu nào chậm?", "nhiệm vụ nào trễ tiến độ", "tôi chưa nộp được",
     "em xin nộp trễ", "hạn báo cáo là khi nào", "báo cáo của đơn vị nào đẹp nhất",
     "trời hôm nay có mưa muộn nên đường đi làm rất là đông đúc", "trễ " * 200],
)  # fmt: skip
def test_other_questions_are_not_taken_for_it(asked: str) -> None:
    assert overdue_question(asked, TODAY) is None
