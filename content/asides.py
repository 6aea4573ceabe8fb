"""Words typed where the report asks for a text, that were hardly meant to be written into it."""

import re
from datetime import date
from enum import StrEnum

from content.about_sent import about_sent
from content.choices import spellings, steers
from content.folding import fold
from content.fraud import tells_of_fraud
from content.replies import ExtensionWanted, StartReport, Working, understand
from content.small_talk import asked_of, courtesy_of


class Aside(StrEnum):
    """What they may be instead. The person is asked, since all of it may stand in a report."""

    MORE_TIME = "more_time"  # "xin gia hạn đến 28/12 vì …"
    FRAUD = "fraud"  # "tôi bị lừa mất tiền"
    OTHER = "other"  # "nộp rồi", "ừ", "đang làm"


_LONGEST = 300  # a longer text is a story, whatever words occur in it
_FEW = 4  # words: "đang triển khai 5G tại 12 khu phố" is a story as well
_FIGURE = re.compile(r"[\d\s.,;:/%+-]*\d[\d\s.,;:/%+-]*")  # "3", "12/40", "45%; 12"
_TO_CHANGE = re.compile(r"(?:sua|change|fix) ?(?:dong|muc|line|so)? ?\d{1,2}")
_AFTER_ALL = re.compile(r"^(?:thoi|a|u|ma)[ ,]+")  # "thôi bỏ qua đi"
_SAYS_IT_ALL = {"tot", "hay", "duoc"}  # an answer to "how did it go?"


def aside_of(text: str, today: date) -> Aside | None:
    """None where the words may be written down without a question."""
    if len(text) > _LONGEST:
        return None
    if tells_of_fraud(text):
        return Aside.FRAUD
    said = understand(text, today)
    if isinstance(said, ExtensionWanted):
        return Aside.MORE_TIME
    is_brief = len(text.split()) <= _FEW
    is_other = isinstance(said, StartReport) or (isinstance(said, Working) and is_brief)
    is_courtesy = courtesy_of(text) and fold(text).strip(" .!") not in _SAYS_IT_ALL
    if is_other or is_courtesy or about_sent(text) or asked_of(text) or _steers(text):
        return Aside.OTHER
    return None


def _steers(text: str) -> bool:
    """A number alone, a line to change, a choice with "after all" before it."""
    if _FIGURE.fullmatch(text):
        return True
    said = spellings(text)
    return any(
        _TO_CHANGE.fullmatch(one) or (_AFTER_ALL.match(one) and steers(_AFTER_ALL.sub("", one)))
        for one in said
    )
