"""Lets one part of the machine tell another that there is work, so that nobody polls fast."""

import asyncio

_LOOKS_EVERY = 0.5  # seconds; work queued by another process is found by looking


class Wakeup:
    """Rings when there is work. Ringing twice before anybody listens is once."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        self._event.set()

    async def wait(self, timeout: float = _LOOKS_EVERY) -> None:
        """Until somebody rings, or it is time to look anyway."""
        try:
            async with asyncio.timeout(timeout):
                await self._event.wait()
        except TimeoutError:
            return
        self._event.clear()
