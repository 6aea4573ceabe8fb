"""Delivery to Telegram through python-telegram-bot's Bot."""

from collections.abc import Awaitable
from contextlib import suppress
from typing import Any

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    Message,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.delivery.attachments import (
    Attachments,
    NoAttachments,
    attachment_of,
    with_words_for,
)
from bot.delivery.errors import BadMarkup, NotSent, Permanent
from bot.delivery.outcomes import Sent
from bot.delivery.telegram_errors import from_telegram
from bot.delivery.telegram_files import TelegramFiles
from bot.delivery.telegram_http import TelegramHttp, TooManyRequests
from bot.delivery.transport import as_news
from content.attachments import Attachment
from content.text import plain
from storage.outbox import Taken

logger = structlog.get_logger(__name__)

_NO_PREVIEW = {"is_disabled": True}
_UNCHANGED = "message is not modified"
_MOST_EDITS = 5  # tries; then a new message
_LONGEST_TOAST = 200


class TelegramTransport:
    """Sends and edits. Pacing, retries and outcomes are the sender's business."""

    def __init__(self, bot: Bot, attachments: Attachments | None = None) -> None:
        self._bot = bot
        self._files = TelegramFiles(bot, attachments or NoAttachments())

    async def deliver(self, letter: Taken) -> Sent:
        try:
            return Sent(await self._put(letter, ParseMode.HTML))
        except BadMarkup:
            # Better without bold than not at all.
            logger.error("Markup refused", action="markup_refused", letter=letter.id)
            return Sent(await self._put(letter, None))

    async def _put(self, letter: Taken, mode: str | None) -> str:
        text = str(letter.payload["text"])
        try:
            if attachment := attachment_of(letter):
                if sent := await self._put_file(letter, attachment, text, mode):
                    return sent
                text = with_words_for(letter, text, await self._files.link(attachment))
            return await self._put_text(letter, _as(mode, text), mode)
        except TelegramError as error:
            raise from_telegram(error) from None

    async def _put_file(
        self, letter: Taken, attachment: Attachment, text: str, mode: str | None
    ) -> str | None:
        """A message of its own, always: a text cannot be edited into a picture."""
        caption = _as(mode, as_news(letter, text)) if text else ""
        extras = _keyboard(letter.payload)
        return await self._files.send(letter, attachment, caption, mode, extras)

    async def _put_text(self, letter: Taken, text: str, mode: str | None) -> str:
        if letter.edits and (edited := await self._edit(letter, text, mode)):
            return edited
        sent = await self._bot.send_message(
            int(letter.recipient),
            as_news(letter, text),
            parse_mode=mode,
            api_kwargs=_extras(letter.payload),
        )
        return str(sent.message_id)

    async def _edit(self, letter: Taken, text: str, mode: str | None) -> str | None:
        """The edited message's id; None where it can be edited no more."""
        try:
            message = await self._bot.edit_message_text(
                text,
                chat_id=int(letter.recipient),
                message_id=int(letter.edits or 0),
                parse_mode=mode,
                api_kwargs=_extras(letter.payload),
            )
        except BadRequest as error:
            said = error.message.lower()
            if _UNCHANGED in said:
                return letter.edits
            if isinstance(from_telegram(error), BadMarkup | Permanent):
                raise
            return None  # whatever else is wrong with that message, a new one says the same
        except TooManyRequests:
            raise
        except NetworkError as error:
            if letter.attempts >= _MOST_EDITS:
                return None
            raise NotSent(error.message) from None  # to edit twice is to edit once
        return str(message.message_id) if isinstance(message, Message) else letter.edits

    async def answer_tap(self, tap_id: str, toast: str | None) -> None:
        """Stop the spinner on the button. Late or lost, it harms nobody."""
        await _harmless(
            self._bot.answer_callback_query(tap_id, toast[:_LONGEST_TOAST] if toast else None)
        )

    async def publish_commands(
        self,
        commands: list[tuple[str, str]],
        *,
        language: str | None = None,
        chat_id: int | None = None,
    ) -> None:
        """The menu of commands: for everybody, or for one chat. `None` language: all others."""
        scope = BotCommandScopeChat(chat_id) if chat_id else None
        await _harmless(
            self._bot.set_my_commands(
                [BotCommand(name, what) for name, what in commands],
                scope=scope,
                language_code=language,
            )
        )


async def _harmless(call: Awaitable[Any]) -> None:
    with suppress(TelegramError):
        await call


def _extras(payload: dict[str, Any]) -> dict[str, Any]:
    """What goes along with a text, as the Bot API writes it: the library's objects for it would
    be built only to be taken apart again, which is nearly half the work of a delivery."""
    return {"link_preview_options": _NO_PREVIEW} | _keyboard(payload)


def _keyboard(payload: dict[str, Any]) -> dict[str, Any]:
    if not (rows := payload.get("options")):
        return {}
    keyboard = [[{"text": label, "callback_data": data} for label, data in row] for row in rows]
    return {"reply_markup": {"inline_keyboard": keyboard}}


def _as(mode: str | None, text: str) -> str:
    return text if mode else plain(text)


def open_bot(api_url: str, token: str, http: TelegramHttp) -> Bot:
    """A Bot on our transport. Its own polling request is never used."""
    return Bot(
        token, base_url=f"{api_url.rstrip('/')}/bot", request=http, get_updates_request=http
    )
