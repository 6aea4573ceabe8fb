"""What people say about the apps they use: "nhắc tôi qua Zalo", "bỏ liên kết Zalo"."""

import re

from content.channels import TELEGRAM, ZALO_BOT, ZALO_OA
from content.folding import fold

_CALLED = {"telegram": (TELEGRAM,), "tele": (TELEGRAM,), "zalo": (ZALO_BOT, ZALO_OA)}
_ME = r"(?:(?:toi|em|anh|chi|minh|me|viec) )?"
_THROUGH = r"(?:qua|bang|tren|o|vao|via|on|in|through|by)"
_WISH = re.compile(
    rf"(?:(?:xin|hay|cu|tu nay|please) )?(?:nhac|nhan|gui|remind|write to) {_ME}(?:nho )?"
    rf"{_THROUGH} (telegram|tele|zalo)(?: (?:nhe|nha|a|please))?"
)
_NAME = re.compile(r"(?:(?:qua|dung|chon|nhac qua|remind me in|in) )?(telegram|tele|zalo)(?: .*)?")
_UNLINK = re.compile(
    r"(?:(?:bo|huy|go|xoa|ngat) lien ket|unlink)(?: (?:voi )?(telegram|tele|zalo))?(?: .{0,15})?"
)
_SIGNS = " .,!?"


def wished_channels(text: str) -> tuple[str, ...]:
    """The channels a whole wish names: "nhắc tôi qua Zalo"; empty where it is none."""
    found = _WISH.fullmatch(fold(text).strip(_SIGNS))
    return _CALLED[found[1]] if found else ()


def named_channels(text: str) -> tuple[str, ...]:
    """The same of an answer to the question: "Zalo", "qua zalo"."""
    found = _NAME.fullmatch(fold(text).strip(_SIGNS))
    return _CALLED[found[1]] if found else wished_channels(text)


def unlinked_channels(text: str) -> tuple[str, ...] | None:
    """ "Bỏ liên kết Zalo"; empty where no app is named. None where it is something else."""
    found = _UNLINK.fullmatch(fold(text).strip(_SIGNS))
    return _CALLED.get(found[1] or "", ()) if found else None
