"""Whether our own words tell the reader to give away a code, a password, a card or papers.

Only orders are found: a clause that begins with the verb. "Không đọc mã cho ai" begins with
another word, and so does "kẻ gian bảo bà con đọc mã".
"""

import re

_CLAUSE_ENDS = re.compile(r"[.,:;!?…–—()\n]|(?: |^)(?:rồi|và|sau đó|then|and) ", re.IGNORECASE)
_ORDER = re.compile(
    r"^[\s*-]*(?:(?:bà con|hãy|cứ|vui lòng|nhớ|please|just) )*"
    r"(?:(?:gửi|nhắn|đọc|cung cấp|cho (?:tôi|em|biết)|chuyển tiếp|trả lời bằng)"
    r"(?: \S+){0,4}? (?:mã otp|otp|mã (?:xác nhận|xác thực|pin|\d+ số|dùng một lần|bí mật)"
    r"|mật khẩu|số thẻ|số cvv|ảnh (?:thẻ|căn cước|cccd|giấy tờ|sổ đỏ|hộ chiếu))"
    r"|(?:send|read(?: out)?|tell|give|text|forward)(?: \S+){0,4}? (?:code|otp|password|pin"
    r"|card number|(?:photo|picture)s? of your (?:card|papers|identity card|id)))\b",
    re.IGNORECASE,
)
_TURNED_ROUND = re.compile(
    r"\b(?:không|đừng|chớ|chẳng|là|dễ|thì|cũng|sẽ|never|not?|nobody|anyone|means?|is)\b",
    re.IGNORECASE,
)


def asks_for_secret(text: str) -> bool:
    clauses = _CLAUSE_ENDS.split(text)
    return any(_ORDER.match(c) and not _TURNED_ROUND.search(c) for c in clauses if c)
