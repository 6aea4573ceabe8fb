"""An Official Account whose messages are counted, its sender, and a clock that is moved."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from bot.clock import StoppedClock
from bot.delivery.sender import Sender
from bot.sandbox.zalo_oa.manners import Manners
from bot.sandbox.zalo_oa.phones import Phone
from bot.sandbox.zalo_oa.server import ZaloOaServer
from bot.wakeups import Wakeup
from content.channels import TELEGRAM, ZALO_OA
from content.message_quota import Limits
from content.sending_windows import Cost
from content.words import LOCAL_ZONE
from handlers.screens import Screen, letter_to
from storage import outbox, people
from storage.database import Database
from storage.outbox import Priority
from tests.chat import Unpaced
from tests.zalo_account import client

MORNING = datetime(2026, 12, 1, 8, 0, tzinfo=LOCAL_ZONE)
PAID = frozenset({Cost.BILLED})


class Account:
    """One Official Account, its sender, and a clock that is moved."""

    def __init__(self, database: Database, server: ZaloOaServer, clock: StoppedClock) -> None:
        self.database = database
        self.server = server
        self.clock = clock
        self.sender: Sender
        self.bell = Wakeup()

    async def person(self, silent_for: timedelta | None = timedelta(days=3)) -> Phone:
        """Somebody who wrote so long ago. After two days each message to them is paid."""
        phone = self.server.person(has_written=True)
        heard = self.clock.now() - (silent_for or timedelta())
        phone.owner.interacted_at = heard
        async with self.database.write() as session:
            person = await people.recognise(session, ZALO_OA, phone.id, now=heard)
            await people.record_consent(session, person.id, "test", heard)
            await people.note_heard(session, {person.address.id: heard})
        return phone

    async def tell(self, phone: Phone, words: str, priority: Priority = Priority.REMINDER) -> None:
        now = self.clock.now()
        async with self.database.write() as session:
            person = await people.recognise(session, ZALO_OA, phone.id, now=now)
            urgent = priority is Priority.REMINDER
            letter = letter_to(person.address, Screen(words), priority=priority, is_urgent=urgent)
            await outbox.add(session, [letter], now)

    async def works(self, rounds: int = 4) -> None:
        """Until nothing changes; nobody's pause is waited for."""
        async with self.database.connect_to_write() as connection:
            await connection.exec_driver_sql("UPDATE outbox SET ready_at = 0")
        idle = 0
        while idle < rounds:
            before = len(self.server.calls)
            self.bell.ring()
            await self.sender.step()
            await self.sender._wire.empty(5.0)
            idle = idle + 1 if len(self.server.calls) == before else 0

    async def look(self, query: str) -> list[Any]:
        async with self.database.engine.connect() as connection:
            return list((await connection.exec_driver_sql(query)).all())


@asynccontextmanager
async def account(
    database: Database,
    limits: Limits,
    may_speak: Callable[[datetime, int], bool] = lambda _now, _priority: True,
    **manners: Any,
) -> AsyncIterator[Account]:
    clock = StoppedClock(MORNING)
    server = ZaloOaServer(
        clock.now, manners=Manners(access_lasts=10**8, calls_a_minute=None, **manners)
    )
    async with AsyncExitStack() as stack:
        await server.start()
        stack.push_async_callback(server.stop)
        seed = server.oauth.issue().refresh
        opened = Account(database, server, clock)
        zalo = await stack.enter_async_context(client(server, database, seed=seed, owner="one"))
        opened.sender = Sender(
            database, zalo.transport, clock, opened.bell,
            channel=ZALO_OA, owner="one", pace=Unpaced(100_000), lease_seconds=60,
            limits=limits, channels=(TELEGRAM, ZALO_OA), may_speak=may_speak,
        )  # fmt: skip
        yield opened
