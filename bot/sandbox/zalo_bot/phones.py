"""The people's side: a phone types, sends pictures and sees what Zalo shows its owner."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.sandbox.phones import NotSeenError
from bot.sandbox.zalo_bot.world import Chat, Message, Raw

if TYPE_CHECKING:
    from bot.sandbox.zalo_bot.server import ZaloBotServer


class Phone:
    """A person in the private chat with the bot, or in a group with it."""

    def __init__(self, server: "ZaloBotServer", owner: Raw, chat: Chat) -> None:
        self.owner = owner
        self.chat = chat
        self._server = server

    @property
    def id(self) -> str:
        return str(self.owner["id"])

    @property
    def messages(self) -> list[Message]:
        """Everything on the screen, oldest first."""
        return list(self.chat.messages.values())

    @property
    def received(self) -> list[Message]:
        """Only what the bot wrote."""
        return [message for message in self.chat.messages.values() if message.is_from_bot]

    def says(self, text: str, reply_to: Message | None = None) -> Message:
        """Type a message and send it. The bot does not learn what it answers."""
        is_to_bot = reply_to is not None and reply_to.is_from_bot
        return self._sends("text", {"text": text}, concerns_bot=is_to_bot)

    def replies(self, text: str, message: Message) -> Message:
        return self.says(text, message)

    def sends_photo(self, url: str, caption: str = "") -> Message:
        photo = {self._server.manners.photo_field: url, "message_type": "CHAT_PHOTO"}
        return self._sends("image", photo | ({"caption": caption} if caption else {}))

    def sends_sticker(self, sticker: str = "0e078a2ca6d3bd6f1b1e") -> Message:
        url = f"https://zalo-api.zadn.vn/sticker/{sticker}"
        return self._sends("sticker", {"sticker": sticker, "url": url})

    def sends_voice(self, url: str = "https://voice-example.zdn.vn/v.aac") -> Message:
        return self._sends("voice", {"voice_url": url, "message_type": "CHAT_VOICE"})

    def sends_unsupported(self) -> Message:
        """A file, a link, or anything at all from a person whom the law protects."""
        return self._sends("unsupported", {})

    async def sees(self, what: str | Callable[[Message], bool], *, within: float = 5.0) -> Message:
        """Wait for a message of the bot that contains this text, or of which this is true."""
        found = what if callable(what) else lambda message: what in message.text
        deadline = asyncio.get_running_loop().time() + within
        while True:
            for message in reversed(self.received):
                if found(message):
                    return message
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or not await self.chat.changed.wait(left):
                raise NotSeenError(f"not seen within {within} s: {what!r}\n{self._as_shown()}")

    def _sends(self, kind: str, content: Raw, *, concerns_bot: bool = False) -> Message:
        message = self._server.world.add(self.chat, content, is_from_bot=False)
        if self.chat.is_private or concerns_bot or self._mentions_bot(message):
            self.chat.is_open = True
            self._server.tell(f"message.{kind}.received", self._as_told(message))
        return message

    def _as_told(self, message: Message) -> Raw:
        return message.raw | {
            "from": self.owner,
            "chat": {"id": self.chat.id, "chat_type": self.chat.kind},
        }

    def _mentions_bot(self, message: Message) -> bool:
        """In groups a bot gets only what names it, or answers it."""
        return f"@{self._server.world.name}" in message.text

    def _as_shown(self) -> str:
        lines = [
            f"[{message.id}] {'bot' if message.is_from_bot else 'me'}: {message.text}"
            for message in self.messages[-8:]
        ]
        return "\n".join(lines) or "(nothing on the screen)"
