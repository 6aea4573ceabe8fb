"""Days as people name them: "28/12", "ngày 28 tháng 12", "thứ sáu", "mai"."""

import re
from datetime import date, timedelta

from content.folding import fold

_LONGEST = 60  # words of a sentence that are searched
_NEAR = {"hom nay": 0, "bua nay": 0, "mai": 1, "ngay mai": 1, "ngay kia": 2, "ngay mot": 2}
_WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3, "sau": 4, "6": 4,
    "bay": 5, "7": 5,
}  # fmt: skip
_NUMERIC = re.compile(r"(?:ngay )?(\d{1,2}) ?[/.-] ?(\d{1,2})(?: ?[/.-] ?(\d{4}|\d{2}))?")
_SPELLED = re.compile(r"(?:ngay )?(\d{1,2}) (?:thang|thg) ?(\d{1,2})(?:,? nam (\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_BARE = re.compile(r"(?:ngay|mung|mong) (\d{1,2})")
_DATED_WEEKDAY = re.compile(
    r"(?:thu (?P<vi>\w+)|(?P<sunday>chu nhat|cn)|(?P<en>[a-z]{3,6})day),? (?:ngay )?(?P<day>\d.*)"
)
_ENGLISH = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_WEEKDAY = re.compile(r"(?:thu (\w+)|(chu nhat|cn))(?: (tuan nay|tuan nay|nay|tuan sau|toi|sau))?")


def read_day(text: str, today: date) -> date | None:
    """The day that is meant, if only one can be. Without a year it is the coming one."""
    words = re.sub(r"[ .,!]+$|^(?:den|toi|truoc|vao) ", "", fold(text)).strip()
    words = re.sub(r"(?: a| nhe| nha)$", "", words)
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    if match := _ISO.fullmatch(words):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.fullmatch(words) or _SPELLED.fullmatch(words):
        return _day_and_month(int(match[1]), int(match[2]), match[3], today)
    if match := _BARE.fullmatch(words):
        return _coming_day(int(match[1]), today)
    if match := _DATED_WEEKDAY.fullmatch(words):
        return _on_its_weekday(match, today)
    if match := _WEEKDAY.fullmatch(words):
        return _weekday(6 if match[2] else _WEEKDAYS.get(match[1]), match[3], today)
    return None


def find_day(text: str, today: date) -> date | None:
    """The one day named somewhere in a sentence; the last of several only after "đến"."""
    words = fold(text).replace(",", " ").split()[:_LONGEST]
    found: dict[int, date] = {}
    at = 0
    while at < len(words):
        span = _day_at(words, at, today)
        if span:
            found[at] = span[1]
        at = span[0] if span else at + 1
    if len(set(found.values())) == 1:
        return next(iter(found.values()))
    until = [day for at, day in found.items() if _is_after_until(words, at)]
    return until[0] if len(until) == 1 else None


def _day_at(words: list[str], at: int, today: date) -> tuple[int, date] | None:
    """The longest day that starts at this word, and where it ends."""
    for end in range(min(at + 6, len(words)), at, -1):
        if day := read_day(" ".join(words[at:end]), today):
            return end, day
    return None


def _is_after_until(words: list[str], at: int) -> bool:
    return not {"den", "toi", "sang", "until", "to"}.isdisjoint(words[max(at - 2, 0) : at + 1])


def _on_its_weekday(match: re.Match[str], today: date) -> date | None:
    """ "thứ Hai, 21/12/2026", as our own buttons say it. None where the two do not agree."""
    if match["sunday"]:
        weekday: int | None = 6
    elif match["vi"]:
        weekday = _WEEKDAYS.get(match["vi"])
    else:
        weekday = _ENGLISH.index(match["en"]) if match["en"] in _ENGLISH else None
    day = read_day(match["day"], today)
    return day if day is not None and day.weekday() == weekday else None


def _day_and_month(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this_year = _date(today.year, month, day)
    if this_year is not None and this_year >= today:
        return this_year
    return _date(today.year + 1, month, day)


def _coming_day(day: int, today: date) -> date | None:
    """ "ngày 28": of this month, or of the next when it has passed."""
    this_month = _date(today.year, today.month, day)
    if this_month is not None and this_month >= today:
        return this_month
    return _date(today.year + today.month // 12, today.month % 12 + 1, day)


def _weekday(weekday: int | None, which: str | None, today: date) -> date | None:
    """The coming one; "this week's" must not have passed, "next week's" is a week on."""
    if weekday is None:
        return None
    monday = today - timedelta(days=today.weekday())
    if which in {"tuan sau", "toi tuan"}:
        return monday + timedelta(days=weekday + 7)
    if which in {"nay", "tuan nay"}:
        day = monday + timedelta(days=weekday)
        return day if day >= today else None
    return today + timedelta(days=(weekday - today.weekday()) % 7 or 7)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
