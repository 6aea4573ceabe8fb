"""Codes of invites: 130 bits that survive being copied in a sentence, cut into lines or typed.

Thirty letters and digits in six groups of five. No letter looks like a digit, case does not
matter, and the last four tell a slip of the finger from a code that somebody made up.
"""

import re
from collections.abc import Callable, Iterator
from hashlib import sha256

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_READ_AS = str.maketrans("OIL", "011")
_SECRET, _CHECK, _GROUP = 26, 4, 5
_LENGTH = _SECRET + _CHECK
_FEWEST_OF_EACH = 4  # digits and letters: neither figures nor words are ever taken for a code
_RUN = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[\s\-‐‑–—]{1,3}")
_AFTER_WORD = re.compile(r"\s*/?(moi|mời|invite|start)\b[\s:]*(.+)", re.IGNORECASE | re.DOTALL)
_NEARLY = range(_LENGTH - 8, _LENGTH + 9)  # how long a mistyped one may be
_AFTER_START = range(_LENGTH - 2, _LENGTH + 2)  # an older kind of code had 32


def new_code(draw: Callable[[int], bytes]) -> str:
    """`draw` gives so many bytes of chance."""
    while True:
        number = int.from_bytes(draw(17)) >> 6
        secret = "".join(_ALPHABET[number >> 5 * place & 31] for place in range(_SECRET))
        if _is_mixed(secret):
            return secret + _check(secret)


def shown(code: str) -> str:
    """In groups: "7K3M9-QTXWB-…"."""
    return "-".join(code[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def find_code(text: str) -> str | None:
    """The code in a message, whatever stands around it; None where there is none that is whole."""
    return next((code for code in _candidates(text) if _is_whole(code)), None)


def is_mistyped(text: str) -> bool:
    """Whether this was meant for a code, after the word that announces one, and is none."""
    announced = _AFTER_WORD.fullmatch(text)
    if announced is None or find_code(text):
        return False
    typed = _settled("".join(_RUN.findall(announced[2])))
    lengths = _AFTER_START if announced[1].lower() == "start" else _NEARLY
    return len(typed) in lengths and typed.isascii() and _is_mixed(typed)


def _candidates(text: str) -> Iterator[str]:
    """Every stretch of runs that has the length of a code. Punctuation ends a stretch."""
    runs = list(_RUN.finditer(text))
    for first in range(len(runs)):
        joined = ""
        for place in range(first, len(runs)):
            is_apart = place > first and not _BETWEEN.fullmatch(
                text, runs[place - 1].end(), runs[place].start()
            )
            joined += runs[place][0]
            if is_apart or len(joined) > _LENGTH:
                break
            if len(joined) == _LENGTH:
                yield _settled(joined)


def _settled(typed: str) -> str:
    return typed.upper().translate(_READ_AS)


def _is_whole(code: str) -> bool:
    secret = code[:_SECRET]
    return set(code) <= set(_ALPHABET) and _is_mixed(secret) and code[_SECRET:] == _check(secret)


def _is_mixed(secret: str) -> bool:
    digits = sum(c.isdigit() for c in secret)
    return _FEWEST_OF_EACH <= digits <= len(secret) - _FEWEST_OF_EACH


def _check(secret: str) -> str:
    digest = sha256(f"invite {secret}".encode()).digest()
    return "".join(_ALPHABET[byte & 31] for byte in digest[:_CHECK])
