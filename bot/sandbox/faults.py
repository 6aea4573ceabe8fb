"""Faults on request: the next calls that fit are refused, garbled, dropped or delayed."""

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.sandbox.errors import ApiError, bad_request, forbidden, too_many_requests
from bot.sandbox.world import BLOCKED, DEACTIVATED


class Drop(StrEnum):
    """When the connection breaks: before the call is taken, or after it had its effect."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong. With `error` the platform refuses; with `body` something else answers."""

    error: ApiError | None = None
    status: int = 200
    body: str | None = None
    drop: Drop | None = None
    stalls_for: float = 0  # seconds before anything happens


BAD_GATEWAY = Fault(status=502, body="<html><h1>502 Bad Gateway</h1></html>")
EMPTY_BODY = Fault(body="")
DROPPED_BEFORE = Fault(drop=Drop.BEFORE)
DROPPED_AFTER = Fault(drop=Drop.AFTER)
USER_BLOCKED = Fault(BLOCKED)
USER_DEACTIVATED = Fault(DEACTIVATED)
KICKED = Fault(forbidden("bot was kicked from the group chat"))
KICKED_FROM_SUPERGROUP = Fault(forbidden("bot was kicked from the supergroup chat"))
GROUP_DELETED = Fault(forbidden("the group chat was deleted"))
CHAT_NOT_FOUND = Fault(bad_request("chat not found"))
UNKNOWN_403 = Fault(forbidden("not enough rights to send text messages to the chat"))
UNKNOWN_400 = Fault(bad_request("TOPIC_CLOSED"))
SERVER_ERROR = Fault(ApiError(500, "Internal Server Error"))


def flood(retry_after: int) -> Fault:
    return Fault(too_many_requests(retry_after))


def migrated(to: int) -> Fault:
    words = "group chat was upgraded to a supergroup chat"
    return Fault(bad_request(words, migrate_to_chat_id=to))


def stalled(seconds: float) -> Fault:
    return Fault(stalls_for=seconds)


NAMED = {
    "bad_gateway": BAD_GATEWAY,
    "empty_body": EMPTY_BODY,
    "dropped_before": DROPPED_BEFORE,
    "dropped_after": DROPPED_AFTER,
    "user_blocked": USER_BLOCKED,
    "user_deactivated": USER_DEACTIVATED,
    "kicked": KICKED,
    "kicked_from_supergroup": KICKED_FROM_SUPERGROUP,
    "group_deleted": GROUP_DELETED,
    "chat_not_found": CHAT_NOT_FOUND,
    "unknown_403": UNKNOWN_403,
    "unknown_400": UNKNOWN_400,
    "server_error": SERVER_ERROR,
}


@dataclass(slots=True)
class _Planned:
    method: str  # lower case; "*" for any
    chat_id: str | None
    fault: Fault
    times: int


@dataclass(slots=True)
class Faults:
    """The script: what is to go wrong, first come first served."""

    planned: deque[_Planned] = field(default_factory=deque)

    def plan(self, method: str, fault: Fault, *, chat_id: int | str | None, times: int) -> None:
        chat = None if chat_id is None else str(chat_id)
        self.planned.append(_Planned(method.lower(), chat, fault, times))

    def take(self, method: str, chat_id: Any) -> Fault | None:
        """The fault that falls on this call, if any."""
        for plan in self.planned:
            fits_method = plan.method in ("*", method)
            if fits_method and (plan.chat_id is None or plan.chat_id == str(chat_id)):
                plan.times -= 1
                if plan.times <= 0:
                    self.planned.remove(plan)
                return plan.fault
        return None
