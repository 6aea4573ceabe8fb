"""What a failed delivery means. Each platform decides once which of these its answers are:
telegram_errors.py, zalo_bot_errors.py, zalo_oa_errors.py.

DeliveryError
├── Permanent     this chat cannot be reached: blocked, deactivated, gone
│   └── OutOfWindow   not before the person writes to us again
├── RateLimited   too many messages: wait as told
│   └── ChannelPaused nobody gets anything on this channel for a while
│       ├── OutOfQuota    the plan's messages are used up
│       └── TokenDead     the platform knows our token no more: an operator must act
├── NotYet        this letter has to wait; others may go
├── BadMessage    the platform refuses this message, not this chat
│   └── BadMarkup     it cannot read the message's HTML
├── Migrated      the chat has a new id
├── NotSent       nothing left: safe to repeat
│   └── NotTaken      something before the platform refuses it, perhaps for what it holds
└── Ambiguous     perhaps it arrived: repeating may say it twice
"""

_ABOUT_THE_REQUEST = frozenset({400, 411, 413, 414, 415, 422, 431})
_TIMED_OUT = 408  # some say so when the platform was too slow for them
_FIRST_THAT_IS_NO, _FIRST_IN_DOUBT = 300, 500  # of the HTTP statuses
_QUOTA_RESTS_FOR = 1800.0  # seconds
_TOKEN_RESTS_FOR = 60.0


class DeliveryError(Exception):
    """A letter was not delivered, as far as we know."""


class Permanent(DeliveryError):
    pass


class OutOfWindow(Permanent):
    pass


class RateLimited(DeliveryError):
    def __init__(self, retry_after: float, why: str = "rate limited") -> None:
        super().__init__(f"{why}: retry after {retry_after:g} s")
        self.retry_after = retry_after
        self.why = why


class ChannelPaused(RateLimited):
    """Letters wait, whoever they are for."""


class OutOfQuota(ChannelPaused):
    """Letters wait; the office may have bought more, so it is tried again now and then."""

    def __init__(self, retry_after: float = _QUOTA_RESTS_FOR, why: str = "out of quota") -> None:
        super().__init__(retry_after, why)


class TokenDead(ChannelPaused):
    """Each look whether the token is good again costs one call at most, and no letter."""

    def __init__(self, retry_after: float = _TOKEN_RESTS_FOR, why: str = "token dead") -> None:
        super().__init__(retry_after, why)


class NotYet(DeliveryError):
    """What the platform counts for this kind of message, or this person, is used up for now."""

    def __init__(self, retry_after: float, why: str) -> None:
        super().__init__(why)
        self.retry_after = retry_after


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


class NotTaken(NotSent):
    """Safe to repeat, and perhaps in vain."""


class Ambiguous(DeliveryError):
    pass


def from_stranger(status: int) -> DeliveryError:
    """What an answer means that is not the platform's: a proxy's, a gateway's, a wall's. Only a
    clear "no" says that nothing passed. What else it said is not kept."""
    if status in _ABOUT_THE_REQUEST:
        return NotTaken(f"something before the platform answered {status}")
    if _FIRST_THAT_IS_NO <= status < _FIRST_IN_DOUBT and status != _TIMED_OUT:
        return NotSent(f"something before the platform answered {status}")
    return Ambiguous(f"unreadable answer, {status}")
