"""The files of a lessons folder, read once: what is checked, loaded and hashed is the same."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from content.clips import FOLDER as CLIPS
from content.clips import HEAD, Recorded

_OF_EDITORS = (".", "~", "#")  # what programs leave beside a file while somebody writes
_PICTURES = "pictures"


@dataclass(frozen=True, slots=True)
class LessonFolder:
    """By name within the folder, with slashes. Of pictures only the size is kept, of clips also
    how they begin."""

    directory: Path
    texts: Mapping[str, bytes]
    pictures: Mapping[str, int]
    clips: Mapping[str, Recorded]

    @property
    def version(self) -> str:
        """Another one where any file differs."""
        digest = hashlib.sha256()
        for name, content in sorted(self.texts.items()):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        sizes = {name: clip.size for name, clip in self.clips.items()} | dict(self.pictures)
        for name, size in sorted(sizes.items()):
            digest.update(f"{name}\0{size}\0".encode())
        return digest.hexdigest()[:12]


def read_folder(directory: Path) -> LessonFolder:
    names = {path.relative_to(directory).as_posix(): path for path in files_of(directory)}
    return LessonFolder(
        directory,
        {name: path.read_bytes() for name, path in names.items() if _is_text(name)},
        {name: path.stat().st_size for name, path in names.items() if _is_picture(name)},
        {name: _recorded(path) for name, path in names.items() if name.startswith(CLIPS)},
    )


def files_of(directory: Path) -> Iterator[Path]:
    """Everything but what editors leave behind, in order."""
    for path in sorted(directory.rglob("*")):
        if path.is_file() and not path.name.startswith(_OF_EDITORS) and path.name[-1] != "~":
            yield path


def _is_text(name: str) -> bool:
    return not (_is_picture(name) or name.startswith(CLIPS))


def _recorded(path: Path) -> Recorded:
    with path.open("rb") as file:
        return Recorded(path.stat().st_size, file.read(HEAD))


def _is_picture(name: str) -> bool:
    return name.startswith(f"{_PICTURES}/")
