"""What the assistant needs of a platform, whichever it is."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.delivery.transport import Transport
from bot.intake.journal import Journal
from bot.intake.spool import Spool
from bot.intake.webhook import Door


class Line(Protocol):
    """One platform. Nothing works before `open`."""

    channel: str

    @property
    def link(self) -> str:
        """What people open to write to us there; empty where we do not know it."""
        ...

    @property
    def transport(self) -> Transport: ...

    def open(self) -> AbstractAsyncContextManager[None]:
        """The way to the platform, while the block runs."""
        ...

    async def greet(self) -> bool:
        """Learn our own name there. False where the platform does not answer; that must not keep
        us from starting."""
        ...

    def door(self) -> Door | None:
        """Where the platform calls us; None where it does not, and we ask."""
        ...

    async def listen(self, journal: Journal, spool: Spool) -> None:
        """Run beside everything: ask for what is new, or tell the platform where to call. What
        the platform would not tell again goes to the spool, the rest to the journal."""
        ...

    async def look_after(self) -> None:
        """Run beside the sender: keep the right to send alive."""
        ...
