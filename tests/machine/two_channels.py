"""Senders of two channels on one database, driven step by step, so that a test may say when
something breaks, how much of people's time passes, and when the process is killed.
"""

import uuid
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from bot.clock import StoppedClock
from bot.delivery.sender import Sender
from bot.delivery.telegram import TelegramTransport, open_bot
from bot.delivery.telegram_http import TelegramHttp
from bot.delivery.transport import Transport
from bot.delivery.zalo_bot import ZaloBotTransport
from bot.delivery.zalo_bot_http import ZaloBotHttp
from bot.sandbox.telegram import TOKEN, TelegramServer
from bot.sandbox.zalo_bot.server import TOKEN as ZALO_TOKEN
from bot.sandbox.zalo_bot.server import ZaloBotServer
from bot.wakeups import Wakeup
from content.channels import TELEGRAM, ZALO_BOT
from content.words import LOCAL_ZONE
from handlers.screens import Screen, letter_to
from storage import outbox, people
from storage.database import Database
from storage.models import AddressRow, PersonRow
from storage.outbox import Priority
from tests.chat import Unpaced

BEGINNING = datetime(2026, 12, 10, 8, 0, tzinfo=LOCAL_ZONE)
CHANNELS = (TELEGRAM, ZALO_BOT)


class Reader:
    """Somebody with both apps. Reminders are written to Telegram."""

    def __init__(self, telegram: Any, zalo: Any) -> None:
        self.telegram = telegram
        self.zalo = zalo

    def texts(self, channel: str, words: str) -> list[str]:
        phone = self.telegram if channel == TELEGRAM else self.zalo
        return [message.text for message in phone.received if words in message.text]


class TwoChannels:
    """The rig. Nothing happens but by its methods."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = StoppedClock(BEGINNING)
        self.telegram = TelegramServer(self.clock.now)
        self.zalo = ZaloBotServer(self.clock.now)
        self.http: TelegramHttp
        self.zalo_http: ZaloBotHttp
        self.bells = {name: Wakeup() for name in CHANNELS}
        self.senders: dict[str, Sender] = {}
        self._readers = 0

    async def reader(self, *, may_cross: bool = True) -> Reader:
        self._readers += 1
        number = 1000 + self._readers
        telegram = self.telegram.person(number, f"P{number}", has_started=True)
        zalo = self.zalo.person(f"{number:020x}", f"P{number}", has_written=True)
        now = self.clock.now()
        async with self.database.write() as session:
            person = await people.recognise(session, TELEGRAM, str(number), now=now)
            await people.record_consent(session, person.id, "test", now)
            row = await session.get(PersonRow, person.id)
            assert row
            row.may_cross, row.preferred_channel = may_cross, TELEGRAM
            session.add_all(
                [
                    row,
                    AddressRow(
                        person_id=person.id,
                        channel=ZALO_BOT,
                        external_id=zalo.id,
                        created_at=now,
                    ),
                ]
            )
        return Reader(telegram, zalo)

    async def remind(self, reader: Reader, words: str) -> None:
        """An urgent letter, as conversations write it."""
        now = self.clock.now()
        async with self.database.write() as session:
            person = await people.recognise(session, TELEGRAM, str(reader.telegram.id), now=now)
            letter = letter_to(
                person.address, Screen(words), priority=Priority.REMINDER, is_urgent=True
            )
            await outbox.add(session, [letter], now)

    async def remind_where_preferred(self, reader: Reader, words: str) -> None:
        """The same to where this person wants it."""
        now = self.clock.now()
        async with self.database.write() as session:
            known = await people.recognise(session, TELEGRAM, str(reader.telegram.id), now=now)
            person = await people.by_id(session, known.id)
            assert person
            letter = letter_to(
                person.address, Screen(words), priority=Priority.REMINDER, is_urgent=True
            )
            await outbox.add(session, [letter], now)

    def start(self) -> None:
        """A new process; whatever an older one held is for the database to tell."""
        owner = str(uuid.uuid4())
        bot = open_bot(self.telegram.url, TOKEN, self.http)
        transports: dict[str, Transport] = {
            TELEGRAM: TelegramTransport(bot),
            ZALO_BOT: ZaloBotTransport(self.zalo_http),
        }
        self.senders = {
            name: Sender(
                self.database, transports[name], self.clock, self.bells[name],
                channel=name, owner=owner, pace=Unpaced(1000), lease_seconds=60,
                channels=CHANNELS,
            )
            for name in CHANNELS
        }  # fmt: skip

    async def kill(self) -> None:
        """What was on the wire lands, and nobody is left to note it; another process starts."""
        for sender in self.senders.values():
            await sender._wire.empty(5.0)
        await self.change("UPDATE lease SET expires_at = 0")
        self.start()

    async def step(self, channel: str, times: int = 1) -> None:
        """One exchange with the database, and what may go is on the wire."""
        for _ in range(times):
            self.bells[channel].ring()
            self.senders[channel]._ledger._crosses_at = 0.0
            await self.senders[channel].step()

    async def work(self, rounds: int = 6) -> None:
        """As long as it takes until nothing changes; nobody's pause is waited for."""
        for _ in range(rounds):
            await self.change("UPDATE outbox SET ready_at = 0")
            for channel in CHANNELS:
                await self.step(channel)
                await self.senders[channel]._wire.empty(5.0)
                await self.step(channel)

    async def passes(self, minutes: int) -> None:
        self.clock.move_to(self.clock.now() + timedelta(minutes=minutes))
        for sender in self.senders.values():
            sender._ledger.health.rests_until = 0.0
        await self.work(2)

    async def change(self, statement: str) -> None:
        async with self.database.connect_to_write() as connection:
            await connection.exec_driver_sql(statement)

    async def states(self) -> list[tuple[str, str, str | None]]:
        """Channel, state and error of each letter, in their order."""
        async with self.database.engine.connect() as connection:
            rows = await connection.exec_driver_sql(
                "SELECT channel, state, error FROM outbox ORDER BY id"
            )
            return [tuple(row) for row in rows]


@asynccontextmanager
async def two_channels(database: Database) -> AsyncIterator[TwoChannels]:
    rig = TwoChannels(database)
    async with AsyncExitStack() as stack:
        await rig.telegram.start()
        stack.push_async_callback(rig.telegram.stop)
        await rig.zalo.start()
        stack.push_async_callback(rig.zalo.stop)
        rig.http = TelegramHttp(rig.telegram.url, TOKEN)
        await rig.http.initialize()
        stack.push_async_callback(rig.http.shutdown)
        rig.zalo_http = await stack.enter_async_context(ZaloBotHttp(rig.zalo.url, ZALO_TOKEN))
        rig.start()
        yield rig
