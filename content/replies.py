"""What a focal point means by answering a reminder in plain words."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from content.commands import command_word
from content.days import find_day
from content.figure_lists import Way, unread_piece, ways_to_read
from content.figure_phrases import state, without_courtesy
from content.figures import NoActivity
from content.folding import fold

LONGEST_REPLY = 1000


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
    """Figures in the order of the indicators, in each way they can be told apart."""

    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Something else; or a row of figures in which one piece is none."""

    piece: str | None = None


Reading = Working | ExtensionWanted | NothingToReport | StartReport | Figures | NotUnderstood

_START = re.compile(
    r"(?:(?:toi|minh|cho(?: toi| em| minh)?) )?(?:muon |xin |can )?"
    r"(?:(?:nop|gui|lam|bat dau|nhap|dien)(?: (?:bao cao|bc|so lieu))?|bao cao|bc)"
    r"(?: (?:ngay|luon|bay gio|di))*|(?:report|start|submit)(?: now)?"
)
_WORKING = re.compile(
    r"^(?:(?:toi|minh|ben em|ben minh|don vi|chung toi|con|van)[ ,]+)*"
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


def understand(text: str, today: date) -> Reading:
    """Read a reply. What is not understood for sure is NotUnderstood, never a guess."""
    if len(text) > LONGEST_REPLY:
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
    ways = ways_to_read(text)
    return Figures(ways) if ways else NotUnderstood(unread_piece(text))


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
