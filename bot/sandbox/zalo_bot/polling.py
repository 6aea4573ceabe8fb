"""Long polls: one event each, and nothing is kept for whoever comes later."""

import asyncio
from collections import deque
from dataclasses import dataclass
from itertools import pairwise

from bot.sandbox.errors import ApiError
from bot.sandbox.signals import Signal
from bot.sandbox.zalo_bot.world import Raw

_USUAL = 30  # seconds
IDLE = ApiError(408, "Request timeout")


@dataclass(slots=True)
class Poll:
    """When it was open, by the running clock."""

    opened_at: float
    closed_at: float | None = None


class Polls:
    """Who waits for events, what was handed out, and what nobody was there to take."""

    def __init__(self, keep: int) -> None:
        self.seen: deque[Poll] = deque(maxlen=keep)
        self.lost: deque[Raw] = deque(maxlen=keep)
        self.opened = Signal()
        self.closed = Signal()
        self.most_at_once = 0
        self._kept: deque[Raw] = deque()
        self._waiting: deque[asyncio.Future[Raw]] = deque()

    @property
    def kept(self) -> int:
        """How many events wait for a poll."""
        return len(self._kept)

    @property
    def is_open(self) -> bool:
        return any(not poll.done() for poll in self._waiting)

    def offer(self, event: Raw, *, keeps: bool) -> None:
        """To whoever waits; else it is kept, or gone."""
        for poll in self._waiting:
            if not poll.done():
                poll.set_result(event)
                return
        (self._kept if keeps else self.lost).append(event)

    async def poll(self, seconds: float) -> Raw:
        """One event. Raises IDLE when none came in time."""
        loop = asyncio.get_running_loop()
        record = Poll(loop.time())
        self.seen.append(record)
        waiting: asyncio.Future[Raw] = loop.create_future()
        self._waiting.append(waiting)
        self.most_at_once = max(self.most_at_once, len(self._waiting))
        if self._kept:
            waiting.set_result(self._kept.popleft())
        self.opened.ring()
        try:
            return await asyncio.wait_for(waiting, seconds)
        except TimeoutError:
            raise IDLE from None
        except asyncio.CancelledError:  # they hung up, perhaps on an event
            if waiting.done() and not waiting.cancelled():
                self.lost.append(waiting.result())
            raise
        finally:
            self._waiting.remove(waiting)
            record.closed_at = loop.time()
            self.closed.ring()

    def interrupt(self, error: ApiError) -> None:
        for poll in self._waiting:
            if not poll.done():
                poll.set_exception(error)

    def gaps(self) -> list[float]:
        """For how long nobody asked, between each two polls."""
        polls = list(self.seen)
        return [
            later.opened_at - earlier.closed_at
            for earlier, later in pairwise(polls)
            if earlier.closed_at is not None
        ]


def seconds_of(args: Raw) -> float:
    """`timeout` is documented as a string and shown as a number."""
    try:
        return float(int(args.get("timeout") or _USUAL))
    except (TypeError, ValueError):
        return float(_USUAL)
