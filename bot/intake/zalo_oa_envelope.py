"""Reads just enough of a raw event of the Official Account to file it, and leaves what is not
for us: echoes of our own messages, receipts, groups, kinds nobody has told us about.
"""

from typing import Any

from bot.intake.envelopes import UnreadableUpdate
from bot.intake.zalo_envelopes import identity, is_id, read
from content.channels import ZALO_OA
from storage.inbox import Arrival

SAID = "user_send_"
FOLLOW, UNFOLLOW, CONTACT = "follow", "unfollow", "user_submit_info"
_IN_GROUPS = "user_send_group_"


def zalo_oa(body: bytes) -> Arrival | None:
    """File an event. None where it is not for us. Raises UnreadableUpdate."""
    event = read(body)
    name = event.get("event_name") if isinstance(event, dict) else None
    if not isinstance(name, str):
        raise UnreadableUpdate("no event")
    if not is_for_us(name):
        return None
    user = speaker(event)
    if not user:
        raise UnreadableUpdate("nobody")
    return Arrival(ZALO_OA, _key(name, user, event), f"{ZALO_OA}:{user}", body)


def is_for_us(name: str) -> bool:
    """A new kind of message is somebody talking to us as well: they get an answer."""
    if name in (FOLLOW, UNFOLLOW, CONTACT):
        return True
    return name.startswith(SAID) and not name.startswith(_IN_GROUPS)


def speaker(event: dict[str, Any]) -> str:
    """Who did it; "" where that cannot be told."""
    for role in ("sender", "follower"):
        party = event.get(role)
        if isinstance(party, dict) and (found := opaque(party.get("id"))):
            return found
    return ""


def opaque(value: object) -> str:
    """An id as a string. They are past 2^53, so nobody should write numbers; we read them."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**40:
        return str(value)
    return str(value) if is_id(value) else ""


def message_id(event: dict[str, Any]) -> str:
    message = event.get("message")
    return opaque(message.get("msg_id")) if isinstance(message, dict) else ""


def _key(name: str, user: str, event: dict[str, Any]) -> str:
    """A message is known by its id alone, as the list of recent chats tells it, too."""
    if name.startswith(SAID) and (found := message_id(event)):
        return found
    return identity(name, user, opaque(event.get("timestamp")))
