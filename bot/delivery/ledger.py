"""What a sender reads and writes: the fates of letters in, the next letters out, together."""

from collections.abc import Callable, Sequence
from datetime import datetime
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.delivery import fates, outcomes
from bot.delivery.crossing import WAITS_FOR_ITS_CHANNEL, Crossing
from bot.delivery.health import Health
from bot.delivery.pacing import Pace
from bot.delivery.quota import HELD_FOR, Quota
from bot.failpoints import reach
from content.channels import capabilities
from content.message_quota import Limits
from content.sending_windows import ALWAYS, Cost
from storage import channels, leases, menus, outbox, people
from storage.database import Database
from storage.leases import Lease
from storage.outbox import HUSHED, Outcome, Taken

_NO_TIME = 0.001  # seconds; no timer is finer
_CROSSES_EVERY = 1.0


class Ledger:
    """Of one channel. What came back is `done` until it is told."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        pace: Pace,
        *,
        channel: str,
        limits: Limits,
        channels: Sequence[str],
        may_speak: Callable[[datetime, int], bool],
    ) -> None:
        self._database = database
        self._clock = clock
        self._pace = pace
        self._channel = channel
        self._own_window = capabilities(channel).window
        self._has_buttons = capabilities(channel).has_buttons
        self._way_out = Crossing(channel, channels)
        self._quota = Quota(channel, limits, channels)
        self._crosses_at = 0.0
        self._may_speak = may_speak
        self.health = Health(channel)
        self.done: list[Outcome] = []
        self.letters_left = False

    async def begin(self, lease: Lease | None) -> None:
        """Another term: what an older one left untold, its successor has found by itself."""
        self.done.clear()
        self._quota.on_wire.clear()
        if lease is not None:
            async with self._database.connect_to_write() as connection:
                found = await channels.standings(connection, [self._channel])
            self.health.begin(found.get(self._channel))

    async def close(self, lease: Lease) -> None:
        async with self._database.connect_to_write() as connection:
            await self._record(connection, lease)
            await leases.resign(connection, lease)

    async def exchange(self, lease: Lease, free: int) -> list[Taken]:
        """One transaction: the fates of some letters in, as many of the next as are `free` out."""
        may_send = free > 0 and self._pace.wait_for_any(monotonic()) <= 0.0
        if not (self.done or may_send):
            return []
        allowed: list[Taken] = []
        try:
            async with self._database.connect_to_write() as connection:
                told = await self._record(connection, lease)
                if may_send:
                    letters = await self._due(connection, lease, free)
                    allowed = await self._take(connection, lease, letters)
        except BaseException:  # perhaps it was committed all the same: none of these left
            self.done += [outcomes.waiting(letter, "not sent") for letter in allowed]
            raise
        del self.done[:told]
        self.health.told()
        return allowed

    async def cross_if_away(self, lease: Lease) -> None:
        """While the channel is away, what has waited long enough for it takes another."""
        since, now = self.health.fails_since(), self._clock.now()
        if since is None or not self._way_out.is_possible or monotonic() < self._crosses_at:
            return
        if now - since < WAITS_FOR_ITS_CHANNEL:
            return
        self._crosses_at = monotonic() + _CROSSES_EVERY
        async with self._database.connect_to_write() as connection:
            if await leases.is_held(connection, lease):
                await self._way_out.of_the_waiting(connection, now)

    async def _due(self, connection: AsyncConnection, lease: Lease, most: int) -> list[Taken]:
        letters = await outbox.due(
            connection,
            channel=self._channel,
            term=lease.term,
            resting=self._pace.resting(monotonic()),
            most=most,
        )
        self.letters_left = len(letters) == most
        return letters

    async def _take(
        self, connection: AsyncConnection, lease: Lease, letters: list[Taken]
    ) -> list[Taken]:
        """Those that go on the wire now, in doubt, out of reach and out of quota left aside."""
        now = self._clock.now()
        fated = [fate for letter in letters if (fate := outcomes.before_trying(letter, now))]
        known = {fate.letter_id for fate in fated}
        letters = [letter for letter in letters if letter.id not in known]
        letters = await self._unhushed(connection, letters, now)
        allowed = self._at_pace(letters)
        if allowed and (self._own_window is not ALWAYS or self._quota.is_limited):
            allowed, refused = await self._affordable(connection, allowed)
            fated += refused
        taken = [letter.id for letter in allowed] + [fate.letter_id for fate in fated]
        if taken:
            await outbox.take(connection, taken, term=lease.term)
            if not self._has_buttons:
                await menus.begin(connection, taken, term=lease.term)
        if fated:
            await self._keep(connection, lease, fated)
        return allowed

    async def _unhushed(
        self, connection: AsyncConnection, letters: list[Taken], now: datetime
    ) -> list[Taken]:
        """Who is written to first is left alone in quiet hours; so what was written before them
        and is still here waits for their end."""
        hushed = [
            letter
            for letter in letters
            if outcomes.speaks_first(letter) and not self._may_speak(now, letter.priority)
        ]
        if not hushed:
            return letters
        await outbox.hold(connection, hushed, pause=HELD_FOR, why=HUSHED)
        return [letter for letter in letters if letter not in hushed]

    def _at_pace(self, letters: Sequence[Taken]) -> list[Taken]:
        allowed: list[Taken] = []
        for letter in letters:
            now = monotonic()
            if self._pace.wait_for_any(now) > _NO_TIME:
                self.letters_left = True
                break
            self._pace.spend(letter.recipient, now)
            allowed.append(letter)
        return allowed

    async def _affordable(
        self, connection: AsyncConnection, letters: list[Taken]
    ) -> tuple[list[Taken], list[Outcome]]:
        """What the people's windows and the quota let go; the fates of what may not go at all."""
        now = self._clock.now()
        costs: dict[int, Cost] = {letter.address_id: Cost.FREE for letter in letters}
        if self._own_window is not ALWAYS:
            heard = await people.heard_at(connection, list(costs))
            # Since when an address has been silent is unknown of old ones: the platform knows.
            costs = {
                a: self._own_window.cost(at, now) if at else Cost.BILLED for a, at in heard.items()
            }
        refused = [
            outcome for x in letters if (outcome := outcomes.of_cost(x, costs[x.address_id]))
        ]
        known = {outcome.letter_id for outcome in refused}
        letters = [x for x in letters if x.id not in known]
        if self._quota.is_limited and letters:
            found = await self._quota.allow(connection, letters, costs, now)
            refused += [outcomes.not_worth_it(x) for x in letters if x.id in found.given_up]
            letters = found.go
            self._quota.on_wire |= found.counted
            if found.held and self._way_out.is_possible:
                await self._way_out.of_the_waiting(connection, now, found.held)
        return letters, refused

    async def _record(self, connection: AsyncConnection, lease: Lease) -> int:
        """How many fates were told; they are forgotten when that is committed."""
        done = list(self.done)
        if done:
            await self._keep(connection, lease, done)
            reach("before-recorded-commit")
        if done or self.health.has_news:
            await self.health.tell(connection)
        return len(done)

    async def _keep(
        self, connection: AsyncConnection, lease: Lease, done: Sequence[Outcome]
    ) -> None:
        now = self._clock.now()
        if self._quota.is_limited:
            await self._quota.give_back(connection, done, now)
        await fates.keep(connection, done, lease=lease, way_out=self._way_out, now=now)
        if not self._has_buttons:
            await outbox.record_shown(connection, done, term=lease.term)
