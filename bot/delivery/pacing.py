"""When the next message may go. Telegram: about 30 a second overall, 1 a second to a private
chat, 20 a minute to a group; we stay under each. Times are monotonic seconds, passed in.
"""

from collections import deque
from dataclasses import dataclass, field

_BURST = 3  # messages a private chat may get at once
_GROUP_WINDOW = 60.0
_GROUP_MOST = 18
_FORGETS_AFTER = 120.0
_CATCHES_UP = 2.0  # how many messages of lateness are made good: timers are late, not us


@dataclass(slots=True)
class _Chat:
    sent: deque[float] = field(default_factory=lambda: deque(maxlen=_GROUP_MOST))
    credit: float = _BURST
    counted_at: float = 0.0
    rests_until: float = 0.0


class Pace:
    """The limits of one bot token. One sender holds it, so memory is enough."""

    def __init__(self, per_second: float) -> None:
        self.per_second = per_second
        self._gap = 1.0 / per_second
        self._window: deque[float] = deque(maxlen=max(1, int(per_second)))
        self._next_at = 0.0
        self._rests_until = 0.0
        self._chats: dict[str, _Chat] = {}  # in the order of their last message
        self._held_back: set[str] = set()  # those that may have to rest
        self._rate_limited: deque[tuple[float, str]] = deque(maxlen=8)

    def wait_for_any(self, now: float) -> float:
        """Seconds until the bot may send at all."""
        full = len(self._window) == self._window.maxlen
        free_at = self._window[0] + 1.0 if full else 0.0
        return max(0.0, self._next_at - now, free_at - now, self._rests_until - now)

    def wait_for(self, recipient: str, now: float) -> float:
        """Seconds until this chat may get a message."""
        chat = self._chats.get(recipient)
        if chat is None:
            return 0.0
        rest = max(0.0, chat.rests_until - now)
        if _is_group(recipient):
            full = len(chat.sent) == _GROUP_MOST
            return max(rest, chat.sent[0] + _GROUP_WINDOW - now if full else 0.0)
        missing = 1.0 - self._credit(chat, now)
        return max(rest, missing)

    def spend(self, recipient: str, now: float) -> None:
        """A message leaves now."""
        self._next_at = max(self._next_at, now - _CATCHES_UP * self._gap) + self._gap
        self._window.append(now)
        chat = self._chats.pop(recipient, None) or _Chat(counted_at=now)
        self._chats[recipient] = chat
        chat.credit = self._credit(chat, now) - 1.0
        chat.counted_at = now
        chat.sent.append(now)
        if self.wait_for(recipient, now) > 0.0:
            self._held_back.add(recipient)

    def refuse(self, recipient: str, retry_after: float, now: float) -> None:
        """The platform said 429. One chat rests; when others are refused too, all do."""
        until = now + retry_after
        chat = self._chats.setdefault(recipient, _Chat(counted_at=now))
        chat.rests_until = max(chat.rests_until, until)
        self._held_back.add(recipient)
        others = any(end > now and who != recipient for end, who in self._rate_limited)
        self._rate_limited.append((until, recipient))
        if others:
            self._rests_until = max(self._rests_until, until)

    def rest_all(self, pause: float, now: float) -> None:
        """Nobody gets anything for so many seconds."""
        self._rests_until = max(self._rests_until, now + pause)

    def resting(self, now: float) -> list[str]:
        """Chats that may get nothing now; forgets those long quiet."""
        self._held_back = {name for name in self._held_back if self.wait_for(name, now) > 0.0}
        while self._chats and _is_idle(self._chats[oldest := next(iter(self._chats))], now):
            del self._chats[oldest]
        return list(self._held_back)

    def next_change(self, now: float) -> float | None:
        """Seconds until somebody who may get nothing now may; None where nobody rests."""
        waits = [self.wait_for_any(now), *(self.wait_for(name, now) for name in self._held_back)]
        return min((wait for wait in waits if wait > 0.0), default=None)

    @staticmethod
    def _credit(chat: _Chat, now: float) -> float:
        return min(float(_BURST), chat.credit + (now - chat.counted_at))


def _is_idle(chat: _Chat, now: float) -> bool:
    return chat.counted_at < now - _FORGETS_AFTER and chat.rests_until < now


def _is_group(recipient: str) -> bool:
    return recipient.startswith("-")
