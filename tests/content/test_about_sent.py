"""What people say of a report that was sent, as they type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.about_sent import AboutSent, about_sent
from content.folding import fold


@pytest.mark.parametrize(
    "text",
    ["nộp rồi", "Đã gửi rồi mà", "em gửi rồi ạ", "tôi nộp rồi", "đã nộp", "đã nộp bản giấy",
     "vừa gửi qua zalo", "sáng nay gửi rồi", "hôm qua em nộp rồi mà", "đã báo cáo rồi",
     "gửi xong rồi ạ", "đã nộp cho chị Lan", "báo cáo tháng 11 gửi rồi", "nộp lâu rồi",
     "tôi đã nộp báo cáo rồi", "nộp rồi đồng chí ơi", "already sent", "I already sent it"],
)  # fmt: skip
def test_the_claim_to_have_sent_it(text: str) -> None:
    assert about_sent(text) is AboutSent.CLAIMED
    assert about_sent(fold(text)) is AboutSent.CLAIMED


@pytest.mark.parametrize(
    "text",
    ["gửi chưa?", "em nộp chưa nhỉ", "nộp chưa", "đã nộp chưa?", "tôi gửi báo cáo chưa ấy nhỉ",
     "báo cáo của tôi đã gửi chưa", "đã nhận được chưa", "nhận được báo cáo chưa",
     "báo cáo tháng 11 nộp chưa?", "nộp rồi đúng không", "bên em nộp chưa", "did I send it?",
     "have you received my report", "has it been sent?"],
)  # fmt: skip
def test_the_question_whether_it_was_sent(text: str) -> None:
    assert about_sent(text) is AboutSent.ASKED
    assert about_sent(fold(text)) is AboutSent.ASKED


@pytest.mark.parametrize(
    "text",
    ["sửa", "SUA", "/sua", "sửa báo cáo", "sửa báo cáo đã gửi", "tôi muốn sửa số liệu",
     "gửi nhầm rồi", "em gửi nhầm ạ", "nhầm số rồi", "nhập sai số liệu", "báo cáo sai rồi",
     "xin sửa báo cáo tháng 11", "sửa giúp tôi báo cáo", "đính chính", "điều chỉnh số liệu",
     "tôi lỡ gửi sai rồi", "change the report", "wrong figure", "I want to correct my report"],
)  # fmt: skip
def test_the_wish_to_correct_it(text: str) -> None:
    assert about_sent(text) is AboutSent.TO_CORRECT
    assert about_sent(fold(text)) is AboutSent.TO_CORRECT


@pytest.mark.parametrize(
    "text",
    ["", "12", "đang làm", "nộp", "dạ nộp", "dạ gửi", "gửi báo cáo", "nộp báo cáo", "báo cáo",
     "không phát sinh", "chưa nộp được", "chưa gửi", "chưa báo cáo", "chưa có số liệu", "mai nộp",
     "để chiều em gửi ạ", "vâng nhưng số liệu chưa có", "khi nào nộp?", "đơn vị nào chưa nộp",
     "thiếu số liệu", "sửa tên", "sáu", "đang gửi", "cảm ơn", "x" * 5000],
)  # fmt: skip
def test_whatever_says_more_or_less_is_left_to_others(text: str) -> None:
    assert about_sent(text) is None


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    about_sent(text)
