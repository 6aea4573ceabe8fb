"""The period somebody names when asking: "quý 4", "tháng trước", "T11", "6 tháng đầu năm"."""

import re
from dataclasses import dataclass
from datetime import date

from content.folding import fold
from content.periods import PERIODIC, Cadence, Period, containing, previous


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """One cadence, or what ends in a month, or (neither) everything."""

    cadence: Cadence | None = None
    period: str | None = None  # Period.key: "2026-12"
    rest: str = ""  # the words around it
    named: Period | None = None  # as it was said, though a longer one may have taken its place
    no_such: "NoSuch | None" = None


@dataclass(frozen=True, slots=True)
class NoSuch:
    """A period that is none: month 13, quarter 5, the year 1999."""

    cadence: Cadence
    number: int


# Months as they are said. "năm" is also "year" and, without diacritics, "sáu" also "next".
_SAID = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "bay": 7, "tam": 8, "chin": 9,
    "muoi mot": 11, "muoi hai": 12, "muoi": 10, "chap": 12,
}  # fmt: skip
_WRITTEN = {"tháng năm": "tháng 5", "tháng sáu": "tháng 6"}
_SAID_MONTH = re.compile(rf"\bthang (?P<said>{'|'.join(_SAID)})\b(?! (?:gan|cuoi|dau))")
_SAID_QUARTER = re.compile(r"\bquy (?P<said>mot|hai|ba|bon|tu)\b")
_SHORT = re.compile(r"\b(?P<what>t|th|thg|q|quy|thang)\.? ?(?P<number>\d{1,2})\b")
_HALF_SAID = re.compile(r"\b(?:sau thang|nua nam|nua) (?=dau|cuoi)")
_MAY = re.compile(r"tháng năm(?! (?:nay|ngoái|trước|rồi))")

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?: ?(?:/|-|nam) ?(?P<year>\d{4}))?"
_MONTH = re.compile(rf"\bthang 0?(?P<number>\d{{1,2}}){_YEAR}\b")
_SLASHED = re.compile(r"\b(?P<number>0?[1-9]|1[0-2])[/-](?P<year>20\d\d)\b")
_QUARTER = re.compile(rf"\bquy 0?(?P<number>[1-4]|iv|i{{1,3}}){_YEAR}\b")
_HALF = re.compile(rf"\b6 thang (?P<half>dau|cuoi)(?: nam)?{_YEAR}")
_WHOLE_YEAR = re.compile(r"\bnam (?P<year>\d{4})\b")
_NUMBERED = re.compile(
    rf"\b(?:(?P<what>thang|quy) (?P<number>\d{{1,4}}){_YEAR}|nam (?P<only>\d{{4}}))\b"
)
_RELATIVE = re.compile(
    r"\b(?P<what>thang|quy|nam|ky|dot) (?P<which>nay|hien tai|truoc|roi|vua roi|vua qua|ngoai)\b"
    r"|\b(?P<which_en>this|last) (?P<what_en>month|quarter|year)\b"
)
_CURRENT = {"nay", "hien tai", "this"}
_UNITS = {
    "thang": Cadence.MONTHLY,
    "ky": Cadence.MONTHLY,
    "dot": Cadence.MONTHLY,
    "month": Cadence.MONTHLY,
    "quy": Cadence.QUARTER,
    "quarter": Cadence.QUARTER,
    "nam": Cadence.YEAR,
    "year": Cadence.YEAR,
}
_OF_CADENCE = (
    (re.compile(r"\b(?:6|sau) thang\b|\bnua nam\b|\bhalf[- ]year(?:ly)?\b"), Cadence.HALF_YEAR),
    (re.compile(r"\b3 thang\b|\b(?:hang )?quy\b|\bquarter(?:ly)?\b"), Cadence.QUARTER),
    (
        re.compile(r"\bbao cao nam\b|\b(?:hang|ca) nam\b|\byearly\b|\bannual\b"),
        Cadence.YEAR,
    ),
    (re.compile(r"\bbao cao thang\b|\bhang thang\b|\bmonthly\b"), Cadence.MONTHLY),
)


def spelled_out(text: str) -> str:
    """Folded, with months and quarters as numbers: "T11" and "tháng mười một" are one."""
    written = _MAY.sub(_WRITTEN["tháng năm"], text.lower()).replace(
        "tháng sáu", _WRITTEN["tháng sáu"]
    )
    words = _SAID_MONTH.sub(lambda match: f"thang {_SAID[match['said']]}", fold(written))
    words = _HALF_SAID.sub("6 thang ", words)
    words = _SAID_QUARTER.sub(lambda match: f"quy {_SAID[match['said']]}", words)
    return _SHORT.sub(
        lambda match: f"{'quy' if match['what'].startswith('q') else 'thang'} {match['number']}",
        words,
    )


def asked_period(words: str, today: date) -> AskedPeriod | None:
    """What `spelled_out` words name; None if they name no period."""
    for period, match in (*_named(words, today), *_relative(words, today)):
        return AskedPeriod(_cadence(period), period.key, _without(words, match), period)
    if numbered := _NUMBERED.search(words):
        return AskedPeriod(rest=_without(words, numbered), no_such=_no_such(numbered))
    for pattern, cadence in _OF_CADENCE:
        if of_cadence := pattern.search(words):
            return AskedPeriod(cadence, rest=_without(words, of_cadence))
    return None


def _no_such(match: re.Match[str]) -> NoSuch:
    """What is wrong with a period that `_named` did not take: its number, or else its year."""
    year = match["only"] or match["year"]
    if match["what"] is None:
        return NoSuch(Cadence.YEAR, int(year))
    cadence, number = _UNITS[match["what"]], int(match["number"])
    if year and 1 <= number <= 12 // cadence.months:
        return NoSuch(Cadence.YEAR, int(year))
    return NoSuch(cadence, number)


def _without(words: str, match: re.Match[str]) -> str:
    return " ".join((words[: match.start()] + " " + words[match.end() :]).split())


def _cadence(period: Period) -> Cadence | None:
    """None where a longer period ends in the same month: it may have taken this one's place, and
    whoever asks for "quý IV" wants to see the year's report."""
    longer = [c for c in PERIODIC if c.months > period.cadence.months]
    return None if any(period.month % c.months == 0 for c in longer) else period.cadence


_Found = list[tuple[Period, re.Match[str]]]


def _named(words: str, today: date) -> _Found:
    """The first of the ways to name a period that fits."""
    if match := _HALF.search(words):
        month = 6 if match["half"] == "dau" else 12
        return _latest(Cadence.HALF_YEAR, month, match, today)
    if match := _QUARTER.search(words):
        number = match["number"]
        month = 3 * (_ROMAN[number] if number in _ROMAN else int(number))
        return _latest(Cadence.QUARTER, month, match, today)
    for pattern in (_MONTH, _SLASHED):
        if (match := pattern.search(words)) and 1 <= int(match["number"]) <= 12:
            return _latest(Cadence.MONTHLY, int(match["number"]), match, today)
    if match := _WHOLE_YEAR.search(words):
        return _latest(Cadence.YEAR, 12, match, today)
    return []


def _latest(cadence: Cadence, month: int, match: re.Match[str], today: date) -> _Found:
    """Without a year, the latest that has begun."""
    if match["year"] is None:
        begins = month - cadence.months + 1
        year = today.year if begins <= today.month else today.year - 1
    else:
        year = int(match["year"])
    return [(Period(cadence, year, month), match)] if 2000 <= year <= 2100 else []


def _relative(words: str, today: date) -> _Found:
    match = _RELATIVE.search(words)
    if match is None:
        return []
    current = containing(_UNITS[match["what"] or match["what_en"]], today.year, today.month)
    is_current = (match["which"] or match["which_en"]) in _CURRENT
    return [(current if is_current else previous(current), match)]
