"""What people say to a reminder without telling anything about the report."""

import re
from enum import StrEnum
from itertools import takewhile

from content.folding import fold


class SmallTalk(StrEnum):
    """Both deserve an answer, neither is one."""

    THANKS = "thanks"  # "vâng ạ", "đã nhận", "ok", 👍
    SENT_ALREADY = "sent_already"  # "nộp rồi mà": perhaps on paper


_LONGEST = 60
_POLITE = frozenset(
    ("da", "vang", "a", "ah", "nhe", "nha", "em", "anh", "chi", "toi", "minh", "ban", "bot",
     "oi", "roi", "nhieu", "ma")
)  # fmt: skip
_THANKS = re.compile(
    r"(?:ok|oke|okay|okie|okla|u|uh|um|vang|da|duoc|tot|hay|yes|thanks?|thank you|got it|noted"
    r"|cam on|xin cam on|cam on ban|da nhan|da ro|da biet|da xem|da doc|nhan duoc|da nhan duoc"
    r"|ro|biet|hieu|nghe|chao|xin chao|hello|hi|👍|🙏|❤️?|👌)"
)
_SENT = re.compile(
    r"(?:(?:da|vua|moi) (?:nop|gui|bao cao)|(?:nop|gui|bao cao)(?: (?:bc|ban giay))? (?:xong|roi)"
    r"|(?:already )?(?:sent|submitted|handed in)(?: it)?(?: already)?)"
    r"(?: (?:bao cao|bc|ban giay|qua zalo|qua email|mail|truc tiep|cho .{2,20}|roi|ma|a|em))*"
)
_BETWEEN = re.compile(r"[ ,.!…]+")


def small_talk(text: str) -> SmallTalk | None:
    """Courtesy, or the claim to have sent it; None for everything that says more."""
    if len(text) > _LONGEST:
        return None
    spellings = _without_politeness([word for word in _BETWEEN.split(fold(text)) if word])
    if any(_SENT.fullmatch(words) for words in spellings):
        return SmallTalk.SENT_ALREADY
    if any(_THANKS.fullmatch(words) for words in spellings):
        return SmallTalk.THANKS
    return None


def _without_politeness(words: list[str]) -> list[str]:
    """The words with more and more of the courtesy around them taken off. Folded, "dạ" and
    "đã" are one word, so how much of it is courtesy cannot be known beforehand."""
    before = sum(1 for _ in takewhile(_POLITE.__contains__, words))
    after = sum(1 for _ in takewhile(_POLITE.__contains__, reversed(words)))
    starts, ends = range(before + 1), range(len(words), len(words) - after - 1, -1)
    return [" ".join(words[start:end]) for start in starts for end in ends if start < end]
