"""What goes along with a screen: a picture, a document or a voice, by a name, with words for it.

A name says where the bytes are: "content:lessons/otp.png" in the content folder, "made:17" among
those that were made for one person. Nothing else is ever read or served.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from content.text import quote

LARGEST = 5 * 1024 * 1024  # bytes: what the strictest platform takes of a document
LARGEST_PICTURE = 1024 * 1024  # and of a picture
LARGEST_VOICE = 1024 * 1024  # and a voice, beyond which Telegram shows a mere file
_LONGEST_ALT = 300  # UTF-16 units; so that it fits beside a text
_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "aac": "audio/aac",
}
_MADE = re.compile(r"made:([1-9][0-9]{0,17})")
_IN_CONTENT = re.compile(r"content:((?:[a-z0-9][a-z0-9_-]{0,63}/){0,4}[a-z0-9][a-z0-9_-]{0,63}"
                         r"\.(?:png|jpg|jpeg|pdf|docx|xlsx)"
                         r"|lessons/[a-z]{2}/audio/[0-9]{1,2}\.[0-9]{1,2}"
                         r"\.(?:mp3|m4a|ogg|aac))")  # fmt: skip


class Kind(StrEnum):
    PICTURE = "picture"
    DOCUMENT = "document"
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class Attachment:
    """Named, not carried: the bytes are fetched when they leave. `alt` says in the reader's
    language what there is to see or read; it is said where the thing itself cannot go. `others`
    are the same thing in other forms: a channel takes the one it carries."""

    reference: str
    kind: Kind
    alt: str
    others: tuple[str, ...] = ()

    def pack(self) -> dict[str, Any]:
        alt = quote(self.alt, _LONGEST_ALT)
        packed = {"reference": self.reference, "kind": self.kind.value, "alt": alt}
        return packed | {"others": list(self.others)} if self.others else packed

    @classmethod
    def unpack(cls, packed: dict[str, Any]) -> Self:
        others = tuple(packed.get("others", ()))
        return cls(packed["reference"], Kind(packed["kind"]), packed["alt"], others)

    def in_form(self, *endings: str) -> Self:
        """As the first of these forms that there is of it; else as it is."""
        forms = {ending_of(x): x for x in (self.reference, *self.others)}
        found = next((forms[ending] for ending in endings if ending in forms), None)
        return replace(self, reference=found) if found else self


@dataclass(frozen=True, slots=True)
class File:
    """The bytes, under the name people see. Its ending says what it is."""

    name: str
    content: bytes

    @property
    def ending(self) -> str:
        return ending_of(self.name)

    @property
    def content_type(self) -> str:
        return _TYPES.get(self.ending, "application/octet-stream")

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def is_voice(self) -> bool:
        return self.content_type.startswith("audio/")


def check(file: File) -> File:
    """As it is. Raises ValueError where no channel could carry it: better where it is made than
    where it is awaited."""
    if file.ending not in _TYPES:
        raise ValueError(f"{file.name}: no channel carries such files")
    if not 0 < len(file.content) <= _largest(file):
        raise ValueError(f"{file.name}: empty or too large")
    return file


def _largest(file: File) -> int:
    if file.is_voice:
        return LARGEST_VOICE
    return LARGEST_PICTURE if file.is_picture else LARGEST


def ending_of(name: str) -> str:
    return name.rpartition(".")[2].lower()


def made(number: int) -> str:
    """How a file made for one person is named."""
    return f"made:{number}"


def made_number(reference: str) -> int | None:
    """Which of the made files is meant, if one is."""
    found = _MADE.fullmatch(reference)
    return int(found[1]) if found else None


def in_content(path: str) -> str:
    """How a file of the content folder is named. Raises ValueError for what is no such name."""
    reference = f"content:{path}"
    if not _IN_CONTENT.fullmatch(reference):
        raise ValueError(f"{path}: no name of a file that may be shown")
    return reference


def read_content(folder: Path, reference: str) -> File | None:
    """A file of the content folder; None where there is none, or it lies outside by a link."""
    named = _IN_CONTENT.fullmatch(reference)
    if named is None:
        return None
    path = (folder / named[1]).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        return None
    try:
        return check(File(path.name, path.read_bytes()))
    except (OSError, ValueError):
        return None
