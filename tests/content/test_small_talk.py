"""Courtesy is told from answers."""

import pytest

from content.small_talk import SmallTalk, small_talk


@pytest.mark.parametrize(
    "text",
    ["ok", "OK ạ", "vâng ạ", "dạ vâng", "Dạ em cảm ơn ạ", "đã nhận", "Đã rõ.", "da nhan roi a",
     "cảm ơn nhiều", "👍", "Xin chào!", "thank you", "Đã xem nhé"],
)  # fmt: skip
def test_courtesy(text: str) -> None:
    assert small_talk(text) is SmallTalk.THANKS


@pytest.mark.parametrize(
    "text",
    ["nộp rồi", "Đã gửi rồi mà", "em gửi rồi ạ", "đã nộp bản giấy", "vừa gửi qua zalo",
     "da bao cao roi", "gửi xong rồi ạ", "already sent", "nộp bản giấy rồi mà",
     "đã nộp cho chị Lan"],
)  # fmt: skip
def test_the_claim_to_have_sent_it(text: str) -> None:
    assert small_talk(text) is SmallTalk.SENT_ALREADY


@pytest.mark.parametrize(
    "text",
    ["", "12", "đang làm", "nộp", "không phát sinh", "xin gia hạn", "chưa nộp được",
     "chưa gửi", "vâng nhưng số liệu chưa có", "mai nộp", "ok nhưng xin gia hạn đến 28/12"],
)  # fmt: skip
def test_whatever_says_more_is_left_to_others(text: str) -> None:
    assert small_talk(text) is None
