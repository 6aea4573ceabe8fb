"""Words that were hardly meant to be written into the report are told from a story."""

import time
from datetime import date

import pytest

from content.asides import Aside, aside_of
from content.small_talk import asked_of, courtesy_of

TODAY = date(2026, 12, 15)


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("xin gia hạn đến 28/12 vì chờ số liệu", Aside.MORE_TIME),
        ("xin gia han den 28/12 vi cho so lieu", Aside.MORE_TIME),
        ("tôi nộp giấy rồi", Aside.OTHER),
        ("gửi chưa?", Aside.OTHER),
        ("ừ", Aside.OTHER),
        ("report", Aside.OTHER),
        ("đang làm", Aside.OTHER),
        ("hạn nộp ngày mấy", Aside.OTHER),
    ],
)
def test_an_aside(text: str, aside: Aside) -> None:
    assert aside_of(text, TODAY) is aside


@pytest.mark.parametrize(
    "text",
    ["Tốt.", "Thiếu cán bộ.", "Không phát sinh", "Đang triển khai 5G tại 12 khu phố.",
     "Đã phủ sóng 5G 12 khu phố.", "Đề nghị cấp thêm máy tính."],
)  # fmt: skip
def test_a_story(text: str) -> None:
    assert aside_of(text, TODAY) is None


@pytest.mark.parametrize(
    "word",
    ["khong biet ", "han nop ", "lam gi duoc ", "bao cao ", "nop ", "nhu the nao ", "ngay may ",
     "han ", "chua ro cach ", "gi vay ", "xin gia han ", "cam on ", "da vang a "],
)  # fmt: skip
def test_long_rows_of_known_words_are_read_quickly(word: str) -> None:
    began = time.perf_counter()
    for length in (60, 300, 5000):
        text = (word * length)[:length]
        aside_of(text, TODAY), asked_of(text), courtesy_of(text)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    "text", ["3", "12/40", "45%; 12", "sua 9", "sửa dòng 2", "thôi bỏ qua đi"]
)
def test_a_figure_or_a_choice_is_hardly_a_story(text: str) -> None:
    assert aside_of(text, TODAY) is Aside.OTHER
