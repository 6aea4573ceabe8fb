"""Small talk: courtesy that tells nothing about the report, and what people ask about it."""

import re
from enum import StrEnum
from itertools import dropwhile, takewhile

from content.folding import fold

_LONGEST = 60
_POLITE = frozenset(
    ("da", "vang", "a", "ah", "nhe", "nha", "em", "anh", "chi", "toi", "minh", "ban", "bot",
     "oi", "roi", "nhieu", "ma")
)  # fmt: skip
_GREETED = _POLITE | {"tro", "ly", "so", "co", "chu", "bac", "cac", "dong"}
_BEFORE_GREETING = frozenset({"da", "xin", "kinh"})
_GREETING = frozenset({"chao", "alo", "hello", "hi"})


class Courtesy(StrEnum):
    """Each is returned in kind."""

    GREETING = "greeting"
    THANKS = "thanks"
    YES = "yes"  # "vâng ạ", "đã nhận", 👍


class Asked(StrEnum):
    """A simple question of somebody who has to report, or would like to know how."""

    DUE = "due"  # "hạn nộp ngày mấy?"
    WHAT = "what"  # "báo cáo này là gì vậy?"
    HOW = "how"  # "tôi không biết làm"
    HELP = "help"  # "tôi làm gì được?"


_COURTESY = {
    Courtesy.THANKS: re.compile(
        r"(?:xin )?(?:chan thanh )?cam on(?: ban)?|thanks?|thank you|🙏|❤\ufe0f?"
    ),
    Courtesy.YES: re.compile(
        r"ok|oke|okay|okie|okla|u|uh|um|vang|da|duoc|tot|hay|yes|got it|noted|da nhan|da ro"
        r"|da biet|da xem|da doc|nhan duoc|da nhan duoc|ro|biet|hieu|nghe|(?:👍|👌)[🏻-🏿]?"
    ),
}
_BETWEEN = re.compile(r"[ ,.!…]+")

_WHEN = re.compile(
    r"\b(?:ngay (?:may|nao)|khi nao|bao gio|chung nao|luc nao|hom nao|may ngay|bao lau|when"
    r"|how (?:long|many days))\b"
)
_OF_HANDING_IN = re.compile(r"\b(?:han|nop|gui|bao cao|bc|con|phai|due|deadline|left|report)\b")
_BARE_DUE = re.compile(r"(?:thoi )?han(?: (?:nop|gui|chot|cuoi|bao cao|bc))*(?: la)?|deadline")
_HELP = re.compile(
    r"\b(?:(?:lam|giup|ho tro|hoi|dung)(?: duoc)?(?: nhung)?(?: (?:gi|viec gi|cai gi))(?: duoc)?"
    r"|what can (?:i|you) do|can you help)\b"
)
_HOW = re.compile(
    r"\b(?:khong|ko|k|chua) (?:biet|ro|hieu) (?:cach |phai )?"
    r"(?:lam|nhap|dien|gui|nop|bao cao|bat dau|su dung|dung|sao)\b"
    r"|\b(?:lam|nhap|dien|gui|nop|dung|bao cao|bat dau) (?:nhu )?(?:the nao|sao|cach nao)\b"
    r"|\blam sao\b|\bcach (?:lam|nop|nhap|dien|gui|dung|bao cao)\b|\bhuong dan\b"
    r"|\bhow (?:do|can|to)\b"
)
_WHAT = re.compile(
    r"\b(?:la gi|la sao|cai gi|nhung gi|gi (?:vay|the|day|nhi)|(?:bao cao|bc) (?:nay )?gi"
    r"|what is (?:this|it)|what report)\b"
)


def courtesy_of(text: str) -> Courtesy | None:
    """ "Vâng ạ", "đã nhận", "ok", 👍: it deserves an answer and is none itself."""
    if len(text) > _LONGEST:
        return None
    words = [word for word in _BETWEEN.split(fold(text)) if word]
    if _greets(words):
        return Courtesy.GREETING
    said = _without_politeness(words)
    return next((c for c, known in _COURTESY.items() if any(map(known.fullmatch, said))), None)


def _greets(words: list[str]) -> bool:
    """ "Chào em", "xin chào", "alo"; not "chào em, cho hỏi …"."""
    said = list(dropwhile(_BEFORE_GREETING.__contains__, words))
    return bool(said) and said[0] in _GREETING and _GREETED.issuperset(said[1:])


def asked_of(text: str) -> Asked | None:
    """What a short question is about; None where it is no such question."""
    if len(text) > _LONGEST:
        return None
    words = fold(text).strip(" .!?…")
    if _BARE_DUE.fullmatch(words) or (_WHEN.search(words) and _OF_HANDING_IN.search(words)):
        return Asked.DUE
    if _HOW.search(words):
        return Asked.HOW
    if _HELP.search(words):
        return Asked.HELP
    return Asked.WHAT if _WHAT.search(words) else None


def _without_politeness(words: list[str]) -> list[str]:
    """The words with more and more of the courtesy around them taken off. Folded, "dạ" and
    "đã" are one word, so how much of it is courtesy cannot be known beforehand."""
    before = sum(1 for _ in takewhile(_POLITE.__contains__, words))
    after = sum(1 for _ in takewhile(_POLITE.__contains__, reversed(words)))
    starts, ends = range(before + 1), range(len(words), len(words) - after - 1, -1)
    return [" ".join(words[start:end]) for start in starts for end in ends if start < end]
