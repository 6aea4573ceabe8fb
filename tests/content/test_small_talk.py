"""Courtesy is told from answers."""

import pytest

from content.small_talk import is_courtesy, is_greeting, is_thanks


@pytest.mark.parametrize(
    "text",
    ["ok", "OK ạ", "vâng ạ", "dạ vâng", "Dạ em cảm ơn ạ", "đã nhận", "Đã rõ.", "da nhan roi a",
     "cảm ơn nhiều", "👍", "👍🏽", "❤️", "Xin chào!", "thank you", "Đã xem nhé"],
)  # fmt: skip
def test_courtesy(text: str) -> None:
    assert is_courtesy(text)


@pytest.mark.parametrize(
    "text",
    ["", "12", "đang làm", "nộp", "không phát sinh", "xin gia hạn", "chưa nộp được", "nộp rồi",
     "chưa gửi", "vâng nhưng số liệu chưa có", "mai nộp", "ok nhưng xin gia hạn đến 28/12"],
)  # fmt: skip
def test_whatever_says_more_is_left_to_others(text: str) -> None:
    assert not is_courtesy(text)


@pytest.mark.parametrize(
    ("text", "greets", "thanks"),
    [("chào em", True, False), ("Xin chào trợ lý số", True, False), ("alo", True, False),
     ("chào em, cho hỏi hạn nộp", False, False), ("cảm ơn em nhiều nhé", False, True),
     ("dạ xin cảm ơn", False, True), ("🙏", False, True), ("vâng", False, False),
     ("cảm ơn, nhưng số này sai", False, False)],
)  # fmt: skip
def test_a_greeting_and_thanks_are_told_from_a_mere_yes(
    text: str, greets: bool, thanks: bool
) -> None:
    assert (is_greeting(text), is_thanks(text)) == (greets, thanks)
