"""What the demo page needs of the assistant behind it. Sentences come ready, in Vietnamese."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.sandbox.messengers import Messenger


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to be in the demo: the apps on their phone, and how the page calls them."""

    key: str  # short, stands in the page's address
    name: str
    role: str  # in two or three words
    messengers: Sequence[Messenger]  # at least one
    begins_on: str  # the channel their phone shows first
    about: str = ""  # the role in full, with the unit's name
    is_shown_first: bool = False  # among the phones a fresh page opens

    def on(self, channel: str) -> Messenger:
        """Raises LookupError for an app they do not have."""
        for messenger in self.messengers:
            if messenger.traits.channel == channel:
                return messenger
        raise LookupError(f"{self.name} has no {channel}")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time something will happen at, and what."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Reminded:
    """One reminder somebody got."""

    at: datetime
    who: str
    what: str
    step: str
    is_late: bool = False


class Stage(Protocol):
    """The people, the clock, and what has been said."""

    @property
    def personas(self) -> Sequence[Persona]: ...

    def now(self) -> datetime: ...

    async def takes_up(self, persona: Persona, channel: str) -> None:
        """They use this app from now on: there they are to be found."""

    async def move_to(self, moment: datetime) -> None:
        """Let it be this moment, and do and deliver everything that is due by then."""

    async def next_moment(self) -> Moment | None:
        """The next deadline, reminder or lesson."""

    async def reminded(self) -> Sequence[Reminded]:
        """Who has been reminded, newest first."""
