"""One line of a sent report, put right in a sentence."""

import pytest

from content.line_corrections import LineCorrection, line_correction


@pytest.mark.parametrize(
    ("typed", "line", "said"),
    [
        ("gửi nhầm rồi, số 2 phải là 850/900", 2, "850/900"), ("sửa 2", 2, ""),
        ("sửa số 2 thành 850/950", 2, "850/950"), ("Sua so 2 thanh 850/950", 2, "850/950"),
        ("số 2 sai rồi, phải là 850/900 ạ", 2, "850/900 ạ"), ("em ghi nhầm dòng 12", 12, ""),
        ("2 phải là 850/900", 2, "850/900"), ("sửa 3: không phát sinh", 3, "không phát sinh"),
        ("sửa 2 thành hai mươi lăm", 2, "hai mươi lăm"), ("change 2", 2, ""),
        ("line 2 should be 850/950", 2, "850/950"), ("change line 2 to 850/950", 2, "850/950"),
    ],
)  # fmt: skip
def test_a_line_is_said_to_be_wrong(typed: str, line: int, said: str) -> None:
    assert line_correction(typed) == LineCorrection(line, said, is_outright=True)


@pytest.mark.parametrize(
    ("typed", "line", "said"),
    [("5. 90/100", 5, "90/100"), ("5) 90/100", 5, "90/100"), ("dòng 3: 45%", 3, "45%"),
     ("số 2 là 85", 2, "85")],
)  # fmt: skip
def test_a_numbered_figure_is_a_correction_only_right_under_the_receipt(
    typed: str, line: int, said: str
) -> None:
    assert line_correction(typed) == LineCorrection(line, said, is_outright=False)


@pytest.mark.parametrize(
    "typed",
    ["2", "số 2", "12/40", "sửa 12/40", "850/900; 45%", "12, 15", "1. 12/15 2. 45", "sửa báo cáo",
     "sửa 2 chỉ tiêu", "nộp rồi", "45 %", "báo cáo 2026", ""],
)  # fmt: skip
def test_everything_else_is_none(typed: str) -> None:
    assert line_correction(typed) is None


def test_a_long_row_of_its_own_words_is_answered_at_once() -> None:
    for word in ("sửa ", "số 2 phải là ", "5. ", "a, "):
        assert line_correction(word * 1000) is None
