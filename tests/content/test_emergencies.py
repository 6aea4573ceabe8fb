"""Words of somebody in pain, and words that a lesson is about."""

import pytest

from content.emergencies import tells_of_pain


@pytest.mark.parametrize(
    "said",
    [
        "tim tôi đau quá",
        "tim dau qua goi cap cuu",
        "mẹ khó thở",
        "gọi xe cấp cứu giúp",
        "heart attack",
    ],
)
def test_pain_is_heard(said: str) -> None:
    assert tells_of_pain(said)


@pytest.mark.parametrize(
    "said",
    [
        "tìm mã otp",
        "tim bai quet mat",
        "nguoi la goi dien bao con cap cuu doi tien",
        "tìm bài cấp cứu",
        "cuoc goi con dang cap cuu",
        "nguoi la goi con cap cuu doi tien",
    ],
)
def test_what_a_lesson_is_about_is_none(said: str) -> None:
    assert not tells_of_pain(said)
