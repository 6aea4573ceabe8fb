"""What waits for the bot: numbered updates that expire, given out by long poll or to a webhook."""

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any

from bot.sandbox.errors import conflict
from bot.sandbox.signals import Signal
from bot.sandbox.world import Chance

_DAY = 86_400
_TAP_LIVES_FOR = 150  # seconds: what the platform gives queries, where messages get a day
_SHORT_LIVED = ("callback_query", "shipping_query", "pre_checkout_query")
_IDLE_FOR = 7 * _DAY  # after a week of silence the next number is a random one
_MOST_AT_ONCE = 100
_FIRST_IDS = (100_000_000, 900_000_000)
_NOT_BY_DEFAULT = ("chat_member", "message_reaction", "message_reaction_count")


@dataclass(slots=True)
class Update:
    """One update. A lane is delivered in order; lanes overtake each other."""

    id: int
    kind: str
    body: dict[str, Any]
    lane: int
    expires_at: float

    def raw(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: self.body}


class Updates:
    """The queue of one bot. Updates leave it when confirmed or expired, not when read."""

    def __init__(self, now: Callable[[], int], chance: Chance) -> None:
        self.polled = Signal()  # rings when somebody begins to wait for updates
        self.allowed: frozenset[str] | None = None
        self.now = now
        self._chance = chance
        self._waiting: dict[int, Update] = {}
        self._next_id = chance(*_FIRST_IDS)
        self._last_at = now()
        self._expires_next = math.inf
        self._poll: asyncio.Future[None] | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, kind: str, body: dict[str, Any], lane: int) -> Update | None:
        """None when the bot did not ask for this kind."""
        if kind in _NOT_BY_DEFAULT if self.allowed is None else kind not in self.allowed:
            return None
        now = self.now()
        if not self._waiting and now - self._last_at > _IDLE_FOR:
            self._next_id = self._chance(*_FIRST_IDS)
        self._last_at = now
        lives_for = _TAP_LIVES_FOR if kind in _SHORT_LIVED else _DAY
        update = Update(self._next_id, kind, body, lane, now + lives_for)
        self._waiting[update.id] = update
        self._expires_next = min(self._expires_next, update.expires_at)
        self._next_id += 1
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        return update

    def waiting(self) -> list[Update]:
        """All that is still worth delivering, oldest first."""
        self._expire()
        return list(self._waiting.values())

    def is_waiting(self, update: Update) -> bool:
        return update.id in self._waiting and update.expires_at > self.now()

    def will_wait(self, update: Update, seconds: int) -> bool:
        return update.id in self._waiting and self.now() + seconds <= update.expires_at

    def done(self, update: Update) -> None:
        self._waiting.pop(update.id, None)

    def clear(self) -> None:
        self._waiting.clear()

    def allow(self, kinds: Any) -> None:
        """An empty list means the usual kinds; anything unreadable changes nothing."""
        if isinstance(kinds, list) and all(isinstance(kind, str) for kind in kinds):
            self.allowed = frozenset(kinds) or None

    async def poll(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """What getUpdates gives. An offset confirms everything before it."""
        self._confirm(offset)
        limit = min(max(limit, 1), _MOST_AT_ONCE)
        self._expire()
        if seconds > 0 and not self._waiting:
            await self._long_poll(seconds)
            self._expire()
        return [update.raw() for update in islice(self._waiting.values(), limit)]

    def interrupt(self, sentence: str) -> None:
        """Fail whoever is polling now."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(conflict(sentence))

    def _expire(self) -> None:
        now = self.now()
        if now < self._expires_next:
            return
        for update in [u for u in self._waiting.values() if u.expires_at <= now]:
            del self._waiting[update.id]
        left = (update.expires_at for update in self._waiting.values())
        self._expires_next = min(left, default=math.inf)

    def _confirm(self, offset: int) -> None:
        if offset > self._next_id:  # of another numbering: the platform starts from its head
            return
        if offset > 0:
            confirmed = list(takewhile(lambda number: number < offset, self._waiting))
        else:  # a negative offset keeps only that many of the newest
            confirmed = list(self._waiting)[:offset] if offset else []
        for update_id in confirmed:
            del self._waiting[update_id]

    async def _long_poll(self, seconds: float) -> None:
        self.interrupt(
            "terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        poll = self._poll = asyncio.get_running_loop().create_future()
        self.polled.ring()
        try:
            await asyncio.wait_for(poll, seconds)
        except TimeoutError:
            pass
        finally:
            if self._poll is poll:
                self._poll = None
