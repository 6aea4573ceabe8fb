"""Sends the outbox of one channel. One sender leads a token; the others stand by."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from time import monotonic

import structlog

from bot.clock import Clock
from bot.delivery.leading import Leadership
from bot.delivery.ledger import Ledger
from bot.delivery.on_wire import OnWire
from bot.delivery.pacing import Pace
from bot.delivery.transport import Transport
from bot.wakeups import Wakeup
from content.message_quota import Limits
from storage.database import Database
from storage.leases import Lease

logger = structlog.get_logger(__name__)

_NO_TIME = 0.001  # seconds; no timer is finer
_LOOKS_EVERY = 0.5  # seconds; what another process queued is found by looking
_WAITS_FOR_WIRE = 8.0  # seconds at the end; the worker had up to ten before
_UNLIMITED = Limits()


class Sender:
    """The ledger says what may go, the wire carries it, and what it says comes back."""

    def __init__(
        self,
        database: Database,
        transport: Transport,
        clock: Clock,
        letters_wait: Wakeup,
        *,
        channel: str,
        owner: str,
        pace: Pace,
        lease_seconds: float,
        limits: Limits = _UNLIMITED,
        channels: Sequence[str] = (),
        may_speak: Callable[[datetime, int], bool] = lambda _now, _priority: True,
        is_there: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        """`channels` are all that are configured; `may_speak` knows the quiet hours
        and what they hold for;
        `is_there` asks the platform for a sign of life that is no message."""
        self._clock = clock
        self._wakeup = letters_wait
        self._pace = pace
        self._is_there = is_there
        self._leadership = Leadership(database, channel, owner=owner, lease_seconds=lease_seconds)
        self._ledger = Ledger(
            database, clock, pace, channel=channel, limits=limits, channels=channels,
            may_speak=may_speak,
        )  # fmt: skip
        self._wire = OnWire(
            transport, clock, pace, letters_wait, channel=channel,
            leadership=self._leadership, health=self._ledger.health, done=self._ledger.done,
        )  # fmt: skip

    async def run(self) -> None:
        """Until cancelled; then what is on the wire is awaited and recorded."""
        try:
            while True:
                try:
                    await self.step()
                except Exception:
                    logger.exception("Sender failed", action="sender_failed")
                    await asyncio.sleep(1.0)
        finally:
            await self.finish()

    async def step(self) -> None:
        """Record what came back, put on the wire what may go, wait for either to change."""
        lease = self._leadership.lease
        if self._leadership.needs_asking():
            lease = await self._ask_to_lead()
        if lease is None:
            await self._wakeup.wait(self._leadership.looks_every)
            return
        free = self._wire.free
        ready = await self._ledger.exchange(lease, free if await self._may_try() else 0)
        for letter in ready:
            self._wire.launch(letter)
        await self._ledger.cross_if_away(lease)
        if not ready and not self._ledger.done:
            await self._look_whether_it_is_back()
            await self._wakeup.wait(self._patience())

    async def finish(self) -> None:
        """Await the wire, record, and let another lead at once."""
        await self._wire.empty(_WAITS_FOR_WIRE)
        self._wakeup.is_answered_here = False
        lease = self._leadership.let_go()
        if lease is None:
            return
        try:
            await self._ledger.close(lease)
        except Exception:  # the next leader finds what is not told here
            logger.exception("Sender left untold", action="sender_left_untold")

    async def _ask_to_lead(self) -> Lease | None:
        is_another = await self._leadership.ask()
        lease = self._leadership.lease
        self._wakeup.is_answered_here = lease is not None
        if is_another:
            await self._ledger.begin(lease)
        return lease

    async def _may_try(self) -> bool:
        """After a try of unknown fate the platform is asked for a sign of life first: a letter
        in doubt twice is given up, and an outage must not use letters up like that."""
        health = self._ledger.health
        if not health.doubts or self._is_there is None:
            return True
        if monotonic() < health.rests_until:
            return False
        if await self._is_there():
            return True
        health.silent(monotonic())
        return False

    async def _look_whether_it_is_back(self) -> None:
        """So that a channel with nothing to send is not said to be away for hours."""
        health = self._ledger.health
        if self._is_there and health.is_worth_a_look(monotonic()) and await self._is_there():
            health.answered(self._clock.now())

    def _patience(self) -> float:
        """How long to wait for a ring: not past the moment at which the pace lets more go."""
        now = monotonic()
        if self._ledger.letters_left and self._wire.free > 0:
            return max(_NO_TIME, min(_LOOKS_EVERY, self._pace.wait_for_any(now)))
        change = self._pace.next_change(now)
        return _LOOKS_EVERY if change is None else max(_NO_TIME, min(_LOOKS_EVERY, change))
