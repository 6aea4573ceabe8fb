"""The clock's hands. APScheduler only ticks; what is due is in rows, so a missed tick is made
up by the next and two replicas cannot say a thing twice.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from time import perf_counter

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from bot.delivery.unserved import give_up_unserved
from bot.shelf import Shelf
from bot.wakeups import Wakeup
from content.catalogue import Plan
from content.library import Library
from content.message_quota import Limits
from content.words import LOCAL_ZONE
from handlers.citizen.daily import School, send_lessons
from handlers.focal.opening import open_for_new_units
from handlers.focal.reminding import office_digest, open_due_periods, remind
from storage import inbox, leases, made_files, menus, outbox, people
from storage.database import Database
from storage.learning import mails

logger = structlog.get_logger(__name__)

_UPDATES_KEPT_FOR = timedelta(days=3)  # Telegram repeats an update for 24 hours
_TEXTS_KEPT_FOR = timedelta(days=2)  # Zalo may tell of an answer as late as that
_RESTS = 0.5  # of the time that was worked
_RESTS_AT_MOST = 1.0  # seconds
_LETTERS_KEPT_FOR = timedelta(days=60)  # a reminder may be answered weeks later


class Schedule:
    """One leader ticks; the others watch its lease."""

    def __init__(
        self,
        database: Database,
        plan: Plan,
        shelf: Shelf,
        clock: Clock,
        letters_wait: Wakeup,
        *,
        channels: Sequence[str],
        owner: str,
        limits: Mapping[str, Limits] | None = None,
        lease_seconds: float,
    ) -> None:
        self._database = database
        self._plan = plan
        self._shelf = shelf
        self._clock = clock
        self._letters_wait = letters_wait
        self._channels = channels
        self._owner = owner
        self._limits = dict(limits or {})
        self._lease_seconds = max(lease_seconds, 90.0)  # longer than the gap between ticks

    def start(self) -> AsyncIOScheduler:
        """Begin to tick. The caller shuts the scheduler down."""
        scheduler = AsyncIOScheduler(
            timezone=LOCAL_ZONE,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        scheduler.add_job(self.tick, CronTrigger(second=0, timezone=LOCAL_ZONE))
        scheduler.add_job(self.teach, CronTrigger(second=5, timezone=LOCAL_ZONE))
        scheduler.add_job(self.tidy, CronTrigger(hour=3, minute=10, timezone=LOCAL_ZONE))
        scheduler.start()
        return scheduler

    async def tick(self) -> None:
        """Every minute, and whenever the demo moves its clock."""
        try:
            if await self._leads():
                await self.do_duties()
        except Exception:
            logger.exception("Tick failed", action="tick_failed")

    async def teach(self) -> None:
        """Every minute as well, but apart: tens of thousands of lessons take a while, and no
        reminder waits for them."""
        try:
            if await self._leads():
                await self.send_lessons()
        except Exception:
            logger.exception("Lessons failed", action="lessons_failed")

    async def do_due(self) -> int:
        """Everything scheduled until now. Returns how many things were done."""
        return await self.do_duties() + await self.send_lessons()

    async def do_duties(self) -> int:
        """What the ward's reporting asks for."""
        done = 0
        async with self._database.write() as session:
            now = self._clock.now()
            await people.serve(session, self._channels)
            await people.close_windows(session, now)
            await give_up_unserved(await session.connection(), self._channels, now)
        for job in (open_due_periods, remind, office_digest):
            done += await self._until_nothing_is_left(job)
        self._letters_wait.ring()
        return done

    async def send_lessons(self) -> int:
        """Few people at a time, and a rest half as long as that took: meanwhile others write."""
        total = 0
        while True:
            began = perf_counter()
            async with self._database.write() as session:
                school = School(self._plan, self.library, self._limits)
                done = await send_lessons(session, school, self._clock.now())
                if done:
                    await self._letters_wait.ring_elsewhere(await session.connection())
            if not done:
                return total
            total += done
            self._letters_wait.ring()
            await asyncio.sleep(min(_RESTS * (perf_counter() - began), _RESTS_AT_MOST))

    @property
    def library(self) -> Library:
        """As it stands now: take it once for what belongs together."""
        return self._shelf.now.library

    async def welcome_new_units(self) -> None:
        """At a start: open the running periods for units the plan has gained."""
        async with self._database.write() as session:
            await open_for_new_units(session, self._plan, self._clock.now())

    async def tidy(self) -> None:
        """Each night: forget what nobody can ask about any more."""
        now = self._clock.now()
        async with self._database.connect_to_write() as connection:
            await inbox.forget_before(connection, now - _UPDATES_KEPT_FOR)
            await outbox.forget_before(connection, now - _LETTERS_KEPT_FOR)
            await mails.forget_before(connection, (now - _LETTERS_KEPT_FOR).date())
            await made_files.forget_old(connection, now)
            await menus.forget_texts_before(connection, now - _TEXTS_KEPT_FOR)

    async def _until_nothing_is_left(
        self, job: Callable[[AsyncSession, Plan, datetime], Awaitable[int]]
    ) -> int:
        total = 0
        while True:
            async with self._database.write() as session:
                done = await job(session, self._plan, self._clock.now())
                if done:
                    await self._letters_wait.ring_elsewhere(await session.connection())
            total += done
            if not done:
                return total

    async def _leads(self) -> bool:
        async with self._database.connect_to_write() as connection:
            lease = await leases.acquire(
                connection, "scheduler", owner=self._owner, lasts=self._lease_seconds
            )
        return lease is not None
