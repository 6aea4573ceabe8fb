"""Pictures, documents and voices on Telegram: handed over with the message, once for each file."""

from typing import Any

import structlog
from telegram import Bot, Message
from telegram.error import BadRequest, TelegramError

from bot.delivery.attachments import Attachments
from bot.delivery.errors import BadMarkup, BadMessage
from bot.delivery.telegram_errors import from_telegram
from bot.file_links import Link
from content.attachments import Attachment, File, Kind, ending_of, made_number
from storage.outbox import Taken

logger = structlog.get_logger(__name__)

_PLAYED = ("mp3", "m4a")
_REMEMBERED = 512  # files Telegram has from us; by its own id one is not handed over again


class TelegramFiles:
    """Raises TelegramError."""

    def __init__(self, bot: Bot, attachments: Attachments) -> None:
        self._bot = bot
        self._attachments = attachments
        self._known: dict[str, str] = {}

    async def send(
        self,
        letter: Taken,
        attachment: Attachment,
        caption: str,
        mode: str | None,
        extras: dict[str, Any],
    ) -> str | None:
        """The message's id; None where the file is gone or Telegram does not take it."""
        known = self._known.get(attachment.reference)  # in the form Telegram shows best
        what: str | File | None = known or await self._attachments.find(attachment.reference)
        if what is None:
            logger.warning("File gone", action="file_gone", letter=letter.id)
            return None
        try:
            sent = await self._hand_over(letter, attachment, what, caption, mode, extras)
        except BadRequest as error:
            if not _is_about_file(error):
                raise
            self._known.pop(attachment.reference, None)
            logger.warning("File not taken", action="file_refused", letter=letter.id)
            return None
        self._remember(attachment.reference, sent)
        return str(sent.message_id)

    async def link(self, attachment: Attachment) -> Link | None:
        """Where it lies, for when it does not go along."""
        file = await self._attachments.find(attachment.reference)
        return self._attachments.link(attachment.reference, file) if file else None

    async def _hand_over(
        self,
        letter: Taken,
        attachment: Attachment,
        what: str | File,
        caption: str,
        mode: str | None,
        extras: dict[str, Any],
    ) -> Message:
        content, name = (what.content, what.name) if isinstance(what, File) else (what, None)
        send: Any = self._method(attachment)
        sent: Message = await send(
            int(letter.recipient), content, caption=caption or None, parse_mode=mode,
            filename=name, api_kwargs=extras,
        )  # fmt: skip
        return sent

    def _method(self, attachment: Attachment) -> Any:
        """A voice as Telegram knows voices, music as music; of other sounds it makes files."""
        if attachment.kind is Kind.PICTURE:
            return self._bot.send_photo
        if attachment.kind is Kind.VOICE:
            ending = ending_of(attachment.reference)
            if ending == "ogg":
                return self._bot.send_voice
            if ending in _PLAYED:
                return self._bot.send_audio
        return self._bot.send_document

    def _remember(self, reference: str, sent: Message) -> None:
        """What was made for one person is sent once and not looked for again."""
        if made_number(reference) is not None:
            return
        shown = sent.photo[-1] if sent.photo else sent.voice or sent.audio or sent.document
        if shown is not None:
            self._known[reference] = shown.file_id
        if len(self._known) > _REMEMBERED:
            del self._known[next(iter(self._known))]


def _is_about_file(error: TelegramError) -> bool:
    """Neither the chat nor the markup: then the text alone will pass."""
    meaning = from_telegram(error)
    return isinstance(meaning, BadMessage) and not isinstance(meaning, BadMarkup)
