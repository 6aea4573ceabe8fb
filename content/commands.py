"""Command words, understood at any moment on any channel: any case, no diacritics needed, one slip
of the finger forgiven. They are whole messages: in a sentence they are words like others.
"""

import re
import unicodedata
from enum import StrEnum
from itertools import groupby

from rapidfuzz.distance import OSA

from content.folding import fold


class Word(StrEnum):
    """What they are for."""

    MENU = "MENU"
    NOP = "NOP"  # hand in
    GIAHAN = "GIAHAN"  # more time
    SUA = "SUA"  # change
    HUY = "HUY"  # drop what is going on
    HOC = "HOC"  # learn
    KIEMTRA = "KIEMTRA"  # check a message that looks like fraud
    DUNG = "DUNG"  # stop what comes unasked


_WORDS = {
    "menu": Word.MENU,
    "nop": Word.NOP,
    "giahan": Word.GIAHAN,
    "gia han": Word.GIAHAN,
    "sua": Word.SUA,
    "huy": Word.HUY,
    "hoc": Word.HOC,
    "kiemtra": Word.KIEMTRA,
    "kiem tra": Word.KIEMTRA,
    "dung": Word.DUNG,
}
_IN_ENGLISH = {
    "cancel": Word.HUY,
    "learn": Word.HOC,
    "check": Word.KIEMTRA,
    "stop": Word.DUNG,
}
_LONG_ENOUGH = 5  # a shorter word is one letter away from too many others
_OTHERS = {"sau"}  # "sáu" is a number, not a slip for "sửa"
_STOP = "dừng"
_NAMES_TOO = {Word.DUNG, Word.HUY, Word.HOC, Word.SUA}  # "Huy", "Dung", "Học" are people's names
_NO_NAMES = re.compile(r"h(?:ủy|uỷ)|dừng")  # written out, these are verbs and nothing else
_TO_CHECK = re.compile(r"/?(?:kiemtra|kiem tra (?:giup|ho|tin|so|link|duong dan))\b.+", re.DOTALL)
# What is typed with a slash where there is a menu of commands; elsewhere it is shown, and typed,
# as a word in capitals.
_NAMES = (
    "menu", "hoc", "learn", "huy", "cancel", "ngonngu", "language", "riengtu", "privacy", "xoa",
    "delete", "trogiup", "help", "baocao", "report", "quahan", "overdue", "moi", "invite",
    "start", "batdau",
)  # fmt: skip
_SLASHED = re.compile(rf"(?<![\w/])/({'|'.join(_NAMES)})(?![\w/])")


def command_word(text: str) -> Word | None:
    """The command a text is, or None."""
    words = fold(text).strip(" .!/")
    known = _WORDS | _IN_ENGLISH
    word = known.get(words) or next(
        (w for typed, w in _WORDS.items() if _is_slip(words, typed)), None
    )
    return None if word is Word.DUNG and not _may_say_stop(text) else word


def may_be_name(text: str) -> bool:
    """Whether a command word is a person's name just as well. With a slash it is none."""
    is_verb = _NO_NAMES.search(unicodedata.normalize("NFC", text).lower()) is not None
    is_plain = not text.lstrip().startswith("/") and not is_verb
    return is_plain and command_word(text) in _NAMES_TOO


def asks_to_check(text: str) -> bool:
    """ "KIEMTRA" with the message that is doubted behind it."""
    return _TO_CHECK.fullmatch(fold(text)) is not None


def without_slashes(text: str) -> str:
    """ "Gõ /huy" → "Gõ HUY"."""
    return _SLASHED.sub(lambda found: found[1].upper(), text)


def _is_slip(typed: str, word: str) -> bool:
    """In a long word any one letter may be wrong; in a short one two may be swapped or one be
    typed twice."""
    if typed in _OTHERS or OSA.distance(typed, word, score_cutoff=1) > 1:
        return False
    is_swapped = sorted(typed) == sorted(word)
    is_doubled = "".join(letter for letter, _ in groupby(typed)) == word
    return len(word) >= _LONG_ENOUGH or is_swapped or is_doubled


def _may_say_stop(text: str) -> bool:
    """Without diacritics it may be "dừng"; "đúng" (right) and "dùng" (use) say something else."""
    return text.isascii() or _STOP in unicodedata.normalize("NFC", text).lower()
