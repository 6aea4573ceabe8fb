"""Telegram on a phone: formatting, buttons, commands, edits in place."""

from collections.abc import Sequence

from bot.sandbox.arguments import Upload
from bot.sandbox.messengers.messenger import ChatShown, MessageShown, Raw, Traits, first_line
from bot.sandbox.phones import NotSeenError, Phone
from bot.sandbox.telegram import TelegramServer
from bot.sandbox.world import CallbackAnswer, Message
from content.channels import TELEGRAM

_TRAITS = Traits(TELEGRAM, "Telegram", "telegram", longest=4096, has_commands=True)


class TelegramMessenger:
    """One person's chat with the bot."""

    traits = _TRAITS

    def __init__(self, server: TelegramServer, phone: Phone) -> None:
        self.phone = phone
        self._server = server

    @property
    def external_id(self) -> str:
        return str(self.phone.id)

    @property
    def answers(self) -> Sequence[CallbackAnswer]:
        return self.phone.answers

    @property
    def _language(self) -> str:
        return str(self.phone.owner.get("language_code", ""))

    def shown(self, most: int) -> ChatShown:
        words = self._server.profile.words
        about = words.get(("description", self._language)) or words.get(("description", ""), "")
        return ChatShown(
            messages=[_shown(message) for message in self.phone.messages[-most:]],
            keyboard=[[key["text"] for key in row] for row in self.phone.chat.keyboard],
            about=about,
        )

    def begins(self) -> None:
        self.says("/start")

    def says(self, text: str, reply_to: str | None = None) -> None:
        self.phone.says(text, int(reply_to) if reply_to else None)

    def taps(self, message_id: str, data: str) -> str:
        message = self.phone.chat.messages[int(message_id)]
        if not any(b.get("callback_data") == data for row in message.buttons for b in row):
            raise LookupError("that button is gone")
        return self.phone.forges(data, message)

    def follows(self, link: str) -> None:
        try:
            self.phone.opens(link)
        except NotSeenError as error:
            raise LookupError(str(error)) from error

    def commands(self) -> Sequence[Raw]:
        return self._server.profile.shown_to(self.phone.id, self._language)

    def file(self, name: str) -> Upload | None:
        kept = self._server.world.files.get(name)
        return kept.upload if kept else None


def _shown(message: Message) -> MessageShown:
    raw = message.raw
    original = raw.get("reply_to_message")
    document = raw.get("document", {})
    sound = raw.get("voice") or raw.get("audio") or {}
    return MessageShown(
        id=str(message.id),
        at=raw["date"] * 1000,
        is_mine=not message.is_from_bot,
        text=message.text,
        entities=raw.get("entities") or raw.get("caption_entities") or (),
        is_edited=message.is_edited,
        quote=first_line(_text(original)) if original else None,
        photo=raw["photo"][-1]["file_id"] if "photo" in raw else None,
        voice=sound.get("file_id"),
        file=document.get("file_id"),
        file_name=document.get("file_name", ""),
        buttons=[[_button(button) for button in row] for row in message.buttons],
    )


def _button(button: Raw) -> Raw:
    if "url" in button:
        return {"text": button["text"], "url": button["url"]}
    return {"text": button["text"], "data": button["callback_data"]}


def _text(raw: Raw) -> str:
    return str(raw.get("text") or raw.get("caption") or "")
