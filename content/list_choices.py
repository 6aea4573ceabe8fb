"""The words that steer a list instead of asking something: "sau", "lọc", "nhắc ngay"."""

from collections.abc import Collection
from enum import StrEnum

from content.choices import spellings


class ListChoice(StrEnum):
    """What is on the buttons of a list and of what opens from it."""

    MORE = "more"
    EARLIER = "earlier"
    REFRESH = "refresh"
    FILTER = "filter"
    ALL = "all"
    LIST = "list"
    REMIND = "remind"
    YES = "yes"
    NOT_NOW = "not_now"
    BOTH = "both"
    INVITE = "invite"


# Folded. A phrase may stand at several choices: what is on offer decides which one is meant.
_PHRASES: dict[ListChoice, tuple[str, ...]] = {
    ListChoice.MORE: (
        "sau", "tiep", "tiep theo", "trang sau", "trang tiep", "xem them", "xem tiep", "nua",
        "more", "next", "next page",
    ),
    ListChoice.EARLIER: (
        "truoc", "trang truoc", "quay lai", "lui lai", "tro lai", "back", "previous",
    ),
    ListChoice.REFRESH: ("lam moi", "cap nhat", "xem lai", "tai lai", "refresh", "reload"),
    ListChoice.FILTER: ("loc", "chon ky", "loc theo ky", "filter"),
    ListChoice.ALL: ("tat ca", "xem tat ca", "toan bo", "xem het", "all", "everything"),
    ListChoice.LIST: (
        "danh sach", "ve danh sach", "xem danh sach", "quay lai", "lui lai", "tro lai", "back",
        "list", "the list",
    ),
    ListChoice.REMIND: (
        "nhac", "nhac ngay", "nhac lai", "nhac luon", "nhac don vi nay", "dong y nhac", "remind",
        "remind now", "remind them", "remind it",
    ),
    ListChoice.YES: (
        "co", "dong y", "u", "uh", "ok", "oke", "okay", "vang", "duoc", "dung", "xac nhan", "yes",
        "👍", "👌",
    ),
    ListChoice.NOT_NOW: (
        "de sau", "khong", "ko", "khong nhac", "khoan", "khoan da", "chua", "chua nhac",
        "dung nhac", "quay lai", "not now", "no", "later", "back",
    ),
    ListChoice.BOTH: (
        "ca hai", "ca 2", "nhac ca hai", "nhac ca 2", "tat ca", "nhac tat ca", "het", "nhac het",
        "ca hai don vi", "ca 2 don vi", "ca ba", "ca 3", "both", "all",
    ),
    ListChoice.INVITE: ("moi", "moi dau moi", "moi dau moi moi", "moi nguoi", "moi ngay", "invite",
                        "invite a focal point"),
}  # fmt: skip


def list_choice_of(text: str, offered: Collection[ListChoice]) -> ListChoice | None:
    """The choice somebody typed, of those on offer; the earlier one on offer wins."""
    said = spellings(text)
    return next((c for c in offered if not said.isdisjoint(_PHRASES[c])), None)
