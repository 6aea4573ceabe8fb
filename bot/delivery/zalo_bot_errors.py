"""What a code of the Zalo Bot Platform means for us, decided once."""

from bot.delivery.errors import Ambiguous, BadMessage, DeliveryError, OutOfQuota, TokenDead
from bot.delivery.zalo_bot_http import ZaloRefused

# What an answer means for the letter. What is not here is a refusal of this message.
_MEANS: dict[int, type[OutOfQuota | TokenDead]] = {
    401: TokenDead,
    429: OutOfQuota,
}
# Zalo's own trouble: perhaps it happened after the message went out. 403 is documented as
# "internal server error".
_DOUBTFUL = frozenset({403, 408, *range(500, 600)})


def from_zalo_bot(refusal: ZaloRefused) -> DeliveryError:
    """Classify what the Bot Platform answered."""
    if kind := _MEANS.get(refusal.code):
        return kind()
    return Ambiguous(str(refusal)) if refusal.code in _DOUBTFUL else BadMessage(str(refusal))
