"""Pictures, documents and voices on Telegram: handed over with the message, once for each file."""

import hashlib
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
        self._known: dict[bytes, str] = {}  # by what is in them: the ward exchanges files

    async def send(
        self,
        letter: Taken,
        attachment: Attachment,
        caption: str,
        mode: str | None,
        extras: dict[str, Any],
    ) -> str | None:
        """The message's id; None where the file is gone or Telegram does not take it."""
        file = await self._attachments.find(attachment.reference)
        if file is None:
            logger.warning("File gone", action="file_gone", letter=letter.id)
            return None
        content = hashlib.sha256(file.content).digest()
        what = self._known.get(content) or file
        try:
            sent = await self._hand_over(letter, attachment, what, caption, mode, extras)
        except BadRequest as error:
            if not _is_about_file(error):
                raise
            self._known.pop(content, None)
            logger.warning("File not taken", action="file_refused", letter=letter.id)
            return None
        if made_number(attachment.reference) is None:  # made for one person, it is sent once
            self._remember(content, sent)
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

    def _remember(self, content: bytes, sent: Message) -> None:
        shown = sent.photo[-1] if sent.photo else sent.voice or sent.audio or sent.document
        if shown is not None:
            self._known[content] = shown.file_id
        if len(self._known) > _REMEMBERED:
            del self._known[next(iter(self._known))]


def _is_about_file(error: TelegramError) -> bool:
    """Neither the chat nor the markup: then the text alone will pass."""
    meaning = from_telegram(error)
    return isinstance(meaning, BadMessage) and not isinstance(meaning, BadMarkup)
