"""Figures as people type them: read exactly, asked about, or recognised as no figure at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.figures import Fraction, Kind, NoActivity, NoData, Quantity, Unclear
from content.folding import fold
from content.numbers import read_quantity
from tests.content.spelling import spelled


def count(number: int) -> Quantity:
    return Quantity(Decimal(number))


KINDS: tuple[Kind, ...] = ("count", "percent", "money", "value")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0", "0"), ("bằng 0", "0"), ("7", "7"), ("05", "5"), ("1234", "1234"),
        ("1.250", "1250"), ("1 050", "1050"), ("1\u00a0234", "1234"), ("12 345 678", "12345678"),
        ("1.234.567", "1234567"), ("1,234,567", "1234567"), ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"), ("1.234.567,89", "1234567.89"), ("1 234,5", "1234.5"),
        ("92.5", "92.5"), ("92,5", "92.5"), ("12.34", "12.34"), ("0,125", "0.125"),
        ("0.125", "0.125"), ("12,3456", "12.3456"), (",5", "0.5"), ("-5", "-5"), ("−5", "-5"),
        ("４５", "45"), ("１．２５０", "1250"),
        ("12,5 tr", "12500000"), ("1,5 triệu", "1500000"), ("2 tỷ", "2000000000"),
        ("2tr5", "2500000"), ("1k2", "1200"), ("5k", "5000"), ("5 nghìn 500", "5500"),
        ("1 triệu 250 nghìn", "1250000"), ("1.250 triệu đồng", "1250000000"),
        ("12 triệu đồng", "12000000"), ("2 triệu rưỡi", "2500000"), ("3 chục", "30"),
        ("12 hồ sơ", "12"), ("1.234 hồ sơ ạ.", "1234"), ("dạ 45 ạ", "45"), ("có 12 người", "12"),
        ("Dạ, kỳ này đạt 45 ạ", "45"), ("số hồ sơ: 12", None), ("tổng số: 1.380", "1380"),
        ("15 doanh nghiệp", "15"), ("12 khu phố", "12"), ("1,5tr", "1500000"),
        ("12,", "12"), ("12.", "12"),
    ],
)  # fmt: skip
def test_counts_in_digits(typed: str, value: str | None) -> None:
    read = read_quantity(typed, "count")
    assert read == (Quantity(Decimal(value)) if value else Unclear("not_a_number"))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("92.5", "92.5"), ("92,5", "92.5"), ("92,5%", "92.5"), ("92,5 %", "92.5"), ("45", "45"),
        ("45 phần trăm", "45"), ("đạt 45% ạ", "45"), ("89,96", "89.96"), ("100", "100"),
        ("0,5%", "0.5"), ("bốn mươi lăm phần trăm", "45"), ("45% hồ sơ", "45"), ("4５％", "45"),
        ("chín mươi hai phẩy năm phần trăm", "92.5"), ("không phần trăm", "0"), ("0%", "0"),
        ("-5%", "-5"), ("120%", "120"), ("1.234,5%", "1234.5"),
    ],
)  # fmt: skip
def test_percents(typed: str, value: str) -> None:
    assert read_quantity(typed, "percent") == Quantity(Decimal(value), is_percent=True)


def test_a_percent_sign_makes_a_percent_of_a_count() -> None:
    assert read_quantity("45%", "count") == Quantity(Decimal(45), is_percent=True)


@pytest.mark.parametrize(
    ("typed", "kind", "candidates"),
    [
        ("1.250", "percent", ("1.250", "1250")),
        ("1.250", "value", ("1.250", "1250")),
        ("1.250%", "count", ("1.250", "1250")),
        ("1,250", "count", ("1.250", "1250")),
        ("1,250", "percent", ("1.250", "1250")),
        ("1,250", "money", ("1.250", "1250")),
    ],
)
def test_three_digits_behind_a_separator_are_asked(
    typed: str, kind: Kind, candidates: tuple[str, str]
) -> None:
    is_percent = kind == "percent" or "%" in typed
    expected = Unclear(
        "thousands_or_decimal", tuple(Quantity(Decimal(c), is_percent) for c in candidates)
    )
    assert read_quantity(typed, kind) == expected


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("không trăm linh năm", 5), ("một", 1), ("mười", 10), ("mười lăm", 15), ("mười một", 11),
        ("hai mươi", 20), ("hai mươi mốt", 21), ("hai mươi tư", 24), ("hai mươi lăm", 25),
        ("hai mươi nhăm", 25), ("năm chục", 50), ("một trăm", 100), ("một trăm linh hai", 102),
        ("một trăm lẻ hai", 102), ("một trăm linh tư", 104), ("một trăm mười", 110),
        ("chín trăm chín mươi chín", 999), ("một nghìn linh năm", 1005),
        ("một ngàn không trăm lẻ năm", 1005), ("một nghìn năm trăm", 1500),
        ("ba nghìn rưỡi", 3500), ("triệu rưỡi", 1500000), ("một trăm rưỡi", 150),
        ("hai mươi ba nghìn bốn trăm năm mươi sáu", 23456), ("một phẩy năm triệu", 1500000),
        ("hai triệu không trăm linh một nghìn", 2001000), ("hai nghìn tỷ", 2 * 10**12),
        ("một tỉ hai trăm triệu", 1200000000), ("Một Trăm Linh Hai hồ sơ ạ", 102),
    ],
)  # fmt: skip
def test_number_words_with_and_without_diacritics(typed: str, value: int) -> None:
    expected = Quantity(Decimal(value))
    assert read_quantity(typed, "count") == expected
    assert read_quantity(fold(typed), "count") == expected


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1 phẩy 05", "1.05"), ("1 phẩy 234", "1.234"), ("hai phẩy năm", "2.5"),
        ("hai rưỡi", "2.5"), ("hai phẩy không năm", "2.05"),
        ("không phẩy bảy mươi lăm", "0.75"), ("chín mươi hai chấm năm", "92.5"),
        ("92 phẩy 5", "92.5"), ("mười phẩy hai lăm", "10.25"),
    ],
)  # fmt: skip
def test_decimals_in_words(typed: str, value: str) -> None:
    assert read_quantity(typed, "count") == Quantity(Decimal(value))


@given(st.integers(0, 10**9), st.booleans())
def test_every_number_is_read_back_from_its_words(number: int, has_diacritics: bool) -> None:
    words = spelled(number)
    typed = words if has_diacritics else fold(words)
    read = read_quantity(typed, "count")
    assert read == (Quantity(Decimal(number)) if number else Unclear("none_or_zero"))


@given(st.integers(0, 10**12))
def test_every_number_is_read_back_from_its_groups(number: int) -> None:
    grouped = f"{number:,}".replace(",", ".")
    assert read_quantity(grouped, "count") == Quantity(Decimal(number))
    assert read_quantity(grouped.replace(".", "\u00a0"), "money") == Quantity(Decimal(number))


@given(st.integers(10**6, 10**12))
def test_spaces_between_three_groups_or_more_make_one_number(number: int) -> None:
    assert read_quantity(f"{number:,}".replace(",", " "), "count") == Quantity(Decimal(number))


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [
        ("một trăm hai", (120, 102)),
        ("một nghìn hai", (1200, 1002)),
        ("một triệu hai trăm", (1200000, 1000200)),
        ("1 triệu 250", (1250000, 1000250)),
        ("2 triệu 5", (2500000, 2000005)),
    ],
)
def test_numbers_said_short_are_asked(typed: str, candidates: tuple[int, int]) -> None:
    assert read_quantity(typed, "count") == Unclear("tail", tuple(map(count, candidates)))


@pytest.mark.parametrize(
    "typed",
    ["khoảng 45", "gần 45", "hơn 45", "trên 45", "~45", "~ 45", "ước tính 45", "> 45", "45+",
     "dưới 45 hồ sơ", "đạt khoảng 45", "about 45", "45 trở lên"],
)  # fmt: skip
def test_approximations_are_asked(typed: str) -> None:
    assert read_quantity(typed, "count") == Unclear("approximate", (count(45),))


@pytest.mark.parametrize(
    ("typed", "part", "whole"),
    [
        ("1.234/1.380", 1234, 1380), ("1234 / 1380", 1234, 1380), ("1234 trên 1380", 1234, 1380),
        ("1.234 trên tổng số 1.380 hồ sơ", 1234, 1380), ("12 trong 15 trường", 12, 15),
        ("12 người trên 15 người", 12, 15), ("0/5", 0, 5), ("5/0", 5, 0), ("7/5", 7, 5),
        ("tử số 12, mẫu số 15", 12, 15), ("1.234/1.380 = 89,4%", 1234, 1380),
        ("1.234/1.380 (89,42 %)", 1234, 1380), ("mười hai trên mười lăm", 12, 15),
        ("1,5 tỷ/30 tỷ", 1500000000, 30000000000),
    ],
)  # fmt: skip
def test_a_part_and_its_whole(typed: str, part: int, whole: int) -> None:
    assert read_quantity(typed, "count") == Fraction(Decimal(part), Decimal(whole))


@pytest.mark.parametrize("when", ["", "kỳ này ", "tháng này "])
@pytest.mark.parametrize(
    "said",
    ["không có", "không phát sinh", "Không có phát sinh ạ", "khong phat sinh", "ko có",
     "chưa phát sinh", "không có hồ sơ nào", "không phát sinh hồ sơ nào", "k phát sinh"],
)  # fmt: skip
def test_nothing_arose(when: str, said: str) -> None:
    if not when or not said.startswith("k "):
        assert read_quantity(when + said, "count") == NoActivity()


@pytest.mark.parametrize(
    "said",
    ["chưa có số liệu", "chua co so lieu", "Chưa có ạ", "không có số liệu", "chưa tổng hợp",
     "chưa tổng hợp xong", "không rõ", "chưa nắm được", "đang chờ số liệu", "no data yet", "n/a",
     "kỳ này chưa có số liệu", "ko có số liệu"],
)  # fmt: skip
def test_no_figure_is_known_yet(said: str) -> None:
    assert read_quantity(said, "count") == NoData()


@pytest.mark.parametrize("said", ["không", "ko", "k", "-", "—", "--", "none", "dạ không ạ"])
def test_none_or_zero_is_asked(said: str) -> None:
    assert read_quantity(said, "count") == Unclear("none_or_zero")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"), ("  ", "empty"), ("abc", "not_a_number"), ("12e5", "not_a_number"),
        ("nan", "not_a_number"), ("inf", "not_a_number"), ("0x10", "not_a_number"),
        ("1_000", "not_a_number"), ("٤٥", "digits"), ("४५", "digits"), ("½", "digits"),
        ("5²", "digits"), ("①", "digits"), ("0912345678", "not_a_number"),
        ("45%%", "not_a_number"),
        ("28/12/2026", "date"), ("45-50", "range"), ("45 đến 50", "range"), ("12 45", "several"),
        ("1.234/1.380 = 50%", "contradiction"), ("1.234/1.380 = 90", "contradiction"),
        ("--5", "not_a_number"), ("1. 45", "not_a_number"), ("45 +/- 2", "not_a_number"),
        ("12 15 18", "several"), ("45 văn bản", "not_a_number"), ("45 con gà", "not_a_number"),
        ("năm 2026", "not_a_number"), ("hai mươi năm", "not_a_number"),
        ("một hai ba", "not_a_number"), ("hai nghìn ba nghìn", "not_a_number"),
        ("hai trăm ba trăm", "not_a_number"), ("tăng 5%", "not_a_number"),
        ("1.23.456", "not_a_number"), ("1,2,3", "not_a_number"), ("1..2", "not_a_number"),
        ("45 👍", "not_a_number"), ("9" * 21, "too_large"), ("999999999 nghìn tỷ", "too_large"),
        ("x" * 300, "too_long"), ("12 hồ sơ chưa xong", "not_a_number"), ("5%/8%", "not_a_number"),
        ("12/", "not_a_number"), ("/12", "not_a_number"),
    ],
)  # fmt: skip
def test_what_is_not_understood_says_why(typed: str, reason: str) -> None:
    read = read_quantity(typed, "count")
    assert isinstance(read, Unclear)
    assert read.reason == reason


@given(st.text(), st.sampled_from(KINDS))
def test_any_text_is_answered(text: str, kind: Kind) -> None:
    read_quantity(text, kind)


SILENT = st.lists(
    st.sampled_from(
        ["không", "có", "chưa", "số liệu", "phát sinh", "ạ", "dạ", "tháng này", "-", ".", ",",
         "hồ sơ", "nào", "đang chờ", "kỳ", "gì", "cả"]
    )
).map(" ".join)  # fmt: skip


@given(SILENT, st.sampled_from(KINDS))
def test_silence_never_becomes_a_figure(words: str, kind: Kind) -> None:
    assert not isinstance(read_quantity(words, kind), Quantity | Fraction)
