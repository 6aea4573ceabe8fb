"""Codes of invites: found wherever they were copied, never found where there is none."""

import secrets
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.invite_codes import find_code, is_mistyped, new_code, shown

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE = new_code(lambda size: bytes(range(size)))
SHOWN = shown(CODE)
CODES = st.binary(min_size=17, max_size=17).map(lambda seed: new_code(_drawing(seed)))


def _drawing(seed: bytes):  # type: ignore[no-untyped-def]
    turns = count()
    return lambda size: bytes((byte * 167 + next(turns)) % 256 for byte in seed[:size])


def test_a_code_holds_130_bits_and_is_read_in_groups() -> None:
    assert len(CODE) == 30
    assert len(set(_LETTERS)) ** 26 == 2**130
    assert [len(group) for group in SHOWN.split("-")] == [5] * 6


def test_codes_differ() -> None:
    assert len({new_code(secrets.token_bytes) for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        SHOWN,
        SHOWN.lower(),
        f"MOI {SHOWN}",
        f"moi {SHOWN}.",
        f"Chị ơi, mã đây ạ: {SHOWN}, chị nhắn giúp em nhé!",
        f"/start {CODE}",
        f"https://t.me/tro_ly_so_bot?start={CODE}",
        SHOWN.replace("-", "\n"),
        SHOWN.replace("-", "–"),
        SHOWN.replace("-", " - "),
        SHOWN.replace("-", " "),
        SHOWN[:14] + "\n" + SHOWN[14:],
        SHOWN.replace("0", "O").replace("1", "l"),
        f"({CODE})",
        f"Mời anh/chị dùng Trợ Lý Số.\n• Zalo: mở https://zalo.me/123456789 rồi nhắn dòng dưới\n"
        f"MOI {SHOWN}\nChỉ dùng được một lần, đến 09:00 ngày 08/12/2026.",
    ],
)
def test_a_code_is_found_in_whatever_it_was_copied_with(text: str) -> None:
    assert find_code(text) == CODE
    assert not is_mistyped(text)


@settings(deadline=None)
@given(CODES, st.text(max_size=30), st.text(max_size=30))
def test_any_code_is_found_among_any_words(code: str, before: str, after: str) -> None:
    assert find_code(f"{before}\n: {shown(code)} ,\n{after}") == code


@settings(deadline=None)
@given(CODES, st.integers(0, 29), st.sampled_from(_LETTERS))
def test_one_wrong_letter_makes_it_another_thing(code: str, place: int, letter: str) -> None:
    if code[place] != letter:
        wrong = code[:place] + letter + code[place + 1 :]
        assert find_code(wrong) is None


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_is_taken_for_a_code(text: str) -> None:
    assert find_code(text) is None


@settings(deadline=None)
@given(st.lists(st.integers(0, 99_999), min_size=1, max_size=60))
def test_no_figures_are_taken_for_a_code(figures: list[int]) -> None:
    text = " ".join(map(str, figures))
    assert find_code(text) is None
    assert not is_mistyped(f"MOI {text}")


@pytest.mark.parametrize(
    "text",
    [f"MOI {SHOWN[:-1]}", f"moi {SHOWN[1:]}", f"/start {SHOWN[:10]}Z{SHOWN[11:]}",
     f"Mời: {SHOWN[:20]} {SHOWN[21:]}"],
)  # fmt: skip
def test_a_slip_of_the_finger_is_told_from_a_guess(text: str) -> None:
    assert find_code(text) is None
    assert is_mistyped(text)


@pytest.mark.parametrize(
    "text",
    ["moi dau moi tram y te", "mời đầu mối 2 đơn vị TYT và UBND", "moi 12", "MOI", "/moi",
     "xin gia han den 28/12 vi cho so lieu cua 30 to dan pho", "/start " + "x" * 32,
     "/start wrong-invite-code-1234567890abcdefghijklm"],
)  # fmt: skip
def test_other_words_are_no_code(text: str) -> None:
    assert find_code(text) is None
    assert not is_mistyped(text)
