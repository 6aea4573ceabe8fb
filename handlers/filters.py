"""What a message is, before anyone asks what it means."""

import re

from aiogram import Bot
from aiogram.filters import Command as Slashed
from aiogram.filters import Filter
from aiogram.types import Message
from sqlmodel.ext.asyncio.session import AsyncSession

from content.choices import spellings
from content.commands import Word, command_word
from content.folding import fold
from content.invite_codes import find_code, is_mistyped
from storage import replies
from storage.people import Person
from storage.unit_of_work import current

_START_WITH_CODE = re.compile(
    r"/(?:start|batdau)(?:@\w+)?\s+(\S.*)|(?:start|batdau)\s+([\w-]{16,64})",
    re.IGNORECASE | re.DOTALL,
)
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


class Under(Filter):
    """The same, as the answer to a question of ours that stands last in the chat. `asked_about`
    is what follows in the subject of the question."""

    def __init__(self, subject: str, *words: str) -> None:
        self._subject = subject
        self._says = Says(*words)

    async def __call__(
        self, message: Message, session: AsyncSession, person: Person
    ) -> bool | dict[str, str]:
        if not await self._says(message):
            return False
        newest = await replies.newest_subject(session, person.address) or ""
        is_asked = newest.startswith(self._subject)
        return {"asked_about": newest.removeprefix(self._subject)} if is_asked else False


class Command(Filter):
    """ "/menu" in any case, or MENU alone in capitals, as it is shown where slashes are not."""

    def __init__(self, *names: str) -> None:
        self._slashed = Slashed(*names, ignore_case=True)
        self._capitals = frozenset(name.upper() for name in names)

    async def __call__(self, message: Message, bot: Bot) -> bool:
        if (message.text or "").strip() in self._capitals:
            return True
        return bool(await self._slashed(message, bot))


class SaysWord(Filter):
    """One of these command words, or any: "MENU", "giahan", "Hủy"."""

    def __init__(self, *words: Word) -> None:
        self._words = words or tuple(Word)

    async def __call__(self, message: Message) -> bool | dict[str, Word]:
        word = command_word(message.text or "")
        return {"word": word} if word and word in self._words else False


class GoesOnElsewhere(Filter):
    """A dialog is open, and another chat of the person was the last to show it."""

    async def __call__(self, _event: object) -> bool:
        return current().is_elsewhere


class PlainText(Filter):
    """Words, not a command: a command is never the answer to a question."""

    async def __call__(self, message: Message) -> bool:
        return bool(message.text) and not (message.text or "").startswith("/")


class StartWithCode(Filter):
    """ "/start CODE", typed or as opening an invite link sends it."""

    async def __call__(self, message: Message) -> bool | dict[str, str]:
        found = _START_WITH_CODE.fullmatch((message.text or "").strip())
        return {"invite": found[1] or found[2]} if found else False


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
