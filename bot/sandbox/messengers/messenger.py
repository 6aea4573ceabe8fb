"""What the page needs of an app, whichever it is, so that it draws all of them alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.sandbox.arguments import Upload
from bot.sandbox.world import CallbackAnswer

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MessageShown:
    """One message in its present state."""

    id: str
    at: int  # milliseconds
    is_mine: bool
    text: str
    entities: Sequence[Raw] = ()  # as the Bot API has them, in UTF-16 units
    is_edited: bool = False
    quote: str | None = None  # what it answers
    photo: str | None = None  # an address, or the name of a file of this messenger
    voice: str | None = None  # likewise
    file: str | None = None  # likewise
    file_name: str = ""
    buttons: Sequence[Sequence[Raw]] = ()  # rows of {"text", "data" or "url"}


@dataclass(frozen=True, slots=True)
class ChatShown:
    """The screen of one app."""

    messages: Sequence[MessageShown]
    keyboard: Sequence[Sequence[str]] = ()  # keys that type for their owner
    about: str = ""  # stands there before the first message
    notice: str = ""  # why the assistant cannot write here now


@dataclass(frozen=True, slots=True)
class Traits:
    """What is the same for everybody who uses the app."""

    channel: str
    name: str
    brand: str  # how the page paints it
    longest: int  # UTF-16 units of one message; longer ones go as several
    begin: str = "Bắt đầu"  # on the button that opens the chat
    hint: str = "Nhắn tin…"  # in the empty field
    has_commands: bool = False


class Messenger(Protocol):
    """One person's chat with the assistant in one app."""

    @property
    def traits(self) -> Traits: ...

    @property
    def external_id(self) -> str:
        """Their chat, as the platform calls it."""
        ...

    @property
    def answers(self) -> Sequence[CallbackAnswer]:
        """What came back for taps, so far."""
        ...

    def shown(self, most: int) -> ChatShown: ...

    def begins(self) -> None:
        """Do what everybody does first."""
        ...

    def says(self, text: str, reply_to: str | None = None) -> None: ...

    def taps(self, message_id: str, data: str) -> str:
        """Press a button that is there. Gives the id its answer comes under; raises
        LookupError."""
        ...

    def follows(self, link: str) -> None:
        """Open a link that leads back to the assistant. Raises LookupError."""
        ...

    def commands(self) -> Sequence[Raw]: ...

    def file(self, name: str) -> Upload | None: ...


def first_line(text: str) -> str:
    """Enough to know a message by."""
    return text.strip().split("\n", 1)[0] or "Tin nhắn"
