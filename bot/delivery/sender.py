"""Sends the outbox of one channel. One sender leads a token; the others stand by."""

import asyncio
import math
from contextlib import suppress
from time import monotonic

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.delivery import outcomes
from bot.delivery.errors import (
    ChannelPaused,
    DeliveryError,
    Migrated,
    Permanent,
    RateLimited,
)
from bot.delivery.pacing import Pace
from bot.delivery.telegram import Transport
from bot.failpoints import reach
from bot.wakeups import Wakeup
from content.channels import capabilities
from storage import leases, outbox, people
from storage.database import Database, session_on
from storage.leases import Lease
from storage.models.machine import OutboxState
from storage.outbox import Outcome, Taken

logger = structlog.get_logger(__name__)

_NO_TIME = 0.001  # seconds; no timer is finer
_LOOKS_EVERY = 0.5  # seconds; what another process queued is found by looking
_WIDEST = 32  # messages on the wire at once, whatever the pace
_WAITS_FOR_WIRE = 8.0  # seconds at the end; the worker had up to ten before


class Sender:
    """Keeps no more on the wire than the pace needs: what a crash may say twice is what was
    on the wire, and at 25 a second over a quick line that is one message."""

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
    ) -> None:
        self._database = database
        self._transport = transport
        self._clock = clock
        self._wakeup = letters_wait
        self._channel = channel
        self._has_buttons = capabilities(channel).has_buttons
        self._owner = owner
        self._pace = pace
        self._lease_seconds = lease_seconds
        self._lease: Lease | None = None
        self._trusted_until = 0.0
        self._latency = 0.0  # seconds a delivery takes, smoothed
        self._on_wire: set[asyncio.Task[None]] = set()
        self._done: list[Outcome] = []
        self._letters_left = False

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
        if not await self._leads():
            await self._wakeup.wait(min(1.0, self._lease_seconds / 3))
            return
        ready = await self._exchange()
        for letter in ready:
            self._launch(letter)
        if not ready and not self._done:
            await self._wakeup.wait(self._patience())

    async def finish(self) -> None:
        """Await the wire, record, and let another lead at once."""
        if self._on_wire:
            await asyncio.wait(self._on_wire, timeout=_WAITS_FOR_WIRE)
        lease, self._lease = self._lease, None
        self._wakeup.is_answered_here = False
        if lease is None:
            return
        try:
            async with self._database.connect_to_write() as connection:
                await self._record(connection, lease)
                await leases.resign(connection, lease)
        except Exception:  # the next leader finds what is not told here
            logger.exception("Sender left untold", action="sender_left_untold")

    async def _leads(self) -> bool:
        """True while this process may send. Trust ends before the lease does."""
        if self._lease and monotonic() < self._trusted_until - self._lease_seconds / 3:
            return True
        asked_at = monotonic()
        async with self._database.connect_to_write() as connection:
            lease = await leases.acquire(
                connection,
                f"sender:{self._channel}",
                owner=self._owner,
                lasts=self._lease_seconds,
            )
        if lease != self._lease:
            self._done.clear()
        self._lease = lease
        self._wakeup.is_answered_here = lease is not None
        self._trusted_until = asked_at + self._lease_seconds * 2 / 3
        return lease is not None

    async def _exchange(self) -> list[Taken]:
        """One transaction: the fates of some letters in, the next letters out."""
        lease = self._lease
        now = monotonic()
        free = self._window() - len(self._on_wire)
        may_send = free > 0 and self._pace.wait_for_any(now) <= 0.0
        if lease is None or not (self._done or may_send):
            return []
        letters: list[Taken] = []
        try:
            async with self._database.connect_to_write() as connection:
                told = await self._record(connection, lease)
                if may_send:
                    letters = await outbox.due(
                        connection,
                        channel=self._channel,
                        term=lease.term,
                        resting=self._pace.resting(now),
                        most=free,
                    )
                    self._letters_left = len(letters) == free
                allowed = await self._take(connection, lease, letters)
        except BaseException:  # perhaps it was committed all the same: none of these left
            mine = [letter for letter in letters if not outcomes.interrupted(letter)]
            self._done += [outcomes.waiting(letter, "not sent") for letter in mine]
            raise
        del self._done[:told]
        return allowed

    async def _take(
        self, connection: AsyncConnection, lease: Lease, letters: list[Taken]
    ) -> list[Taken]:
        doubtful = [
            fate for letter in letters if letter.was_interrupted
            if (fate := outcomes.interrupted(letter))
        ]  # fmt: skip
        doubtful_ids = {fate.letter_id for fate in doubtful}
        allowed: list[Taken] = []
        for letter in letters:
            now = monotonic()
            if letter.id in doubtful_ids:
                continue
            if self._pace.wait_for_any(now) > _NO_TIME:
                self._letters_left = True
                break
            self._pace.spend(letter.recipient, now)
            allowed.append(letter)
        taken = [letter.id for letter in allowed] + list(doubtful_ids)
        if taken:
            await outbox.take(connection, taken, term=lease.term)
        if doubtful:
            await outbox.record(connection, doubtful, term=lease.term, now=self._clock.now())
        return allowed

    async def _record(self, connection: AsyncConnection, lease: Lease) -> int:
        """How many fates were told; they are forgotten when that is committed."""
        done = list(self._done)
        if done:
            await outbox.record(connection, done, term=lease.term, now=self._clock.now())
            reach("before-recorded-commit")
        return len(done)

    def _launch(self, letter: Taken) -> None:
        reach("before-send")
        task = asyncio.create_task(self._deliver(letter))  # noqa: TID251 - held and awaited
        self._on_wire.add(task)
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._on_wire.discard(task)
        self._wakeup.ring()

    async def _deliver(self, letter: Taken) -> None:
        if monotonic() >= self._trusted_until:  # paused past the lease: nothing may leave now
            self._done.append(outcomes.waiting(letter, "not sent"))
            return
        began = monotonic()
        try:
            message_id = await self._transport.deliver(letter)
        except DeliveryError as error:
            await self._learn(letter, error)
            self._done.append(outcomes.failed(letter, error))
        except Exception:
            logger.exception("Delivery broke", action="delivery_broke", letter=letter.id)
            self._done.append(Outcome(letter.id, OutboxState.FAILED, error="broke"))
        else:
            reach("after-send")
            self._done.append(self._arrived(letter, message_id))
        self._latency += ((monotonic() - began) - self._latency) * 0.2

    def _arrived(self, letter: Taken, message_id: str) -> Outcome:
        """Without buttons, numbers refer to the last message: its menu is open from now on."""
        shows = None if self._has_buttons else {letter.address_id: letter.payload.get("menu")}
        return Outcome(letter.id, OutboxState.SENT, message_id, shows=shows)

    async def _learn(self, letter: Taken, error: DeliveryError) -> None:
        kind = type(error).__name__
        logger.info("Delivery failed", action="delivery_failed", letter=letter.id, kind=kind)
        if isinstance(error, RateLimited):
            self._pace.refuse(letter.recipient, error.retry_after, monotonic())
        if isinstance(error, ChannelPaused):
            self._pace.rest_all(error.retry_after, monotonic())
        if isinstance(error, Permanent | Migrated):
            with suppress(Exception):  # the next failure tells us again
                await self._note_address(letter, error)

    async def _note_address(self, letter: Taken, error: Permanent | Migrated) -> None:
        async with self._database.connect_to_write() as connection, session_on(connection) as s:
            if isinstance(error, Migrated):
                await people.move_address(s, letter.address_id, error.new_recipient)
                await outbox.redirect(connection, letter.address_id, error.new_recipient)
            else:
                await people.mark_unreachable(s, letter.address_id)
                await outbox.give_up(connection, letter.address_id, reason=str(error)[:200])

    def _window(self) -> int:
        """Little's law: how many must be under way to keep the pace at this latency."""
        return max(1, min(_WIDEST, math.ceil(self._pace.per_second * self._latency)))

    def _patience(self) -> float:
        """How long to wait for a ring: not past the moment at which the pace lets more go."""
        now = monotonic()
        if self._letters_left and self._window() > len(self._on_wire):
            return max(_NO_TIME, min(_LOOKS_EVERY, self._pace.wait_for_any(now)))
        change = self._pace.next_change(now)
        return _LOOKS_EVERY if change is None else max(_NO_TIME, min(_LOOKS_EVERY, change))
