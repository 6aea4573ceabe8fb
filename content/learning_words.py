"""What people type instead of tapping a button of a lesson: its label, its number, or words that
say the same."""

import re
from collections.abc import Sequence

from content.choices import spellings
from content.folding import fold
from content.menus import bare, number_of

# Folded. Each line holds words that say the same as one of them that is a label; a label of two
# lines may be meant by either, and the first that is offered wins.
_SAME: tuple[frozenset[str], ...] = tuple(
    frozenset(phrase.strip() for phrase in line.split("|"))
    for line in (
        "bai hom nay|hom nay|bai moi|today s lesson|today",
        "hoc tiep|tiep|tiep tuc|hoc tiep bai|go on|continue|next",
        "cac khoa hoc|khoa hoc|cac khoa|xem khoa hoc|danh sach khoa hoc|courses|all courses",
        "them|xem them|muc khac|them nua|more",
        "lam bai kiem tra|lam bai|tra loi|bat dau|lam thu|tiep|tiep tuc|take the quiz|quiz|start",
        "nguon|nguon tin|can cu|xem nguon|sources|source",
        "bai khac|khoa hoc|khoa nay|ve khoa|quay lai|other lessons|the course|back",
        "cau tiep|cau sau|cau tiep theo|tiep|tiep theo|tiep tuc|sau|next question|next|continue",
        "thu lai|lam lai|tra loi lai|chon lai|lai|again|try again",
        "lam cau con lai|lam tiep|tiep|tiep tuc|the rest|continue",
        "xem ket qua|ket qua|tiep|cau tiep|cau tiep theo|tiep theo|tiep tuc|xong|het roi"
        "|result|see the result|done",
        "bai tiep theo|bai tiep|bai sau|hoc tiep|tiep|tiep theo|tiep tuc|next lesson|next",
        "trang hoc|ve trang hoc|quay lai|back|learning",
        "doc lai bai|xem lai bai|doc lai|quay lai|read it again|back",
        "doc lai bai|mo lai bai|xem lai bai|doc lai|mo lai|read the lesson again",
        "xem dap an|dap an|xem cau tra loi|xem|show the answer|answer",
        "nho|con nho|nho roi|co nho|co|nho ro|remembered|yes",
        "chua nho|khong nho|quen|quen roi|quen mat|khong|chua|not remembered|forgot|no",
        "on tap|on bai|on lai|go over what i learned|review",
        "nhan bai moi ngay|nhan bai|nhan bai hang ngay|a lesson by itself|daily lesson",
        "doi gio|doi gio nhan bai|gio khac|change when",
        "moi ngay|hang ngay|ngay nao cung|every day|daily",
        "moi tuan mot lan|moi tuan|hang tuan|tuan mot lan|once a week|weekly",
        "trang sau|sau|tiep|xem tiep|xem them|next page|more|next",
        "trang truoc|truoc|quay lai|previous page|previous|back",
        "tien do|ket qua hoc|hoc den dau|my progress|progress",
        "nguoi hoc tren may nay|nguoi hoc|doi nguoi hoc|learners on this phone|learners",
        "them nguoi hoc|them nguoi|nguoi khac|add a learner|add somebody",
        "doi ten|sua ten|rename|change the name",
        "bo nguoi nay|xoa nguoi nay|bo|xoa|remove",
        "bo va xoa ket qua|co|dong y|bo|xoa|remove them|yes",
        "giu lai|khong|thoi|de nguyen|keep them|no",
        "ghi nho giup toi|ghi nho|nho giup toi|remember my progress|remember",
        "tiep|buoc tiep|buoc tiep theo|doc tiep|tiep theo|tiep tuc|next step|next|continue",
        "nghe doc|nghe|nghe bai|doc cho toi nghe|hear it read|listen",
        "goi nguoi giup toi|goi nguoi giup|giup toi|goi nguoi|can giup"
        "|call somebody to help me|call somebody|help me",
        "doc cham tung buoc|doc cham|tung buoc|chu to|read slowly step by step|read slowly",
        "doc nhu thuong|doc binh thuong|doc nhanh|chu thuong|read in the usual way",
        "toi bi lua|bi lua|bi lua tien|i have been cheated|i was cheated",
        "dung|dung roi|dung vay|cau dung|true|right",
        "sai|sai roi|khong dung|cau sai|false|wrong",
        "that|tin that|la that|that day|that do|that ma|tin nay that|real|genuine",
        "giay chung nhan|chung nhan|certificates|certificate",
        "nhan giay chung nhan|giay chung nhan|chung nhan|nhan giay|get the certificate|get it",
        "khu pho cung hoc|xep hang|bang xep hang|khu pho|neighbourhoods learning together|ranking",
        "tham gia|co|vao|take part|join",
        "thoi tham gia|thoi|roi|khong tham gia|do not take part|leave",
        "cho hien ten|hien ten|show the name",
        "khong hien ten|an ten|giau ten|hide the name",
        "tim bai hoc|tim bai|tim|find a lesson|find|search",
        "that hay gia|tro choi|luyen tap|choi|real or fake|game|play",
        "tin tiep|tin sau|tin khac|tiep|tiep theo|tiep tuc|next message|next|another",
        "gia|tin gia|la gia|gia mao|gia do|gia roi|tin nay gia|lua dao|fake",
    )
)


_WISH = re.compile(
    r"^(?:(?:toi|tui|con|chau|em|ba|ong|co|chu|bac|minh|da|thua|cho|xin|muon|can|thich|duoc|day"
    r"|chi|bay|giup)\b[ ,]*)*hoc\b(?! (?:phi|sinh|bong|ky|ba|duong|vien|lop))[ ,]*(.*)$"
    r"|^(?:i )?(?:want|would like|wish) to learn\b[ ,]*(.*)$"
)
_LONGEST_WISH = 60
_SAYS_NOTHING = re.compile(
    r"^(?:(?:cach|ve|dung|su dung|xai|lam|cho|a|voi|about|how to|use)\b ?)+|[ .!]+$"
)


def wish_to_learn(text: str) -> str | None:
    """ "Tôi muốn học điện thoại": what is wished for, folded, "" where nothing is named."""
    found = _WISH.match(fold(text).strip()) if len(text) <= _LONGEST_WISH else None
    return _SAYS_NOTHING.sub("", found[1] or found[2] or "").strip() if found else None


_TURNED = frozenset({"khong", "chua", "dung", "chang", "dau", "no", "not", "never"})


def meant(text: str, labels: Sequence[str]) -> int | None:
    """The place of the label that was meant, from 0. Of an answer the first words do, where no
    other begins with them."""
    number = number_of(text)
    if number is not None:
        return number - 1 if 1 <= number <= len(labels) else None
    said = {_words(one) for one in (*spellings(text), bare(text))} - {""}
    called = [_names(label) for label in labels]
    exactly = [place for place, names in enumerate(called) if not said.isdisjoint(names)]
    if exactly:
        return exactly[0] if len(exactly) == 1 else None
    for place, names in enumerate(called):
        if _say_the_same(said, names):
            return place
    for like in (_begins, _holds):
        found = [place for place, names in enumerate(called) if like(said, names)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def is_label(text: str) -> bool:
    """Whether it says what stands on some button of learning, in two words or more."""
    said = _words(bare(text))
    return " " in said and any(said in line for line in _SAME)


def _names(label: str) -> set[str]:
    """A label, and each half of it: "Làm chủ điện thoại · 2/5", "Bài 6.3 · Mã là chữ ký"."""
    halves = [half for half in label.split(" · ") if any(c.isalpha() for c in half)]
    return {_words(bare(name)) for name in (label, *halves)} - {""}


def _words(folded: str) -> str:
    """Whatever stands between them: "không đọc, xóa tin" is "khong doc xoa tin"."""
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


def _say_the_same(said: set[str], names: set[str]) -> bool:
    return any(not said.isdisjoint(line) and not names.isdisjoint(line) for line in _SAME)


def _holds(said: set[str], names: set[str]) -> bool:
    """ "Xin họ trả lại" of "nhắn xin họ trả lại"; not "đọc mã" of "không đọc mã", nor "giúp tôi",
    which is a door of its own, of "ghi nhớ giúp tôi"."""
    return any(
        not _TURNED.intersection(before.split())
        for words in said
        if " " in words and not any(words in line for line in _SAME)
        for name in names
        for before, found, _after in [f" {name} ".partition(f" {words} ")]
        if found
    )


def _begins(said: set[str], names: set[str]) -> bool:
    return any(name.startswith(f"{words} ") for words in said for name in names if " " in words)
