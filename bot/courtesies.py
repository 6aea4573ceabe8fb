"""Small answers that may be lost without harm, so they need no outbox: stopping the spinner
of a tapped button.
"""

import asyncio
from collections.abc import Awaitable, Callable

from bot.updates import Hearing

_MOST_WAITING = 1000  # beyond that they come too late to please anybody

AnswerTap = Callable[[str, str | None], Awaitable[None]]


class Courtesies:
    """Says them one after the other, beside the work."""

    def __init__(self, answer_tap: AnswerTap) -> None:
        self._answer_tap = answer_tap
        self._waiting: asyncio.Queue[tuple[str, str | None]] = asyncio.Queue(_MOST_WAITING)

    def answer(self, hearing: Hearing) -> None:
        if hearing.tap_id and not self._waiting.full():
            self._waiting.put_nowait((hearing.tap_id, hearing.toast))

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            tap_id, toast = await self._waiting.get()
            await self._answer_tap(tap_id, toast)
