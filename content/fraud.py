"""Somebody tells that they were cheated, or that money is gone: that cannot wait for a menu.

What sounds like it is taken for it: a word of help too many costs nothing. Nothing here ever says
that something is safe.
"""

import re
import unicodedata

from content.folding import fold

_LONGEST = 1000  # whoever is in need may tell a long story
_NOT_LOST = re.compile(r"\b(?:mặt|mật)\b")  # "mặt tiền", a house's front, folds to "mất tiền"
_DENIED = re.compile(
    r"\b(?:khong|ko|k|chua|chang|not|never|do not|don't)(?: he| phai| co)? "
    r"(?:bi (?:\w+ ){0,2}(?:lua|gat)|mat tien|been scammed|lost)\b"
    r"|\b(?:was|were|am|is|has|have) not (?:been )?\w+"
)
_WHETHER_IT_COSTS = re.compile(r"\bmat (?:\w+ )?tien (?:gi )?(?:khong|ko|k|hong)\b(?: \w+){0,2}$")
_TOLD = re.compile(
    r"\b(?:bi|dinh|mac) (?:\w+ ){0,3}(?:lua(?: dao)?|gat|scam|chiem doat|hack|danh cap)\b"
    r"|\blua (?:dao )?(?:mat |het |sach |lay )?(?:cua )?(?:tien|toi|em|minh|con|me|ba|ong|bo)\b"
    r"|\bmat (?:(?:het|sach|toan bo|nhieu|mot|so|may|gan|hon|khoang|\d+) ){0,3}(?:tien|trieu|ty)\b"
    r"|\btien (?:\w+ ){0,4}(?:bi mat|mat het|mat sach|mat roi|bi tru|bi rut)\b"
    r"|\bbi (?:tru|rut|mat)(?: het| sach)? tien\b"
    r"|\bchuyen (?:khoan |tien )?nham\b"
    r"|\b(?:chuyen|gui|nap|dua)(?: \w+){0,5} (?:ke|bon|thang|nhom|quan) (?:lua|gian|xau)\b"
    r"|\b(?:was|were|been|got|get|am|is|being) (?:\w+ )?"
    r"(?:scammed|defrauded|swindled|conned|cheated|hacked|robbed)\b"
    r"|\b(?:scammed|defrauded|cheated|swindled) (?:me|us|my)\b"
    r"|\b(?:lost|losing|stole|stolen|took) (?:\w+ ){0,3}money\b"
    r"|\bmoney (?:\w+ ){0,3}(?:gone|stolen|lost|missing|taken)\b"
    r"|\b(?:sent|transferred|paid|gave)(?: \w+){0,5} (?:scammer|fraudster|swindler)s?\b"
)


def tells_of_fraud(text: str) -> bool:
    """ "Tôi bị lừa mất tiền", "mat tien roi", "I was scammed"."""
    if len(text) > _LONGEST:
        return False
    meant = _NOT_LOST.sub(" ", unicodedata.normalize("NFC", text).lower())
    said = " ".join(re.findall(r"[\w']+", fold(meant)))
    if _WHETHER_IT_COSTS.search(said):
        return False
    return _TOLD.search(_DENIED.sub(" ", said)) is not None
