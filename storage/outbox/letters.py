"""What is said to one address, and what is known of it on its way."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from storage.models.machine import OutboxState


class Priority(IntEnum):
    """Who waits for whom at the sender."""

    REPLY = 0
    REMINDER = 1
    BULK = 2


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said to one address. The payload is a Screen as `Screen.pack` gives it; where it
    is too long for one message of the channel, it becomes several."""

    channel: str
    address_id: int
    recipient: str
    payload: dict[str, Any]
    edits: str | None = None
    priority: Priority = Priority.REPLY
    at_most_once: bool = False
    subject: str | None = None
    key: str | None = None  # a second letter with the same key is not written
    source: dict[str, Any] | None = None  # the Screen for any channel, where it may take another
    good_until: datetime | None = None  # said first, and only that day; None: until it arrives


@dataclass(frozen=True, slots=True)
class Taken:
    """A letter on its way out, with what is known of an earlier try."""

    id: int
    address_id: int
    recipient: str
    payload: dict[str, Any]
    edits: str | None
    priority: int
    at_most_once: bool
    attempts: int
    last_error: str | None
    was_interrupted: bool
    term: int = 0  # of the sender that took it last
    good_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try. A letter that waits is tried again after `pause` seconds."""

    letter_id: int
    state: OutboxState
    message_id: str | None = None
    error: str | None = None
    pause: float = 0.0
    shown_at: datetime | None = None  # by the platform's clock, where there are no buttons
    gone: int | None = None  # the address, where the platform says that nobody reads there
    tried_at: datetime | None = None  # since when that was asked; who writes later is there
    moved: tuple[int, str] | None = None  # the address, and the chat id it has from now on
    never_left: bool = False  # the person surely does not have it, from no try
    is_stuck: bool = False  # it waits for what may take days, as a plan's messages do

    @property
    def surely_unread(self) -> bool:
        """No try of it can have arrived."""
        waits = self.state == OutboxState.PENDING and self.error != DOUBTFUL
        return self.never_left or waits


DOUBTFUL = "ambiguous"  # the error of a letter that may have arrived
MERGED = "merged into "  # and the id of the letter that says it
OUT_OF_DATE = "out of date"  # of one that had to arrive on its day and did not
HUSHED = "quiet hours"  # of one that waits for their end
NO_QUOTA = "out of quota"  # of one that waits for another day's or month's messages
