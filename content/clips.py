"""Clips: lessons that somebody of the ward read aloud, one file a kind. A phone records .m4a, Zalo
plays .aac alone, Telegram shows .ogg as a voice; a lesson may have one of each.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

FOLDER = "vi/audio/"
LARGEST = 1024 * 1024  # bytes: a minute and a half as phones record; longer is not listened to
# What plays in most places comes first.
KINDS = ("ogg", "m4a", "mp3", "aac")
HEAD = 64  # bytes from which a kind is known
_NAME = re.compile(
    rf"{re.escape(FOLDER)}(?P<lesson>[1-9][0-9]?\.[1-9][0-9]?)\.(?P<kind>{'|'.join(KINDS)})"
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """As it lies in the folder."""

    size: int
    head: bytes


def lesson_of(name: str) -> str | None:
    """Whose clip a file is, by its name in the lessons folder; None where it is none."""
    found = _NAME.fullmatch(name)
    return found["lesson"] if found else None


def kind_of(name: str) -> str:
    return name.rpartition(".")[2]


def is_of_kind(head: bytes, kind: str) -> bool:
    """Whether it begins as such files do: a file of another kind does not become one by its
    name, and platforms look inside."""
    match kind:
        case "ogg":  # as a voice: Opus, not Vorbis
            return head.startswith(b"OggS") and b"OpusHead" in head
        case "m4a":
            return head[4:8] == b"ftyp"
        case "mp3":
            return head.startswith(b"ID3") or _is_framed(head, layer=True)
        case "aac":
            return _is_framed(head, layer=False)
    return False


def _is_framed(head: bytes, *, layer: bool) -> bool:
    """Both begin with eleven bits that are set; the layer is none where it is ADTS."""
    if len(head) < 2 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    return bool(head[1] & 0x06) is layer


def by_lesson(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The clips of each lesson, what plays in most places first."""
    found: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: KINDS.index(kind_of(name))):
        found.setdefault(lesson_of(name) or "", []).append(name)
    return {lesson: tuple(clips) for lesson, clips in found.items()}
