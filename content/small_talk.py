"""What people say to a reminder without telling anything about the report."""

import re
from enum import StrEnum

from content.folding import fold


class SmallTalk(StrEnum):
    """Both deserve an answer, neither is one."""

    THANKS = "thanks"  # "vâng ạ", "đã nhận", "ok", 👍
    SENT_ALREADY = "sent_already"  # "nộp rồi mà": perhaps on paper


_LONGEST = 60
_POLITE = r"(?:da|vang|a|ah|nhe|nha|em|anh|chi|toi|minh|ban|bot|oi|roi|nhieu|tro ly|roi a)"
_THANKS = re.compile(
    r"(?:ok|oke|okay|okie|okla|u|uh|um|vang|da|duoc|tot|hay|yes|thanks?|thank you|got it|noted"
    r"|cam on|xin cam on|cam on ban|da nhan|da ro|da biet|da xem|da doc|nhan duoc|da nhan duoc"
    r"|ro|biet|hieu|nghe|chao|xin chao|hello|hi|👍|🙏|❤️?|👌)"
)
_SENT = re.compile(
    r"(?:(?:da|vua|moi) (?:nop|gui|bao cao)|(?:nop|gui|bao cao) (?:xong|roi)|nop roi|gui roi"
    r"|(?:already )?(?:sent|submitted|handed in)(?: it)?(?: already)?)"
    r"(?: (?:bao cao|bc|ban giay|qua zalo|qua email|mail|truc tiep|cho .{2,20}|roi|ma|a|em))*"
)
_AROUND = re.compile(rf"^(?:{_POLITE}[ ,.!]+)*|(?:[ ,.!]+{_POLITE})*[ .!…]*$")


def small_talk(text: str) -> SmallTalk | None:
    """Courtesy, or the claim to have sent it; None for everything that says more."""
    if len(text) > _LONGEST:
        return None
    folded = fold(text).strip(" .!…")
    spellings = {folded, _AROUND.sub("", folded)}
    if any(_SENT.fullmatch(words) for words in spellings):
        return SmallTalk.SENT_ALREADY
    if any(_THANKS.fullmatch(words) for words in spellings):
        return SmallTalk.THANKS
    return None
