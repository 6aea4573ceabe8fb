"""The people's side: a phone types, taps and sees what the platform shows its owner."""

import asyncio
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.sandbox import texts
from bot.sandbox.world import BLOCKED, CallbackAnswer, Chat, Message, Raw

if TYPE_CHECKING:
    from bot.sandbox.telegram import TelegramServer

_TAPS_LANE = 3 << 33  # a person's taps queue apart from the chat's messages, as on the platform
_DEEP_LINK = re.compile(
    r"(?:https?://t\.me/|tg://resolve\?domain=)(?P<bot>\w+)(?:[?&]start=(?P<payload>[\w-]{0,64}))?",
    re.ASCII,
)


class NotSeenError(AssertionError):
    """What was waited for did not appear. Shows the chat as it stands."""


class Phone:
    """A person in the private chat with the bot, or in a group with it."""

    def __init__(self, server: "TelegramServer", owner: Raw, chat: Chat) -> None:
        self.owner = owner
        self.chat = chat
        self.answers: list[CallbackAnswer] = []
        self._server = server

    @property
    def id(self) -> int:
        return int(self.owner["id"])

    @property
    def messages(self) -> list[Message]:
        """Everything on the screen, oldest first, in its present state."""
        return list(self.chat.messages.values())

    @property
    def received(self) -> list[Message]:
        """Only what the bot wrote."""
        return [message for message in self.chat.messages.values() if message.is_from_bot]

    def says(self, text: str, reply_to: Message | int | None = None) -> Message:
        """Type a message and send it. Writing to a blocked bot unblocks it."""
        typed = texts.as_typed(text)
        content: Raw = {"text": typed.text}
        if typed.entities:
            content["entities"] = typed.entities
        return self.sends(content, reply_to)

    def sends(self, content: Raw, reply_to: Message | int | None = None) -> Message:
        """Send anything the Bot API can describe: a photo, a sticker, a voice message."""
        if self.chat.is_private:
            self.chat.closed = None
        number = reply_to.id if isinstance(reply_to, Message) else reply_to
        original = self.chat.messages.get(number) if number else None
        if original:
            content = content | {"reply_to_message": dict(original.raw)}
            content["reply_to_message"].pop("reply_to_message", None)
        message = self._server.world.add(self.chat, self.owner, content)
        if self.chat.is_private or self._concerns_bot(message):
            self._server.push("message", dict(message.raw), lane=self.chat.id)
        return message

    def opens(self, link: str) -> Message:
        """Follow a deep link `https://t.me/<bot>?start=…`, which sends /start with its payload."""
        found = _DEEP_LINK.fullmatch(link)
        if found is None or found["bot"] != self._server.world.me["username"]:
            raise NotSeenError(f"{link!r} does not lead to this bot")
        return self.says(f"/start {found['payload'] or ''}")

    def edits(self, message: Message, text: str) -> None:
        """Change an own message."""
        message.raw = message.raw | {"text": text, "edit_date": self._server.world.now()}
        self._server.world.note(self.chat)
        self._server.push("edited_message", dict(message.raw), lane=self.chat.id)

    def taps(self, what: str, message: Message | int | None = None) -> str:
        """Tap the newest button whose label contains this, or whose data is this."""
        number = message.id if isinstance(message, Message) else message
        for shown in reversed(self.received):
            if number in (None, shown.id):
                for button in (button for row in shown.buttons for button in row):
                    if what in button["text"] or what == button.get("callback_data"):
                        return self.forges(button["callback_data"], shown)
        for key in (key for row in self.chat.keyboard for key in row):
            if what in key["text"]:
                self.says(key["text"])
                return ""
        raise NotSeenError(f"no button {what!r} in:\n{self._as_shown()}")

    def forges(self, data: str, message: Message | int | None = None) -> str:
        """Send any callback data at all, as a hostile client can. Gives the query's id."""
        number = message.id if isinstance(message, Message) else message
        shown = self.chat.messages.get(number) if number else self.chat.latest()
        raw = shown.raw if shown else {"message_id": number, "chat": self.chat.raw, "date": 0}
        query_id = self._server.world.tap(self.chat, self.answers)
        query = {
            "id": query_id,
            "from": self.owner,
            "message": raw,
            "chat_instance": str(-self.chat.id),
            "data": data,
        }
        self._server.push("callback_query", query, lane=self.id + _TAPS_LANE)
        return query_id

    def blocks(self) -> None:
        self.chat.closed = BLOCKED
        self._member("member", "kicked")

    def unblocks(self) -> None:
        self.chat.closed = None
        self._member("kicked", "member")

    async def sees(
        self, what: str | Callable[[Message], bool], *, within: float = 5.0, after: int = 0
    ) -> Message:
        """Wait for a message of the bot that contains this text, or of which this is true."""
        found = what if callable(what) else lambda message: what in message.text
        deadline = asyncio.get_running_loop().time() + within
        while True:
            for message in reversed(self.received):
                if message.id > after and found(message):
                    return message
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or not await self.chat.changed.wait(left):
                raise NotSeenError(f"not seen within {within} s: {what!r}\n{self._as_shown()}")

    async def answered(self, query_id: str, within: float = 5.0) -> CallbackAnswer:
        """Wait for the answer to a tap."""
        deadline = asyncio.get_running_loop().time() + within
        while True:
            for answer in self.answers:
                if answer.query_id == query_id:
                    return answer
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or not await self.chat.changed.wait(left):
                raise NotSeenError(f"tap not answered within {within} s\n{self._as_shown()}")

    def _concerns_bot(self, message: Message) -> bool:
        """In groups a bot sees commands, mentions and replies to itself only."""
        original: Raw = message.raw.get("reply_to_message", {})
        is_reply = bool(original and original["from"]["is_bot"])
        mention = f"@{self._server.world.me['username']}"
        return message.text.startswith("/") or mention in message.text or is_reply

    def _member(self, old: str, new: str) -> None:
        change = {
            "chat": self.chat.raw,
            "from": self.owner,
            "date": self._server.world.now(),
            "old_chat_member": self._standing(old),
            "new_chat_member": self._standing(new),
        }
        self._server.push("my_chat_member", change, lane=self.chat.id)

    def _standing(self, status: str) -> Raw:
        """The bot as a member of this chat; one that is out may never come back by itself."""
        standing: Raw = {"user": self._server.world.me, "status": status}
        return standing | {"until_date": 0} if status == "kicked" else standing

    def _as_shown(self) -> str:
        lines = []
        for message in self.messages[-8:]:
            who = "bot" if message.is_from_bot else "me"
            lines.append(f"[{message.id}] {who}: {message.text}")
            lines += [f"      <{label}>" for label in message.options]
        return "\n".join(lines) or "(nothing on the screen)"
