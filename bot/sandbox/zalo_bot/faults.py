"""What has been seen to go wrong on the Zalo Bot Platform, to be planned by a test."""

from bot.sandbox.errors import ApiError
from bot.sandbox.faults import (
    BAD_GATEWAY,
    DROPPED_AFTER,
    DROPPED_BEFORE,
    EMPTY_BODY,
    Fault,
    stalled,
)

__all__ = [
    "BAD_GATEWAY", "DROPPED_AFTER", "DROPPED_BEFORE", "EMPTY_BODY", "GATEWAY_TIMEOUT",
    "INTERNAL", "OUT_OF_QUOTA", "TIMED_OUT", "TOO_FAST", "WALLED_OFF", "refused", "stalled",
]  # fmt: skip

GATEWAY_TIMEOUT = Fault(status=504, body="<html><h1>504 Gateway Time-out</h1></html>")
TOO_FAST = Fault(status=429, body="<html><h1>429 Too Many Requests</h1></html>")
WALLED_OFF = Fault(status=403, body="<html><h1>403 Forbidden</h1></html>")
INTERNAL = Fault(ApiError(403, "Internal server error"))
OUT_OF_QUOTA = Fault(ApiError(429, "Quota exceeded"))
TIMED_OUT = Fault(ApiError(408, "Request timeout"))


def refused(code: int, description: str) -> Fault:
    return Fault(ApiError(code, description))
