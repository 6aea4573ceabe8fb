"""Codes of certificates: "CN-K7M2-X2QP-4PH7", read from a picture and typed on any keyboard.

The letters are those of codes that join two chats (`link_codes` says why), after a "CN" that no
other code has, and that need not be typed. Ten are chance: nobody finds a name by trying. The last
two tell a slip of the finger from a code that was never given.
"""

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import accumulate, takewhile

from content.folding import fold
from content.link_codes import ALPHABET, LOOKS_LIKE

_PREFIX = "CN"
_CHANCE, _CHECK, _GROUP = 10, 2, 4
_BODY = _CHANCE + _CHECK
_LENGTH = len(_PREFIX) + _BODY
_FAIR = 256 - 256 % len(ALPHABET)  # bytes below fall on every letter equally often
_DIGIT = re.compile("[0-9]")
_RUN = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[\s.,:\-_‐‑–—]{1,3}")
_NEARLY = range(_BODY - 2, _BODY + 3)  # how long a mistyped one may be
_FEWEST_OF_EACH = 3  # a whole one has a digit and a letter in each group


def new_code(draw: Callable[[int], bytes]) -> str:
    """`draw` gives so many bytes of chance, unforeseeably: `secrets.token_bytes`."""
    while True:
        letters = [ALPHABET[byte % len(ALPHABET)] for byte in draw(2 * _CHANCE) if byte < _FAIR]
        chance = "".join(letters[:_CHANCE])
        code = chance + _check(chance)
        if _is_whole(code):
            return _PREFIX + code


def shown(code: str) -> str:
    """In groups: "CN-K7M2-X2QP-4PH7"."""
    body = code.removeprefix(_PREFIX)
    return "-".join((_PREFIX, *_groups(body)))


def find_code(text: str) -> str | None:
    """The code in a message, whatever stands around it; None where there is none that is whole."""
    return next((_PREFIX + body for body in _bodies(text) if _is_whole(body)), None)


def is_mistyped(text: str) -> bool:
    """Whether "CN" and about as many letters and digits stand there, and are no code."""
    return not find_code(text) and any(_looks_meant(pieces) for pieces in _after_prefix(text))


def _bodies(text: str) -> Iterator[str]:
    """Whatever is as long as a code, after "CN" or by itself."""
    for pieces in (*_after_prefix(text), *_by_themselves(text)):
        for body in accumulate(pieces):
            if len(body) == _BODY:
                yield body.upper().translate(LOOKS_LIKE)


def _after_prefix(text: str) -> Iterator[list[str]]:
    """What stands after each "CN", in its pieces; a sign that is in no code ends it."""
    folded = fold(text)
    runs = list(_RUN.finditer(folded))
    for first, begins in enumerate(runs):
        if not begins[0].startswith(_PREFIX.lower()):
            continue
        pieces, end = [begins[0][len(_PREFIX) :]], begins.end()
        for run in runs[first + 1 : first + 1 + _BODY]:
            if not _BETWEEN.fullmatch(folded, end, run.start()):
                break
            pieces.append(run[0])
            end = run.end()
        yield pieces


def _by_themselves(text: str) -> Iterator[list[str]]:
    """What begins at each piece of the text, as far as a code could reach."""
    folded = fold(text)
    runs = list(_RUN.finditer(folded))
    for first, begins in enumerate(runs):
        pieces, end = [begins[0]], begins.end()
        for run in runs[first + 1 : first + _BODY]:
            if len(begins[0]) > _BODY or not _BETWEEN.fullmatch(folded, end, run.start()):
                break
            pieces.append(run[0])
            end = run.end()
        yield pieces


def _looks_meant(pieces: list[str]) -> bool:
    """Letters and digits mixed, and not "CN tuần này 12 giờ 30" or "CN 25 12 2026 8h30"."""
    typed = "".join(takewhile(lambda piece: not piece or _DIGIT.search(piece), pieces))
    digits = sum(c.isdigit() for c in typed)
    return (
        len(typed) in _NEARLY
        and typed.isascii()
        and _FEWEST_OF_EACH <= digits <= len(typed) - _FEWEST_OF_EACH
    )


def _is_whole(body: str) -> bool:
    """Each group has a digit and a letter: neither a word nor a figure is taken for a code."""
    return (
        len(body) == _BODY
        and set(body) <= set(ALPHABET)
        and all(any(c.isdigit() for c in g) and any(c.isalpha() for c in g) for g in _groups(body))
        and body[_CHANCE:] == _check(body[:_CHANCE])
    )


def _groups(body: str) -> list[str]:
    return [body[at : at + _GROUP] for at in range(0, len(body), _GROUP)]


def _check(chance: str) -> str:
    number = int.from_bytes(sha256(f"certificate {chance}".encode()).digest())
    first, rest = number % len(ALPHABET), number // len(ALPHABET)
    return ALPHABET[first] + ALPHABET[rest % len(ALPHABET)]
