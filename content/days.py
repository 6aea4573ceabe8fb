"""Days as people name them: "28/12", "ngày 28 tháng 12", "thứ sáu", "mai"."""

import re
from datetime import date, timedelta

from content.folding import fold

_LONGEST_DAY = 60  # characters
_LONGEST = 60  # words of a sentence that are searched
_LATELY = timedelta(days=60)  # no request reaches much further, see content/extensions.py
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
_WEEKDAY = re.compile(
    r"(?:thu (\w+)|(chu nhat|cn))"
    r"(?: (tuan nay|nay|tuan (?:sau|toi|ke)(?: (?:tiep|nua|do))*|toi|sau))?"
)
_UNTIL = {"den", "toi", "sang", "thanh", "until", "to"}
_EITHER = {"hoac", "hay", "or"}
_NO_DAY = re.compile(  # "lần thứ 2", "mai mốt", "chị Mai"
    r"\blan thu \w+|\bmai mot\b|\b(?:chi|co|ba|ong|dong chi|d/c|dc) mai\b"
)


def read_day(text: str, today: date) -> date | None:
    """The day that is meant, if only one can be. Without a year it is the coming one, unless it
    has just passed: on 21/12 nobody means the next year's 20/12."""
    words = fold(text).rstrip(" .,!")
    if len(words) > _LONGEST_DAY:
        return None
    words = re.sub(r"^(?:den|toi|truoc|vao) |(?: a| nhe| nha)$", "", words).strip()
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
    words = re.sub(r"[,()]", " ", _NO_DAY.sub(" ", fold(text))).split()[:_LONGEST]
    found: dict[int, date] = {}
    at, ended = 0, 0
    while at < len(words):
        if not (span := _day_at(words, at, today)):
            at += 1
            continue
        end, day = span
        is_said_once_more = bool(found) and ended == at and words[at] not in _UNTIL
        if is_said_once_more and day != list(found.values())[-1]:
            return None  # "thứ sáu ngày 24/12", and that is a Thursday
        if not is_said_once_more:
            found[at] = day
        at = ended = end
    if len(set(found.values())) == 1:
        return next(iter(found.values()))
    if not _EITHER.isdisjoint(words):
        return None
    until = [day for at, day in found.items() if _is_after_until(words, at)]
    return until[0] if len(until) == 1 else None


def _day_at(words: list[str], at: int, today: date) -> tuple[int, date] | None:
    """The longest day that starts at this word, and where it ends."""
    for end in range(min(at + 7, len(words)), at, -1):
        if day := read_day(" ".join(words[at:end]), today):
            return end, day
    return None


def _is_after_until(words: list[str], at: int) -> bool:
    return not _UNTIL.isdisjoint(words[max(at - 2, 0) : at + 1])


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
    years = (today.year - 1, today.year, today.year + 1)
    days = (_date(year, month, day) for year in years)
    return next((day for day in days if day is not None and day >= today - _LATELY), None)


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
    if which and which.startswith("tuan") and which != "tuan nay":
        return monday + timedelta(days=weekday + (14 if "nua" in which else 7))
    if which in {"nay", "tuan nay"}:
        day = monday + timedelta(days=weekday)
        return day if day >= today else None
    return today + timedelta(days=(weekday - today.weekday()) % 7 or 7)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
