"""The files of a lessons folder, read once: what is checked, loaded and hashed is the same."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from content.clips import FOLDER as CLIPS
from content.clips import HEAD, Recorded

_OF_EDITORS = (".", "~", "#")  # what programs leave beside a file while somebody writes
_PICTURES = "pictures"


# The longest of ours has 61 KB; whoever copies a film into the folder must not fill the memory.
LARGEST_TEXT = 256 * 1024


class Unread(Enum):
    """Why nothing of a file is known but its name."""

    TOO_LARGE = auto()
    NO_ACCESS = auto()  # or gone meanwhile
    ODD_NAME = auto()  # in the letters of another system


@dataclass(frozen=True, slots=True)
class LessonFolder:
    """By name within the folder, with slashes. Of pictures and clips only the size is kept, and
    how they begin."""

    directory: Path
    texts: dict[str, bytes] = field(default_factory=dict)
    pictures: dict[str, Recorded] = field(default_factory=dict)
    clips: dict[str, Recorded] = field(default_factory=dict)
    unread: dict[str, Unread] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Another one where any file differs."""
        digest = hashlib.sha256()
        for name, content in sorted(self.texts.items()):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        for name, seen in sorted((self.pictures | self.clips).items()):
            digest.update(f"{name}\0{seen.size}\0".encode())
        return digest.hexdigest()[:12]


def read_folder(directory: Path) -> LessonFolder:
    folder = LessonFolder(directory)
    for path in files_of(directory):
        name = path.relative_to(directory).as_posix()
        if (readable := os.fsencode(name).decode(errors="replace")) != name:
            folder.unread[readable] = Unread.ODD_NAME
            continue
        try:
            _read(folder, name, path)
        except OSError:
            folder.unread[name] = Unread.NO_ACCESS
    return folder


def files_of(directory: Path) -> Iterator[Path]:
    """Everything but what editors leave behind, in order."""
    for path in sorted(directory.rglob("*")):
        if _is_file(path) and not path.name.startswith(_OF_EDITORS) and path.name[-1] != "~":
            yield path


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # it is there, and we may not look: that is told when it is read
        return True


def _read(folder: LessonFolder, name: str, path: Path) -> None:
    with path.open("rb") as file:
        if name.startswith(f"{_PICTURES}/"):
            folder.pictures[name] = Recorded(path.stat().st_size, file.read(HEAD))
        elif name.startswith(CLIPS):
            folder.clips[name] = Recorded(path.stat().st_size, file.read(HEAD))
        elif len(content := file.read(LARGEST_TEXT + 1)) <= LARGEST_TEXT:
            folder.texts[name] = content
        else:
            folder.unread[name] = Unread.TOO_LARGE
