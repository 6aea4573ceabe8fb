"""What a message is, before anyone asks what it means."""

import re

from aiogram.filters import Filter
from aiogram.types import Message

from content.choices import spellings
from content.folding import fold
from content.invite_codes import find_code, is_mistyped

_START_WITH_CODE = re.compile(r"/start(?:@\w+)?\s+(\S.*)", re.IGNORECASE | re.DOTALL)
_LONGEST_SAID = 60  # whatever is longer says more
_INVITE_CODE = re.compile(r"(?:(?:code|mã)\s*:\s*)?([A-Za-z0-9_-]{32})", re.IGNORECASE)
_INVITE_LINK = re.compile(r"[?&]start=([A-Za-z0-9_-]{16,64})(?![A-Za-z0-9_-])")


class Says(Filter):
    """One of these words and nothing else but courtesy, with or without diacritics."""

    def __init__(self, *words: str) -> None:
        self._words = frozenset(fold(word) for word in words)

    async def __call__(self, message: Message) -> bool:
        text = (message.text or "").strip(" .!?/")
        return len(text) <= _LONGEST_SAID and not self._words.isdisjoint(spellings(text))


class PlainText(Filter):
    """Words, not a command: a command is never the answer to a question."""

    async def __call__(self, message: Message) -> bool:
        return bool(message.text) and not (message.text or "").startswith("/")


class StartWithCode(Filter):
    """ "/start CODE", typed or as opening an invite link sends it."""

    async def __call__(self, message: Message) -> bool | dict[str, str]:
        found = _START_WITH_CODE.fullmatch((message.text or "").strip())
        return {"invite": found[1]} if found else False


class InviteLink(Filter):
    """An invite link somebody pasted instead of opening it, or its code alone: on Zalo there is
    nothing to open."""

    async def __call__(self, message: Message) -> bool | dict[str, str]:
        text = message.text or ""
        found = _INVITE_LINK.search(text) or _INVITE_CODE.fullmatch(text.strip())
        return {"invite": found[1]} if found else False


class InviteCode(Filter):
    """The code of an invite, alone or in the midst of whatever was copied with it."""

    async def __call__(self, message: Message) -> bool | dict[str, str]:
        code = find_code(message.text or "")
        return {"invite": code} if code else False


class MistypedCode(Filter):
    """ "MOI" with what was meant for a code and is none."""

    async def __call__(self, message: Message) -> bool:
        return is_mistyped(message.text or "")
