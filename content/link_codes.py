"""The code that joins two chats: read on one screen, typed on another, perhaps read aloud.

No vowels, W or D: a Vietnamese keyboard would turn "AS" into "Á", "W" into "Ư", "DD" into "Đ".
Nothing that looks like something else: 0/O and 1/I/L are left out, and of 2/Z, 5/S, 6/G, 8/B the
letter is read as the digit. Each group of three has a digit and a letter, so that neither a word
nor a figure is ever taken for a code.
"""

import re
from collections.abc import Callable, Sequence

from content.folding import fold

ALPHABET = "23456789CFHJKMNPQRTVX"
_GROUPS, _IN_A_GROUP = 3, 3
_LENGTH = _GROUPS * _IN_A_GROUP
_LOOKS_LIKE = str.maketrans("ZSGB", "2568")
_SIGNS_BETWEEN = re.compile(r"[\s.,\-_–:]+")
_WORD = re.compile(r"/?(?:lk|lien ?ket|link)(?:@\w+)?(?:[\s:.,\-]+|(?=\d))(\S.*)", re.DOTALL)
_LONGEST = 60  # whatever is longer says something else


def new_code(choose: Callable[[Sequence[str]], str]) -> str:
    """By what chooses one of several, unforeseeably: `secrets.choice`."""
    while True:
        code = "".join(choose(ALPHABET) for _ in range(_LENGTH))
        if _is_code(code):
            return code


def shown(code: str) -> str:
    """ "K7M X2Q 4PH"."""
    return " ".join(_groups(code))


def typed_after_word(text: str) -> str | None:
    """What follows "LK", "LIENKET" or "link", whatever it is; None where none of them leads."""
    found = _WORD.fullmatch(fold(text)) if len(text) <= _LONGEST else None
    return found[1] if found else None


def read(text: str) -> str | None:
    """The code that was typed, in any case, with or without spaces; None where it is none."""
    bare = _SIGNS_BETWEEN.sub("", fold(text)).upper().translate(_LOOKS_LIKE)
    return bare if _is_code(bare) else None


def _is_code(text: str) -> bool:
    return (
        len(text) == _LENGTH
        and set(text) <= set(ALPHABET)
        and all(
            any(c.isdigit() for c in group) and any(c.isalpha() for c in group)
            for group in _groups(text)
        )
    )


def _groups(code: str) -> list[str]:
    return [code[at : at + _IN_A_GROUP] for at in range(0, len(code), _IN_A_GROUP)]
