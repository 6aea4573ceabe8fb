"""What people say of a report that was sent, or that they take for sent."""

import re
import unicodedata
from enum import StrEnum

from content.commands import command_word
from content.folding import fold


class AboutSent(StrEnum):
    """Each is answered with what is truly here."""

    CLAIMED = "claimed"  # "nộp rồi mà": perhaps on paper
    ASKED = "asked"  # "gửi chưa?"
    TO_CORRECT = "to_correct"  # "sửa báo cáo", "gửi nhầm rồi"


_LONGEST = 100
_BETWEEN = re.compile(r"[ ,.!?…;:/\"“”()]+")
_YES_SIR = re.compile(r"\bdạ\b", re.IGNORECASE)  # folded it would be "đã", which makes a claim

_WE = (
    r"(?:(?:ben|don vi|phong|tram|truong|co quan|chung|cua) )?"
    r"(?:em|anh|chi|toi|minh|bac|co|chu|chau|dong chi|don vi|phong)"
)
_WHEN = (
    r"(?:(?:sang|trua|chieu|toi|dem|hom)(?: nay| qua| kia| truoc)|vua nay|luc nay|hoi nay"
    r"|(?:tuan|thang)(?: truoc| roi| nay)|tu (?:sang|hom|tuan)(?: nay| qua| truoc)?|lau|het)"
)
# Each word may be read in one way only, or a long row of them is read in millions.
_PERIOD = r"(?:(?:6 thang|thang|quy|nam|ky)(?: (?:\d{1,4}|[iv]{1,3}|nay|truoc|roi|dau|cuoi))*)"
_WHICH = r"(?:(?:nay|do|ay|kia|cua (?:em|toi|minh|don vi|phong)(?: em| toi| minh)?))"
_REPORT = (
    r"(?:(?:cai|ban|cac|nhung|ca|may) )*(?:bao cao|bc|so lieu|so|giay)"
    rf"(?: {_PERIOD})*(?: {_WHICH})?"
)
_BEFORE = rf"(?:(?:{_WE}|{_WHEN}|{_REPORT}|hinh nhu|thi|nhung|bot|oi|a|vang|u|o|ua|chac) )*"
_HOW = (
    r"(?:qua (?:zalo|email|mail|facebook|buu dien)|(?:bang|ban) (?:giay|mem)|truc tiep|mail|email"
    r"|(?:cho|len|toi|ve|vao|tai) .{2,25}?|o day|day)"
)
_AFTER = (
    rf"(?: (?:{_REPORT}|{_WHEN}|{_HOW}|{_WE}|roi|xong|het|du|ma|a|ah|ay|nhe|nha|nhi|vay|the|ta|ha"
    r"|oi|di|bot|luon|co))*"
)
_SEND = r"(?:nop|gui|bao cao|bao)"
_CLAIM = re.compile(
    rf"{_BEFORE}(?:da|vua|moi) (?:duoc )?{_SEND}{_AFTER}"
    rf"|{_BEFORE}{_SEND}(?: {_REPORT}| {_HOW}| lau| du)* (?:roi|xong){_AFTER}"
    r"|(?:i (?:have )?)?(?:already )?(?:sent|submitted|handed in|reported)"
    r"(?: (?:it|this|the report|my report|in))*(?: already)?"
)
_DONE = r"(?:roi|xong|duoc|thanh cong|toi|den|dung|phai)"
_QUESTION = re.compile(
    rf"{_BEFORE}(?:da |co )*(?:{_SEND}|nhan|thay|den|toi)(?: {_DONE}| {_REPORT})*"
    rf" (?:chua|(?:dung|phai|duoc) (?:khong|ko|k)){_AFTER}"
    r"|(?:did|have|has) (?:i|we|you|it|my report|the report)(?: been)? "
    r"(?:send|sent|submit|submitted|get|got|received?|report|reported)"
    r"(?: (?:it|this|my|the|report|reports|already))*"
)
_MEND = r"(?:sua|sua chua|chinh sua|sua doi|dieu chinh|dinh chinh|chinh|thay doi|cap nhat)"
_WANT = rf"(?:(?:{_WE}|muon|can|xin|xin phep|cho|lam on|hay|de|phai|vui long) )*"
_MISTAKEN = r"(?:nham|sai|lon)"
_CORRECTION = re.compile(
    rf"{_WANT}{_MEND}(?: lai| giup| ho|(?: {_WE}))*(?: {_REPORT}| (?:da|vua) (?:gui|nop))+{_AFTER}"
    rf"|{_WANT}(?:chinh sua|dinh chinh|sua)(?: lai| duoc khong| duoc ko)*{_AFTER}"
    rf"|{_BEFORE}(?:da |vua |lo |bi )*(?:{_SEND}|nhap|ghi|dien|go|danh|khai)"
    rf"(?: {_REPORT})* {_MISTAKEN}{_AFTER}"
    rf"|{_BEFORE}(?:bi |co )*{_MISTAKEN}{_AFTER}"
    r"|(?:(?:i|we|please|want|need|to|can|may) )*(?:change|correct|fix|edit|amend)"
    r"(?: (?:it|my|the|a|sent|figures?|reports?|numbers?))*"
    r"|(?:i )?(?:sent|reported)(?: it| the)? (?:by mistake|wrong(?: figures?| numbers?)?)"
    r"|(?:a |the )?(?:wrong|mistake)(?: figures?| numbers?| report)?"
)


def about_sent(text: str) -> AboutSent | None:
    """What is said of a report that was sent; None for everything that says more, or less."""
    if len(text) > _LONGEST:
        return None
    if command_word(text) == "SUA":
        return AboutSent.TO_CORRECT
    spoken = _YES_SIR.sub(" ", unicodedata.normalize("NFC", text))
    words = " ".join(word for word in _BETWEEN.split(fold(spoken)) if word)
    if _QUESTION.fullmatch(words):
        return AboutSent.ASKED
    if _CORRECTION.fullmatch(words):
        return AboutSent.TO_CORRECT
    return AboutSent.CLAIMED if _CLAIM.fullmatch(words) else None
