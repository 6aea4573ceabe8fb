"""Bare aiogram webhooks without a database: `python -m benchmarks.bare KIND PORT API SECRET`.

Tuned: uvloop, frozen objects, no dialog states, filters that are coroutines, a handler of its
own that answers once the update is handled. Stock: what the documentation shows.
"""

import asyncio
import gc
import sys

import uvloop
from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import Message, Update
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from benchmarks.sink import TOKEN
from benchmarks.updates import PATH

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def help_(message: Message) -> None:
    """The person asks how this works."""
    await message.answer(
        "<b>What I can do for you</b>\n/menu – what there is to do\n/cancel – stop what I am "
        "doing\n/language – Tiếng Việt / English\n/help – how this works",
        parse_mode="HTML",
    )


def tuned(bot: Bot, secret: str) -> web.Application:
    dispatcher = Dispatcher(disable_fsm=True)
    router = Router()
    router.message.register(help_, Command("help"))
    dispatcher.include_router(router)

    async def receive(request: web.Request) -> web.Response:
        if request.headers.get(_SECRET_HEADER) != secret:
            return web.Response(status=401)
        update = Update.model_validate_json(await request.read(), context={"bot": bot})
        await dispatcher.feed_update(bot, update)
        return web.Response()

    app = web.Application()
    app.router.add_post(PATH, receive)
    return app


def stock(bot: Bot, secret: str) -> web.Application:
    dispatcher = Dispatcher()
    router = Router()
    router.message.register(help_, F.text.startswith("/help"))
    dispatcher.include_router(router)
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=secret).register(app, path=PATH)
    setup_application(app, dispatcher, bot=bot)
    return app


async def serve(kind: str, port: int, api_url: str, secret: str) -> None:
    """Until it is ended."""
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api_url)))
    app = (tuned if kind == "tuned" else stock)(bot, secret)
    runner = web.AppRunner(app, access_log=None) if kind == "tuned" else web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    if kind == "tuned":
        gc.collect()
        gc.freeze()
    await asyncio.Event().wait()


if __name__ == "__main__":
    chosen, port_, api_url_, secret_ = sys.argv[1:]
    run = uvloop.run if chosen == "tuned" else asyncio.run
    run(serve(chosen, int(port_), api_url_, secret_))
