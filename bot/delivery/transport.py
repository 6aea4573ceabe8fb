"""One way out, whichever platform it leads to."""

from typing import Protocol

from bot.delivery.outcomes import Sent, may_have_arrived
from content.words import gettext as _
from content.words import speaking
from storage.outbox import Taken


class Transport(Protocol):
    """`deliver` returns what the platform said or raises DeliveryError."""

    async def deliver(self, letter: Taken) -> Sent: ...


def as_news(letter: Taken, text: str) -> str:
    """The text of a new message, which owns up to being perhaps the second of its kind."""
    if not may_have_arrived(letter):
        return text
    with speaking(letter.payload.get("language", "vi")):
        return _("(sent again)") + "\n" + text
