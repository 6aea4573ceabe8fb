"""An answer of Zalo's that brought tokens, sealed, on this disk until the database has it: nobody
gives such an answer twice, and a database may be away for longer than a process lives.
"""

import base64
import json
import os
from dataclasses import dataclass

from bot.intake.spool_file import spool_path
from storage.database import Database

_ONLY_FOR_US = 0o600


@dataclass(frozen=True, slots=True)
class Aside:
    """The sealed pair that follows on a generation, and until when its access token lasts."""

    generation: int
    sealed: bytes
    until: float  # seconds since 1970, of the people's clock
    seed: str | None = None  # the name of the settings' token that it came for


class AsideFile:
    """One for each app; what it holds is worthless once the database has a newer pair."""

    def __init__(self, database: Database, app_id: str) -> None:
        beside = spool_path(database)
        self._path = beside.with_name(f"{beside.name.removesuffix('spool')}zalo-oa-{app_id}")

    def put(self, aside: Aside) -> None:
        """Durable when it returns. Raises OSError."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        sealed = base64.b64encode(aside.sealed).decode()
        new = self._path.with_name(f"{self._path.name}-new")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _ONLY_FOR_US)
        try:
            os.write(
                descriptor,
                json.dumps([aside.generation, sealed, aside.until, aside.seed]).encode(),
            )
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        new.replace(self._path)

    def look(self) -> Aside | None:
        try:
            generation, sealed, until, seed = json.loads(self._path.read_bytes())
            return Aside(int(generation), base64.b64decode(sealed), float(until), seed)
        except (OSError, ValueError, TypeError):
            return None

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)
