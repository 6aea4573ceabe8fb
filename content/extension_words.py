"""What is typed about a request for more time: the unit takes it back, the office answers it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from content.days import read_day
from content.figure_phrases import without_courtesy
from content.folding import fold

_LONGEST = 4096  # what a message holds: a reason that is too long has to be told so
_LONGEST_WITHDRAWAL = 100
_LONGEST_MORE_DAYS = 60

_WITHDRAWAL = re.compile(
    r"(?:(?:toi|minh|ben em|ben toi|don vi|cho(?: toi| em| minh| phep)?|xin|muon|can|nho) )*"
    r"(?:(?:rut|thu hoi|huy(?: bo)?|bo)(?: lai)?(?: cai)?"
    r" (?:(?:de nghi|yeu cau|don)(?: xin)?(?: gia ?han)?|(?:xin )?gia ?han)"
    r"|(?:thoi )?(?:toi |em )?(?:khong|ko|k)(?: can)?(?:(?: xin)? gia ?han (?:nua|them)| xin nua)"
    r"|thoi gia ?han"
    r"|rut(?: lai)?$|withdraw(?: (?:the|my) request)?)\b"
)
# What follows may name a unit or be polite. A question, a new day or a figure is more than that.
_SAYS_MORE = re.compile(
    r"gia ?han|\d ?[/.,%]|\bden\b|\b(?:nop|gui|lam sao|the nao|thi sao|chua|nhu nao)\b"
)
_ASKS_LEAVE = re.compile(r"^(?:cho|xin|nho)\b|^(?!.*\bduoc (?:khong|ko|k)$)")

_PUNCTUATION = " .,;:!…"
_SECOND_THOUGHTS = {
    "thoi", "a", "u", "uh", "um", "o", "ua", "nham", "khong", "ko", "hay", "la", "doi", "sua",
    "lai", "thanh", "cho", "xin", "em", "toi", "minh", "anh", "chi", "no", "sorry", "actually",
    "make", "it", "rather",
}  # fmt: skip
_SO_BE_IT = {
    "di", "a", "ah", "nhe", "nha", "vay", "luon", "duoc", "roi", "em", "please", "instead",
}  # fmt: skip
_POLITE_ENDS = {"a", "ah", "nhe", "nha", "nhen"}

_DAY = r" (?:den|toi|until|to)(?: het)? (?P<{}>.+)"
_MORE_TIME = r" (?:xin )?gia ?han(?: them)?"
_GRANT = re.compile(
    r"(?:dong y|nhat tri|chap thuan|duyet|agree|approve|grant)(?: cho)?(?: don vi)?"
    rf"(?:{_MORE_TIME})?(?:{_DAY.format('day')})?"
    rf"|(?:van |cu )?cho(?: don vi)?(?:{_MORE_TIME}(?:{_DAY.format('day2')})?"
    rf"|{_DAY.format('day3')})"
)
_MORE_DAYS = re.compile(
    r"(?:cho |xin |cho xin )?(?:(?:gia han )?them )?(?P<count>\d{1,2}) (?:ngay|bua|hom)"
    r"(?: lam viec)?(?: nua)?|(?P<en>\d{1,2}) (?:working )?days(?: more)?"
)
_ASSENT = re.compile(r"^(?:ok|oke|okay|vang|u|uh|um|duoc|duoc roi)[ ,.]+(?=\S)")
_REFUSE = re.compile(
    r"(?:tu choi|(?:khong|ko|k|chua) (?:dong y|cho|duyet|nhat tri|chap thuan)|refuse|deny|reject)"
    r"(?: cho)?(?: don vi)?(?: (?:xin )?gia ?han)?"
)
_BECAUSE = re.compile(
    r"(?:\b(?:vì|vi|do|bởi|boi|tại|lý do|ly do|lí do|because|since)\b[\s:]*|:\s*|,\s+)(.+)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Grants:
    """The office agrees, perhaps to a day of its own."""

    until: date | None = None


@dataclass(frozen=True, slots=True)
class Refuses:
    """The office does not agree, perhaps saying why."""

    reason: str | None = None


def withdraws(text: str) -> bool:
    """Whether somebody takes a request for more time back: "rút đề nghị", "hủy xin gia hạn", and
    nothing more: "rút đề nghị được không" only asks, and a new day must not be lost."""
    if len(text) > _LONGEST_WITHDRAWAL:
        return False
    words = without_courtesy(fold(text).strip(" .!?"))
    taken_back = _WITHDRAWAL.match(words)
    if taken_back is None or not _ASKS_LEAVE.search(words):
        return False
    return not _SAYS_MORE.search(words, taken_back.end())


def more_days_wanted(text: str) -> int | None:
    """ "thêm 3 ngày", where a day is asked for: by how many working days to move on."""
    words = fold(text).strip(" .!?")
    if len(words) > _LONGEST_MORE_DAYS:
        return None
    found = _MORE_DAYS.fullmatch(without_courtesy(words))
    return int(found["count"] or found["en"]) if found else None


def without_second_thought(text: str) -> str:
    """ "thôi, đến 22/12 đi" → "đến 22/12": the words of one who has thought again."""
    words = text.split()
    first, last = 0, len(words) - 1
    while first < last and fold(words[first].strip(_PUNCTUATION)) in _SECOND_THOUGHTS:
        first += 1
    while first < last and fold(words[last].strip(_PUNCTUATION)) in _SO_BE_IT:
        last -= 1
    return " ".join(words[first : last + 1])


def without_courtesy_word(reason: str) -> str:
    """ "chờ số liệu ạ" → "chờ số liệu": the word is meant for us, not for whoever reads on."""
    while True:
        reason = reason.strip(" ,\n\t")
        head, _between, last = reason.rstrip(" .,!…").rpartition(" ")
        if not head or fold(last) not in _POLITE_ENDS:
            return reason
        reason = head


def office_answer(text: str, today: date) -> Grants | Refuses | None:
    """The answer, if it is one and nothing else: a condition ("đồng ý nhưng …") is not."""
    if len(text) > _LONGEST:
        return None
    text = unicodedata.normalize("NFC", text)
    words = without_courtesy(_ASSENT.sub("", fold(text).strip(" .!")))
    if granted := _GRANT.fullmatch(words):
        named = granted["day"] or granted["day2"] or granted["day3"]
        day = read_day(named, today) if named else None
        return None if named and day is None else Grants(day)
    because = _BECAUSE.search(text)
    head = without_courtesy(fold(text[: because.start()] if because else text).strip(" .!,"))
    if _REFUSE.fullmatch(head):
        return Refuses(because[1].strip() if because else None)
    return None
