"""What a focal point means by answering a reminder in plain words."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from content.commands import command_word
from content.days import find_day
from content.figure_phrases import state, without_courtesy
from content.figures import Figure, NoActivity, Unclear
from content.folding import fold
from content.numbers import read_quantity

_LONGEST = 1000
_MOST_FIGURES = 30


@dataclass(frozen=True, slots=True)
class Working:
    """It is being worked on."""


@dataclass(frozen=True, slots=True)
class ExtensionWanted:
    """More time is asked for; the day and the reason if they were given."""

    until: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class NothingToReport:
    """Nothing arose in the period."""


@dataclass(frozen=True, slots=True)
class StartReport:
    """The report is to be filled in now."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures in the order of the indicators."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Something else. `unclear` when it was a figure with more than one reading."""

    unclear: Unclear | None = None


Reading = Working | ExtensionWanted | NothingToReport | StartReport | Figures | NotUnderstood

_START = re.compile(
    r"(?:(?:toi|minh|cho(?: toi| em| minh)?) )?(?:muon |xin |can )?"
    r"(?:(?:nop|gui|lam|bat dau|nhap|dien)(?: (?:bao cao|bc|so lieu))?|bao cao|bc)"
    r"(?: (?:ngay|luon|bay gio|di))*|(?:report|start|submit)(?: now)?"
)
_WORKING = re.compile(
    r"^(?:(?:toi|minh|ben em|ben minh|don vi|chung toi|con|van|van con)[ ,]+)*"
    r"(?:dang (?:lam|thuc hien|soan|viet|tong hop|xu ly|hoan thien|chuan bi|ra soat|cho|doi|trinh)"
    r"|sap (?:xong|nop|gui)|gan xong|se (?:nop|gui|lam|bao cao)"
    r"|(?:de|hen|mai|sang|chieu|toi|hom nay|tuan nay)\b.{0,20}\b(?:nop|gui)\b"
    r"|(?:i am |i'm )?(?:working on it|on it|in progress))"
)
_EXTENSION = re.compile(
    r"\b(?:gia han|giahan|(?:lui|doi|hoan) (?:thoi )?han|them thoi gian|cham nop"
    r"|nop (?:cham|muon|tre)|xin (?:hoan|lui|khat)"
    r"|xin (?:cho )?them (?:\d+ |vai |may |it )?(?:ngay|bua|hom|tuan)"
    r"|extension|extend|more time)\b"
)
_NO_EXTENSION = re.compile(
    r"\b(?:khong|ko|k|chua|khoi) (?:can |muon )?(?:xin )?(?:gia han|giahan)"
)
_REASON = re.compile(
    r"\b(?:vì|vi|do|bởi|boi|tại|tai|lý do|ly do|lí do|because(?: of)?|since|due to)\b[\s:]*(.+)",
    re.IGNORECASE | re.DOTALL,
)
_NOTHING = re.compile(
    # no excuse may follow: "chưa báo cáo được vì thiếu số liệu" says something else
    r"(?:khong|ko|k|chua) (?:co )?"
    r"(?:gi de bao cao|gi bao cao|(?:gi )?phat sinh(?: gi)?|thay doi gi)"
    r"(?: (?:trong )?(?:ky|thang|quy|nam)(?: nay)?)?"
)
_LIST_NUMBER = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•+])\s+(?=\S)")
_BETWEEN = (
    re.compile(r"\s*[;\n]\s*"),
    re.compile(r",\s+|\s+(?:và|va|and)\s+"),
    re.compile(r"(?<=[\d%])\s+(?=\d)"),
)


def understand(text: str, today: date) -> Reading:
    """Read a reply. What is not understood for sure is NotUnderstood, never a guess."""
    if len(text) > _LONGEST:
        return NotUnderstood()
    text = unicodedata.normalize("NFC", text)
    folded = fold(text)
    words = without_courtesy(folded)
    if command := _COMMANDS.get(command_word(words) or ""):
        return command
    if _EXTENSION.search(folded):
        return NotUnderstood() if _NO_EXTENSION.search(folded) else _extension(text, today)
    if words and _START.fullmatch(words):
        return StartReport()
    if _WORKING.match(words):
        return Working()
    if isinstance(state(words), NoActivity) or _NOTHING.fullmatch(words):
        return NothingToReport()
    return _figures(text)


_COMMANDS: dict[str, Reading] = {
    "NOP": StartReport(),
    "GIAHAN": ExtensionWanted(),
}


def _extension(text: str, today: date) -> ExtensionWanted:
    """The day is looked for before the reason, which stays in the person's own words."""
    asked = _EXTENSION.search(fold(text))
    reason = _REASON.search(text)
    head = fold(text[: reason.start()] if reason else text)
    if asked is not None and asked.start() < len(head):
        head = head[asked.start() :]
    words = reason[1].strip() if reason else None
    return ExtensionWanted(find_day(head, today), words or None)


def _figures(text: str) -> Reading:
    """One figure, or several between semicolons, lines, commas or plain spaces."""
    whole = read_quantity(text, "count")
    if not isinstance(whole, Unclear):
        return Figures((whole,))
    spaced = re.sub(r"\s*/\s*", "/", text.strip())
    for between in _BETWEEN:
        pieces = [piece for piece in between.split(spaced) if piece.strip()]
        if not 1 < len(pieces) <= _MOST_FIGURES:
            continue
        read = [read_quantity(_LIST_NUMBER.sub("", piece), "count") for piece in pieces]
        clear = tuple(figure for figure in read if not isinstance(figure, Unclear))
        if len(clear) == len(read):
            return Figures(clear)
    return NotUnderstood(whole if whole.candidates else None)
