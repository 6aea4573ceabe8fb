"""Command words of the reminders: NOP, GIAHAN, SUA, HUY. Any case, one slip of the finger."""

from itertools import groupby

from rapidfuzz.distance import OSA

from content.folding import fold

_WORDS = {
    "nop": "NOP",
    "giahan": "GIAHAN",
    "gia han": "GIAHAN",
    "sua": "SUA",
    "huy": "HUY",
}
_LONG_ENOUGH = 5  # a shorter word is one letter away from too many others
_OTHERS = {"sau"}  # "sáu" is a number, not a slip for "sửa"


def command_word(text: str) -> str | None:
    """The command a text is, or None."""
    words = fold(text).strip(" .!/")
    if words in _WORDS:
        return _WORDS[words]
    return next((c for word, c in _WORDS.items() if _is_slip(words, word)), None)


def _is_slip(typed: str, word: str) -> bool:
    """In a long word any one letter may be wrong; in a short one two may be swapped or one be
    typed twice."""
    if typed in _OTHERS or OSA.distance(typed, word, score_cutoff=1) > 1:
        return False
    is_swapped = sorted(typed) == sorted(word)
    is_doubled = "".join(letter for letter, _ in groupby(typed)) == word
    return len(word) >= _LONG_ENOUGH or is_swapped or is_doubled
