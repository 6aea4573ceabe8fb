"""What a bot may send, and what is wrong with it, in the platform's words where they are known."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.sandbox.zalo_bot.manners import Manners
from bot.sandbox.zalo_bot.world import Chat, Raw, World, bad_request
from content.text import utf16_length

_LONGEST = 2000  # "characters" in the documents; styles count UTF-16 units, so we do
_ACTIONS = ("typing",)
_MODES = ("markdown", "html")
_WEB = ("http://", "https://")

Method = Callable[[Raw], Awaitable[Raw | None]]


class Sending:
    """The methods that write to a chat."""

    def __init__(self, world: World, manners: Callable[[], Manners]) -> None:
        self._world = world
        self._manners = manners

    def methods(self) -> dict[str, Method]:
        return {
            "sendMessage": self.send_message,
            "sendPhoto": self.send_photo,
            "sendSticker": self.send_sticker,
            "sendVoice": self.send_voice,
            "sendChatAction": self.send_chat_action,
        }

    async def send_message(self, args: Raw) -> Raw:
        chat = self._world.chat(args.get("chat_id"))
        content: Raw = {"text": _text(args, "text")}
        if mode := args.get("parse_mode"):
            if mode not in _MODES:
                raise bad_request("The parse_mode is invalid")
            content["parse_mode"] = mode
        return self._send(chat, content)

    async def send_photo(self, args: Raw) -> Raw:
        chat = self._world.chat(args.get("chat_id"))
        photo = _given(args, "photo")
        if not photo.startswith(_WEB):
            raise bad_request("The photo must start with http:// or https://")
        if not await self._can_fetch(photo, "image/", self._manners().fetches_photos):
            raise bad_request("The photo URL is invalid")
        content: Raw = {"photo": photo, "message_type": "CHAT_PHOTO"}
        if "caption" in args:
            content["caption"] = _text(args, "caption")
        return self._send(chat, content) | {"message_type": "CHAT_PHOTO"}

    async def send_sticker(self, args: Raw) -> Raw:
        chat = self._world.chat(args.get("chat_id"))
        return self._send(chat, {"sticker": _given(args, "sticker")})

    async def send_voice(self, args: Raw) -> Raw:
        chat = self._world.chat(args.get("chat_id"))
        voice = _given(args, "voice_url")
        if not voice.startswith(_WEB) or not urlsplit(voice).path.endswith(".aac"):
            raise bad_request("The voice_url is invalid")
        if not await self._can_fetch(voice, "audio/", self._manners().fetches_voices):
            raise bad_request("The voice_url is invalid")
        if not chat.is_private:  # taken, and never shown
            return {"message_id": self._world.new_id(), "date": self._world.now()}
        return self._send(chat, {"voice_url": voice, "message_type": "CHAT_VOICE"})

    async def send_chat_action(self, args: Raw) -> None:
        self._world.chat(args.get("chat_id"))
        if _given(args, "action") not in _ACTIONS:
            raise bad_request("The action is invalid")

    def _send(self, chat: Chat, content: Raw) -> Raw:
        self._world.count(self._manners().messages_a_month)
        message = self._world.add(chat, content, is_from_bot=True)
        return {"message_id": message.id, "date": message.raw["date"]}

    async def _can_fetch(self, url: str, kind: str, times: int) -> bool:
        if (urlsplit(url).hostname or "") in self._manners().refused_photo_hosts:
            return False
        for _ in range(times):
            try:
                async with aiohttp.ClientSession() as client, client.get(url) as response:
                    if response.status != 200 or not response.content_type.startswith(kind):
                        return False
            except (aiohttp.ClientError, OSError, ValueError):
                return False
        return True


def _given(args: Raw, name: str) -> str:
    value: Any = args.get(name)
    if not isinstance(value, str) or not value:
        raise bad_request(f"The {name} must not be empty")
    return value


def _text(args: Raw, name: str) -> str:
    text = _given(args, name)
    if not text.strip():
        raise bad_request(f"The {name} must not be empty")
    if utf16_length(text) > _LONGEST:  # the wording is not known
        raise bad_request(f"The {name} must not be longer than {_LONGEST} characters")
    return text
