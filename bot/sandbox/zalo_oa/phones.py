"""The people's side: a phone types, taps, sends pictures and sees what Zalo shows its owner."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.sandbox.phones import NotSeenError
from bot.sandbox.zalo_oa.answers import Raw
from bot.sandbox.zalo_oa.world import Message, Person

if TYPE_CHECKING:
    from bot.sandbox.zalo_oa.server import ZaloOaServer


class Phone:
    """A person in the chat with the account."""

    def __init__(self, server: "ZaloOaServer", owner: Person) -> None:
        self.owner = owner
        self._server = server

    @property
    def id(self) -> str:
        return self.owner.id

    @property
    def messages(self) -> list[Message]:
        """Everything on the screen, oldest first."""
        return list(self.owner.messages.values())

    @property
    def received(self) -> list[Message]:
        """Only what the account wrote."""
        return [message for message in self.messages if message.is_from_oa]

    def says(self, text: str, reply_to: Message | None = None) -> Message:
        quoted = {"quote_msg_id": reply_to.id} if reply_to else {}
        return self._sends("text", {"text": text}, {"text": text, **quoted})

    def replies(self, text: str, message: Message) -> Message:
        return self.says(text, message)

    def sends_photo(self, url: str, caption: str = "") -> Message:
        said = {"text": caption} if caption else {}
        attachment = {"type": "image", "payload": {"url": url, "thumbnail": url}}
        return self._sends("image", {"photo": url, **said}, {"attachments": [attachment], **said})

    def sends_file(self, url: str, name: str, size: int = 1024) -> Message:
        payload = {"url": url, "name": name, "size": str(size), "type": name.rpartition(".")[2]}
        attachment = {"type": "file", "payload": payload}
        return self._sends("file", {"file": name, "url": url}, {"attachments": [attachment]})

    def sends_sticker(self, url: str = "https://sandbox.zdn.vn/sticker.png") -> Message:
        attachment = {"type": "sticker", "payload": {"url": url, "id": "1"}}
        return self._sends("sticker", {}, {"attachments": [attachment]})

    def sends_location(self) -> Message:
        payload = {"coordinates": {"latitude": "11.8", "longitude": "106.9"}}
        return self._sends(
            "location", {}, {"attachments": [{"type": "location", "payload": payload}]}
        )

    def taps(self, what: str, message: Message | None = None) -> Message:
        """Tap the newest button whose label contains this: its payload comes back as a text."""
        for shown in reversed(self.received):
            if message in (None, shown):
                for button in (button for row in shown.buttons for button in row):
                    if what in button["title"] and button["type"].startswith("oa.query."):
                        return self._tapped(button)
        raise NotSeenError(f"no button {what!r} in:\n{self._as_shown()}")

    def submits_info(self, name: str, phone: str) -> None:
        """Fill in the form that asks for a name and a number."""
        self._server.world.interact(self.owner)
        info = {
            "name": name,
            "phone": phone,
            "address": "",
            "city": "",
            "district": "",
            "ward": "",
        }
        self._server.tell("user_submit_info", self._parties() | {"info": info})

    def follows(self) -> None:
        self.owner.follows = True
        self._server.world.interact(self.owner)
        self._server.tell("follow", self._as_follower())

    def unfollows(self) -> None:
        self.owner.follows = False
        self._server.tell("unfollow", self._as_follower())

    def blocks(self) -> None:
        self.owner.blocks = True

    def unblocks(self) -> None:
        self.owner.blocks = False

    async def sees(self, what: str | Callable[[Message], bool], *, within: float = 5.0) -> Message:
        """Wait for a message of the account that contains this, or of which this is true."""
        found = what if callable(what) else lambda message: what in message.text
        deadline = asyncio.get_running_loop().time() + within
        while True:
            for message in reversed(self.received):
                if found(message):
                    return message
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or not await self.owner.changed.wait(left):
                raise NotSeenError(f"not seen within {within} s: {what!r}\n{self._as_shown()}")

    def _tapped(self, button: Raw) -> Message:
        payload = button["payload"]
        if button["type"] == "oa.query.show":
            return self.says(payload)
        self._server.world.interact(self.owner)
        hidden = Message(self._server.world.new_id(), self._server.world.now(), {}, False)
        self._tell("text", hidden, {"text": payload})
        return hidden

    def _sends(self, kind: str, shown: Raw, told: Raw) -> Message:
        """Writing to an account that was blocked lets it in again."""
        self.owner.blocks = False
        self._server.world.interact(self.owner)
        message = self._server.world.add(self.owner, shown, is_from_oa=False)
        self._tell(kind, message, told)
        return message

    def _tell(self, kind: str, message: Message, told: Raw) -> None:
        event = self._parties() | {"message": {"msg_id": message.id, **told}}
        self._server.tell(f"user_send_{kind}", event, at=message.at)

    def _parties(self) -> Raw:
        return {
            "sender": {"id": self.owner.id},
            "recipient": {"id": self._server.world.oa_id},
            "user_id_by_app": f"3{self.owner.id[1:]}",
        }

    def _as_follower(self) -> Raw:
        return {
            "oa_id": self._server.world.oa_id,
            "follower": {"id": self.owner.id},
            "user_id_by_app": f"3{self.owner.id[1:]}",
            "source": "testing_click",
        }

    def _as_shown(self) -> str:
        lines = []
        for message in self.messages[-8:]:
            lines.append(f"[{message.id}] {'oa' if message.is_from_oa else 'me'}: {message.text}")
            lines += [f"      <{label}>" for label in message.options]
        return "\n".join(lines) or "(nothing on the screen)"
