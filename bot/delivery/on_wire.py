"""The letters of one channel that have left and are not answered yet."""

import asyncio
import math
from dataclasses import replace
from time import monotonic

import structlog

from bot.clock import Clock
from bot.delivery import outcomes
from bot.delivery.errors import ChannelPaused, DeliveryError, RateLimited
from bot.delivery.health import Health
from bot.delivery.leading import Leadership
from bot.delivery.outcomes import Sent
from bot.delivery.pacing import Pace
from bot.delivery.transport import Transport
from bot.failpoints import reach
from bot.wakeups import Wakeup
from content.channels import capabilities
from storage.models.machine import OutboxState
from storage.outbox import Outcome, Taken

logger = structlog.get_logger(__name__)

_WIDEST = 32  # messages at once, whatever the pace


class OnWire:
    """Keeps no more there than the pace needs: what a crash may say twice is what was on the
    wire, and at 25 a second over a quick line that is one message."""

    def __init__(
        self,
        transport: Transport,
        clock: Clock,
        pace: Pace,
        landed: Wakeup,
        *,
        channel: str,
        leadership: Leadership,
        health: Health,
        done: list[Outcome],
    ) -> None:
        """Whoever reads `done` is rung for when something landed there."""
        self._transport = transport
        self._clock = clock
        self._pace = pace
        self._wakeup = landed
        self._has_buttons = capabilities(channel).has_buttons
        self._leadership = leadership
        self._health = health
        self._done = done
        self._latency = 0.0  # seconds a delivery takes, smoothed
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def free(self) -> int:
        """How many more may leave. By Little's law so many must be under way as keep the pace at
        this latency; one, while nobody knows whether anything arrives."""
        widest = 1 if self._health.doubts else _WIDEST
        wanted = math.ceil(self._pace.per_second * self._latency)
        return max(1, min(widest, wanted)) - len(self._tasks)

    def launch(self, letter: Taken) -> None:
        reach("before-send")
        task = asyncio.create_task(self._deliver(letter))  # noqa: TID251 - held and awaited
        self._tasks.add(task)
        task.add_done_callback(self._landed)

    async def empty(self, within: float) -> None:
        """Wait until all have landed, or so many seconds."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._wakeup.ring()

    async def _deliver(self, letter: Taken) -> None:
        if not self._leadership.is_trusted:  # paused past the lease: nothing may leave now
            self._done.append(outcomes.waiting(letter, "not sent"))
            return
        began, tried_at = monotonic(), self._clock.now()
        try:
            sent = await self._transport.deliver(letter)
        except DeliveryError as error:
            self._learn(letter, error)
            self._done.append(replace(outcomes.failed(letter, error), tried_at=tried_at))
        except Exception:
            logger.exception("Delivery broke", action="delivery_broke", letter=letter.id)
            self._done.append(Outcome(letter.id, OutboxState.FAILED, error="broke"))
        else:
            reach("after-send")
            self._health.succeeded(self._clock.now())
            self._done.append(self._arrived(letter, sent))
        self._latency += ((monotonic() - began) - self._latency) * 0.2

    def _arrived(self, letter: Taken, sent: Sent) -> Outcome:
        """Without buttons, numbers refer to the last message: since when is that this one?"""
        shown_at = None if self._has_buttons else sent.at or self._clock.now()
        return Outcome(letter.id, OutboxState.SENT, sent.message_id, shown_at=shown_at)

    def _learn(self, letter: Taken, error: DeliveryError) -> None:
        kind, now = type(error).__name__, monotonic()
        logger.info("Delivery failed", action="delivery_failed", letter=letter.id, kind=kind)
        if isinstance(error, RateLimited):
            self._pace.refuse(letter.recipient, error.retry_after, now)
        if isinstance(error, ChannelPaused):
            self._pace.rest_all(error.retry_after, now)
        self._health.failed(error, self._clock.now(), now)
