"""What becomes of an update that failed: another try, or none and one apology to the person."""

import uuid

import structlog

from bot.clock import Clock
from bot.updates import waits_for_answer
from content.words import speaking
from handlers.errors import apology
from handlers.screens import letter_to
from storage import inbox, outbox, people
from storage.database import Database, session_on
from storage.inbox import Claimed, LeaseLost

logger = structlog.get_logger(__name__)


def new_reference() -> str:
    """Stands in the log and in the apology, so that one leads to the other."""
    return uuid.uuid4().hex[:8]


class DeadLetters:
    """The failures of one worker, each in a transaction of its own: the one that failed is gone
    with all it wrote."""

    def __init__(self, database: Database, clock: Clock, *, worker: str) -> None:
        self._database = database
        self._clock = clock
        self._worker = worker

    async def give_back(self, row: Claimed, reference: str) -> None:
        """Try again later, or give up after the last try."""
        if row.attempt >= inbox.MOST_ATTEMPTS:
            await self.give_up(row, reference)
            return
        try:
            async with self._database.connect_to_write() as connection:
                await inbox.put_back(connection, row, worker=self._worker, reference=reference)
        except LeaseLost:
            logger.warning("Lease lost", action="lease_lost", row=row.id)

    async def give_up(self, row: Claimed, reference: str) -> None:
        """No other try. Where the apology fails too, the update must not stay alive for it."""
        try:
            await self._bury(row, reference, speaker=waits_for_answer(row.channel, row.body))
        except LeaseLost:
            logger.warning("Lease lost", action="lease_lost", row=row.id)
        except Exception:
            logger.exception("Not apologised", action="not_apologised", reference=reference)
            await self._bury(row, reference, speaker=None)

    async def _bury(
        self, row: Claimed, reference: str, *, speaker: tuple[str, str] | None
    ) -> None:
        now = self._clock.now()
        async with self._database.connect_to_write() as connection, session_on(connection) as s:
            await inbox.give_up(connection, row, worker=self._worker, reference=reference, now=now)
            if speaker is None:
                return
            person = await people.recognise(s, *speaker, now=now)
            with speaking(person.language):
                letter = letter_to(person.address, apology(person.language, reference))
            await outbox.add_on(connection, [letter], now)
