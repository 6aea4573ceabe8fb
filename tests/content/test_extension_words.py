"""What is typed about a request for more time, by the unit and by the office."""

from datetime import date

import pytest

from content.extension_words import (
    Grants,
    Refuses,
    more_days_wanted,
    office_answer,
    withdraws,
)

TODAY = date(2026, 12, 10)  # a Thursday


@pytest.mark.parametrize(
    "text",
    [
        "rút đề nghị",
        "Rut gia han a",
        "Cho tôi rút lại đề nghị gia hạn được không?",
        "rút",
        "Tôi muốn hủy xin gia hạn",
        "hủy đề nghị gia hạn",
        "không xin gia hạn nữa",
        "thôi tôi không xin nữa",
        "Rút đề nghị: Trạm Y tế, năm 2026",
        "withdraw the request",
    ],
)
def test_a_request_is_taken_back(text: str) -> None:
    assert withdraws(text)


@pytest.mark.parametrize(
    "text",
    [
        "hủy",
        "xin gia hạn",
        "làm sao để rút đề nghị",
        "đừng rút đề nghị",
        "rút gọn báo cáo",
        "không gia hạn",
        "rút đề nghị " + "x" * 100,
        "muốn rút đề nghị thì làm sao?",
        "rút lại đề nghị được không?",
        "bỏ đề nghị cũ, xin gia hạn đến 22/12",
        "không xin gia hạn nữa, em nộp 45/50",
        "không gia hạn nữa thì sao ạ?",
        "",
    ],
)
def test_nothing_is_taken_back(text: str) -> None:
    assert not withdraws(text)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Đồng ý", None),
        ("dạ dong y ạ", None),
        ("ok duyệt", None),
        ("cho gia hạn", None),
        ("đồng ý cho đơn vị gia hạn", None),
        ("agree", None),
        ("đồng ý đến 21/12", date(2026, 12, 21)),
        ("ok cho den thu 2 tuan sau", date(2026, 12, 14)),
        ("đồng ý gia hạn đến hết ngày 21/12", date(2026, 12, 21)),
        ("Cho đến thứ Hai, 21/12/2026", date(2026, 12, 21)),
        ("Grant until Monday, 21/12/2026", date(2026, 12, 21)),
    ],
)
def test_the_office_agrees(text: str, until: date | None) -> None:
    assert office_answer(text, TODAY) == Grants(until)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("từ chối", None),
        ("Không đồng ý", None),
        ("chưa cho gia hạn", None),
        ("từ chối vì phường phải tổng hợp", "phường phải tổng hợp"),
        ("khong dong y gia han do tinh thu som", "tinh thu som"),
        ("từ chối: gấp lắm", "gấp lắm"),
        ("refuse because the city asks early", "the city asks early"),
    ],
)
def test_the_office_refuses(text: str, reason: str | None) -> None:
    assert office_answer(text, TODAY) == Refuses(reason)


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "không",
        "cho",
        "cho đơn vị",
        "đồng ý nhưng gửi bản nháp trước",
        "đồng ý đến bao giờ cũng được",
        "đồng ý đến 21/12 nhưng phải gọi cho tôi",
        "đơn vị nào trễ hạn?",
        "từ chối thì sao",
        "x" * 500,
        "",
    ],
)
def test_anything_with_a_condition_or_a_doubt_is_no_answer(text: str) -> None:
    assert office_answer(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("thêm 3 ngày", 3),
        ("cho xin thêm 3 ngày nhé", 3),
        ("2 ngày làm việc nữa", 2),
        ("3 days more", 3),
        ("ngày 3", None),
        ("3", None),
        ("thêm vài ngày", None),
    ],
)
def test_so_many_days_more(text: str, days: int | None) -> None:
    assert more_days_wanted(text) == days
