"""Arrivals that nobody would tell us again, on their way to the inbox: on this disk at once, in
the inbox as soon as it takes them. What a killed process left behind is filed at the next start.
"""

import asyncio
from collections import deque
from contextlib import closing
from itertools import islice
from pathlib import Path

import structlog

from bot.failpoints import reach
from bot.intake.journal import Journal
from bot.intake.spool_file import LeftBehind, SpoolFile
from bot.wakeups import Wakeup
from storage.inbox import Arrival

logger = structlog.get_logger(__name__)

_MOST_AT_ONCE = 200
_MOST_IN_HAND = 10_000
_WRITES_AGAIN_AFTER = 1.0  # seconds


class Spool:
    """The inbox knows a repeat by its key, so nothing that is filed from here comes twice."""

    def __init__(self, journal: Journal, path: Path, *, pause_scale: float = 1.0) -> None:
        self._journal = journal
        self._path = path
        self._file = SpoolFile(path)
        self._pause = _WRITES_AGAIN_AFTER * pause_scale
        self._in_hand: deque[Arrival] = deque()
        self._came = Wakeup()
        self._is_unsafe = False  # something is in hand that no disk has

    @property
    def is_full(self) -> bool:
        """The database is away for too long."""
        return len(self._in_hand) >= _MOST_IN_HAND

    @property
    def is_empty(self) -> bool:
        return not self._in_hand

    def put(self, arrival: Arrival) -> None:
        """When this returns, a kill of the process cannot lose it. Where the disk does not take
        it, it is in memory alone: nobody else has it."""
        try:
            self._take(arrival)
        except OSError as error:
            logger.error("Spool not written", action="spool_failed", reason=error.strerror)
            self._is_unsafe = True
            self._in_hand.append(arrival)
            self._came.ring()
        reach("after-spool")

    async def keep(self, arrival: Arrival) -> None:
        """When this returns, a power cut cannot, either. Raises OSError where the disk does not
        take it: who told us has it still."""
        if self.is_full:
            raise OSError("the spool is full")
        self._take(arrival)
        await self._file.sync()

    def _take(self, arrival: Arrival) -> None:
        self._file.append(arrival)
        self._in_hand.append(arrival)
        self._came.ring()

    def look_up(self) -> None:
        """Told to stop, it hears that at once."""
        self._came.ring()

    async def run(self, stopping: asyncio.Event) -> None:
        """Everything in hand goes to the inbox in its order, however long that takes."""
        try:
            with closing(LeftBehind(self._path)) as before:
                await self._file_what_was_left(before)
            while self._in_hand or not stopping.is_set():
                if not self._in_hand:
                    await self._came.wait()
                elif not await self._file_a_group():
                    await asyncio.sleep(self._pause)
        finally:
            self._end()

    async def _file_what_was_left(self, before: LeftBehind) -> None:
        """Before anything that came since."""
        left = list(before.arrivals())
        while left:
            if await self._journalled(left):
                break
            await asyncio.sleep(self._pause)
        before.remove()
        if left:
            logger.info("Filed what was left", action="spool_filed", many=len(left))

    async def _file_a_group(self) -> bool:
        group = list(islice(self._in_hand, _MOST_AT_ONCE))
        if not await self._journalled(group):
            return False
        for _ in group:
            self._in_hand.popleft()
        if not self._in_hand:
            self._file.clear()
            self._is_unsafe = False
        return True

    async def _journalled(self, arrivals: list[Arrival]) -> bool:
        kept = await asyncio.gather(*map(self._journal.keep, arrivals), return_exceptions=True)
        failed = next((error for error in kept if error is not None), None)
        if failed is not None:
            logger.error(
                "Update not kept", action="journal_failed", in_hand=len(self._in_hand),
                exc_info=failed,
            )  # fmt: skip
        return failed is None

    def _end(self) -> None:
        self._file.close()
        if self._in_hand and self._is_unsafe:
            logger.error("Updates lost", action="updates_lost", many=len(self._in_hand))
        elif self._in_hand:
            logger.warning("Left on disk", action="spool_left", many=len(self._in_hand))
