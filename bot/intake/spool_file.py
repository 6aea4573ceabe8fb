"""A file of arrivals that belongs to one process. The lock on it ends with the process, however
that ends, and tells whoever starts next that the file is to be taken over.
"""

import asyncio
import base64
import fcntl
import hashlib
import json
import os
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bot.config import ROOT
from storage.database import Database
from storage.inbox import Arrival

_ONLY_FOR_US = 0o600
_APPENDS = os.O_WRONLY | os.O_CREAT | os.O_APPEND
_MINE = fcntl.LOCK_EX | fcntl.LOCK_NB


def spool_path(database: Database) -> Path:
    """What the names of the files begin with: two assistants on one machine never share any."""
    url = database.engine.url
    if database.is_sqlite and url.database and url.database != ":memory:":
        return Path(f"{url.database}-spool")
    name = hashlib.sha256(url.render_as_string().encode()).hexdigest()[:12]
    return ROOT / "data" / f"{name}-spool"


class SpoolFile:
    """Nothing touches the disk before the first `append`. Raises OSError where that fails."""

    def __init__(self, path: Path) -> None:
        self._path = path.with_name(f"{path.name}-{uuid.uuid4().hex[:12]}")
        self._descriptor: int | None = None

    def append(self, arrival: Arrival) -> None:
        """A killed process loses nothing of what this has written; a power cut may."""
        if self._descriptor is None:
            self._descriptor = self._open()
        line = _line(arrival)
        if os.write(self._descriptor, line) != len(line):
            os.write(self._descriptor, b"\n")
            raise OSError("the disk is full")

    async def sync(self) -> None:
        """Now a power cut does not, either."""
        if self._descriptor is not None:
            await asyncio.to_thread(os.fdatasync, self._descriptor)

    def clear(self) -> None:
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)

    def close(self) -> None:
        """What is still in it is for whoever starts next."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        if not os.fstat(descriptor).st_size:
            self._path.unlink(missing_ok=True)
        os.close(descriptor)

    def _open(self) -> int:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        while True:
            descriptor = os.open(self._path, _APPENDS, _ONLY_FOR_US)
            with suppress(BlockingIOError):
                fcntl.flock(descriptor, _MINE)
                if os.fstat(descriptor).st_nlink:
                    return descriptor
            os.close(descriptor)  # somebody took the new file for one that was left behind


class LeftBehind:
    """The files of processes that are no more. Held until `close`."""

    def __init__(self, path: Path) -> None:
        self._held: list[tuple[Path, int]] = []
        for found in sorted(path.parent.glob(f"{path.name}-*")):
            with suppress(OSError):
                self._hold(found)

    def arrivals(self) -> Iterator[Arrival]:
        for path, _descriptor in self._held:
            for line in path.read_bytes().splitlines():
                with suppress(ValueError, KeyError, TypeError):  # cut off while it was written
                    yield _arrival(line)

    def remove(self) -> None:
        """Everything of them is in the inbox."""
        for path, _descriptor in self._held:
            path.unlink(missing_ok=True)

    def close(self) -> None:
        for _path, descriptor in self._held:
            os.close(descriptor)
        self._held = []

    def _hold(self, path: Path) -> None:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, _MINE)
        except OSError:  # its process lives
            os.close(descriptor)
            raise
        self._held.append((path, descriptor))


def _line(arrival: Arrival) -> bytes:
    body = base64.b64encode(arrival.body).decode()
    told = [arrival.channel, arrival.key, arrival.lane, body]
    return json.dumps(told, ensure_ascii=True).encode() + b"\n"


def _arrival(line: bytes) -> Arrival:
    channel, key, lane, body = json.loads(line)
    return Arrival(channel, key, lane, base64.b64decode(body, validate=True))
