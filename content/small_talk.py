"""Courtesy: what people say to a reminder without telling anything about the report."""

import re
from itertools import dropwhile, takewhile

from content.folding import fold

_LONGEST = 60
_POLITE = frozenset(
    ("da", "vang", "a", "ah", "nhe", "nha", "em", "anh", "chi", "toi", "minh", "ban", "bot",
     "oi", "roi", "nhieu", "ma")
)  # fmt: skip
_THANKS = re.compile(
    r"(?:ok|oke|okay|okie|okla|u|uh|um|vang|da|duoc|tot|hay|yes|thanks?|thank you|got it|noted"
    r"|cam on|xin cam on|cam on ban|da nhan|da ro|da biet|da xem|da doc|nhan duoc|da nhan duoc"
    r"|ro|biet|hieu|nghe|chao|xin chao|hello|hi|(?:👍|🙏|👌)[🏻-🏿]?|❤\ufe0f?)"
)
_GRATITUDE = re.compile(r"(?:xin )?(?:chan thanh )?cam on\b|thanks?\b|thank you\b|🙏")
_GREETED = _POLITE | {"tro", "ly", "so", "co", "chu", "bac", "cac", "dong"}
_BEFORE_GREETING = frozenset({"da", "xin", "kinh"})
_GREETING = frozenset({"chao", "alo", "hello", "hi"})
_BETWEEN = re.compile(r"[ ,.!…]+")


def is_courtesy(text: str) -> bool:
    """ "Vâng ạ", "đã nhận", "ok", 👍: it deserves an answer and is none itself."""
    if len(text) > _LONGEST:
        return False
    return any(_THANKS.fullmatch(spelled) for spelled in _pieces(text))


def is_thanks(text: str) -> bool:
    """ "Cảm ơn em nhiều": there is a word to say back."""
    return is_courtesy(text) and any(_GRATITUDE.match(words) for words in _pieces(text))


def is_greeting(text: str) -> bool:
    """ "Chào em", "xin chào", "alo"; not "chào em, cho hỏi …"."""
    if len(text) > _LONGEST:
        return False
    said = list(dropwhile(_BEFORE_GREETING.__contains__, _words(text)))
    return bool(said) and said[0] in _GREETING and _GREETED.issuperset(said[1:])


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN.split(fold(text)) if word]


def _pieces(text: str) -> list[str]:
    return _without_politeness(_words(text))


def _without_politeness(words: list[str]) -> list[str]:
    """The words with more and more of the courtesy around them taken off. Folded, "dạ" and
    "đã" are one word, so how much of it is courtesy cannot be known beforehand."""
    before = sum(1 for _ in takewhile(_POLITE.__contains__, words))
    after = sum(1 for _ in takewhile(_POLITE.__contains__, reversed(words)))
    starts, ends = range(before + 1), range(len(words), len(words) - after - 1, -1)
    return [" ".join(words[start:end]) for start in starts for end in ends if start < end]
