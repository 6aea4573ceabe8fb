"""A sender at work on a real database, a Telegram that fails on request, and people who read."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from pydantic import SecretStr
from sqlalchemy import text

from bot.app import ALL_PARTS, App, Part
from bot.clock import Clock
from bot.config import Settings
from bot.delivery.pacing import Pace
from bot.intake import envelopes
from bot.intake.journal import Journal
from bot.sandbox.api import Call
from bot.sandbox.phones import Phone
from bot.sandbox.telegram import TOKEN, TelegramServer
from bot.wakeups import Wakeup
from storage import inbox, outbox, people
from storage.inbox import Arrival
from storage.outbox import Letter

TALKING = ALL_PARTS - {Part.SCHEDULER}
_STUCK_AFTER = 60.0  # seconds, of a busy machine too
Fate = tuple[str, str | None, int]  # state, error, tries


class Post:
    """What is queued here goes out through the real sender."""

    def __init__(self, server: TelegramServer, app: App) -> None:
        self.server = server
        self.app = app

    def phone(self, number: int) -> Phone:
        return self.server.person(number, f"P{number}", has_started=True)

    async def queue(self, *letters: Letter) -> None:
        """In one transaction, in this order; then the sender is told."""
        async with self.app.database.write() as session:
            await outbox.add(session, letters, self.app.clock.now())
        self.app.letters_wait.ring()

    async def letter(self, chat: int, words: str = "x", **facts: Any) -> Letter:
        async with self.app.database.write() as session:
            person = await people.recognise(
                session, "telegram", str(chat), now=self.app.clock.now()
            )
        return Letter("telegram", person.address.id, str(chat), {"text": words}, **facts)

    async def send(self, chat: int, words: str = "x", **facts: Any) -> None:
        """Queue one letter and wait until its fate is known."""
        await self.queue(await self.letter(chat, words, **facts))
        await self.all_settled()

    async def all_settled(self, within: float = _STUCK_AFTER) -> None:
        """Wait until the fate of every letter is known."""
        async with asyncio.timeout(within):
            await self.app.until_delivered()

    async def fates(self) -> list[Fate]:
        """Of all letters, in the order they were queued."""
        rows = await self.look("SELECT state, error, attempts FROM outbox ORDER BY id")
        return [(state, error, tries) for state, error, tries in rows]

    async def until(self, *fate: object) -> None:
        """Wait until the first letter's fate begins like this."""
        nothing = Wakeup()
        async with asyncio.timeout(_STUCK_AFTER):
            while (await self.fates())[0][: len(fate)] != fate:
                await nothing.wait(0.01)

    async def arrives(self, body: bytes, key: str | None = None, lane: str = "telegram:0") -> None:
        """An update from outside; with a key, filed unread, whatever it is."""
        arrival = Arrival("telegram", key, lane, body) if key else envelopes.telegram(body)
        await Journal(self.app.database, self.app.clock, self.app.work_waits).keep(arrival)

    async def until_heard(self) -> None:
        """Wait until every update is handled."""
        nothing = Wakeup()
        async with asyncio.timeout(_STUCK_AFTER):
            while len(self.server.updates) or await self._unheard():
                await nothing.wait(0.01)

    async def _unheard(self) -> int:
        async with self.app.database.engine.connect() as connection:
            return await inbox.waiting(connection)

    async def pauses(self) -> list[float]:
        """For how many seconds each letter still has to wait."""
        query = "SELECT ready_at - (julianday('now') - 2440587.5) * 86400.0 FROM outbox"
        return [seconds for (seconds,) in await self.look(query)]

    async def change(self, statement: str) -> None:
        async with self.app.database.connect_to_write() as connection:
            await connection.exec_driver_sql(statement)

    async def let_pauses_pass(self) -> None:
        """As if everybody had waited long enough."""
        await self.change("UPDATE outbox SET ready_at = 0")
        await self.change("UPDATE inbox SET ready_at = 0")
        self.app.letters_wait.ring()
        self.app.work_waits.ring()

    async def is_reachable(self, chat: int) -> bool:
        query = f"SELECT is_reachable FROM address WHERE external_id = '{chat}'"
        return bool((await self.look(query))[0][0])

    def calls(self, method: str = "sendmessage", chat: int | None = None) -> list[Call]:
        found = [call for call in self.server.calls if call.method == method]
        return [c for c in found if chat is None or str(c.params["chat_id"]) == str(chat)]

    async def look(self, query: str) -> Sequence[Any]:
        async with self.app.database.engine.connect() as connection:
            return (await connection.execute(text(query))).all()


@asynccontextmanager
async def open_post(
    database_url: str,
    *,
    pace: float = 200,
    parts: frozenset[Part] = frozenset({Part.SENDER}),
    server: TelegramServer | None = None,
) -> AsyncIterator[Post]:
    """The sender alone, faster than Telegram would bear, unless asked otherwise."""
    server = server or TelegramServer(Clock().now)
    url = server.url or await server.start()
    settings = Settings(
        _env_file=None,
        telegram_token=SecretStr(TOKEN),
        telegram_api_url=url,
        database_url=SecretStr(database_url),
        lease_seconds=5,
    )
    app = App(settings, Clock(), Pace(pace))
    try:
        async with app.running(parts):
            yield Post(server, app)
    finally:
        await server.stop()
