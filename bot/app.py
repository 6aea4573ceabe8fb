"""The composition root: settings in, a running assistant out. Nothing else constructs things."""

import asyncio
import gc
import uuid
from collections.abc import AsyncIterator, Set
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import structlog

from bot.background import beside, until_finished
from bot.checking import Content, load_content, warn_of_overdue
from bot.clock import Clock
from bot.config import Settings
from bot.delivery.attachments import FileStore
from bot.delivery.pacing import Pace
from bot.delivery.sender import Sender
from bot.file_links import FileLinks
from bot.intake.certificate_page import CertificatePage
from bot.intake.file_page import FilePage
from bot.intake.journal import Journal
from bot.intake.spool import Spool
from bot.intake.spool_file import spool_path
from bot.intake.webhook import WebhookIntake
from bot.intake.zalo_oa_consent import consent_page
from bot.lines import Line, TelegramLine, lines_of
from bot.shelf import Shelf
from bot.wakeups import Wakeup, listen_elsewhere
from content.catalogue import Plan
from content.local_zone import LOCAL_ZONE
from content.message_quota import Limits
from content.quiet_hours import allows, allows_lessons
from content.ways_in import WaysIn
from storage import outbox, units
from storage.database import Database
from storage.learning import certificates
from storage.learning.certificates import Issued
from storage.migrate import upgrade

if TYPE_CHECKING:
    from bot.schedule import Schedule

logger = structlog.get_logger(__name__)

_GREETS_AGAIN_AFTER = 15.0
_GARBAGE_AFTER = 50_000  # objects; at the default 700 every other update pays for a look


class Part(StrEnum):
    """What one process may do of the whole; replicas share the parts out."""

    INTAKE = "intake"
    WORKER = "worker"
    SENDER = "sender"
    SCHEDULER = "scheduler"


ALL_PARTS = frozenset(Part)


class App:
    """One process. Several on one database share the work."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        pace: Pace | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        """`pace` is kept by all channels alike; without it each has one of its own. A `shelf` may
        be shared; without it the content folder's lessons are loaded."""
        LOCAL_ZONE.settle_on(settings.zone)
        self.settings = settings
        self.clock = clock
        self.owner = str(uuid.uuid4())
        self.database = Database(settings.database_url.get_secret_value())
        self.work_waits = Wakeup("work")
        self.letters_wait = Wakeup("letters")
        self.links = self._links()
        self.files = FileStore(self.database, settings.content_dir, self.links, clock.now)
        self.lines = lines_of(settings, self.database, clock, self.owner, self.files)
        if not self.lines:
            raise ValueError("no channel is configured")
        self.senders = [self._sender(line, pace) for line in self.lines]
        self._given_shelf = shelf
        self.webhook_port = 0
        self._knows_names = False

    def _links(self) -> FileLinks | None:
        """Links to files, where our server is seen from outside and a channel needs them."""
        origin, secret = self.settings.public_origin, self.settings.links_secret
        lasts = timedelta(hours=self.settings.file_links_last_hours)
        return FileLinks(origin, secret, lasts, self.clock.now) if origin and secret else None

    def _sender(self, line: Line, pace: Pace | None) -> Sender:
        return Sender(
            self.database, line.transport, self.clock, self.letters_wait.shared(),
            channel=line.channel, owner=self.owner,
            pace=pace or Pace(self.settings.send_per_second),
            lease_seconds=self.settings.lease_seconds,
            limits=self.settings.message_limits.get(line.channel, Limits()),
            channels=self.channels, may_speak=self._may_speak, is_there=line.greet,
        )  # fmt: skip

    def _may_speak(self, now: datetime, priority: int) -> bool:
        """A lesson comes when its reader wished; of duty is spoken in working hours."""
        local, regime = now.astimezone(LOCAL_ZONE), self.plan.regime
        if priority == outbox.Priority.BULK:
            return allows_lessons(local, regime)
        return allows(local, regime, self.plan.calendar)

    @property
    def channels(self) -> tuple[str, ...]:
        """What is configured, in the order of the settings."""
        return tuple(line.channel for line in self.lines)

    @property
    def telegram(self) -> TelegramLine | None:
        return next((line for line in self.lines if isinstance(line, TelegramLine)), None)

    @property
    def username(self) -> str:
        """Our name on Telegram, for links; empty until Telegram has told it."""
        return self.telegram.username if self.telegram else ""

    @property
    def ways_in(self) -> WaysIn:
        """What people open on each channel, as far as it is known."""
        return WaysIn({line.channel: line.link for line in self.lines})

    @cached_property
    def _content(self) -> Content:
        return load_content(self.settings.content_dir, self._given_shelf)

    @property
    def plan(self) -> Plan:
        return self._content.plan

    @property
    def shelf(self) -> Shelf:
        return self._content.shelf

    @cached_property
    def knowledge(self) -> dict[str, object]:
        """What handlers may ask for by name."""
        limits = self.settings.message_limits
        return {
            "plan": self.plan,
            "bot_username": self.username,
            "ways_in": self.ways_in,
            "channels": {name: limits.get(name, Limits()) for name in self.channels},
        }

    def known_now(self) -> dict[str, object]:
        """All of that, and the lessons as they stand at this moment: one set for one update."""
        shelved = self.shelf.now
        return {
            **self.knowledge,
            "library": shelved.library,
            "refused_files": shelved.refused_files,
            "public_origin": self.settings.public_origin,
        }

    @cached_property
    def schedule(self) -> "Schedule":
        from bot.schedule import Schedule  # noqa: PLC0415 - a sender needs no conversations

        return Schedule(
            self.database, self.plan, self.shelf, self.clock, self.letters_wait,
            channels=self.channels, owner=self.owner,
            lease_seconds=self.settings.lease_seconds, limits=self.settings.message_limits,
        )  # fmt: skip

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """The content checked, the database at its newest schema, the ways out open."""
        today = self.clock.now().astimezone(LOCAL_ZONE).date()
        warn_of_overdue(self.shelf.now.library, today)
        await upgrade(self.settings.database_url.get_secret_value())
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.database.close)
            for line in self.lines:
                await stack.enter_async_context(line.open())
            async with self.database.write() as session:
                await units.sync(session, self.plan.units)
            await self._greet()
            yield

    @asynccontextmanager
    async def running(self, parts: Set[Part] = ALL_PARTS) -> AsyncIterator[None]:
        """Do these parts until the block ends; then finish what is held."""
        async with self.open(), AsyncExitStack() as stack:
            rung = (self.work_waits, self.letters_wait)
            await stack.enter_async_context(beside(listen_elsewhere(self.database, *rung)))
            if Part.SENDER in parts:
                for line, sender in zip(self.lines, self.senders, strict=True):
                    await stack.enter_async_context(beside(line.look_after()))
                    await stack.enter_async_context(beside(sender.run()))
            if parts & {Part.INTAKE, Part.WORKER, Part.SCHEDULER}:  # all that tell of lessons
                await stack.enter_async_context(beside(self.shelf.watch()))
            if Part.WORKER in parts:
                await self._start_worker(stack)
            if Part.SCHEDULER in parts:
                scheduler = self.schedule.start()
                stack.callback(scheduler.shutdown, wait=False)
                await self.schedule.welcome_new_units()
                await self.schedule.tick()
            if Part.INTAKE in parts:
                await self._start_intake(stack)
            gc.collect()
            gc.freeze()  # aiogram's 187,000 objects are here to stay
            stack.callback(gc.unfreeze)  # another may run in this process later
            gc.set_threshold(_GARBAGE_AFTER)
            logger.info("Running", action="started", parts=sorted(parts))
            yield

    async def until_delivered(self) -> None:
        """Wait until no letter waits any more, whoever sends them."""
        look_again = Wakeup()
        while await self.letters_waiting():
            await look_again.wait(0.02)

    async def letters_waiting(self) -> int:
        """How many letters have no fate yet."""
        async with self.database.engine.connect() as connection:
            return await outbox.waiting(connection)

    async def _start_worker(self, stack: AsyncExitStack) -> None:
        from bot.courtesies import Courtesies  # noqa: PLC0415 - a sender needs no aiogram
        from bot.silent_session import silent_bot  # noqa: PLC0415
        from bot.worker import Worker  # noqa: PLC0415
        from handlers import dispatcher  # noqa: PLC0415

        courtesies = Courtesies(
            self.telegram.transport if self.telegram else None, self.database,
            are_several=len(self.lines) > 1,
        )  # fmt: skip
        await stack.enter_async_context(beside(courtesies.run()))
        bot = silent_bot(self.telegram.bot_id if self.telegram else 1)
        worker = Worker(
            self.database, dispatcher(), bot, self.clock, courtesies,
            knowledge=self.known_now,
            work_waits=self.work_waits, letters_wait=self.letters_wait,
            lease_seconds=self.settings.lease_seconds,
        )  # fmt: skip
        if not self._knows_names:
            await stack.enter_async_context(beside(self._go_on_greeting()))
        stopping = asyncio.Event()
        await stack.enter_async_context(until_finished(worker.run(stopping), stopping))
        stack.callback(self.work_waits.ring)  # told to stop, it hears that at once

    async def _start_intake(self, stack: AsyncExitStack) -> None:
        journal = Journal(self.database, self.clock, self.work_waits)
        spool, stopping = Spool(journal, spool_path(self.database)), asyncio.Event()
        await stack.enter_async_context(until_finished(spool.run(stopping), stopping))
        stack.callback(spool.look_up)
        settings = self.settings
        doors = [door for line in self.lines if (door := line.door())]
        pages = [FilePage(self.links, self.files.find).page()] if self.links else []
        if settings.public_origin:
            pages.append(CertificatePage(self._certificate, lambda: self.shelf.now.library).page())
        if settings.zalo_oa_app_id:
            pages.append(consent_page())
        if doors or pages:
            intake = WebhookIntake(
                journal,
                spool,
                doors,
                settings.webhook_host,
                settings.webhook_port,
                pages=pages,
            )
            self.webhook_port = await intake.start()
            stack.push_async_callback(intake.stop)
        for line in self.lines:
            await stack.enter_async_context(beside(line.listen(journal, spool)))

    async def _certificate(self, code: str) -> Issued | None:
        async with self.database.read() as session:
            return await certificates.find(session, code)

    async def _greet(self) -> None:
        known = await asyncio.gather(*(line.greet() for line in self.lines))
        self._knows_names = all(known)
        self.knowledge |= {"bot_username": self.username, "ways_in": self.ways_in}

    async def _go_on_greeting(self) -> None:
        """Invites name where to come in; until a platform tells it they give the code alone."""
        while not self._knows_names:
            await asyncio.sleep(_GREETS_AGAIN_AFTER)
            await self._greet()
