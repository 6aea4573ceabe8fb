"""What a code of the Official Account's API means for us, decided once.

The codes are those of the documents and, marked so, of others' experience with the live service.
"""

from bot.delivery.errors import (
    BadMessage,
    ChannelPaused,
    DeliveryError,
    NotYet,
    OutOfWindow,
    Permanent,
)

BUSY = -32  # calls a minute
# The access token is invalid or expired. The last three have been seen in others' production.
TOKEN = frozenset({-216, -220, 216, 401, -401})
# A part of the message: perhaps of what the API may not know, as buttons under a text.
BAD_PART = frozenset({-201, -210, -233})
_WINDOW = frozenset({-230, -232, -305})
_RECIPIENT = frozenset({-213, -217, -222, -227, -244})  # -244 seen live: refuses such messages
_QUOTA = frozenset({-211, -311, -320, -321})
_PASSES = frozenset({-218, -234})  # the person had too many; seen live: not at night
_TERMINAL = frozenset({-204, -205, -207, -209, -212, -215, -219, -221, -224, -242})

_QUOTA_PAUSE = 900.0  # seconds
_PASSES_AFTER = 1800.0
_TERMINAL_PAUSE = 300.0


class OaRefused(Exception):
    """Zalo answered, and the answer is no. Its sentence is not kept: it may quote."""

    def __init__(self, code: int) -> None:
        super().__init__(f"Zalo answered {code}")
        self.code = code


def from_oa(refused: OaRefused) -> DeliveryError:
    """Classify a refusal of a message; -32 and dead tokens are the transport's own business."""
    code, said = refused.code, str(refused)
    if code in _WINDOW:
        return OutOfWindow(said)
    if code in _RECIPIENT:
        return Permanent(said)
    if code in _QUOTA:
        return NotYet(_QUOTA_PAUSE, said)
    if code in _PASSES:
        return NotYet(_PASSES_AFTER, said)
    if code in _TERMINAL or code in TOKEN:
        return ChannelPaused(_TERMINAL_PAUSE, said)
    return BadMessage(said)  # also what we do not know: one letter, not a chat, not the channel


def needs_operator(refused: OaRefused) -> bool:
    """Whether nothing gets better by waiting."""
    return refused.code in _TERMINAL or refused.code in _QUOTA
