"""The code that joins two chats: read on one screen, typed on another, perhaps read aloud.

No vowels, W or D: a Vietnamese keyboard would turn "AS" into "Á", "W" into "Ư", "DD" into "Đ".
Nothing that looks like something else: 0/O and 1/I/L are left out, and of 2/Z, 5/S, 6/G, 8/B the
letter is read as the digit. Each group of three has a digit and a letter, so that neither a word
nor a figure is ever taken for a code.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from content.folding import fold

ALPHABET = "23456789CFHJKMNPQRTVX"
_GROUPS, _IN_A_GROUP = 3, 3
_LENGTH = _GROUPS * _IN_A_GROUP
LOOKS_LIKE = str.maketrans("ZSGB", "2568")
_SIGNS_BETWEEN = re.compile(r"[\s.,\-_–:]+")
_LED = re.compile(r"/?(lk|lien ?ket|link|ma(?: so| la)?|code)(?:@\w+)?[\s:.,\-]*(\S.*)", re.DOTALL)
_NAMELESS = ("ma", "code")  # they lead to codes of other kinds as well
_COURTESY_AFTER = re.compile(r"(?: (?:a|nhe|nha|em|do))+[ .!?]*$")
_LONGEST = 60  # whatever is longer says something else
_ABOUT_AS_LONG = range(6, 13)  # characters of what was meant as a code


@dataclass(frozen=True, slots=True)
class Typed:
    """A code as it was typed; None where it was meant as one and is not."""

    code: str | None
    is_led: bool  # by "LK"


def new_code(choose: Callable[[Sequence[str]], str]) -> str:
    """By what chooses one of several, unforeseeably: `secrets.choice`."""
    while True:
        code = "".join(choose(ALPHABET) for _ in range(_LENGTH))
        if _is_code(code):
            return code


def shown(code: str) -> str:
    """ "K7M X2Q 4PH"."""
    return " ".join(_groups(code))


def typed_code(text: str) -> Typed | None:
    """ "LK K7M X2Q 4PH", "liên kết k7mx2q4ph", or the code alone. None where none was meant."""
    if len(text) > _LONGEST:
        return None
    if code := read(text):
        return Typed(code, is_led=False)
    led = _LED.fullmatch(fold(text))
    if led is None:
        return None
    code = read(led[2])
    is_meant = code or (_looks_meant(led[2]) and not led[1].startswith(_NAMELESS))
    return Typed(code, is_led=True) if is_meant else None


def read(text: str) -> str | None:
    """The code that was typed, in any case, with or without spaces; None where it is none."""
    said = _COURTESY_AFTER.sub("", fold(text))
    bare = _SIGNS_BETWEEN.sub("", said).upper().translate(LOOKS_LIKE)
    return bare if _is_code(bare) else None


def _looks_meant(text: str) -> bool:
    """Letters and digits of about the length, and not "liên kết 12 trường" or "với Zalo"."""
    pieces = text.split()
    bare = _SIGNS_BETWEEN.sub("", text)
    return (
        len(bare) in _ABOUT_AS_LONG
        and any(c.isdigit() for c in bare)
        and any(c.isalpha() for c in bare)
        and all(len(p) <= _IN_A_GROUP or any(c.isdigit() for c in p) for p in pieces)
    )


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
