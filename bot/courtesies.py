"""Small things that may be lost without harm, so they need no outbox: stopping the spinner of a
tapped button, and the menu of commands beside the text field.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import structlog

from bot.delivery.telegram import TelegramTransport
from content.channels import TELEGRAM
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

    def __init__(
        self, transport: TelegramTransport | None, database: Database, *, are_several: bool = False
    ) -> None:
        """Without Telegram there is nothing to be courteous about. Several channels may be
        linked, and there are commands for that."""
        self._are_several = are_several
        self._transport = transport
        self._database = database
        self._waiting: asyncio.Queue[Courtesy] = asyncio.Queue(_MOST_WAITING)

    async def run(self) -> None:
        """Until cancelled. Begins with the commands everybody has."""
        if self._transport:
            self._offer(partial(self._publish_common, self._transport))
        while True:
            courtesy = await self._waiting.get()
            try:
                await courtesy()
            except Exception:
                logger.exception("Courtesy failed", action="courtesy_failed")

    def answer_tap(self, tap_id: str, toast: str | None) -> None:
        if self._transport:
            self._offer(partial(self._transport.answer_tap, tap_id, toast))

    def renew_commands(self, person_id: int) -> None:
        """Their roles or language changed, and with them what they may type."""
        if self._transport:
            self._offer(partial(self._publish_own, self._transport, person_id))

    def _offer(self, courtesy: Courtesy) -> None:
        if not self._waiting.full():
            self._waiting.put_nowait(courtesy)

    async def _publish_common(self, telegram: TelegramTransport) -> None:
        for language in LANGUAGES:
            offered = commands(Role.CITIZEN, language, are_several=self._are_several)
            await telegram.publish_commands(offered, language=language)
            if language == DEFAULT_LANGUAGE:
                await telegram.publish_commands(offered)

    async def _publish_own(self, telegram: TelegramTransport, person_id: int) -> None:
        async with self._database.read() as session:
            person = await people.by_id(session, person_id)
            chats = await people.chats_of(session, person_id)
        offered = (
            commands_of(person, person.language, are_several=self._are_several) if person else []
        )
        for chat in chats:
            if chat.channel == TELEGRAM:
                await telegram.publish_commands(offered, chat_id=int(chat.external_id))
