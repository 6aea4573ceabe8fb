"""What a failed delivery means, decided once for each platform.

DeliveryError
├── Permanent     this chat cannot be reached: blocked, deactivated, gone
├── RateLimited   too many messages: wait as told
│   ├── OutOfQuota    the plan's quota is used up: nobody gets anything for a while
│   └── TokenDead     the platform knows our token no more: an operator must act
├── BadMessage    the platform refuses this message, not this chat
│   └── BadMarkup     it cannot read the message's HTML
├── Migrated      the chat has a new id
├── NotSent       nothing left: safe to repeat
└── Ambiguous     perhaps it arrived: repeating may say it twice
"""

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)

from bot.delivery.telegram_http import NotConnected, TooManyRequests

_QUOTA_RESTS_FOR = 1800.0  # seconds
_TOKEN_RESTS_FOR = 60.0


class DeliveryError(Exception):
    """A letter was not delivered, as far as we know."""


class Permanent(DeliveryError):
    pass


class RateLimited(DeliveryError):
    def __init__(self, retry_after: float) -> None:
        super().__init__(f"retry after {retry_after:g} s")
        self.retry_after = retry_after


class OutOfQuota(RateLimited):
    """Letters wait; the office may have bought more, so it is tried again now and then."""

    def __init__(self) -> None:
        super().__init__(_QUOTA_RESTS_FOR)


class TokenDead(RateLimited):
    """Letters wait. Each look whether the token is good again costs one call, no letter."""

    def __init__(self) -> None:
        super().__init__(_TOKEN_RESTS_FOR)


class BadMessage(DeliveryError):
    pass


class BadMarkup(BadMessage):
    pass


class Migrated(DeliveryError):
    def __init__(self, new_recipient: str) -> None:
        super().__init__("the chat has a new id")
        self.new_recipient = new_recipient


class NotSent(DeliveryError):
    pass


class Ambiguous(DeliveryError):
    pass


# Only these disable a chat; an unknown 400 or 403 must not (docs/operations.md).
_GONE = (
    "bot was blocked by the user",
    "user is deactivated",
    "bot was kicked from",
    "the group chat was deleted",
    "chat not found",
)


def from_telegram(error: TelegramError) -> DeliveryError:
    """Classify what python-telegram-bot raised."""
    if isinstance(error, TooManyRequests):
        return RateLimited(error.retry_after)
    if isinstance(error, ChatMigrated):
        return Migrated(str(error.new_chat_id))
    if isinstance(error, BadRequest | Forbidden):
        return _refused(error.message.lower())
    if isinstance(error, NotConnected):
        return NotSent(error.message)
    if isinstance(error, InvalidToken):
        return NotSent("Telegram does not know this token")
    if isinstance(error, NetworkError):
        return Ambiguous(error.message)
    return BadMessage(error.message)


def _refused(said: str) -> DeliveryError:
    if any(why in said for why in _GONE):
        return Permanent(said)
    return BadMarkup(said) if "can't parse entities" in said else BadMessage(said)
