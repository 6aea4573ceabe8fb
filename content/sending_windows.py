"""When a channel lets us write to somebody, and what that costs. No clock: times are arguments."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Cost(StrEnum):
    """What a message would cost now."""

    FREE = "free"
    BILLED = "billed"
    CLOSED = "closed"  # it may not be sent, at no price


@dataclass(frozen=True, slots=True)
class Window:
    """For how long after a person's last message a channel is free, and for how long open. None:
    always. A little earlier than the platform's own hours: its clock is not ours."""

    free_for: timedelta | None = None
    open_for: timedelta | None = None
    margin: timedelta = timedelta(minutes=5)

    def cost(self, last_heard_at: datetime | None, now: datetime) -> Cost:
        """`last_heard_at`: when the person last wrote, tapped or followed; None: never."""
        if self.open_for is None:
            return Cost.FREE
        if last_heard_at is None or now >= last_heard_at + self.open_for - self.margin:
            return Cost.CLOSED
        if self.free_for is None or now < last_heard_at + self.free_for - self.margin:
            return Cost.FREE
        return Cost.BILLED

    def closed_since(self, now: datetime) -> datetime | None:
        """Who was last heard at this moment or before cannot be written to; None: nobody."""
        return None if self.open_for is None else now - self.open_for + self.margin


ALWAYS = Window()
# Consultation messages: free for two days, billed until the seventh, then not before the person
# writes again.
ZALO_OA = Window(free_for=timedelta(hours=48), open_for=timedelta(days=7))
