"""What people type about when lessons are to come: "7 giờ sáng", "19h", "chiều chủ nhật", "hằng
ngày", "mỗi tuần". What they leave out is asked; whatever says anything else besides is about
something else ("sáng thứ bảy phường có làm việc không?")."""

import re
import unicodedata
from dataclasses import dataclass

from content.folding import fold
from content.rhythms import DAILY, OFF, WEEKLY

_LONGEST = 60
_DAILY = re.compile(
    r"\b(?:hang ngay|moi ngay|ngay nao cung|tung ngay|tat ca cac ngay|daily|every day"
    r"|(?:moi|hang) (?=(?:sang|trua|chieu|toi)\b))\b"
)
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
    rf"\b(\d{{1,2}}|{_SPELLED}) ?(?:gio|h|g|o'clock)(?: ?(?:ruoi|dung|\d{{2}}))?\b"
    r"|\b(\d{1,2}):\d{2}\b|\b(\d{1,2})(?= ?[ap]m\b| in the | at noon)"
)
_ALONE = re.compile(rf"(?:luc )?(\d{{1,2}}|{_SPELLED})(?: (sang|trua|chieu|toi))?")
_MINUTES = re.compile(r"\d ?(?:gio|h|g|:) ?(?:[1-9]|0[1-9]|[1-5]\d)|ruoi\b")
_MORNING, _NOON, _AFTERNOON, _EVENING, _NIGHT = (
    re.compile(rf"\b(?:{words})\b")
    for words in ("sang|morning", "trua|noon", "chieu|afternoon", "toi|evening", "dem|night")
)
_AM, _PM = re.compile(r"\bam\b"), re.compile(r"\bpm\b")
_DOTTED = re.compile(r"(?<=[\d ])([ap])\.?m\b")  # "7 p.m.", "7pm"
_USUAL = ((_MORNING, 8), (_NOON, 12), (_AFTERNOON, 15), (_EVENING, 19))
_I = re.compile(r"\btôi\b")  # not "tối" (evening), which folds to the same
_NO_TIME = re.compile(  # without marks: "cho toi" is "cho tôi", "doi sang" is "đổi sang"
    r"\b(?:(?:cho|giup|gium|ho) toi|toi (?=muon|can|thich|xin|chon|nhan|hoc|doi)"
    r"|(?:doi|chuyen) (?:gio |lai )?sang)\b"
)
_AROUND = re.compile(
    r"\b(?:luc|vao|khoang|tam|thi|la|nhe|nha|a|ah|da|vang|oi|em|anh|chi|bac|co|chu|ong|ba|con"
    r"|minh|cho|giup|gium|ho|voi|dum|xin|hay|muon|can|thich|chon|lay|doi|chuyen|sang|thanh|lai"
    r"|gio|buoi|ngay|moi|hang|nao|cung|duoc|nua|bai|hoc|nhan|gui (?=cho|luc|vao|bai|minh|nua)"
    r"|at|on|in|the|please|me|send|a|lesson|lessons|i|want|to|change|make|it|would|like|every)\b"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was said of it; None: nothing. Monday is 0, hours are 0 to 23."""

    rhythm: str | None = None
    weekday: int | None = None
    hour: int | None = None


def wish(text: str) -> Wish | None:
    """None where nothing of the kind was said, or more than that. Minutes are dropped: lessons
    come on the hour."""
    said = _folded(text)
    if not said or len(said) > _LONGEST:
        return None
    weekday = next((i for i, words in enumerate(_WEEKDAYS) if words.search(said)), None)
    is_daily, is_weekly = _DAILY.search(said), _WEEKLY.search(said)
    rest = _without(said, *_WEEKDAYS, _DAILY, _WEEKLY)
    if _OFF.search(rest) and not _without(rest, _OFF, _AROUND):
        return Wish(OFF)
    times = _HOUR, _MORNING, _NOON, _AFTERNOON, _EVENING, _NIGHT, _AM, _PM
    if _without(rest, *times, _AROUND) and not _ALONE.fullmatch(rest):
        return None
    rhythm = WEEKLY if weekday is not None or is_weekly else DAILY if is_daily else None
    found = Wish(rhythm, weekday, _hour(rest))
    return None if found == Wish() else found


def has_minutes(text: str) -> bool:
    """ "7 giờ 30": the hour is taken and that is said."""
    return _MINUTES.search(fold(text)) is not None


def _folded(text: str) -> str:
    """Without those words that only look like a time of day."""
    said = _I.sub(" ", unicodedata.normalize("NFC", text).lower())
    said = _DOTTED.sub(r" \1m", " ".join(fold(said).strip(" .!?,").split()))
    return _without(said, _NO_TIME)


def _without(said: str, *patterns: re.Pattern[str]) -> str:
    """ "Thứ 7" is no hour, for one."""
    for words in patterns:
        said = words.sub(" ", said)
    return " ".join(said.replace(",", " ").split())


def _hour(said: str) -> int | None:
    found = _HOUR.search(said) or _ALONE.fullmatch(said)
    if found is None:
        return next((hour for words, hour in _USUAL if words.search(said)), None)
    number = next(group for group in found.groups() if group is not None)
    hour = _on_the_clock(_NUMBERS[number] if number in _NUMBERS else int(number), said)
    return hour if hour < 24 else None


def _on_the_clock(hour: int, said: str) -> int:
    """Of 24 hours: 7 in the evening is 19, 12 at night is 0."""
    is_evening, is_night = _EVENING.search(said), _NIGHT.search(said)
    if hour == 12:
        return 0 if is_evening or is_night or _AM.search(said) else 12
    is_later = (
        (hour < 12 and (is_evening or _AFTERNOON.search(said) or _PM.search(said)))
        or (hour < 4 and _NOON.search(said))
        or (8 < hour < 12 and is_night)  # 1 or 2 at night is what it says
    )
    return hour + 12 if is_later else hour
