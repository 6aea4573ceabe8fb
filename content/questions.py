"""Questions of the standing office, asked in its own words: who is overdue?"""

import re
from dataclasses import dataclass
from datetime import date

from content.folding import fold
from content.periods import PERIODIC, Cadence, Period, containing, previous


@dataclass(frozen=True, slots=True)
class OverdueQuestion:
    """Who is overdue? Of one cadence, or of the period that ends in a month, or of all."""

    cadence: Cadence | None = None
    period: str | None = None  # Period.key: "2026-12"


_LONGEST = 200
_LATE = re.compile(
    r"\b(?:tre|qua han|qua hen|muon|cham (?:nop|bao cao|gui|han)"
    r"|chua (?:nop|gui|bao cao|lam bao cao|hoan thanh bao cao|co bao cao)"
    r"|no bao cao|thieu bao cao|overdue|late|not (?:yet )?(?:submitted|reported|sent)"
    r"|have ?n[o']t (?:submitted|reported))\b"
)
_WHO = re.compile(
    r"\b(?:don vi nao|nhung don vi|cac don vi|phong nao|co quan nao|noi nao|dau moi nao|ai"
    r"|nhung ai|con ai|danh sach|liet ke|bao nhieu|may don vi|cho (?:xem|biet|hoi)|xem|who|which"
    r"|list|show)\b"
)
_ABOUT_ELSE = re.compile(r"\b(?:chi tieu|nhiem vu|tien do|toi|em|minh|ben em|chung toi|gia han)\b")
_SHORT = 6

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?: ?(?:/|-|nam) ?(?P<year>\d{4}))?"
_MONTH = re.compile(rf"\bthang (?P<number>\d{{1,2}}){_YEAR}\b")
_QUARTER = re.compile(rf"\bquy (?P<number>[1-4]|iv|i{{1,3}}){_YEAR}\b")
_HALF = re.compile(rf"\b6 thang (?P<half>dau|cuoi)(?: nam)?{_YEAR}")
_WHOLE_YEAR = re.compile(r"\bnam (?P<year>\d{4})\b")
_RELATIVE = re.compile(
    r"\b(?P<what>thang|quy|nam|ky) (?P<which>nay|truoc|roi|vua roi|vua qua|ngoai)\b"
    r"|\b(?P<which_en>this|last) (?P<what_en>month|quarter|year)\b"
)
_UNITS = {
    "thang": Cadence.MONTHLY,
    "ky": Cadence.MONTHLY,
    "month": Cadence.MONTHLY,
    "quy": Cadence.QUARTER,
    "quarter": Cadence.QUARTER,
    "nam": Cadence.YEAR,
    "year": Cadence.YEAR,
}
_OF_CADENCE = (
    (re.compile(r"\b6 thang\b|\bnua nam\b|\bhalf[- ]year"), Cadence.HALF_YEAR),
    (re.compile(r"\b3 thang\b|\bquy\b|\bquarter"), Cadence.QUARTER),
    (re.compile(r"\bbao cao nam\b|\b(?:hang|ca) nam\b|\byearly\b|\bannual"), Cadence.YEAR),
    (re.compile(r"\bbao cao thang\b|\bhang thang\b|\bmonthly\b"), Cadence.MONTHLY),
)


def overdue_question(text: str, today: date) -> OverdueQuestion | None:
    """The question, with or without diacritics; None if the text asks something else."""
    words = " ".join(re.sub(r"[?!.,:;]", " ", fold(text)).split())
    if len(words) > _LONGEST or not _LATE.search(words) or _ABOUT_ELSE.search(words):
        return None
    if not _WHO.search(words) and len(words.split()) > _SHORT:
        return None
    return _asked(words, today)


def _asked(words: str, today: date) -> OverdueQuestion:
    period = _named(words, today) or _relative(words, today)
    if period is not None:
        return OverdueQuestion(_cadence(period), period.key)
    cadence = next((c for pattern, c in _OF_CADENCE if pattern.search(words)), None)
    return OverdueQuestion(cadence)


def _cadence(period: Period) -> Cadence | None:
    """None where a longer period ends in the same month: it may have taken this one's place, and
    whoever asks for "quý IV" wants to see the year's report."""
    longer = [c for c in PERIODIC if c.months > period.cadence.months]
    return None if any(period.month % c.months == 0 for c in longer) else period.cadence


def _named(words: str, today: date) -> Period | None:
    if match := _HALF.search(words):
        month = 6 if match["half"] == "dau" else 12
        return _latest(Cadence.HALF_YEAR, month, match["year"], today)
    if match := _QUARTER.search(words):
        number = match["number"]
        month = 3 * (_ROMAN[number] if number in _ROMAN else int(number))
        return _latest(Cadence.QUARTER, month, match["year"], today)
    if (match := _MONTH.search(words)) and 1 <= int(match["number"]) <= 12:
        return _latest(Cadence.MONTHLY, int(match["number"]), match["year"], today)
    if match := _WHOLE_YEAR.search(words):
        return _latest(Cadence.YEAR, 12, match["year"], today)
    return None


def _latest(cadence: Cadence, month: int, year: str | None, today: date) -> Period | None:
    """Without a year, the latest that has begun."""
    if year is None:
        begins = month - cadence.months + 1
        chosen = today.year if begins <= today.month else today.year - 1
    else:
        chosen = int(year)
    return Period(cadence, chosen, month) if 2000 <= chosen <= 2100 else None


def _relative(words: str, today: date) -> Period | None:
    match = _RELATIVE.search(words)
    if match is None:
        return None
    current = containing(_UNITS[match["what"] or match["what_en"]], today.year, today.month)
    is_current = (match["which"] or match["which_en"]) in {"nay", "this"}
    return current if is_current else previous(current)
