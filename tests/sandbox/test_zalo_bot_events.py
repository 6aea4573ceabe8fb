"""How the local Zalo Bot Platform tells the bot what people write."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from bot.delivery.zalo_bot_http import ZaloRefused
from bot.sandbox.signals import Signal
from bot.sandbox.zalo_bot.manners import Told
from bot.sandbox.zalo_bot.server import TOKEN
from tests.zalo_bot import Zalo, open_zalo

SECRET = "s3cret-token"


class Bot:
    """A webhook that answers as told and remembers what came."""

    def __init__(self) -> None:
        self.url = ""
        self.got: list[Any] = []
        self.headers: list[Any] = []
        self.statuses = [200]
        self.rang = Signal()
        self.fetched = 0
        self.serves = "image/png"

    async def handle(self, request: web.BaseRequest) -> web.Response:
        if request.method == "GET":
            self.fetched += 1
            return web.Response(body=b"?", content_type=self.serves)
        self.got.append(await request.json() if request.body_exists else None)
        self.headers.append(request.headers)
        self.rang.ring()
        return web.Response(status=self.statuses.pop(0) if self.statuses[1:] else 200)

    async def gets(self, count: int) -> list[Any]:
        while len(self.got) < count:
            assert await self.rang.wait(5), f"only {len(self.got)} of {count} came"
        return self.got


@pytest_asyncio.fixture
async def zalo() -> AsyncIterator[Zalo]:
    async with open_zalo() as opened:
        yield opened


@pytest_asyncio.fixture
async def bot(zalo: Zalo) -> AsyncIterator[Bot]:
    """The first thing it gets is the probe."""
    bot = Bot()
    runner = web.ServerRunner(web.Server(bot.handle), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await zalo.ask("setWebhook", url=bot.url, secret_token=SECRET)
    yield bot
    await runner.cleanup()


async def polled(zalo: Zalo, seconds: int = 100) -> Any:
    return await zalo.ask("getUpdates", timeout=seconds)


async def test_a_poll_gets_one_event(zalo: Zalo) -> None:
    zalo.server.behave(keeps_events=True)
    phone = zalo.server.person(name="Bà Lan")
    phone.says("một")
    phone.says("hai")
    first, second = await polled(zalo), await polled(zalo)
    assert first["event_name"] == "message.text.received"
    assert first["message"]["chat"] == {"id": phone.id, "chat_type": "PRIVATE"}
    assert [first["message"]["text"], second["message"]["text"]] == ["một", "hai"]


async def test_what_is_written_while_nobody_polls_is_lost(zalo: Zalo) -> None:
    zalo.server.person().says("có ai không")
    with pytest.raises(ZaloRefused):
        await polled(zalo, 1)
    assert len(zalo.server.receiving.polls.lost) == 1


async def test_a_waiting_poll_is_answered_at_once(zalo: Zalo) -> None:
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(polled(zalo))
        await zalo.server.receiving.polls.opened.wait(5)
        zalo.server.person().says("chào")
    assert poll.result()["message"]["text"] == "chào"


async def test_an_event_handed_to_somebody_who_hung_up_is_lost(zalo: Zalo) -> None:
    polls = zalo.server.receiving.polls
    url = f"{zalo.server.url}/bot{TOKEN}/getUpdates"
    async with aiohttp.ClientSession() as client:
        poll = asyncio.ensure_future(client.post(url, json={}))  # noqa: TID251 - ended below
        assert await polls.opened.wait(5)
        ended = polls.closed.listen()
        poll.cancel()
        await asyncio.gather(poll, return_exceptions=True)
        assert await ended.rings(5)
    zalo.server.person().says("chào")
    assert len(polls.lost) == 1


async def test_idle_may_be_told_by_the_status_too(zalo: Zalo) -> None:
    async with aiohttp.ClientSession() as client:
        for manner, status in ((Told.JSON, 200), (Told.STATUS, 408)):
            zalo.server.behave(idle=manner)
            url = f"{zalo.server.url}/bot{TOKEN}/getUpdates"
            async with client.post(url, json={"timeout": 1}) as answer:
                assert (answer.status, (await answer.json())["error_code"]) == (status, 408)


async def test_the_probe_has_neither_body_nor_secret(zalo: Zalo, bot: Bot) -> None:
    assert await bot.gets(1) == [None]
    assert "X-Bot-Api-Secret-Token" not in bot.headers[0]
    zalo.server.behave(probes_with_secret=True)
    found = await zalo.ask("testWebhook")
    assert (found["outcome"], found["status_code"]) == ("webhook.ok", 200)
    assert bot.headers[1]["X-Bot-Api-Secret-Token"] == SECRET


@pytest.mark.parametrize("wraps", [True, False])
async def test_an_event_comes_with_the_secret_wrapped_or_bare(
    zalo: Zalo, bot: Bot, wraps: bool
) -> None:
    zalo.server.behave(wraps_events=wraps)
    zalo.server.person().says("chào")
    event = (await bot.gets(2))[1]
    assert ("result" in event) is wraps
    assert (event["result"] if wraps else event)["message"]["text"] == "chào"
    assert bot.headers[1]["X-Bot-Api-Secret-Token"] == SECRET
    assert bot.headers[1]["User-Agent"].startswith("Java/")


@pytest.mark.parametrize("field", ["photo_url", "photo"])
async def test_a_photo_is_named_as_it_pleases(zalo: Zalo, bot: Bot, field: str) -> None:
    zalo.server.behave(photo_field=field, wraps_events=False)
    zalo.server.person().sends_photo("https://photo-example.zdn.vn/x.jpg", "Hồ sơ")
    message = (await bot.gets(2))[1]["message"]
    assert (message[field][:8], message["caption"]) == ("https://", "Hồ sơ")


async def test_events_come_twice_and_overtake_each_other(zalo: Zalo, bot: Bot) -> None:
    zalo.server.behave(tells_every_event=2, swaps_events=True, wraps_events=False)
    phone = zalo.server.person()
    phone.says("một")
    phone.says("hai")
    got = (await bot.gets(5))[1:]
    assert sorted(event["message"]["text"] for event in got) == ["hai", "hai", "một", "một"]


async def test_a_refused_event_is_told_again_only_where_the_platform_does_so(
    zalo: Zalo, bot: Bot
) -> None:
    await bot.gets(1)
    zalo.server.behave(tries_webhook=3)
    bot.statuses = [503, 503, 200]
    zalo.server.person().says("kiên trì")
    got = await bot.gets(4)
    assert got[1] == got[2] == got[3]


async def test_in_a_group_the_bot_gets_only_what_names_or_answers_it(zalo: Zalo, bot: Bot) -> None:
    zalo.server.behave(wraps_events=False)
    group = zalo.server.group("Tổ dân phố 5")
    member = zalo.server.phone_in(group, zalo.server.person())
    member.says("chuyện riêng")
    member.says("@Bot Trợ Lý Số giúp với")
    await zalo.ask("sendMessage", chat_id=group.id, text="Dạ")
    member.replies("cảm ơn", member.received[-1])
    got = (await bot.gets(3))[1:]
    assert {event["message"]["text"] for event in got} == {"@Bot Trợ Lý Số giúp với", "cảm ơn"}
    assert got[0]["message"]["chat"]["chat_type"] == "GROUP"


async def test_zalo_fetches_a_photo_more_than_once(zalo: Zalo, bot: Bot) -> None:
    zalo.server.behave(fetches_photos=2)
    phone = zalo.server.person(has_written=True)
    await zalo.ask("sendPhoto", chat_id=phone.id, photo=bot.url)
    assert (bot.fetched, phone.received[0].photo) == (2, bot.url)
    with pytest.raises(ZaloRefused, match="400"):
        await zalo.ask("sendPhoto", chat_id=phone.id, photo="http://127.0.0.1:9/x.png")


async def test_zalo_fetches_a_voice_and_refuses_what_is_none(zalo: Zalo, bot: Bot) -> None:
    zalo.server.behave(fetches_voices=1)
    phone = zalo.server.person(has_written=True)
    voice = f"{bot.url}/v.aac"
    with pytest.raises(ZaloRefused, match="400"):
        await zalo.ask("sendVoice", chat_id=phone.id, voice_url=voice)
    bot.serves = "audio/aac"
    await zalo.ask("sendVoice", chat_id=phone.id, voice_url=voice)
    assert (bot.fetched, phone.received[0].voice) == (2, voice)
