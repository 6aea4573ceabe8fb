"""What the platform remembers: the bot, people, chats, messages and taps. Bounded by option."""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.sandbox.arguments import Upload
from bot.sandbox.errors import ApiError, bad_request, forbidden
from bot.sandbox.signals import Signal

Raw = dict[str, Any]  # an object of the Bot API
Chance = Callable[[int, int], int]  # a number from the first to the last
_TAP_IS_ANSWERED_WITHIN = 15  # seconds; later the platform calls the query too old
_MOST_FILES = 200
_CHAT_ID = re.compile(r"-?[0-9]{1,19}")


class Message:
    """A message in its present state, edits included."""

    __slots__ = ("chat", "raw")

    def __init__(self, chat: "Chat", raw: Raw) -> None:
        self.chat = chat
        self.raw = raw

    @property
    def id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def is_from_bot(self) -> bool:
        return bool(self.raw["from"]["is_bot"])

    @property
    def is_edited(self) -> bool:
        return "edit_date" in self.raw

    @property
    def buttons(self) -> list[list[Raw]]:
        """Rows of inline buttons as the Bot API gives them."""
        rows: list[list[Raw]] = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def options(self) -> list[str]:
        """The labels of its buttons in reading order."""
        return [button["text"] for row in self.buttons for button in row]


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat or a group, and why the bot may not write there, if so."""

    id: int
    raw: Raw
    messages: dict[int, Message] = field(default_factory=dict)
    closed: ApiError | None = None
    keyboard: list[list[Raw]] = field(default_factory=list)  # the reply keyboard on show
    changed: Signal = field(default_factory=Signal)

    @property
    def is_private(self) -> bool:
        return self.id > 0

    def latest(self) -> Message | None:
        return next(reversed(self.messages.values()), None)


@dataclass(slots=True)
class CallbackAnswer:
    """What came back for a tap: a short note, or a notice that must be closed."""

    query_id: str
    text: str
    is_alert: bool


@dataclass(slots=True)
class Tap:
    """A tap that waits for its answer."""

    chat: Chat
    at: float
    answers: list[CallbackAnswer]  # of the phone that tapped


@dataclass(frozen=True, slots=True)
class File:
    """A file the platform keeps, as the Bot API describes it."""

    upload: Upload
    raw: Raw


class World:
    """The state behind the API. All times are those of the clock it was given."""

    def __init__(self, me: Raw, clock: Callable[[], datetime], keep: int, chance: Chance) -> None:
        self.me = me
        self.chats: dict[int, Chat] = {}
        self.taps: dict[str, Tap] = {}
        self.files: dict[str, File] = {}
        self.changed = Signal()
        self._clock = clock
        self._keep = keep
        self._chance = chance
        self._order: deque[tuple[Chat, int]] = deque()
        self._last_message_id = 0
        self._last_file_id = 0

    def now(self) -> int:
        return int(self._clock().timestamp())

    def chat(self, chat_id: str) -> Chat:
        """The chat of a call that wants to write. Raises what the platform would answer."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        chat = self.chats.get(int(chat_id)) if _CHAT_ID.fullmatch(chat_id) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.closed is not None:
            raise chat.closed
        return chat

    def add(self, chat: Chat, sender: Raw, content: Raw) -> Message:
        """Put a new message into a chat."""
        self._last_message_id += 1
        raw: Raw = {
            "message_id": self._last_message_id,
            "from": sender,
            "chat": chat.raw,
            "date": self.now(),
            **content,
        }
        message = Message(chat, raw)
        chat.messages[self._last_message_id] = message
        self._order.append((chat, self._last_message_id))
        if len(self._order) > self._keep:
            old, message_id = self._order.popleft()
            old.messages.pop(message_id, None)
        self.note(chat)
        return message

    def keep(self, upload: Upload) -> File:
        """Store a file. Old ones go first."""
        self._last_file_id += 1
        raw: Raw = {
            "file_id": f"file{self._last_file_id:09}",
            "file_unique_id": f"unique{self._last_file_id:09}",
            "file_size": len(upload.content),
            "file_name": upload.name,
            "mime_type": upload.content_type,
        }
        file = self.files[raw["file_id"]] = File(upload, raw)
        if len(self.files) > _MOST_FILES:
            del self.files[next(iter(self.files))]
        return file

    def note(self, chat: Chat) -> None:
        """Something in this chat changed."""
        chat.changed.ring()
        self.changed.ring()

    def tap(self, chat: Chat, answers: list[CallbackAnswer]) -> str:
        """Somebody tapped: the identifier under which the bot may answer."""
        query_id = str(self._chance(10**17, 10**18 - 1))
        self.taps[query_id] = Tap(chat, self.now(), answers)
        if len(self.taps) > self._keep:
            del self.taps[next(iter(self.taps))]
        return query_id

    def answer(self, answer: CallbackAnswer) -> None:
        tap = self.taps.pop(answer.query_id, None)
        if tap is None or self.now() - tap.at > _TAP_IS_ANSWERED_WITHIN:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        tap.answers.append(answer)
        self.note(tap.chat)


NOT_STARTED = forbidden("bot can't initiate conversation with a user")
BLOCKED = forbidden("bot was blocked by the user")
DEACTIVATED = forbidden("user is deactivated")
