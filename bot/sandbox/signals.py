"""Waking those who wait for something to change, without polling and without sleeping."""

import asyncio


class Bell:
    """What one listener hears: the first ring after it began to listen."""

    __slots__ = ("_event",)

    def __init__(self, event: asyncio.Event) -> None:
        self._event = event

    async def rings(self, at_most: float) -> bool:
        """False when nothing rang in that many seconds."""
        try:
            await asyncio.wait_for(self._event.wait(), at_most)
        except TimeoutError:
            return False
        return True


class Signal:
    """Rings once for everyone who listens now; who comes later hears the next ring."""

    __slots__ = ("_event", "_passed_to")

    def __init__(self) -> None:
        self._event: asyncio.Event | None = None
        self._passed_to: Signal | None = None

    def pass_to(self, other: "Signal") -> None:
        """Ring that one, too: so several are heard at once."""
        self._passed_to = other

    def ring(self) -> None:
        if self._passed_to is not None:
            self._passed_to.ring()
        if self._event is not None:
            self._event.set()
            self._event = None

    def listen(self) -> Bell:
        if self._event is None:
            self._event = asyncio.Event()
        return Bell(self._event)

    async def wait(self, at_most: float) -> bool:
        return await self.listen().rings(at_most)
