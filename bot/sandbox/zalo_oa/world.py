"""What the platform remembers: people, their chats with the account, files. Bounded by option."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.arguments import Upload
from bot.sandbox.signals import Signal
from bot.sandbox.world import Chance
from bot.sandbox.zalo_oa.answers import (
    BLOCKED,
    NEVER_WROTE,
    NO_QUOTA,
    NOT_FOLLOWING,
    WINDOW_CLOSED,
    Raw,
    invalid,
)
from bot.sandbox.zalo_oa.manners import Manners

FREE_FOR = timedelta(hours=48)
OPEN_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """A message on a screen. Nothing on Zalo is ever edited."""

    id: str
    at: int  # milliseconds
    raw: Raw
    is_from_oa: bool

    @property
    def text(self) -> str:
        return str(self.raw.get("text") or "")

    @property
    def photo(self) -> str | None:
        return self.raw.get("photo")

    @property
    def file(self) -> str | None:
        """The name of a file that came."""
        return self.raw.get("file")

    @property
    def buttons(self) -> list[list[Raw]]:
        """One a row, as Zalo shows them."""
        return [[button] for button in self.raw.get("buttons", [])]

    @property
    def options(self) -> list[str]:
        return [button["title"] for button in self.raw.get("buttons", [])]


@dataclass(slots=True, eq=False)
class Person:
    """Somebody on Zalo, and their chat with the account."""

    id: str
    name: str
    follows: bool = False
    blocks: bool = False
    interacted_at: datetime | None = None
    messages: dict[str, Message] = field(default_factory=dict)
    changed: Signal = field(default_factory=Signal)


class World:
    """The state behind the API. All times are those of the clock it was given."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        manners: Callable[[], Manners],
        keep: int,
        chance: Chance,
    ) -> None:
        self.oa_id = str(chance(4 * 10**18, 5 * 10**18))
        self.people: dict[str, Person] = {}
        self.files: dict[str, Upload] = {}
        self.changed = Signal()
        self.billed = 0
        self._clock = clock
        self._manners = manners
        self._chance = chance
        self._keep = keep
        self._order: deque[tuple[Person, str]] = deque()

    def now(self) -> int:
        """Milliseconds."""
        return int(self._clock().timestamp() * 1000)

    def new_user_id(self) -> str:
        """Past 2^53: a number in JSON would lose its last digits."""
        return str(self._chance(10**18, 2 * 10**18))

    def new_id(self) -> str:
        return f"{self._chance(2**92, 2**96 - 1):024x}"

    def may_receive(self, user_id: Any) -> Person:
        """Whom a message is for, if it may go. Raises what the platform would answer."""
        person = self.people.get(user_id) if isinstance(user_id, str) else None
        if person is None:
            raise invalid("user_id")
        if person.blocks:
            raise BLOCKED
        if self._manners().wants_follow and not person.follows:
            raise NOT_FOLLOWING
        if person.interacted_at is None:
            raise NEVER_WROTE
        silent_for = self._clock() - person.interacted_at
        if silent_for > OPEN_FOR:
            raise WINDOW_CLOSED
        if silent_for > FREE_FOR:
            self._bill()
        return person

    def interact(self, person: Person) -> None:
        person.interacted_at = self._clock()

    def add(self, person: Person, content: Raw, *, is_from_oa: bool) -> Message:
        """Put a new message into a chat."""
        message = Message(self.new_id(), self.now(), content, is_from_oa)
        person.messages[message.id] = message
        self._order.append((person, message.id))
        if len(self._order) > self._keep:
            old, message_id = self._order.popleft()
            old.messages.pop(message_id, None)
        person.changed.ring()
        self.changed.ring()
        return message

    def keep(self, upload: Upload) -> str:
        name = self.new_id()
        self.files[name] = upload
        return name

    def _bill(self) -> None:
        paid_for = self._manners().billed_messages
        if paid_for is not None and self.billed >= paid_for:
            raise NO_QUOTA
        self.billed += 1
