"""What somebody may type who wishes us ill, or whose phone does strange things."""

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

_LONGEST = 4096  # UTF-16 units: more Telegram does not let them type
_FAMILY = "👨‍👩‍👧‍👦"
_PIECES = [
    "<b>", "</b>", "</b><a href=\"http://x\">", "<a href='tg://user?id=1'>", "<", ">", "&", "&lt;",
    "&amp;lt;", "&#0;", "&nosuch;", "<script>", "<tg-spoiler>", "</i></b></code>", "<!--", "]]>",
    "\u202e", "\u2066", "\u2069", "\u200f", "\u200b", "\u2028", "\ufeff", "\0", "\x1b[31m", "\x07",
    "\ud800", "\udfff", "\ufffe", "\U000e0041", "A" + "\u0301" * 40, "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤", "ệ", "e\u0323\u0302",
    _FAMILY, "🇻🇳", "👍🏿", "שלום", "مرحبا", "%(name)s", "%s", "{0}", "{", "$x", "\\", "\\u0000",
    "'", '"', "`", "*_~|", "\n", "\r\n", "\t", " ", "\u00a0", "@admin", "/start", "/huy",
    "gửi", "hủy", "đúng", "12/40", "45%", "1.234,5", "-5", "1e309", "9" * 40, "１２",
    "một trăm", "28/12", "30/2", "0",
    "DROP TABLE inbox;--", "=1+1", "https://t.me/tro_ly_so_bot?start=abc",
]  # fmt: skip
_LONG = [
    "x" * _LONGEST, "<" * _LONGEST, "&" * _LONGEST, _FAMILY * (_LONGEST // 11), "ệ" * _LONGEST,
    "</b>" * (_LONGEST // 4), "\n" * 4000 + "x", "\u202e" * 4000 + "x", "a\u0301" * 2048,
    "9" * _LONGEST, "<b>" + "\u05d0" * 4000, ("word " * 900).strip(),
]  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_PIECES) | st.text(max_size=12), min_size=1, max_size=9).map(
    "".join
)


def texts(many: int) -> list[str]:
    """The same each time: the long ones first, then as many as asked for."""
    found = list(_LONG)

    @seed(2026)
    @settings(
        max_examples=2 * many,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(_TEXTS)
    def collect(text: str) -> None:
        if text.strip():
            found.append(text)

    collect()
    return found[:many]


def names(many: int) -> list[str]:
    """Telegram cuts a first name at 64 characters."""
    return [text[:64] for text in texts(many)]
