"""The composition root: settings in, a running assistant out. Nothing else constructs things."""

import asyncio
import gc
import uuid
from collections.abc import AsyncIterator, Set
from contextlib import AsyncExitStack, asynccontextmanager
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import structlog
from pydantic import AnyHttpUrl, SecretStr
from telegram.error import TelegramError

from bot.background import beside, until_finished
from bot.clock import Clock
from bot.config import Settings
from bot.delivery.pacing import Pace
from bot.delivery.sender import Sender
from bot.delivery.telegram import CHANNEL, TelegramTransport, open_bot
from bot.delivery.telegram_http import TelegramHttp
from bot.intake.journal import Journal
from bot.intake.polling import KINDS, PollingIntake
from bot.intake.webhook import WebhookIntake, public_url
from bot.wakeups import Wakeup, listen_elsewhere
from content.catalogue import Plan, load
from content.local_zone import LOCAL_ZONE
from storage import outbox, units
from storage.database import Database
from storage.migrate import upgrade

if TYPE_CHECKING:
    from bot.schedule import Schedule

logger = structlog.get_logger(__name__)

_GREETS_WITHIN = 5.0
_GREETS_AGAIN_AFTER = 15.0
_LONGEST_PAUSE = 60.0
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

    def __init__(self, settings: Settings, clock: Clock, pace: Pace | None = None) -> None:
        if settings.telegram_token is None:
            raise ValueError("TELEGRAM_TOKEN is not set")
        LOCAL_ZONE.settle_on(settings.zone)
        self.settings = settings
        self.clock = clock
        self.pace = pace or Pace(settings.send_per_second)
        self.owner = str(uuid.uuid4())
        self.database = Database(settings.database_url.get_secret_value())
        self.work_waits = Wakeup("work")
        self.letters_wait = Wakeup("letters")
        token = settings.telegram_token.get_secret_value()
        self._http = TelegramHttp(settings.telegram_api_url, token)
        self._bot = open_bot(settings.telegram_api_url, token, self._http)
        self._bot_id = int(token.partition(":")[0])
        self.username = ""
        self.transport = TelegramTransport(self._bot)
        self.webhook_port = 0

    @cached_property
    def plan(self) -> Plan:
        return load(self.settings.content_dir / "plan")

    @cached_property
    def knowledge(self) -> dict[str, object]:
        """What handlers may ask for by name."""
        return {"plan": self.plan, "bot_username": self.username}

    @cached_property
    def schedule(self) -> "Schedule":
        from bot.schedule import Schedule  # noqa: PLC0415 - a sender needs no conversations

        return Schedule(
            self.database, self.plan, self.clock, self.letters_wait,
            owner=self.owner, lease_seconds=self.settings.lease_seconds,
        )  # fmt: skip

    @cached_property
    def sender(self) -> Sender:
        return Sender(
            self.database, self.transport, self.clock, self.letters_wait,
            channel=CHANNEL, owner=self.owner, pace=self.pace,
            lease_seconds=self.settings.lease_seconds,
        )  # fmt: skip

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """The database at its newest schema, the plan checked, the way to Telegram open."""
        plan = self.plan
        await upgrade(self.settings.database_url.get_secret_value())
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.database.close)
            await stack.enter_async_context(self._http)
            async with self.database.write() as session:
                await units.sync(session, plan.units)
            await self._greet()
            yield

    @asynccontextmanager
    async def running(self, parts: Set[Part] = ALL_PARTS) -> AsyncIterator[None]:
        """Do these parts until the block ends; then finish what is held."""
        async with self.open(), AsyncExitStack() as stack:
            rung = (self.work_waits, self.letters_wait)
            await stack.enter_async_context(beside(listen_elsewhere(self.database, *rung)))
            if Part.SENDER in parts:
                await stack.enter_async_context(beside(self.sender.run()))
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

        courtesies = Courtesies(self.transport, self.database)
        await stack.enter_async_context(beside(courtesies.run()))
        worker = Worker(
            self.database, dispatcher(), silent_bot(self._bot_id), self.clock, courtesies,
            knowledge=self.knowledge,
            work_waits=self.work_waits, letters_wait=self.letters_wait,
            lease_seconds=self.settings.lease_seconds,
        )  # fmt: skip
        if not self.username:
            await stack.enter_async_context(beside(self._go_on_greeting()))
        stopping = asyncio.Event()
        await stack.enter_async_context(until_finished(worker.run(stopping), stopping))

    async def _start_intake(self, stack: AsyncExitStack) -> None:
        journal = Journal(self.database, self.clock, self.work_waits)
        settings = self.settings
        if settings.webhook_url is None:
            await stack.enter_async_context(beside(PollingIntake(self._http, journal).run()))
            return
        secret = (settings.webhook_secret or SecretStr("")).get_secret_value()
        intake = WebhookIntake(journal, secret, settings.webhook_host, settings.webhook_port)
        self.webhook_port = await intake.start()
        stack.push_async_callback(intake.stop)
        await stack.enter_async_context(beside(self._register(settings.webhook_url, secret)))

    async def _register(self, webhook_url: AnyHttpUrl, secret: str) -> None:
        """Tell Telegram where to call, as soon as it listens."""
        pause = 1.0
        while True:
            try:
                await self._bot.set_webhook(
                    public_url(webhook_url), secret_token=secret, allowed_updates=KINDS
                )
            except TelegramError as error:
                logger.warning("Webhook not set", action="webhook_not_set", reason=error.message)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
            else:
                return

    async def _greet(self) -> None:
        """Learn our own name. Telegram being away must not keep us from starting."""
        try:
            async with asyncio.timeout(_GREETS_WITHIN):
                self.username = (await self._bot.get_me()).username or ""
        except (TelegramError, TimeoutError):
            logger.warning("Telegram does not answer", action="telegram_away")
        self.knowledge["bot_username"] = self.username

    async def _go_on_greeting(self) -> None:
        """Invite links need our name; until Telegram tells it they are given as codes."""
        while not self.username:
            await asyncio.sleep(_GREETS_AGAIN_AFTER)
            await self._greet()
