"""What is to be sent: one letter for one address, from its decision until its fate is known."""

from storage.outbox.adding import add, add_on
from storage.outbox.counting import (
    forget_before,
    newest,
    sent_after,
    waiting,
    waiting_by_channel,
)
from storage.outbox.holding import Beside, beside, hold, merge
from storage.outbox.leaving import answered_since, give_up, give_up_channel, redirect
from storage.outbox.letters import (
    DOUBTFUL,
    HUSHED,
    MERGED,
    NO_QUOTA,
    OUT_OF_DATE,
    Letter,
    Outcome,
    Priority,
    Taken,
)
from storage.outbox.recording import record, record_shown
from storage.outbox.taking import due, take

__all__ = [
    "DOUBTFUL",
    "HUSHED",
    "MERGED",
    "NO_QUOTA",
    "OUT_OF_DATE",
    "Beside",
    "Letter",
    "Outcome",
    "Priority",
    "Taken",
    "add",
    "add_on",
    "answered_since",
    "beside",
    "due",
    "forget_before",
    "give_up",
    "give_up_channel",
    "hold",
    "merge",
    "newest",
    "record",
    "record_shown",
    "redirect",
    "sent_after",
    "take",
    "waiting",
    "waiting_by_channel",
]
