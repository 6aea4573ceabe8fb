"""Writes arrivals to the inbox in groups: what came while one commit ran goes into the next."""

import asyncio

from bot.clock import Clock
from bot.failpoints import reach
from bot.wakeups import Wakeup
from storage import inbox
from storage.database import Database
from storage.inbox import Arrival

_LARGEST_GROUP = 200


class Journal:
    """`keep` returns when the arrival is durable, and raises when it could not be made so."""

    def __init__(self, database: Database, clock: Clock, work_waits: Wakeup) -> None:
        self._database = database
        self._clock = clock
        self._work_waits = work_waits
        self._waiting: list[tuple[Arrival, asyncio.Future[None]]] = []
        self._writing = asyncio.Lock()

    async def keep(self, arrival: Arrival) -> None:
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((arrival, done))
        async with self._writing:  # whoever gets here first writes for all who wait
            while not done.done():
                await asyncio.sleep(0)  # what came in the same breath goes along
                await self._write_group()
        await done

    async def _write_group(self) -> None:
        group, self._waiting = self._waiting[:_LARGEST_GROUP], self._waiting[_LARGEST_GROUP:]
        arrivals = [arrival for arrival, _ in group]
        try:
            reach("before-journal")
            async with self._database.connect_to_write() as connection:
                await inbox.journal(connection, arrivals, self._clock.now())
                await self._work_waits.ring_elsewhere(connection)
                reach("before-journal-commit")
            reach("after-journal")
        except BaseException as error:
            reason = error if isinstance(error, Exception) else OSError("stopped")
            for _, done in group:
                if not done.done():
                    done.set_exception(reason)
                    done.exception()  # each waiter raises it itself
            raise
        for _, done in group:
            if not done.done():
                done.set_result(None)
        self._work_waits.ring()
