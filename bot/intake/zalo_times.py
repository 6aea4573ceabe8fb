"""The moments Zalo tells: of what people write and of what it showed them, by its own clock."""

from datetime import UTC, datetime

_SECONDS_UNTIL = 10**11  # whatever is larger is milliseconds
_LATEST = 10**14


def zalo_moment(told: object) -> datetime | None:
    """Epoch milliseconds, as a number or as a string; seconds are tolerated. None where it tells
    no moment."""
    if isinstance(told, str) and told.isascii() and told.isdecimal() and len(told) <= 15:
        told = int(told)
    if not isinstance(told, int) or isinstance(told, bool) or not 0 < told < _LATEST:
        return None
    seconds = told if told < _SECONDS_UNTIL else told / 1000
    return datetime.fromtimestamp(seconds, UTC)
