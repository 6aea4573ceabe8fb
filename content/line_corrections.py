"""One line of a report that was sent, put right in a sentence: "số 2 phải là 850/900"."""

import re
from dataclasses import dataclass

from content.figures import Unclear
from content.folding import fold
from content.numbers import read_quantity

_LONGEST = 150
_MARKS = ".,:;)=!…"
_NUMBER = re.compile(r"(\d{1,2})([.:)=]?),?")

_MENDING = {
    "sua", "chinh", "dinh", "dieu", "doi", "thay", "nham", "sai", "lon", "change", "fix",
    "correct", "wrong", "mistake", "edit",
}  # fmt: skip
_BEFORE = _MENDING | {
    "gui", "nop", "ghi", "nhap", "go", "bam", "bao", "cao", "roi", "bi", "lo", "vua", "da", "a",
    "u", "ua", "oi", "em", "anh", "chi", "toi", "minh", "cho", "xin", "lam", "on", "hay", "muon",
    "can", "phai", "lai", "giup", "thi", "la", "bot", "i", "we", "want", "to", "please", "the",
    "my", "sorry", "sent", "report",
}  # fmt: skip
_NAMING = {"so", "dong", "muc", "cau", "chi", "tieu", "line", "number", "no", "item"}
_PUTTING_RIGHT = {"phai", "thanh", "sang", "moi", "should"} | _MENDING
_BETWEEN = _PUTTING_RIGHT | {"la", "roi", "bi", "dung", "lai", "be", "to", "is", "thi", ":", "="}


@dataclass(frozen=True, slots=True)
class LineCorrection:
    """Which line, and the figure as it was typed, if one was. What does not say that something
    was wrong ("2. 850/900") is one only right under the receipt."""

    line: int
    said: str
    is_outright: bool


def line_correction(text: str) -> LineCorrection | None:
    """The correction of one line, if the text is that and nothing else."""
    words = text.split()
    if len(text) > _LONGEST or not words:
        return None
    bare = [fold(word).strip(_MARKS) for word in words]
    at = _first_outside(bare, 0, _BEFORE | _NAMING)
    number = _NUMBER.fullmatch(fold(words[at])) if at < len(words) else None
    if number is None:
        return None
    after = _first_outside(bare, at + 1, _BETWEEN)
    said = " ".join(words[after:])
    between = bare[at + 1 : after]
    is_outright = not _PUTTING_RIGHT.isdisjoint([*between, *_mending(bare[:at])])
    is_numbered = bool(number[2]) or bool(between) or not _NAMING.isdisjoint(bare[:at])
    if (said and not _is_figure(said)) or not (is_outright or (said and is_numbered)):
        return None
    return LineCorrection(int(number[1]), said, is_outright)


def _first_outside(words: list[str], at: int, known: set[str]) -> int:
    while at < len(words) and (words[at] in known or not words[at]):
        at += 1
    return at


def _mending(words: list[str]) -> list[str]:
    return [word for word in words if word in _MENDING]


def _is_figure(said: str) -> bool:
    read = read_quantity(said, "count")
    return not isinstance(read, Unclear) or bool(read.candidates)
