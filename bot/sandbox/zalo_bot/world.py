"""What the platform remembers: the bot, people, chats, messages. Bounded by option."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.signals import Signal
from bot.sandbox.world import Chance

Raw = dict[str, Any]
PRIVATE, GROUP = "PRIVATE", "GROUP"
_ID_BITS = 80  # twenty hexadecimal digits


def bad_request(sentence: str) -> ApiError:
    return ApiError(400, f"Bad request: {sentence}")


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """A message on a screen. Nothing on Zalo is ever edited."""

    id: str
    raw: Raw
    is_from_bot: bool

    @property
    def text(self) -> str:
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def photo(self) -> str | None:
        return self.raw.get("photo")

    @property
    def voice(self) -> str | None:
        return self.raw.get("voice_url")

    @property
    def buttons(self) -> list[list[Raw]]:
        """None: the platform has none."""
        return []

    @property
    def options(self) -> list[str]:
        return []


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat or a group. The bot may write where it was written to."""

    id: str
    kind: str
    name: str
    messages: dict[str, Message] = field(default_factory=dict)
    is_open: bool = False
    changed: Signal = field(default_factory=Signal)

    @property
    def is_private(self) -> bool:
        return self.kind == PRIVATE


class World:
    """The state behind the API. All times are those of the clock it was given."""

    def __init__(
        self, name: str, clock: Callable[[], datetime], keep: int, chance: Chance
    ) -> None:
        self.name = name
        self.me = {
            "id": str(chance(10**18, 2 * 10**18)),
            "account_name": "bot.VDKyGxQvc",
            "account_type": "BASIC",
            "can_join_groups": False,
        }
        self.chats: dict[str, Chat] = {}
        self.changed = Signal()
        self._clock = clock
        self._chance = chance
        self._keep = keep
        self._order: deque[tuple[Chat, str]] = deque()
        self._counted: dict[str, int] = {}

    def new_id(self) -> str:
        return f"{self._chance(0, 2**_ID_BITS - 1):020x}"

    def now(self) -> int:
        """Milliseconds."""
        return int(self._clock().timestamp() * 1000)

    def today(self) -> str:
        return self._clock().strftime("%Y-%m-%d")

    def count(self, most: int | None) -> None:
        """One more message this month, if the plan has room for it."""
        month = self._clock().strftime("%Y-%m")
        used = self._counted.get(month, 0)
        if most is not None and used >= most:
            raise ApiError(429, "Quota exceeded")
        self._counted[month] = used + 1

    def chat(self, chat_id: Any) -> Chat:
        """The chat of a call that wants to write. Raises what the platform would answer."""
        if not chat_id or not isinstance(chat_id, str):
            raise bad_request("The chat_id must not be empty")
        chat = self.chats.get(chat_id)
        if chat is None or not chat.is_open:
            raise bad_request("The chat_id is invalid")  # the wording is not known
        return chat

    def add(self, chat: Chat, content: Raw, *, is_from_bot: bool) -> Message:
        """Put a new message into a chat."""
        raw = {"message_id": self.new_id(), "date": self.now(), **content}
        message = Message(raw["message_id"], raw, is_from_bot)
        chat.messages[message.id] = message
        self._order.append((chat, message.id))
        if len(self._order) > self._keep:
            old, message_id = self._order.popleft()
            old.messages.pop(message_id, None)
        chat.changed.ring()
        self.changed.ring()
        return message
