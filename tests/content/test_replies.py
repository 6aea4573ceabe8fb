"""What a focal point means by answering a reminder. Today is Wednesday 16 December 2026."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.figures import Figure, Fraction, NoActivity, NoData, Quantity, Unclear
from content.folding import fold
from content.replies import (
    ExtensionWanted,
    Figures,
    NothingToReport,
    NotUnderstood,
    StartReport,
    Working,
    understand,
)

TODAY = date(2026, 12, 16)


def count(value: int) -> Quantity:
    return Quantity(Decimal(value))


def percent(value: str) -> Quantity:
    return Quantity(Decimal(value), is_percent=True)


def part(numerator: int, denominator: int) -> Fraction:
    return Fraction(Decimal(numerator), Decimal(denominator))


@pytest.mark.parametrize(
    "said",
    ["đang làm", "Dạ em đang làm ạ", "đang tổng hợp số liệu", "đang chờ nhà mạng gửi số",
     "sắp xong rồi", "mai em nộp", "để chiều em gửi ạ", "sẽ nộp chiều nay", "working on it"],
)  # fmt: skip
def test_working(said: str) -> None:
    assert understand(said, TODAY) == Working()
    assert understand(fold(said), TODAY) == Working()


@pytest.mark.parametrize(
    ("said", "until", "reason"),
    [
        ("xin gia hạn đến 28/12", date(2026, 12, 28), None),
        ("xin gia han den 28/12 a", date(2026, 12, 28), None),
        ("Xin gia hạn đến 28/12 vì chờ Nhà mạng.", date(2026, 12, 28), "chờ Nhà mạng."),
        ("cho em gia hạn tới thứ sáu, lý do: máy hỏng", date(2026, 12, 18), "máy hỏng"),
        ("GIAHAN", None, None),
        ("GIAHAN 28/12", date(2026, 12, 28), None),
        ("giahn", None, None),
        ("xin nộp chậm đến mai do đang chờ ký", date(2026, 12, 17), "đang chờ ký"),
        ("xin gia hạn vì 17/12 nghỉ", None, "17/12 nghỉ"),
        ("xin lùi hạn 2 ngày", None, None),
        ("cho xin thêm 3 ngày vì chờ ngân hàng", None, "chờ ngân hàng"),
        ("xin thêm vài hôm", None, None),
    ],
)
def test_extension_wanted(said: str, until: date | None, reason: str | None) -> None:
    assert understand(said, TODAY) == ExtensionWanted(until, reason)


@pytest.mark.parametrize(
    "said",
    ["không phát sinh", "khong phat sinh a", "Kỳ này không phát sinh", "không có gì để báo cáo",
     "không có", "nothing to report"],
)  # fmt: skip
def test_nothing_to_report(said: str) -> None:
    assert understand(said, TODAY) == NothingToReport()


@pytest.mark.parametrize(
    "said",
    ["NOP", "nộp", "nộp báo cáo", "báo cáo ngay", "bao cao", "Bắt đầu", "làm luôn",
     "tôi muốn báo cáo", "gửi số liệu ạ", "start"],
)  # fmt: skip
def test_start_report(said: str) -> None:
    assert understand(said, TODAY) == StartReport()


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("45", (count(45),)),
        ("0", (count(0),)),
        ("1.234/1.380", (part(1234, 1380),)),
        ("1.234/1.380; 45%; 12", (part(1234, 1380), percent("45"), count(12))),
        ("1.234/1.380\n92,5%\nkhông phát sinh", (part(1234, 1380), percent("92.5"), NoActivity())),
        ("12, 45, 80%", (count(12), count(45), percent("80"))),
        ("12 và 45", (count(12), count(45))),
        ("1) 12/15\n2) 80%", (part(12, 15), percent("80"))),
        ("12/15 20/30", (part(12, 15), part(20, 30))),
        ("1234 1380", (count(1234), count(1380))),
        ("92,5", (Quantity(Decimal("92.5")),)),
        ("chưa có số liệu", (NoData(),)),
        ("chưa có; 12", (NoData(), count(12))),
    ],
)
def test_figures(said: str, figures: tuple[Figure, ...]) -> None:
    assert understand(said, TODAY) == Figures((figures,))


@pytest.mark.parametrize(
    "said",
    ["", "cảm ơn", "nộp rồi", "đã nộp hôm qua", "không xin gia hạn", "không", "HUY", "ok", "👍",
     "12 tháng 12 họp", "CS01: 12", "x" * 2000, "khi nào nộp?"],
)  # fmt: skip
def test_anything_else_is_not_guessed(said: str) -> None:
    assert understand(said, TODAY) == NotUnderstood()


def test_an_unclear_figure_keeps_its_place_in_the_row() -> None:
    about = Unclear("approximate", (count(45),))
    assert understand("12; khoảng 45; 80%", TODAY) == Figures(((count(12), about, percent("80")),))


def test_a_piece_that_is_no_figure_is_named() -> None:
    assert understand("12; 12 con gà; 80%", TODAY) == NotUnderstood("12 con gà")


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    understand(text, TODAY)
