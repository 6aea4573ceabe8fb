"""Delivery to a webhook: what is sent, in which order, and how often it is tried again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.clock import StoppedClock
from bot.sandbox.signals import Signal
from bot.sandbox.telegram import TOKEN, TelegramServer

Answer = Callable[[int], Awaitable[web.Response]]


class Bot:
    """A webhook that answers as told and remembers what came."""

    def __init__(self) -> None:
        self.url = ""
        self.got: list[dict[str, Any]] = []
        self.headers: list[Any] = []
        self.at: list[float] = []
        self.answer: Answer = self.takes
        self.rang = Signal()

    async def takes(self, _number: int) -> web.Response:
        return web.Response()

    async def handle(self, request: web.BaseRequest) -> web.Response:
        self.got.append(await request.json())
        self.headers.append(request.headers)
        self.at.append(asyncio.get_running_loop().time())
        number = len(self.got)
        self.rang.ring()
        return await self.answer(number)

    async def gets(self, count: int) -> list[dict[str, Any]]:
        while len(self.got) < count:
            assert await self.rang.wait(5), f"only {len(self.got)} of {count} came"
        return self.got

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got if "message" in update]


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    bot = Bot()
    runner = web.ServerRunner(web.Server(bot.handle), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield bot
    await runner.cleanup()


async def ask(server: TelegramServer, method: str, **arguments: Any) -> dict[str, Any]:
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"{server.url}/bot{TOKEN}/{method}", json=arguments) as response,
    ):
        answer: dict[str, Any] = await response.json()
        return answer


async def fails_twice(number: int) -> web.Response:
    return web.Response(status=500 if number <= 2 else 200)


async def test_update_comes_with_the_secret(server: TelegramServer, bot: Bot) -> None:
    await ask(server, "setWebhook", url=bot.url, secret_token="s3cret_-")
    server.person(5).says("chào")
    assert (await bot.gets(1))[0]["message"]["text"] == "chào"
    assert bot.headers[0]["X-Telegram-Bot-Api-Secret-Token"] == "s3cret_-"


async def test_what_waited_comes_when_the_webhook_is_set(server: TelegramServer, bot: Bot) -> None:
    server.person(5).says("đã gửi từ trước")
    await ask(server, "setWebhook", url=bot.url)
    await bot.gets(1)
    assert bot.texts == ["đã gửi từ trước"]


async def test_first_retry_is_at_once_and_the_next_waits_two_seconds(
    server: TelegramServer, bot: Bot
) -> None:
    bot.answer = fails_twice
    await ask(server, "setWebhook", url=bot.url)
    server.person(5).says("kiên trì")
    await bot.gets(3)
    scale = 0.01
    assert bot.at[2] - bot.at[1] >= 2 * scale
    assert {update["update_id"] for update in bot.got} == {bot.got[0]["update_id"]}


async def test_one_lane_keeps_its_order_while_another_goes_on(
    server: TelegramServer, bot: Bot
) -> None:
    bot.answer = fails_twice
    await ask(server, "setWebhook", url=bot.url)
    phone = server.person(5)
    phone.says("một")
    phone.says("hai")
    await bot.gets(4)
    assert bot.texts == ["một", "một", "một", "hai"]


async def test_tap_overtakes_a_stuck_message_of_the_same_chat(
    server: TelegramServer, bot: Bot
) -> None:
    freed = asyncio.Event()

    async def holds_messages(number: int) -> web.Response:
        if "message" in bot.got[number - 1]:
            await freed.wait()
        return web.Response()

    bot.answer = holds_messages
    await ask(server, "setWebhook", url=bot.url)
    phone = server.person(5)
    phone.says("chậm")
    await bot.gets(1)
    phone.forges("nhanh")
    assert "callback_query" in (await bot.gets(2))[1]
    freed.set()


async def test_our_retry_after_is_honoured(server: TelegramServer, bot: Bot) -> None:
    async def busy_once(number: int) -> web.Response:
        busy = web.Response(status=503, headers={"Retry-After": "20"})
        return busy if number == 1 else web.Response()

    bot.answer = busy_once
    await ask(server, "setWebhook", url=bot.url)
    server.person(5).says("đợi")
    await bot.gets(2)
    assert bot.at[1] - bot.at[0] >= 0.2  # 20 seconds a hundred times faster


async def test_expired_update_is_given_up(
    server: TelegramServer, bot: Bot, clock: StoppedClock
) -> None:
    async def never(_number: int) -> web.Response:
        clock.move_to(clock.now() + timedelta(hours=25))
        return web.Response(status=500)

    bot.answer = never
    await ask(server, "setWebhook", url=bot.url)
    server.person(5).says("quá hạn")
    await bot.gets(1)
    server.person(6).says("mới")
    await bot.gets(2)
    assert bot.texts == ["quá hạn", "mới"]


async def test_gone_for_a_day_closes_the_webhook(
    server: TelegramServer, bot: Bot, clock: StoppedClock
) -> None:
    async def gone(_number: int) -> web.Response:
        clock.move_to(clock.now() + timedelta(hours=23, seconds=1))
        return web.Response(status=410)

    bot.answer = gone
    await ask(server, "setWebhook", url=bot.url)
    server.person(5).says("một")
    await bot.gets(1)
    server.person(6).says("hai")
    await bot.gets(2)
    async with asyncio.timeout(5):
        while (await ask(server, "getWebhookInfo"))["result"]["url"]:
            pass
    assert server.webhook is None


async def test_bot_may_answer_with_a_call(server: TelegramServer, bot: Bot) -> None:
    async def replies(_number: int) -> web.Response:
        return web.json_response({"method": "sendMessage", "chat_id": 5, "text": "đáp ngay"})

    bot.answer = replies
    await ask(server, "setWebhook", url=bot.url)
    phone = server.person(5)
    phone.says("này")
    assert (await phone.sees("đáp ngay")).is_from_bot


async def test_dropping_a_webhook_can_drop_what_waits(server: TelegramServer) -> None:
    server.person(5).says("bỏ")
    await ask(server, "deleteWebhook", drop_pending_updates=True)
    assert len(server.updates) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"url": "ftp://127.0.0.1"}, "invalid webhook URL specified"),
        ({"url": "http://127.0.0.1", "secret_token": "é"}, "secret token contains unallowed"),
        ({"url": "http://127.0.0.1", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_wrong_webhook_is_refused(
    server: TelegramServer, arguments: dict[str, str], words: str
) -> None:
    answer = await ask(server, "setWebhook", **arguments)
    assert answer["error_code"] == 400
    assert words in answer["description"]
