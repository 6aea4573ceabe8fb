"""Delivery to the followers and writers of a Zalo Official Account.

A letter comes ready: plain text with numbered options. Buttons and pictures are extras that the
platform may refuse; then the same letter goes without them.
"""

from collections.abc import Callable
from time import monotonic
from typing import Any

import structlog

from bot.delivery.attachments import (
    PLAYED_EVERYWHERE,
    Attachments,
    NoAttachments,
    attachment_of,
    with_words_for,
)
from bot.delivery.errors import ChannelPaused
from bot.delivery.outcomes import Sent
from bot.delivery.transport import as_news
from bot.delivery.zalo_oa_errors import (
    BAD_PART,
    BUSY,
    OaRefused,
    from_oa,
    needs_operator,
)
from bot.delivery.zalo_oa_http import ZaloOaHttp
from bot.delivery.zalo_oa_tokens import ZaloOaTokens
from bot.delivery.zalo_oa_uploads import ZaloOaUploads
from bot.intake.zalo_times import zalo_moment
from content.attachments import Attachment, File, Kind
from content.picking import tag
from content.text import utf16_length
from storage.outbox import Taken

logger = structlog.get_logger(__name__)

LONGEST_TEXT = 2000  # UTF-16 units; letters are cut shorter, so that "(sent again)" fits
MOST_BUTTONS = 5
_LONGEST_TITLE = 100
_CONSULTATION = "/v3.0/oa/message/cs"
_BUTTONS_REST_FOR = 6 * 3600.0  # seconds after they were refused
_BUSY_RESTS = (5.0, 15.0, 30.0, 60.0)  # seconds; the platform counts calls a minute

Message = dict[str, Any]


class ZaloOaTransport:
    """Sends. Pacing, retries and outcomes are the sender's business."""

    def __init__(
        self,
        http: ZaloOaHttp,
        tokens: ZaloOaTokens,
        *,
        has_buttons: bool,
        attachments: Attachments | None = None,
        monotonic: Callable[[], float] = monotonic,
    ) -> None:
        self._http = http
        self._tokens = tokens
        self._has_buttons = has_buttons
        self._attachments = attachments or NoAttachments()
        self._uploads = ZaloOaUploads(http, tokens, monotonic)
        self._monotonic = monotonic
        self._buttons_rest_until = 0.0
        self._busy = 0  # answers in a row that we call too often

    async def deliver(self, letter: Taken) -> Sent:
        try:
            attachment = attachment_of(letter)
            sent = await (
                self._send_with(letter, attachment) if attachment else self._send_text(letter)
            )
        except OaRefused as refused:
            raise self._judged(refused) from None
        self._busy = 0
        told = sent if isinstance(sent, dict) else {}
        return Sent(str(told.get("message_id") or ""), zalo_moment(told.get("sent_time")))

    async def _send_text(self, letter: Taken) -> Any:
        """With buttons; without them where the platform does not take them."""
        text = _news(letter, _text(letter))
        buttons = self._buttons(letter)
        if not buttons:
            return await self._send(letter, {"text": text})
        try:
            return await self._send(letter, {"text": text} | buttons)
        except OaRefused as error:
            if error.code not in BAD_PART:
                raise
            refused = error
        sent = await self._send(letter, {"text": text})
        # The text alone was taken, so it was the buttons that were not.
        self._buttons_rest_until = self._monotonic() + _BUTTONS_REST_FOR
        logger.warning(
            "Zalo takes no buttons", action="zalo_oa_buttons_refused", code=refused.code
        )
        return sent

    async def _send_with(self, letter: Taken, attachment: Attachment) -> Any:
        """A picture under its text, a document alone: so Zalo wants it, and so they come. What
        cannot go along is a link, or is at least told in words."""
        attachment = attachment.in_form(*PLAYED_EVERYWHERE)
        file = await self._attachments.find(attachment.reference)
        sent = None
        if file and attachment.kind is not Kind.VOICE:  # which Zalo takes none of
            sent = await self._send_file(letter, attachment, file)
            if sent is None:
                logger.warning("File not taken", action="file_refused", letter=letter.id)
        if sent is not None:
            return sent
        link = self._attachments.link(attachment.reference, file) if file else None
        said = with_words_for(letter, _text(letter), link)
        return await self._send(letter, {"text": _news(letter, said)})

    async def _send_file(self, letter: Taken, attachment: Attachment, file: File) -> Any | None:
        """None where Zalo does not take it. What was handed over an hour ago may be forgotten
        there, so it is handed over once more."""
        for is_again in (False, True):
            was_known = self._uploads.get(attachment.reference) is not None
            try:
                named = await self._uploads.name(attachment, file)
                return await self._send(letter, _message(letter, attachment, named))
            except OaRefused as refused:
                if refused.code not in BAD_PART:
                    raise
            self._uploads.forget(attachment.reference)
            if is_again or not was_known:
                return None
        return None

    def _buttons(self, letter: Taken) -> Message | None:
        """A tap writes the label, and which letter it stands under: buttons stay for ever."""
        menu = letter.payload.get("menu") or {}
        labels = [str(label) for label, _data in menu.get("options", ())]
        rests = self._monotonic() < self._buttons_rest_until
        if not self._has_buttons or rests or not 0 < len(labels) <= MOST_BUTTONS:
            return None
        if len(set(labels)) < len(labels) or max(map(len, labels)) > _LONGEST_TITLE:
            return None
        buttons = [
            {"title": label, "type": "oa.query.show", "payload": tag(letter.id, number, label)}
            for number, label in enumerate(labels, start=1)
        ]
        return {"attachment": {"type": "template", "payload": {"buttons": buttons}}}

    async def _send(self, letter: Taken, message: Message) -> Any:
        body = {"recipient": {"user_id": letter.recipient}, "message": message}
        return await self._tokens.use(lambda token: self._http.post(_CONSULTATION, token, body))

    def _judged(self, refused: OaRefused) -> Exception:
        if refused.code == BUSY:
            rest = _BUSY_RESTS[min(self._busy, len(_BUSY_RESTS) - 1)]
            self._busy += 1
            return ChannelPaused(rest, "Zalo is busy")
        if needs_operator(refused):
            logger.error("Zalo needs an operator", action="zalo_oa_refused", code=refused.code)
        return from_oa(refused)


def _message(letter: Taken, attachment: Attachment, named: str) -> Message:
    """As Zalo wants what was handed over to be named in a message."""
    if attachment.kind is Kind.DOCUMENT:
        return {"attachment": {"type": "file", "payload": {"token": named}}}
    shown = [{"media_type": "image", "attachment_id": named}]
    payload = {"template_type": "media", "elements": shown}
    text = _text(letter)
    under = {"text": _news(letter, text)} if text else {}  # an empty one is refused
    return under | {"attachment": {"type": "template", "payload": payload}}


def _text(letter: Taken) -> str:
    return str(letter.payload["text"])


def _news(letter: Taken, text: str) -> str:
    """A message that is refused for being too long would say nothing at all."""
    news = as_news(letter, text)
    return news if utf16_length(news) <= LONGEST_TEXT else text
