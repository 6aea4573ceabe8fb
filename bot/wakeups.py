"""Lets one part of the machine tell another that there is work, so that nobody polls fast."""

import asyncio

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import bells
from storage.database import Database

logger = structlog.get_logger(__name__)

_LOOKS_EVERY = 0.5  # seconds; whatever no ring reached is found by looking
_LISTENS_AGAIN_AFTER = 2.0


class Wakeup:
    """Rings when there is work. Ringing twice before anybody listens is once."""

    def __init__(self, bell: str = "") -> None:
        self.bell = bell
        self.is_answered_here = False  # who does this work is in this process
        self._event = asyncio.Event()
        self._shared: list[Wakeup] = []

    def shared(self) -> "Wakeup":
        """Another that rings with this one, for another who waits."""
        other = Wakeup(self.bell)
        self._shared.append(other)
        return other

    def ring(self) -> None:
        for wakeup in (self, *self._shared):
            wakeup._event.set()

    async def ring_elsewhere(self, connection: AsyncConnection) -> None:
        """With this transaction's commit, where nobody in this process answers."""
        everybody = self._shared or [self]
        if self.bell and not all(wakeup.is_answered_here for wakeup in everybody):
            await bells.ring(connection, self.bell)

    async def wait(self, timeout: float = _LOOKS_EVERY) -> None:
        """Until somebody rings, or it is time to look anyway."""
        try:
            async with asyncio.timeout(timeout):
                await self._event.wait()
        except TimeoutError:
            return
        self._event.clear()


async def listen_elsewhere(database: Database, *wakeups: Wakeup) -> None:
    """Ring here for what other processes did. Deaf for a while, we still look."""
    rings = {wakeup.bell: wakeup.ring for wakeup in wakeups}
    while bells.can_carry(database.engine):
        try:
            await bells.listen(database.engine, rings)
        except Exception as error:
            logger.warning("Deaf to others", action="bells_lost", kind=type(error).__name__)
        await asyncio.sleep(_LISTENS_AGAIN_AFTER)
