"""The letters of our two fonts: which there are, and how wide they are."""

import struct
import unicodedata
from enum import StrEnum
from functools import cache
from pathlib import Path

import regex

from content.text import one_line

FAMILY = "Be Vietnam Pro"
_FONTS = Path(__file__).parent.parent / "fonts"
_TO_BE_SURE = 1.01  # some pairs of letters are set a little wider than each alone


class Font(StrEnum):
    REGULAR = "BeVietnamPro-Regular.ttf"
    BOLD = "BeVietnamPro-Bold.ttf"

    @property
    def path(self) -> Path:
        return _FONTS / self.value


def letters_of(text: str) -> list[str]:
    """As people see them: with their marks."""
    found: list[str] = regex.findall(r"\X", text)
    return found


def showable(text: str, font: Font = Font.BOLD) -> str:
    """Of a text only what the font has: an emoji or a foreign script would be empty boxes.
    "ŏ" and "ĭ" of S'tiêng names are there in two parts only."""
    has = _widths(font)
    kept = []
    for letter in letters_of(one_line(text)):
        forms = (letter, unicodedata.normalize("NFD", letter))
        kept.append(next((form for form in forms if all(c in has for c in form)), ""))
    return " ".join("".join(kept).split())


def width(text: str, size: float, font: Font = Font.BOLD) -> float:
    """At a height of letters, in the same measure."""
    has = _widths(font)
    return sum(has.get(character, 1) for character in text) * size * _TO_BE_SURE


@cache
def _widths(font: Font) -> dict[str, float]:
    """Of every character, in parts of the height, as the OpenType tables have it."""
    file = font.path.read_bytes()
    tables = {
        file[at : at + 4]: struct.unpack_from(">I", file, at + 8)[0]
        for at in range(12, 12 + 16 * _number(file, 4), 16)
    }
    units = _number(file, tables[b"head"] + 18)
    last = _number(file, tables[b"hhea"] + 34) - 1  # whatever comes after it is as wide
    return {
        character: _number(file, tables[b"hmtx"] + 4 * min(glyph, last)) / units
        for character, glyph in _glyphs(file, tables[b"cmap"]).items()
    }


def _glyphs(file: bytes, cmap: int) -> dict[str, int]:
    """From the first table of `cmap`, which both fonts have in format 4: ranges of characters."""
    at = cmap + struct.unpack_from(">I", file, cmap + 8)[0]
    size = _number(file, at + 6)  # twice the number of ranges
    found = {}
    for place in range(at + 14, at + 14 + size, 2):
        end, start, delta, offset = (
            _number(file, place + skipped) for skipped in (0, size + 2, 2 * size + 2, 3 * size + 2)
        )
        for code in range(start, end + 1 if end < 0xFFFF else start):
            glyph = code
            if offset:
                glyph = _number(file, place + 3 * size + 2 + offset + 2 * (code - start))
            found[chr(code)] = (glyph + delta) & 0xFFFF
    return {character: glyph for character, glyph in found.items() if glyph}


def _number(file: bytes, at: int) -> int:
    number: int = struct.unpack_from(">H", file, at)[0]
    return number
