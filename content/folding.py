"""Folding: how two spellings of the same Vietnamese words are recognised as one."""

import unicodedata

_PLAIN_D = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})  # eth is a frequent typo for đ


def fold(text: str) -> str:
    """Lower case, no diacritics, single spaces: "Đơn vị  NÀO" → "don vi nao"."""
    compatible = unicodedata.normalize("NFKC", text).lower().translate(_PLAIN_D)
    decomposed = unicodedata.normalize("NFD", compatible)
    bare = "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf", "Cs"})
    return " ".join(bare.split())
