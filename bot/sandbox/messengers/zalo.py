"""Zalo on a phone: plain text that is answered by typing. No buttons, no edits, no commands."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.sandbox.arguments import Upload
from bot.sandbox.messengers.messenger import (
    ChatShown,
    MessageShown,
    Raw,
    Traits,
    first_line,
)
from bot.sandbox.world import CallbackAnswer
from bot.sandbox.zalo_bot.phones import Phone
from bot.sandbox.zalo_bot.world import Message
from bot.sandbox.zalo_oa.phones import Phone as OaPhone
from bot.sandbox.zalo_oa.server import ZaloOaServer
from bot.sandbox.zalo_oa.world import OPEN_FOR
from bot.sandbox.zalo_oa.world import Message as OaMessage
from content.channels import ZALO_BOT, ZALO_OA
from content.text import utf16_length

_HINT = "Gõ số hoặc chữ…"
_LONGEST = 2000
_LINK = re.compile(r"https?://\S+[^\s.,;:!?)]")
_OA_FILES = "https://sandbox.zdn.vn/"
_ABOUT_BOT = "Bot của phường trên Zalo. Không có nút bấm: trả lời bằng số hoặc chữ."
_ABOUT_OA = "Tài khoản Zalo OA của phường. Không có nút bấm: trả lời bằng số hoặc chữ."
_CLOSED = (
    "Zalo không cho OA nhắn trước vào đây: đã quá 7 ngày người này không nhắn gì. Nhắn một câu "
    "là trò chuyện lại được."
)


class _Zalo:
    """What both have in common, and what neither has."""

    answers: Sequence[CallbackAnswer] = ()

    def __init__(self, ours: str) -> None:
        self._ours = ours
        self._quotes: dict[str, str] = {}  # what each message answered; Zalo itself keeps it

    def taps(self, message_id: str, data: str) -> str:
        raise LookupError("there are no buttons")

    def follows(self, link: str) -> None:
        raise LookupError("no link leads into this chat")

    def commands(self) -> Sequence[Raw]:
        return ()

    def _message(
        self, message: Message | OaMessage, *, at: int, is_mine: bool, file: str | None = None
    ) -> MessageShown:
        photo = (message.photo or "").removeprefix(_OA_FILES)
        voice = str(message.raw.get("voice_url", ""))
        # What lies elsewhere is not fetched: the demo reaches nothing outside this machine.
        strange = [
            f"[{what}] {address}"
            for what, address in (("Ảnh", photo), ("Tiếng", voice))
            if address.startswith("http") and not self._is_ours(address)
        ]
        text = "\n".join([message.text, *strange]).strip()
        return MessageShown(
            id=message.id,
            at=at,
            is_mine=is_mine,
            text=text,
            entities=self._links(text),
            quote=self._quotes.get(message.id),
            photo=photo if photo and not strange else None,
            voice=voice if voice and not strange else None,
            file=file,
            file_name=str(message.raw.get("file", "")),
        )

    def _links(self, text: str) -> list[Raw]:
        """Those that lead to the assistant's own pages."""
        return [
            {
                "type": "url",
                "offset": utf16_length(text[: found.start()]),
                "length": utf16_length(found[0]),
            }
            for found in _LINK.finditer(text)
            if self._is_ours(found[0])
        ]

    def _is_ours(self, address: str) -> bool:
        return bool(self._ours) and address.startswith(f"{self._ours}/")


class ZaloBotMessenger(_Zalo):
    """One person's chat with the ward's bot."""

    traits = Traits(ZALO_BOT, "Zalo bot", "zalo", longest=_LONGEST, hint=_HINT)

    def __init__(self, phone: Phone, ours: str = "") -> None:
        """`ours` is where links lead to the assistant itself."""
        super().__init__(ours)
        self.phone = phone

    @property
    def external_id(self) -> str:
        return self.phone.id

    def shown(self, most: int) -> ChatShown:
        return ChatShown(
            [
                self._message(m, at=int(m.raw["date"]), is_mine=not m.is_from_bot)
                for m in self.phone.messages[-most:]
            ],
            about=_ABOUT_BOT,
        )

    def begins(self) -> None:
        self.says(self.traits.begin)

    def says(self, text: str, reply_to: str | None = None) -> None:
        original = self.phone.chat.messages[reply_to] if reply_to else None
        said = self.phone.says(text, original)
        if original:
            self._quotes[said.id] = first_line(original.text)

    def file(self, name: str) -> Upload | None:
        return None


class ZaloOaMessenger(_Zalo):
    """One person's chat with the ward's Official Account."""

    traits = Traits(
        ZALO_OA, "Zalo OA", "zalo", longest=_LONGEST, begin="Quan tâm", hint=_HINT
    )  # fmt: skip

    def __init__(
        self, server: ZaloOaServer, phone: OaPhone, now: Callable[[], datetime], ours: str = ""
    ) -> None:
        """`ours` is where links lead to the assistant itself."""
        super().__init__(ours)
        self.phone = phone
        self._server = server
        self._now = now

    @property
    def external_id(self) -> str:
        return self.phone.id

    def shown(self, most: int) -> ChatShown:
        return ChatShown(
            [
                self._message(m, at=m.at, is_mine=not m.is_from_oa, file=m.raw.get("token"))
                for m in self.phone.messages[-most:]
            ],
            about=_ABOUT_OA,
            notice=_CLOSED if self._is_closed() else "",
        )

    def begins(self) -> None:
        self.phone.follows()

    def says(self, text: str, reply_to: str | None = None) -> None:
        original = self.phone.owner.messages[reply_to] if reply_to else None
        said = self.phone.says(text, original)
        if original:
            self._quotes[said.id] = first_line(original.text)

    def file(self, name: str) -> Upload | None:
        return self._server.world.files.get(name)

    def _is_closed(self) -> bool:
        last = self.phone.owner.interacted_at
        return last is not None and self._now() - last > OPEN_FOR
