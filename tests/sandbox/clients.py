"""python-telegram-bot's Bot and aiogram's Bot: two independent opinions of one platform."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.sandbox.telegram import TOKEN


@dataclass(frozen=True, slots=True)
class Client:
    """A library's Bot. Both name their methods alike; errors differ and are named here."""

    bot: Any
    errors: dict[str, type[Exception]]
    open: Callable[[str], AbstractAsyncContextManager["Client"]]  # the same library elsewhere

    @property
    def is_aiogram(self) -> bool:
        return "aiogram" in type(self.bot).__module__

    async def ask(self, method: str, **arguments: Any) -> Any:
        return await getattr(self.bot, method)(**arguments)


@asynccontextmanager
async def ptb(url: str) -> AsyncIterator[Client]:
    from telegram import Bot, error
    from telegram.request import HTTPXRequest

    def request() -> HTTPXRequest:
        return HTTPXRequest(httpx_kwargs={"verify": False})  # no certificates to load, so faster

    bot = Bot(
        TOKEN,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=request(),
        get_updates_request=request(),
    )
    kinds: dict[str, type[Exception]] = {
        "bad request": error.BadRequest,
        "forbidden": error.Forbidden,
        "flood": error.RetryAfter,
        "migrated": error.ChatMigrated,
        "conflict": error.Conflict,
        "unauthorized": error.InvalidToken,
        "server": error.NetworkError,
        "network": error.NetworkError,
        "garbled": error.TelegramError,
    }
    async with bot:
        yield Client(bot, kinds, ptb)


@asynccontextmanager
async def aiogram(url: str) -> AsyncIterator[Client]:
    from aiogram import Bot, exceptions
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    kinds: dict[str, type[Exception]] = {
        "bad request": exceptions.TelegramBadRequest,
        "forbidden": exceptions.TelegramForbiddenError,
        "flood": exceptions.TelegramRetryAfter,
        "migrated": exceptions.TelegramMigrateToChat,
        "conflict": exceptions.TelegramConflictError,
        "unauthorized": exceptions.TelegramUnauthorizedError,
        "server": exceptions.TelegramServerError,
        "network": exceptions.TelegramNetworkError,
        "garbled": exceptions.ClientDecodeError,
    }
    try:
        yield Client(bot, kinds, aiogram)
    finally:
        await bot.session.close()


CLIENTS = {"python-telegram-bot": ptb, "aiogram": aiogram}
