"""What people type about when lessons are to come: "7 giờ sáng", "19h", "chiều chủ nhật", "hằng
ngày", "mỗi tuần". What they leave out is asked."""

import re
from dataclasses import dataclass

from content.folding import fold
from content.rhythms import DAILY, OFF, WEEKLY

_LONGEST = 60
_DAILY = re.compile(r"\b(?:hang ngay|moi ngay|ngay nao cung|tung ngay|daily|every day)\b")
_WEEKLY = re.compile(
    r"\b(?:hang tuan|moi tuan|tuan mot lan|tuan 1 lan|mot tuan mot lan|weekly|every week)\b"
)
_OFF = re.compile(
    r"\b(?:khong nhan|thoi nhan|thoi khong|ngung|tat|khong can|khong gui|dung gui|dung nhan"
    r"|off|never|no lessons)\b"
)
_WEEKDAYS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(rf"\b(?:{words})\b")
    for words in (
        "thu hai|thu 2|t2|monday",
        "thu ba|thu 3|t3|tuesday",
        "thu tu|thu 4|t4|wednesday",
        "thu nam|thu 5|t5|thursday",
        "thu sau|thu 6|t6|friday",
        "thu bay|thu 7|t7|saturday",
        "chu nhat|cn|sunday",
    )
)
_NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip
_SPELLED = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_HOUR = re.compile(
    rf"\b(\d{{1,2}}|{_SPELLED}) ?(?:gio|h|g|o'clock)(?: ?(?:ruoi|00|dung))?\b"
    r"|\b(\d{1,2}):00\b|\b(\d{1,2}) ?(am|pm)\b"
)
_ALONE = re.compile(rf"(?:luc )?(\d{{1,2}}|{_SPELLED})(?: (sang|trua|chieu|toi))?")
_MINUTES = re.compile(r"\d ?(?:gio|h|g|:) ?(?:[1-9]|0[1-9]|[1-5]\d)|ruoi\b")
_MORNING, _NOON, _AFTERNOON, _EVENING = (
    re.compile(rf"\b(?:{words})\b")
    for words in ("sang|morning", "trua|noon", "chieu|afternoon", "toi|dem|evening|night")
)
_USUAL = ((_MORNING, 8), (_NOON, 12), (_AFTERNOON, 15), (_EVENING, 19))


@dataclass(frozen=True, slots=True)
class Wish:
    """What was said of it; None: nothing. Monday is 0, hours are 0 to 23."""

    rhythm: str | None = None
    weekday: int | None = None
    hour: int | None = None


def wish(text: str) -> Wish | None:
    """None where nothing of the kind was said. Minutes are dropped: lessons come on the hour."""
    said = " ".join(fold(text).strip(" .!?,").split())
    if not said or len(said) > _LONGEST:
        return None
    if _OFF.search(said):
        return Wish(OFF)
    weekday = next((i for i, words in enumerate(_WEEKDAYS) if words.search(said)), None)
    rhythm = WEEKLY if weekday is not None or _WEEKLY.search(said) else None
    if rhythm is None and _DAILY.search(said):
        rhythm = DAILY
    found = Wish(rhythm, weekday, _hour(_without_weekdays(said)))
    return None if found == Wish() else found


def has_minutes(text: str) -> bool:
    """ "7 giờ 30": the hour is taken and that is said."""
    return _MINUTES.search(fold(text)) is not None


def _without_weekdays(said: str) -> str:
    """ "thứ 7" is no hour."""
    for words in _WEEKDAYS:
        said = words.sub(" ", said)
    return " ".join(said.split())


def _hour(said: str) -> int | None:
    found = _HOUR.search(said) or _ALONE.fullmatch(said)
    if found is None:
        return next((hour for words, hour in _USUAL if words.search(said)), None)
    number = next(group for group in found.groups() if group is not None)
    hour = _NUMBERS[number] if number in _NUMBERS else int(number)
    is_later = _AFTERNOON.search(said) or _EVENING.search(said) or " pm" in f" {said}"
    if (hour < 12 and is_later) or (hour < 4 and _NOON.search(said)):
        hour += 12
    return hour if hour < 24 else None
