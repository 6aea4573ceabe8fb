"""The library that is taught from, exchanged while the assistant runs.

Whoever writes lessons copies files into the folder; nobody restarts anything. A set that is
refused, for whatever reason, changes nothing but what the log and the office are told.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import structlog

from content.lesson_folder import files_of
from content.lesson_loading import load_library
from content.library import Library
from content.source import ContentError, ContentErrors

logger = structlog.get_logger(__name__)

_LOOKS_EVERY = 2.0  # seconds

Stamp = frozenset[tuple[str, int, int, int, int]]


@dataclass(frozen=True, slots=True)
class Shelved:
    """One good set, and what is wrong with the files since, if anything is."""

    library: Library
    refused: tuple[ContentError, ...] = ()

    @property
    def refused_files(self) -> int:
        return len({error.path for error in self.refused})


class Shelf:
    """Holds the last good set. What it holds is exchanged whole: take `now` once and keep it."""

    def __init__(self, directory: Path, looks_every: float = _LOOKS_EVERY) -> None:
        """Raises ContentErrors: to begin with there has to be a good set."""
        self._directory = directory
        self._looks_every = looks_every
        self._looking = Lock()
        self._judged = self._seen = stamp_of(directory)
        self.now = Shelved(load_library(directory))

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(self._looks_every)
            await asyncio.to_thread(self.look)

    def look(self) -> None:
        """Take what has changed, once two looks saw the same: nobody is still copying then."""
        with self._looking:
            try:
                stamp = stamp_of(self._directory)
            except OSError:  # the drive does not answer: the next look may tell
                return
            is_settled, self._seen = stamp == self._seen, stamp
            if is_settled and stamp != self._judged:
                self._exchange(stamp)

    def _exchange(self, stamp: Stamp) -> None:
        try:
            library = load_library(self._directory)
        except ContentErrors as errors:
            self._refuse(errors.errors)
        except Exception as error:  # a fault of ours must not be met again every two seconds
            logger.exception("Lessons not read", action="library_failed")
            self._refuse([ContentError(self._directory, 1, "unreadable", type(error).__name__)])
        else:
            self.now = Shelved(library)
            logger.info("Lessons exchanged", action="library_changed", version=library.version)
        self._judged = stamp

    def _refuse(self, errors: Iterable[ContentError]) -> None:
        self.now = Shelved(self.now.library, tuple(errors))
        for error in self.now.refused:
            logger.error(
                "Lessons refused", action="library_refused", rule=error.rule, line=error.line,
                file=error.path.relative_to(self._directory).as_posix(), why=error.message,
                kept=self.now.library.version,
            )  # fmt: skip


def stamp_of(directory: Path) -> Stamp:
    """Another one as soon as a file is written, replaced, added or gone, or may be read or not."""
    return frozenset(_seen(path) for path in files_of(directory))


def _seen(path: Path) -> tuple[str, int, int, int, int]:
    try:
        seen = path.stat()
    except OSError:  # it went away under our eyes, or lies where we may not look
        return str(path), -1, 0, 0, 0
    # `ctime` alone tells that a file may be read now that could not be.
    return str(path), seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino
