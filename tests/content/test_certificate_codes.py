"""Codes of certificates: typed off a picture on any keyboard, and never found where none is."""

import math
import secrets
from random import Random  # noqa: TID251 - seeded, so that every run is the same

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import invite_codes
from content.certificate_codes import find_code, is_mistyped, new_code, shown
from content.link_codes import ALPHABET, typed_code

CODE = new_code(Random(7).randbytes)
SHOWN = shown(CODE)
CODES = st.integers(0, 10**9).map(lambda seed: new_code(Random(seed).randbytes))


def test_a_code_cannot_be_guessed() -> None:
    digits = sum(c.isdigit() for c in ALPHABET)
    letters = len(ALPHABET) - digits
    in_a_group = len(ALPHABET) ** 4 - digits**4 - letters**4  # a digit and a letter in each
    in_the_last = len(ALPHABET) ** 2 / 2  # where two are a check: half, at the least
    assert math.log2(in_a_group**2 * in_the_last) >= 40
    assert len({new_code(secrets.token_bytes) for _ in range(1000)}) == 1000


def test_a_code_is_shown_in_groups_of_four_after_its_two_letters() -> None:
    assert [len(group) for group in SHOWN.split("-")] == [2, 4, 4, 4]
    assert SHOWN.startswith("CN-")


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        SHOWN,
        SHOWN.lower(),
        SHOWN.replace("-", " "),
        SHOWN.replace("-", "\n"),
        SHOWN.replace("-", " – "),
        SHOWN.replace("-", "."),
        SHOWN.replace("CN-", "CN: "),
        SHOWN.replace("-", "", 1),
        f"KIEMTRA {SHOWN}",
        f"mã {SHOWN} ạ.",
        f"Bác Tư học xong khóa 6, mã là: {SHOWN}, nhờ xem giúp!",
        f"CN này tôi học xong. Mã: {SHOWN}",
        f"https://example.org/chung-nhan/{SHOWN}",
        "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in SHOWN),
    ],
)
def test_a_code_is_found_in_whatever_it_was_copied_with(text: str) -> None:
    assert find_code(text) == CODE
    assert not is_mistyped(text)


@settings(deadline=None)
@given(CODES, st.text(max_size=30), st.text(max_size=30))
def test_any_code_is_found_among_any_words(code: str, before: str, after: str) -> None:
    assert find_code(f"{before}\n/ {shown(code)} /\n{after}") == code


@given(CODES)
def test_what_looks_alike_is_read_alike(code: str) -> None:
    typed = code[2:].translate(str.maketrans("2568", "ZSGB"))
    assert find_code(f"CN{typed}") == code


def test_a_slip_of_the_finger_is_nearly_always_known_as_such() -> None:
    slips = [
        CODE[:place] + letter + CODE[place + 1 :]
        for place in range(2, len(CODE))
        for letter in ALPHABET
        if letter != CODE[place]
    ]
    found = [slip for slip in slips if find_code(slip)]
    assert len(found) <= len(slips) // 100


@pytest.mark.parametrize(
    "text",
    [
        "CN-K7M2-X2QP-4PH7", "cn k7m2x2qp4phi nhé", "mã CN-K7M2-X2QP-4PH", "CNK7M2X2QP4P0",
        "CN-K7M2-X2QP-4PH77",
    ],
)  # fmt: skip
def test_what_was_meant_as_a_code_and_is_none_is_known_as_such(text: str) -> None:
    assert find_code(text) is None
    assert is_mistyped(text)


@pytest.mark.parametrize(
    "text",
    [
        "CN", "cn", "", "CN tuần này 12 giờ 30 họp", "CN 25 12 2026 8h30", "cn 12/15", "CNTT",
        "CNTT 2026 có 12 lớp", "12345678901234", "xong", "cn " * 2000, "CN" + "A1" * 3000,
        "Chủ nhật này 12 người học 5 bài",
    ],
)  # fmt: skip
def test_words_and_figures_are_no_codes(text: str) -> None:
    assert find_code(text) is None
    assert not is_mistyped(text)


@given(CODES)
def test_it_is_taken_for_no_code_of_another_kind(code: str) -> None:
    for text in (code, shown(code), f"mã {shown(code)}"):
        assert invite_codes.find_code(text) is None
        assert not invite_codes.is_mistyped(text)
        assert typed_code(text) is None


def test_a_code_of_another_kind_is_none_of_ours() -> None:
    invite = invite_codes.new_code(secrets.token_bytes)
    for text in (invite, invite_codes.shown(invite), "LK K7M X2Q 4PH", "CN7 X2Q 4PH"):
        assert find_code(text) is None
