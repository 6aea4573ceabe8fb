"""Delivery to the followers and writers of a Zalo Official Account.

A letter comes ready: plain text with numbered options. Buttons and pictures are extras that the
platform may refuse; then the same letter goes without them.
"""

from collections.abc import Callable
from time import monotonic
from typing import Any, Protocol

import structlog

from bot.delivery.errors import Ambiguous, ChannelPaused, NotSent
from bot.delivery.outcomes import Sent
from bot.delivery.telegram import as_news
from bot.delivery.zalo_oa_errors import (
    BAD_PART,
    BUSY,
    OaRefused,
    from_oa,
    needs_operator,
)
from bot.delivery.zalo_oa_http import Attachment, ZaloOaHttp
from bot.delivery.zalo_oa_tokens import ZaloOaTokens
from bot.intake.zalo_times import zalo_moment
from content.picking import tag
from content.text import utf16_length
from content.words import gettext as _
from content.words import speaking
from storage.outbox import Taken

logger = structlog.get_logger(__name__)

CHANNEL = "zalo_oa"
LONGEST_TEXT = 2000  # UTF-16 units; letters are cut shorter, so that "(sent again)" fits
MOST_BUTTONS = 5
_LONGEST_TITLE = 100
_CONSULTATION = "/v3.0/oa/message/cs"
_BUTTONS_REST_FOR = 6 * 3600.0  # seconds after they were refused
_BUSY_RESTS = (5.0, 15.0, 30.0, 60.0)  # seconds; the platform counts calls a minute
_REMEMBERED = 64  # letters whose file has gone ahead

Message = dict[str, Any]


class Attachments(Protocol):
    """Where a file that a letter names is found. None: it is gone."""

    async def find(self, reference: str) -> Attachment | None: ...


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
        self._attachments = attachments
        self._monotonic = monotonic
        self._buttons_rest_until = 0.0
        self._busy = 0  # answers in a row that we call too often
        self._files_sent: dict[int, None] = {}  # letters of which only the text is missing

    async def deliver(self, letter: Taken) -> Sent:
        try:
            text = _fitting(as_news(letter, str(letter.payload["text"])), letter)
            if not await self._send_file_first(letter):
                text = _with_apology(text, letter)
            sent = await self._send_best(letter, text)
        except OaRefused as refused:
            raise self._judged(refused) from None
        self._busy = 0
        self._files_sent.pop(letter.id, None)
        told = sent if isinstance(sent, dict) else {}
        return Sent(str(told.get("message_id") or ""), zalo_moment(told.get("sent_time")))

    async def _send_best(self, letter: Taken, text: str) -> Any:
        """With all extras; without them where the platform does not take one."""
        extras = await self._picture(letter) or self._buttons(letter)
        if not extras:
            is_missing = bool(letter.payload.get("image"))
            told = _with_apology(text, letter) if is_missing else text
            return await self._send(letter, {"text": told})
        try:
            return await self._send(letter, {"text": text} | extras)
        except OaRefused as refused:
            if refused.code not in BAD_PART:
                raise
            sent = await self._send(letter, _without_extras(letter, text))
            self._learn_refusal(letter, refused, extras)
            return sent

    def _learn_refusal(self, letter: Taken, refused: OaRefused, extras: Message) -> None:
        """The text alone was taken, so it was the extra that was not."""
        if "buttons" in extras["attachment"]["payload"]:
            self._buttons_rest_until = self._monotonic() + _BUTTONS_REST_FOR
            logger.warning(
                "Zalo takes no buttons", action="zalo_oa_buttons_refused", code=refused.code
            )
        else:
            logger.warning(
                "Photo refused", action="photo_refused", letter=letter.id, code=refused.code
            )

    async def _picture(self, letter: Taken) -> Message | None:
        """By its address, or handed over first."""
        if url := letter.payload.get("photo"):
            return _media({"url": str(url)})
        reference = letter.payload.get("image")
        named = await self._upload("image", letter, str(reference)) if reference else None
        return _media({"attachment_id": named}) if named else None

    async def _send_file_first(self, letter: Taken) -> bool:
        """A file goes as a message of its own, before the text that people answer. False where
        there is one that cannot go."""
        reference = letter.payload.get("document")
        if not reference or letter.id in self._files_sent:
            return True
        named = await self._upload("file", letter, str(reference))
        if not named:
            return False
        file = {"attachment": {"type": "file", "payload": {"token": named}}}
        try:
            await self._send(letter, file)
        except OaRefused as refused:
            if refused.code not in BAD_PART:
                raise
            return False
        self._files_sent[letter.id] = None
        if len(self._files_sent) > _REMEMBERED:
            del self._files_sent[next(iter(self._files_sent))]
        return True

    async def _upload(self, kind: str, letter: Taken, reference: str) -> str | None:
        """What a message names it by; None where it is gone or not taken."""
        file = await self._attachments.find(reference) if self._attachments else None
        try:
            if file is not None:
                return await self._tokens.use(lambda token: self._http.upload(kind, token, file))
        except Ambiguous:
            raise NotSent("a file was not handed over") from None  # twice harms nobody
        except OaRefused as refused:
            if refused.code not in BAD_PART:
                raise
        logger.warning("File not taken", action="file_refused", letter=letter.id, kind=kind)
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


def _media(named: Message) -> Message:
    payload = {"template_type": "media", "elements": [{"media_type": "image", **named}]}
    return {"attachment": {"type": "template", "payload": payload}}


def _without_extras(letter: Taken, text: str) -> Message:
    """A picture that cannot be shown is at least a link."""
    url = letter.payload.get("photo")
    with_link = f"{text}\n{url}" if url else text
    return {"text": with_link if utf16_length(with_link) <= LONGEST_TEXT else text}


def _with_apology(text: str, letter: Taken) -> str:
    """What cannot go along is never dropped silently."""
    with speaking(letter.payload.get("language", "vi")):
        told = text + "\n" + _("(The file that belongs here could not be sent.)")
    return told if utf16_length(told) <= LONGEST_TEXT else text


def _fitting(news: str, letter: Taken) -> str:
    """A message that is refused for being too long would say nothing at all."""
    return news if utf16_length(news) <= LONGEST_TEXT else str(letter.payload["text"])
