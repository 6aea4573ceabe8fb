"""Words around a figure, mostly folded: courtesy, units, "about", and that there is none."""

import re
import unicodedata

from content.figures import NoActivity, NoData, Unclear

_NOT = re.compile(r"\b(?:ko|k|kh|hk|hok|hong|khg|kg)(?= (?:co|phat|thong|tong|nam|ro|biet)\b|$)")
_WHEN = r"(?:(?:trong )?(?:ky|thang|quy|nam|dot)(?: nay| roi)?)"
_NO_ACTIVITY = re.compile(
    rf"(?:{_WHEN} )?(?:"
    r"(?:khong|chua)(?: co)? phat sinh(?: gi)?(?: (?:ho so|giao dich|truong hop|du an)(?: nao)?)?"
    r"|khong co(?: gi(?: phat sinh)?)?"
    r"|(?:khong|chua) co .{1,40} nao(?: phat sinh)?"
    rf"|nothing(?: to report| arose)?|no activity)(?: {_WHEN})?"
)
_NO_DATA = re.compile(
    rf"(?:{_WHEN} )?(?:"
    r"(?:chua|khong) co (?:so lieu|so|du lieu|thong tin)(?: chinh thuc| thong ke)?(?: nao)?"
    r"|(?:chua|khong) (?:ro|biet|thong ke|tong hop|cap nhat|thu thap|nam|lay|ra|chot)"
    r"(?: duoc| xong)?(?: so lieu| so| du lieu)?"
    r"|chua co|(?:dang )?(?:cho|doi|tong hop|thu thap) (?:so lieu|so)|dang tong hop"
    rf"|no data(?: yet)?|not available|n/a)(?: {_WHEN})?"
)
_NONE_OR_ZERO = re.compile(r"khong|none|no|[-/x]{1,3}")

_BEFORE = re.compile(r"^(?:(?:da|vang|thua|em|anh|chi|bac)\b[ ,]*)+(?=\S)")
_LEADING = re.compile(
    r"^(?:(?:toi|minh|don vi|bao cao|dat|duoc|la|co|gom|bang|tong so|tong|ty le|ti le|so lieu|so"
    r"|ket qua|ky nay|thang nay|quy nay|nam nay)\b[ :=,]*|[:=] *)+(?=\S)"
)
_AFTER = {"a", "ah", "nhe", "nha", "nhen", "em", "anh", "chi", "bac", "oi", "thoi", "ban"}
_ENDING = " .!;,…"
_APPROXIMATE = re.compile(
    r"^(?:khoang|gan|hon|tren|duoi|chung|uoc(?: tinh| dat| chung)?|xap xi|it nhat|toi thieu|toi da"
    r"|vai|may|nhieu hon|it hon|(?:chac(?: la)?|hinh nhu|co le|tam|do|co chung)(?= ?\d)"
    r"|about|around|nearly|almost|over|under|approximately|approx|roughly|more than|less than"
    r"|fewer than|at least|at most|[~≈><≥≤]+=?) *"
    r"|(?: tro len| tro xuong| do lai| hon| may| gi do|\+| ?\?+)$"
)
# Without their diacritics "cỡ" is "có" and "từ" is "tử (số)".
_DOUBT = re.compile(r"^\s*(?:(?:dạ|đạt)\s+)?(?:cỡ|từ(?!.*\b(?:đến|tới)\b))\s+", re.IGNORECASE)
_UNITS = (
    "ho so", "hs", "nguoi dan", "nguoi", "luot", "truong hop", "truong", "co so", "lop",
    "khu pho", "ho dan", "ho", "thue bao", "doanh nghiep", "dn", "giao dich", "gd", "du an",
    "thu tuc", "tthc", "nen tang so", "nen tang", "can bo", "cong chuc", "vien chuc", "cbccvc",
    "cbcc", "lanh dao", "to chuc", "don vi", "co quan", "dich vu", "dvctt", "dong", "vnd", "d",
    "₫", "dossiers", "people", "cases", "households", "schools", "staff", "businesses",
    "transactions", "officials", "records", "tai khoan", "nhiem vu", "hoc sinh", "giao vien",
    "dang vien", "chi bo", "thiet bi", "cong dan", "nhan khau",
)  # fmt: skip
_UNIT = re.compile(rf"(?<=[\w.,%]) ?,? ?(?<![a-z])(?:{'|'.join(_UNITS)})$")
_PERCENT = re.compile(r" ?(?:%|\bphan tram\b|\bpercent\b)$")


def without_courtesy(words: str) -> str:
    """ "dạ, 45 ạ." → "45"."""
    words = words.strip()
    while words:
        words = words.rstrip(_ENDING) or words[:1]
        last_starts = max(words.rfind(" "), words.rfind(",")) + 1
        if words[last_starts:] not in _AFTER or not words[:last_starts].strip(" ,"):
            break
        words = words[:last_starts]
    return _BEFORE.sub("", words)


def without_leading(words: str) -> str:
    """ "kỳ này đạt 45" → "45"."""
    return _LEADING.sub("", words)


def state(words: str) -> NoActivity | NoData | Unclear | None:
    """Whether the words say that there is no figure, and of which kind."""
    words = _NOT.sub("khong", words)
    if _NO_DATA.fullmatch(words):  # first: "chưa có số liệu nào" is not "chưa có … nào"
        return NoData()
    if _NO_ACTIVITY.fullmatch(words):
        return NoActivity()
    return Unclear("none_or_zero") if _NONE_OR_ZERO.fullmatch(words) else None


def without_approximation(words: str) -> str:
    """ "khoảng 45" → "45"; the same words when they claim to be exact."""
    return _APPROXIMATE.sub("", words).strip()


def without_doubt(text: str) -> str:
    """ "cỡ 45" → "45": what means "about" only as long as it has its diacritics."""
    return _DOUBT.sub("", unicodedata.normalize("NFC", text))


def without_units(words: str) -> tuple[str, int]:
    """ "45 % hồ sơ" → "45" and how often percent was said."""
    percents = 0
    while True:
        if (shorter := _PERCENT.sub("", words)) != words:
            percents += 1
        else:
            shorter = _UNIT.sub("", words)
        if shorter == words:
            return words, percents
        words = shorter
