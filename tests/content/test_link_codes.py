"""A code survives being read aloud, typed on a Vietnamese keyboard, and mistaken for a word."""

import math
from random import Random  # noqa: TID251 - seeded, so that every run is the same

import pytest

from content.link_codes import ALPHABET, Typed, new_code, read, shown, typed_code

CODE = "K7MX2Q4PH"


def codes(count: int) -> list[str]:
    chance = Random(7)
    return [new_code(chance.choice) for _ in range(count)]


def test_a_code_cannot_be_guessed() -> None:
    digits = sum(c.isdigit() for c in ALPHABET)
    letters = len(ALPHABET) - digits
    in_a_group = len(ALPHABET) ** 3 - digits**3 - letters**3  # a digit and a letter in each
    assert math.log2(in_a_group**3) >= 38
    assert len(set(codes(2000))) == 2000


def test_no_keyboard_changes_a_code() -> None:
    """Telex makes letters of vowels, W and DD; VNI puts marks on vowels and D."""
    assert not set(ALPHABET) & set("AEIOUYWD")
    assert not set(ALPHABET) & set("01OIL")


def test_what_looks_alike_is_read_alike() -> None:
    assert not set(ALPHABET) & set("ZSGB")
    assert read("K7M XZQ 4PH") == CODE
    assert read("CSF G8H BJK") == "C5F68H8JK"


@pytest.mark.parametrize("code", codes(50))
def test_every_code_is_read_back_as_it_was_shown(code: str) -> None:
    for text in (
        code,
        shown(code),
        code.lower(),
        f" {shown(code)}. ",
        "-".join(shown(code).split()),
    ):
        assert typed_code(text) == Typed(code, is_led=False)
        assert typed_code(f"LK {text}") == Typed(code, is_led=True)


@pytest.mark.parametrize(
    "text",
    [
        "LK K7M X2Q 4PH", "lkk7mx2q4ph", "LIENKET K7MX2Q4PH", "liên kết k7m x2q 4ph",
        "/lienket K7M X2Q 4PH", "/link k7mx2q4ph", "LK: K7M-X2Q-4PH", "mã K7M X2Q 4PH",
        "mã là k7mx2q4ph ạ", "code K7M X2Q 4PH", "Liên Kết: K7MX2Q4PH nhé",
    ],
)  # fmt: skip
def test_a_code_may_be_led_by_many_words(text: str) -> None:
    assert typed_code(text) == Typed(CODE, is_led=True)


@pytest.mark.parametrize("text", ["LK K7M X2Q 4P0", "lk abc123", "liên kết K7M X2Q 4P"])
def test_what_was_meant_as_a_code_and_is_none_is_known_as_such(text: str) -> None:
    assert typed_code(text) == Typed(None, is_led=True)


@pytest.mark.parametrize(
    "text",
    [
        "liên kết", "liên kết với Zalo", "liên kết 12 trường", "liên kết 12 trường học", "link",
        "12/15", "1.234/1.380", "20262027", "234567892", "45%", "chưa có số liệu", "đúng",
        "KH45UBND", "quý 2 2026", "123 456 789", "CFH JKM NPQ", "mã số 12ab56789", "", "lk",
        "Liên kết các trường trên địa bàn phường để dạy kỹ năng số cho 1234 người dân",
    ],
)  # fmt: skip
def test_words_and_figures_are_no_codes(text: str) -> None:
    assert typed_code(text) is None
