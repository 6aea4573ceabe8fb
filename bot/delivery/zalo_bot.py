"""Delivery to the Zalo Bot Platform: plain text, photos, voices. No buttons and no edits."""

from contextlib import suppress
from typing import Any

import structlog

from bot.delivery.attachments import (
    PLAYED_EVERYWHERE,
    Attachments,
    NoAttachments,
    attachment_of,
    with_words_for,
)
from bot.delivery.errors import (
    BadMessage,
    DeliveryError,
    TokenDead,
)
from bot.delivery.outcomes import Sent
from bot.delivery.transport import as_news
from bot.delivery.zalo_bot_errors import from_zalo_bot
from bot.delivery.zalo_bot_http import ZaloBotHttp, ZaloRefused
from bot.intake.zalo_times import zalo_moment
from content.attachments import Attachment, Kind, ending_of
from content.channels import ZALO_BOT
from content.text import utf16_length
from storage.outbox import Taken

logger = structlog.get_logger(__name__)

_LONGEST = 2000  # UTF-16 units; letters come shorter than this
_TEXT_WITHIN = 30.0  # seconds
_PHOTO_WITHIN = 150.0  # Zalo fetches the photo before it answers
_VOICE = "aac"
_COURTESY_WITHIN = 5.0


class ZaloBotTransport:
    """Sends. No `parse_mode`: an asterisk somebody wrote must not restyle a message."""

    def __init__(self, http: ZaloBotHttp, attachments: Attachments | None = None) -> None:
        self._http = http
        self._attachments = attachments or NoAttachments()

    async def deliver(self, letter: Taken) -> Sent:
        if attachment := attachment_of(letter):
            return await self._deliver_with(letter, attachment)
        return await self._send(letter, _as_news(letter, _text(letter)))

    async def _deliver_with(self, letter: Taken, attachment: Attachment) -> Sent:
        """A picture goes by its address and so does a voice, a document is an address. Where
        nobody could reach us, words stand for all of them."""
        attachment = attachment.in_form(_VOICE, *PLAYED_EVERYWHERE)
        file = await self._attachments.find(attachment.reference)
        link = self._attachments.link(attachment.reference, file) if file else None
        if link and file and file.is_picture and attachment.kind is Kind.PICTURE:
            caption = _text(letter)
            try:
                return await self._send_photo(
                    letter, _as_news(letter, caption) if caption else "", link.url
                )
            except BadMessage:
                # Zalo fetches from some hosts and not from others; a link says where it is.
                logger.error("Photo refused", action="photo_refused", letter=letter.id)
        if link and _can_be_heard(letter, attachment):
            try:
                return await self._send_voice(letter, link.url)
            except BadMessage:
                logger.error("Voice refused", action="voice_refused", letter=letter.id)
        said = with_words_for(letter, _text(letter), link)
        return await self._send(letter, _as_news(letter, said))

    async def show_typing(self, recipient: str) -> None:
        """Say that an answer is on its way. Late or lost, it harms nobody."""
        action = {"chat_id": recipient, "action": "typing"}
        with suppress(DeliveryError, ZaloRefused):
            await self._http.call("sendChatAction", action, within=_COURTESY_WITHIN)

    async def _send(self, letter: Taken, text: str) -> Sent:
        said = {"chat_id": letter.recipient, "text": text}
        return await self._call("sendMessage", said, _TEXT_WITHIN)

    async def _send_photo(self, letter: Taken, text: str, photo: str) -> Sent:
        shown = {"chat_id": letter.recipient, "photo": photo}
        caption = {"caption": text} if text else {}  # an empty one is refused
        return await self._call("sendPhoto", shown | caption, _PHOTO_WITHIN)

    async def _send_voice(self, letter: Taken, voice: str) -> Sent:
        said = {"chat_id": letter.recipient, "voice_url": voice}
        return await self._call("sendVoice", said, _PHOTO_WITHIN)

    async def _call(self, method: str, parameters: dict[str, Any], within: float) -> Sent:
        try:
            sent = await self._http.call(method, parameters, within=within)
        except ZaloRefused as refusal:
            failure = from_zalo_bot(refusal)
        except TokenDead as error:
            failure = error
        else:
            told = sent if isinstance(sent, dict) else {}
            return Sent(str(told.get("message_id", "")), zalo_moment(told.get("date")))
        if isinstance(failure, TokenDead):
            logger.error("Token refused", action="token_dead", channel=ZALO_BOT)
        raise failure


def _can_be_heard(letter: Taken, attachment: Attachment) -> bool:
    """Zalo plays one kind of file, by an address with that ending, and no text beside it."""
    is_played = attachment.kind is Kind.VOICE and ending_of(attachment.reference) == _VOICE
    return is_played and not _text(letter)


def _text(letter: Taken) -> str:
    return str(letter.payload["text"])


def _as_news(letter: Taken, text: str) -> str:
    return _fitting(as_news(letter, text), text)


def _fitting(wanted: str, otherwise: str) -> str:
    """A message that is refused for being too long would say nothing at all."""
    return wanted if utf16_length(wanted) <= _LONGEST else otherwise
