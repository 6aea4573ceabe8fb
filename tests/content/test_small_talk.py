"""Courtesy is told from answers."""

import pytest

from content.small_talk import Asked, Courtesy, asked_of, courtesy_of


@pytest.mark.parametrize(
    "text",
    ["ok", "OK ạ", "vâng ạ", "dạ vâng", "Dạ em cảm ơn ạ", "đã nhận", "Đã rõ.", "da nhan roi a",
     "cảm ơn nhiều", "👍", "👍🏽", "❤️", "Xin chào!", "thank you", "Đã xem nhé"],
)  # fmt: skip
def test_courtesy(text: str) -> None:
    assert courtesy_of(text)


@pytest.mark.parametrize(
    "text",
    ["", "12", "đang làm", "nộp", "không phát sinh", "xin gia hạn", "chưa nộp được", "nộp rồi",
     "chưa gửi", "vâng nhưng số liệu chưa có", "mai nộp", "ok nhưng xin gia hạn đến 28/12"],
)  # fmt: skip
def test_whatever_says_more_is_left_to_others(text: str) -> None:
    assert courtesy_of(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("chào em", Courtesy.GREETING),
        ("Xin chào trợ lý số", Courtesy.GREETING),
        ("alo", Courtesy.GREETING),
        ("chào em, cho hỏi hạn nộp", None),
        ("Dạ em cảm ơn ạ", Courtesy.THANKS),
        ("cảm ơn em nhiều nhé", Courtesy.THANKS),
        ("🙏", Courtesy.THANKS),
        ("cảm ơn, nhưng số này sai", None),
        ("vâng", Courtesy.YES),
        ("ừ", Courtesy.YES),
    ],
)
def test_courtesy_is_returned_in_kind(text: str, kind: Courtesy | None) -> None:
    assert courtesy_of(text) is kind


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("hạn nộp ngày mấy", Asked.DUE),
        ("han nop?", Asked.DUE),
        ("khi nào phải nộp ạ", Asked.DUE),
        ("còn mấy ngày nữa", Asked.DUE),
        ("when is it due", Asked.DUE),
        ("báo cáo này là gì vậy", Asked.WHAT),
        ("bao cao gi the", Asked.WHAT),
        ("tôi không biết làm", Asked.HOW),
        ("nhập số liệu như thế nào, làm sao?", Asked.HOW),
        ("tôi làm gì được", Asked.HELP),
        ("bạn giúp được gì", Asked.HELP),
        ("what can you do?", Asked.HELP),
    ],
)
def test_simple_questions(text: str, about: Asked) -> None:
    assert asked_of(text) is about


@pytest.mark.parametrize(
    "text", ["12/40", "nộp", "không phát sinh", "đang làm", "mai nộp", "Tốt."]
)
def test_what_answers_is_no_question(text: str) -> None:
    assert asked_of(text) is None
