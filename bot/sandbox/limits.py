"""Flood limits as the platform is known to keep them: too fast, and it answers 429 for a while."""

import math
from collections import deque
from dataclasses import dataclass, field

from bot.sandbox.errors import too_many_requests

_IN_A_CHAT = 1.0  # messages a second, in the long run
_CHAT_BURST = 5
_IN_A_GROUP = 20  # messages
_GROUP_WINDOW = 60.0  # seconds


@dataclass(slots=True)
class _Window:
    """How much fits into the last so many seconds."""

    most: int
    seconds: float
    times: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        while self.times and self.times[0] <= now - self.seconds:
            self.times.popleft()
        return self.times[0] + self.seconds - now if len(self.times) >= self.most else 0

    def add(self, now: float) -> None:
        self.times.append(now)


@dataclass(slots=True)
class _Bucket:
    """A burst, then a steady rate."""

    full_at: float = 0

    def wait(self, now: float) -> float:
        return max(0.0, self.full_at - now - (_CHAT_BURST - 1) / _IN_A_CHAT)

    def add(self, now: float) -> None:
        self.full_at = max(self.full_at, now) + 1 / _IN_A_CHAT


class FloodLimits:
    """Judges each message to be sent. Who overdoes it waits out the whole penalty."""

    def __init__(self, overall: int = 30) -> None:
        self._overall = _Window(overall, 1.0)
        self._chats: dict[int, _Window | _Bucket] = {}
        self._penalty_until = 0.0

    def judge(self, chat_id: int, now: float) -> None:
        """Count a message, or raise 429."""
        if now < self._penalty_until:
            raise too_many_requests(math.ceil(self._penalty_until - now))
        chat = self._chats.get(chat_id)
        if chat is None:
            chat = _Bucket() if chat_id > 0 else _Window(_IN_A_GROUP, _GROUP_WINDOW)
            self._chats[chat_id] = chat
        if wait := self._overall.wait(now):
            self._penalty_until = now + math.ceil(wait)
            raise too_many_requests(math.ceil(wait))
        if wait := chat.wait(now):
            raise too_many_requests(math.ceil(wait))
        self._overall.add(now)
        chat.add(now)
