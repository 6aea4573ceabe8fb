"""What to do about a failed delivery: try again, give up, or say that nobody knows."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.delivery.errors import (
    Ambiguous,
    BadMessage,
    DeliveryError,
    Migrated,
    NotSent,
    NotTaken,
    NotYet,
    OutOfWindow,
    Permanent,
    RateLimited,
)
from content.sending_windows import Cost
from storage.models.machine import OutboxState
from storage.outbox import DOUBTFUL, HUSHED, NO_QUOTA, OUT_OF_DATE, Outcome, Priority, Taken

AMBIGUOUS_PAUSE = 30.0
_LONGEST_PAUSE = 60.0
_MOST_REFUSALS = 60  # tries, an hour, of what something before the platform does not let through


@dataclass(frozen=True, slots=True)
class Sent:
    """What a platform says of a message it took: its id, and when by the platform's clock."""

    message_id: str
    at: datetime | None = None


def failed(letter: Taken, error: DeliveryError) -> Outcome:
    """The outcome of a try that raised, with what it says of the address."""
    outcome = _failed(letter, error)
    if isinstance(error, Ambiguous):
        return outcome
    outcome = replace(outcome, never_left=not may_have_arrived(letter))
    if isinstance(error, Permanent):
        return replace(outcome, gone=letter.address_id)
    if isinstance(error, Migrated):
        return replace(outcome, moved=(letter.address_id, error.new_recipient))
    return replace(outcome, is_stuck=isinstance(error, NotYet))


def _failed(letter: Taken, error: DeliveryError) -> Outcome:
    if isinstance(error, RateLimited):
        return waiting(letter, error.why, error.retry_after)
    if isinstance(error, NotYet):
        return waiting(letter, str(error), error.retry_after)
    if isinstance(error, Migrated):
        return waiting(letter, "migrated")
    if isinstance(error, NotTaken) and letter.attempts >= _MOST_REFUSALS:
        return Outcome(letter.id, OutboxState.FAILED, error=str(error)[:200])
    if isinstance(error, NotSent):
        return waiting(letter, "not sent", min(2.0**letter.attempts, _LONGEST_PAUSE))
    if isinstance(error, Ambiguous):
        return _uncertain(letter)
    if isinstance(error, Permanent | BadMessage):
        return Outcome(letter.id, OutboxState.FAILED, error=str(error)[:200])
    raise error


def waiting(letter: Taken, why: str, pause: float = 0.0) -> Outcome:
    """To be tried again. An older doubt whether it arrived stays with the letter."""
    reason = DOUBTFUL if may_have_arrived(letter) else why
    return Outcome(letter.id, OutboxState.PENDING, error=reason, pause=pause)


def out_of_window(letter: Taken) -> Outcome:
    """The channel would refuse it; so it is not even asked."""
    return failed(letter, OutOfWindow("out of the window"))


def of_cost(letter: Taken, cost: Cost) -> Outcome | None:
    """The fate of a letter that the window of its channel keeps back. None: it may go."""
    if cost is Cost.CLOSED:
        return out_of_window(letter)
    is_lesson = letter.priority == Priority.BULK
    return not_worth_it(letter) if is_lesson and cost is Cost.BILLED else None


def not_worth_it(letter: Taken) -> Outcome:
    """A lesson that would cost money, or room that answers and reminders need. The next comes
    another day."""
    if may_have_arrived(letter):
        return Outcome(letter.id, OutboxState.UNCERTAIN, error=DOUBTFUL)
    return Outcome(letter.id, OutboxState.FAILED, error="too dear for a lesson", never_left=True)


def may_have_arrived(letter: Taken) -> bool:
    """Whether an earlier try ended in doubt: then another one must say so."""
    return letter.was_interrupted or letter.last_error == DOUBTFUL


def _uncertain(letter: Taken) -> Outcome:
    """Two tries of unknown fate are enough; then a person must look."""
    if letter.at_most_once or may_have_arrived(letter):
        return Outcome(letter.id, OutboxState.UNCERTAIN, error=DOUBTFUL)
    return Outcome(letter.id, OutboxState.PENDING, error=DOUBTFUL, pause=AMBIGUOUS_PAUSE)


def before_trying(letter: Taken, now: datetime) -> Outcome | None:
    """The fate of a letter that is not tried: found half sent after a crash, where it may not be
    said twice, or past its day. None: it may go."""
    if letter.was_interrupted and letter.at_most_once:
        return Outcome(letter.id, OutboxState.UNCERTAIN, error=DOUBTFUL)
    if letter.good_until is None or now < letter.good_until:
        return None
    if may_have_arrived(letter):
        return Outcome(letter.id, OutboxState.UNCERTAIN, error=DOUBTFUL)
    return Outcome(letter.id, OutboxState.FAILED, error=OUT_OF_DATE, never_left=True)


def speaks_first(letter: Taken) -> bool:
    """Nobody asked for it now, or it has waited for long: then not in quiet hours."""
    has_waited = letter.priority > Priority.REPLY and letter.last_error in (NO_QUOTA, HUSHED)
    return letter.good_until is not None or has_waited
