"""What an error of python-telegram-bot means for us, decided once."""

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)

from bot.delivery.errors import (
    Ambiguous,
    BadMarkup,
    BadMessage,
    DeliveryError,
    Migrated,
    NotSent,
    Permanent,
    RateLimited,
)
from bot.delivery.telegram_http import NotConnected, TooManyRequests

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
