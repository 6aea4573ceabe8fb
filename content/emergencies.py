"""Somebody is in pain or danger: no lesson is what they look for, whatever words it shares."""

import re

from content.folding import fold

_LONGEST = 200
# "Tim" without its mark is "tìm" (find), and the heart.
_PAIN = re.compile(
    r"\btim (?:\w+ ){0,2}(?:dau|nhoi|that|dap|met|kho|ngung)\b"
    r"|\b(?:dau|goi|can|xe|dua di) (?:\w+ ){0,3}cap cuu\b|\bkho tho\b|\bdot quy\b"
    r"|\bheart (?:attack|hurts)\b|\bcall an ambulance\b"
)
_IS_TOLD_BY_SOMEBODY = re.compile(
    r"\b(?:bao|noi|keu|cuoc goi|goi dien|nhan tin|lua)\b.*\bcap cuu\b|\b(?:tien|lua)\b"
)


def tells_of_pain(text: str) -> bool:
    """ "Tim tôi đau quá", "dau qua goi cap cuu"; not "gọi điện báo con cấp cứu", which a lesson is
    about."""
    said = fold(text[:_LONGEST])
    return _PAIN.search(said) is not None and _IS_TOLD_BY_SOMEBODY.search(said) is None
