"""aiogram thinks, python-telegram-bot speaks: aiogram's Bot has no way to the network."""

from collections.abc import AsyncGenerator
from typing import Any, NoReturn

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod


class SilentSession(BaseSession):
    """Refuses every call. A handler that meets it must use `reply` instead."""

    async def make_request(
        self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None
    ) -> NoReturn:
        raise RuntimeError(f"{type(method).__name__} must go through reply, not through aiogram")

    async def stream_content(self, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        raise RuntimeError("aiogram must not download")
        yield b""  # makes this an asynchronous generator

    async def close(self) -> None:
        """Nothing is open."""


def silent_bot(bot_id: int) -> Bot:
    """The Bot that updates are bound to."""
    return Bot(f"{bot_id}:silent", session=SilentSession())
