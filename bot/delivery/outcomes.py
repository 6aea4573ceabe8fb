"""What to do about a failed delivery: try again, give up, or say that nobody knows."""

from bot.delivery.errors import (
    Ambiguous,
    BadMessage,
    DeliveryError,
    Migrated,
    NotSent,
    Permanent,
    RateLimited,
)
from storage.models.machine import OutboxState
from storage.outbox import Outcome, Taken

AMBIGUOUS = "ambiguous"
_AMBIGUOUS_PAUSE = 30.0
_MOST_AMBIGUOUS = 2  # tries whose fate is unknown; then a person must look
_LONGEST_PAUSE = 60.0


def failed(letter: Taken, error: DeliveryError) -> Outcome:
    """The outcome of a try that raised."""
    if isinstance(error, RateLimited):
        return Outcome(letter.id, OutboxState.PENDING, pause=error.retry_after)
    if isinstance(error, Migrated):
        return Outcome(letter.id, OutboxState.PENDING, error="migrated")
    if isinstance(error, NotSent):
        pause = min(2.0**letter.attempts, _LONGEST_PAUSE)
        return Outcome(letter.id, OutboxState.PENDING, error="not sent", pause=pause)
    if isinstance(error, Ambiguous):
        return _uncertain(letter)
    if isinstance(error, Permanent | BadMessage):
        return Outcome(letter.id, OutboxState.FAILED, error=str(error)[:200])
    raise error


def _uncertain(letter: Taken) -> Outcome:
    if letter.at_most_once or letter.attempts + 1 >= _MOST_AMBIGUOUS:
        return Outcome(letter.id, OutboxState.UNCERTAIN, error=AMBIGUOUS)
    return Outcome(letter.id, OutboxState.PENDING, error=AMBIGUOUS, pause=_AMBIGUOUS_PAUSE)


def interrupted(letter: Taken) -> Outcome | None:
    """A letter found half sent after a crash. None: send it again."""
    if letter.at_most_once:
        return Outcome(letter.id, OutboxState.UNCERTAIN, error=AMBIGUOUS)
    return None
