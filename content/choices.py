"""The words that steer a dialog instead of answering it, tapped or typed in any spelling."""

import re
import unicodedata
from collections.abc import Collection
from enum import StrEnum

from content.folding import fold


class Choice(StrEnum):
    """What a person may choose at a step. The values stand in buttons: keep them."""

    UNCHANGED = "same"  # as in the last period
    NO_ACTIVITY = "none"  # nothing arose: not 0
    NO_DATA = "nodata"  # not known yet: not 0 either
    NOTHING = "nil"  # "none", as the answer to a question in words
    ZERO = "zero"
    SKIP = "skip"
    KEEP = "keep"  # go on with what is already noted here
    BACK = "back"
    CANCEL = "stop"
    YES = "yes"
    FIX = "fix"
    ANYWAY = "go"  # note it in spite of the warning
    SEND = "send"
    ONE_BY_ONE = "each"
    AGAIN = "again"  # an old draft: step by step from the first, what is noted stands there
    ASK = "ask"  # send the request or the answer just read back: not the report
    DROP = "drop"  # do not ask for more time after all
    FIX_DAY = "day"
    FIX_REASON = "why"
    MORE_TIME = "ext"  # the words just typed ask for more time
    WRITE = "write"  # they belong into the report
    NOT_YET = "wait"  # do not send it yet: look at it again
    FIGURE = "figure"  # the bare number just typed is a figure, no choice


# Folded: lower case without diacritics. A phrase may stand at several choices: what is on offer
# at the step decides which one is meant.
_PHRASES: dict[Choice, tuple[str, ...]] = {
    Choice.UNCHANGED: (
        "giu nguyen ky truoc", "giu nguyen", "nhu ky truoc", "nhu cu", "khong thay doi",
        "bang ky truoc", "y ky truoc", "van nhu ky truoc",
        "same as last period", "same", "unchanged",
    ),
    Choice.NO_ACTIVITY: (
        "khong phat sinh", "khong co phat sinh", "chua phat sinh", "k phat sinh", "ko phat sinh",
        "nothing arose", "nothing to report",
    ),
    Choice.NO_DATA: (
        "chua co so lieu", "chua co so", "chua co", "chua thong ke", "no data yet", "no data",
    ),
    Choice.NOTHING: ("khong co", "khong", "ko", "ko co", "khong co gi", "none", "nothing", "no"),
    Choice.ZERO: ("bang 0", "bang khong", "so 0", "la 0", "it is 0", "zero"),
    Choice.SKIP: ("bo qua", "skip"),
    Choice.KEEP: (
        "tiep tuc", "tiep", "giu", "giu nhu da ghi", "ke tiep", "dung tiep", "lam tiep",
        "continue", "keep", "next", "use these answers",
    ),
    Choice.BACK: ("quay lai", "lui lai", "tro lai", "buoc truoc", "back"),
    Choice.CANCEL: (
        "huy", "huy bo", "thoat", "thoi", "dung lai", "de sau", "de luc khac", "tam dung",
        "cancel", "stop", "later",
    ),
    Choice.YES: (
        "dung", "dung roi", "dung vay", "dung the", "phai", "vang", "vang dung", "co", "u", "uh",
        "ok", "oke", "okay", "okie", "chinh xac", "xac nhan", "dong y", "chuan", "chuan roi",
        "chuan het", "chinh xac roi", "dung het", "duoc", "dc", "duoc roi",
        "yes", "correct", "right",
    ),
    Choice.FIX: (
        "sua", "sua lai", "sai", "sai roi", "khong", "khong dung", "chua dung", "ko", "ko dung",
        "khong phai", "nham", "nham roi", "ghi lai", "nhap lai", "go lai",
        "change", "fix", "no", "wrong",
    ),
    Choice.ANYWAY: (
        "van ghi", "cu ghi", "ghi", "van nhap", "van gui", "gui ban moi", "tiep tuc", "tiep",
        "dong y", "co", "ok", "van cho", "cu cho", "note it anyway", "send a new version",
        "grant it anyway", "anyway", "yes",
    ),
    Choice.SEND: (
        "gui", "gui bao cao", "gui di", "gui luon", "gui ngay", "nop", "nop bao cao", "nop luon",
        "send the report", "send it", "send", "submit",
    ),
    Choice.ONE_BY_ONE: (
        "xem tung chi tieu", "tung chi tieu", "tung muc", "lan luot", "sua", "sai", "khong",
        "khong dung", "ko", "one by one", "no",
    ),
    Choice.AGAIN: (
        "xem lai tung muc", "xem lai", "lam lai", "lam lai tung muc", "lam lai tu dau", "tu dau",
        "nhap lai", "tung muc", "check each again", "check again", "start over",
    ),
    Choice.ASK: (
        "gui", "gui di", "gui luon", "gui ngay", "gui giup", "gui giup toi", "gui ho toi",
        "gui de nghi", "gui tra loi", "dung", "dung roi",
        "dong y", "dong y gui", "xac nhan", "ok", "oke", "okay", "co", "u", "uh", "vang", "duoc",
        "dc", "duoc roi", "send", "send it", "yes",
    ),
    Choice.DROP: (
        "thoi", "thoi khong", "thoi khong xin nua", "thoi, khong xin nua", "khong xin nua",
        "khong xin", "thoi khong gui", "thoi khong gui nua", "khong gui", "khong gui nua", "khong",
        "ko", "khong can", "khong can nua", "de nguyen", "khong tra loi",
        "do not ask after all", "leave it", "do not send", "no",
    ),
    Choice.FIX_DAY: (
        "sua ngay", "doi ngay", "sua lai ngay", "chon ngay khac", "ngay khac", "sai ngay",
        "nham ngay", "change the day", "change day", "another day",
    ),
    Choice.FIX_REASON: (
        "sua ly do", "doi ly do", "sua lai ly do", "ly do khac", "sai ly do", "nham ly do",
        "sua li do", "doi li do", "change the reason", "change reason", "another reason",
    ),
    Choice.MORE_TIME: ("xin gia han", "gia han", "giahan", "xin them thoi gian",
                       "ask for more time", "more time"),
    Choice.WRITE: (
        "ghi vao bao cao", "ghi vao", "ghi", "ghi cau nay", "ghi bao cao", "van ghi", "thay",
        "thay the", "thay cau cu", "write it into the report", "write it", "replace it",
    ),
    Choice.NOT_YET: (
        "chua", "chua gui", "khoan", "khoan gui", "khong", "ko", "khong gui", "xem lai",
        "not yet", "no", "do not send",
    ),
    Choice.FIGURE: (
        "ghi", "ghi so", "ghi so 1", "ghi so 2", "ghi so 3", "so lieu", "so lieu moi", "so moi",
        "note 1", "note 2", "note 3", "figure", "new figure", "a new figure",
    ),
}  # fmt: skip

# Courtesy around the word: "dạ đúng rồi ạ", "bỏ qua nhé em".
_BEFORE = re.compile(r"^(?:(?:da|vang|thua|em|anh|chi|toi|minh|muon|cho|xin|thi)\b[ ,]*)+(?=\S)")
_AFTER = re.compile(r"(?:[ ,]*\b(?:a|ah|nhe|nha|nhen|di|em|anh|chi|oi|giup|voi|b|ban))+$")
_LONGEST = 60  # a choice is a few words, whatever is longer says something
_ENDING = " .!,;…"
_STOPS = re.compile(r"(?<!tạm )\bdừng\b(?! lại)", re.IGNORECASE)


def choice_of(text: str, offered: Collection[Choice]) -> Choice | None:
    """The choice somebody typed, of those on offer; the earlier one on offer wins."""
    said = spellings(text)
    return next((c for c in offered if not said.isdisjoint(_PHRASES[c])), None)


def steers(text: str) -> bool:
    """Whether this is a word of some dialog, whichever is open."""
    said = spellings(text)
    return any(not said.isdisjoint(phrases) for phrases in _PHRASES.values())


def may_say_stop(text: str) -> bool:
    """A bare "dung": "đúng" (right) or "dừng" (stop), and nobody knows which. So is every other
    mark over it ("dùng"): a slip of the finger for either."""
    is_right = "đúng" in unicodedata.normalize("NFC", text).lower()
    return "dung" in spellings(text) and not is_right


def shouts_stop(text: str) -> bool:
    """ "DUNG" in capitals, as our own command word is shown."""
    return may_say_stop(text) and "DUNG" in text


def spellings(text: str) -> set[str]:
    """A few words folded, with and without the courtesy around them; none of a longer text."""
    if len(text) > _LONGEST:
        return set()
    folded = fold(distinct(text)).strip(_ENDING)
    without_end = _AFTER.sub("", folded).strip(_ENDING)
    return {folded, without_end, _BEFORE.sub("", without_end), _BEFORE.sub("", folded)} - {""}


def distinct(text: str) -> str:
    """ "Dừng" (stop) folds to the same letters as "đúng" (right): it is read as "dừng lại"."""
    return _STOPS.sub("dừng lại", unicodedata.normalize("NFC", text))
