"""Short-lived links to files, for channels that carry a picture by its address or no document.

A link says nothing: what it leads to and until when is sealed in it (storage/sealing.py), so it
cannot be made up, changed or read, and none has to be kept. The key comes from secrets of the
platforms whose people get links; whoever resets one of those ends the links that are out.
"""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from storage.sealing import Seal, SealBroken

PATH = "/tep"
_LONGEST_TOKEN = 400  # characters


@dataclass(frozen=True, slots=True)
class Link:
    """An address that leads to one file until then."""

    url: str
    until: datetime


class FileLinks:
    """Makes links and reads them."""

    def __init__(
        self, origin: str, secret: str, lasts: timedelta, now: Callable[[], datetime]
    ) -> None:
        self._origin = origin
        self._seal = Seal(secret, "file links")
        self._lasts = lasts
        self._now = now

    def link(self, reference: str, ending: str) -> Link:
        until = self._now() + self._lasts
        sealed = self._seal.close(f"{until.timestamp():.0f} {reference}".encode())
        token = _written(sealed)
        return Link(f"{self._origin}{PATH}/{token}.{ending}", until)

    def read(self, token: str) -> str | None:
        """What a link leads to. None alike for one that is over and one that is not ours."""
        if not token.isascii() or len(token) > _LONGEST_TOKEN:
            return None
        try:
            sealed = base64.b64decode(token + "=" * (-len(token) % 4), b"-_", validate=True)
            until, _, reference = self._seal.open(sealed).decode().partition(" ")
        except (binascii.Error, SealBroken):
            return None
        if _written(sealed) != token:  # one link, one way to write it
            return None
        is_over = datetime.fromtimestamp(int(until), UTC) <= self._now()
        return None if is_over else reference


def _written(sealed: bytes) -> str:
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")
