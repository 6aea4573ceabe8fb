"""Folding recognises the same words however they are typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.folding import fold


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Đơn vị nào TRỄ HẠN?", "don vi nao tre han?"),
        ("don vi nao tre han?", "don vi nao tre han?"),
        ("  đang \t làm \n ạ ", "dang lam a"),
        ("ĐỒNG", "dong"),
        (unicodedata.normalize("NFD", "phường Phước Bình"), "phuong phuoc binh"),
        ("ｎộｐ ４５％", "nop 45%"),
        ("n\u200bộp", "nop"),
        ("", ""),
    ],
)
def test_fold_makes_spellings_equal(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_fold_of_composed_and_decomposed_text_is_the_same(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert fold(composed) == fold(unicodedata.normalize("NFD", text))


@given(st.text())
def test_fold_leaves_single_spaces(text: str) -> None:
    assert "  " not in fold(text)
