"""Small things that may be lost without harm, so they need no outbox: stopping the spinner of a
tapped button, and the menu of commands beside the text field.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import structlog

from bot.delivery.telegram import TelegramTransport
from content.roles import Role
from content.words import DEFAULT_LANGUAGE, LANGUAGES
from handlers.commands import commands, commands_of
from storage import people
from storage.database import Database

logger = structlog.get_logger(__name__)

_MOST_WAITING = 1000  # beyond that they come too late to please anybody

Courtesy = Callable[[], Awaitable[None]]


class Courtesies:
    """Done one after the other, beside the work."""

    def __init__(self, transport: TelegramTransport, database: Database) -> None:
        self._transport = transport
        self._database = database
        self._waiting: asyncio.Queue[Courtesy] = asyncio.Queue(_MOST_WAITING)

    async def run(self) -> None:
        """Until cancelled. Begins with the commands everybody has."""
        self._offer(self._publish_common)
        while True:
            courtesy = await self._waiting.get()
            try:
                await courtesy()
            except Exception:
                logger.exception("Courtesy failed", action="courtesy_failed")

    def answer_tap(self, tap_id: str, toast: str | None) -> None:
        self._offer(partial(self._transport.answer_tap, tap_id, toast))

    def renew_commands(self, person_id: int) -> None:
        """Their roles or language changed, and with them what they may type."""
        self._offer(partial(self._publish_own, person_id))

    def _offer(self, courtesy: Courtesy) -> None:
        if not self._waiting.full():
            self._waiting.put_nowait(courtesy)

    async def _publish_common(self) -> None:
        for language in LANGUAGES:
            offered = commands(Role.CITIZEN, language)
            await self._transport.publish_commands(offered, language=language)
            if language == DEFAULT_LANGUAGE:
                await self._transport.publish_commands(offered)

    async def _publish_own(self, person_id: int) -> None:
        async with self._database.read() as session:
            person = await people.by_id(session, person_id)
        if person is None:
            return
        await self._transport.publish_commands(
            commands_of(person, person.language), chat_id=int(person.address.external_id)
        )
