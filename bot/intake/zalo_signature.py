"""How a Zalo Official Account signs what it tells us: X-ZEvent-Signature over the raw bytes.

sha256(app id + body + timestamp + OA secret key), put together plainly: no HMAC. The key stands on
the console's webhook page and is not the app's secret. Some send the digits bare, some `mac=`.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping

HEADER = "X-ZEvent-Signature"
_SHOWN = re.compile(r"(?:mac=)?(?P<digits>[0-9a-f]{64})", re.IGNORECASE)
_LONGEST_TIMESTAMP = 20  # digits


def signature(app_id: str, body: bytes, timestamp: str, key: str) -> str:
    return hashlib.sha256(app_id.encode() + body + timestamp.encode() + key.encode()).hexdigest()


def shows_signature(headers: Mapping[str, str]) -> bool:
    """Whether there is anything to check at all; known before the body is read."""
    return _SHOWN.fullmatch(headers.get(HEADER, "")) is not None


def is_signed(app_id: str, key: str) -> Callable[[Mapping[str, str], bytes], bool]:
    """Whether headers and body fit, found out in the same time for any wrong signature."""

    def fits(headers: Mapping[str, str], body: bytes) -> bool:
        shown = _SHOWN.fullmatch(headers.get(HEADER, ""))
        timestamp = timestamp_in(body)
        if shown is None or timestamp is None or not key:
            return False
        wanted = signature(app_id, body, timestamp, key)
        return hmac.compare_digest(shown["digits"].lower(), wanted)

    return fits


def timestamp_in(body: bytes) -> str | None:
    """The event's own time as it is written there: a string of digits, or a number."""
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        return None
    told = event.get("timestamp") if isinstance(event, dict) else None
    if isinstance(told, int) and not isinstance(told, bool):
        told = str(told)
    if not isinstance(told, str) or len(told) > _LONGEST_TIMESTAMP:
        return None
    return told if told.isascii() and told.isdecimal() else None
