"""One table of calls to the Zalo Bot Platform: what it takes and what it refuses.

Asked through the product's client, so that both agree on what is said. The same table can be
asked of the real platform.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.delivery.zalo_bot_http import ZaloBotHttp, ZaloRefused
from bot.sandbox.zalo_bot.server import TOKEN
from tests.zalo_bot import Zalo, open_zalo

AN, NOBODY, NEW = "aaaabbbbccccdddd0001", "aaaabbbbccccdddd0404", "aaaabbbbccccdddd0002"
PHOTO = "https://placehold.co/600.png"


@dataclass(frozen=True)
class Taken:
    """A call that succeeds, what it gives, and what the newest message is then."""

    label: str
    method: str
    arguments: dict[str, Any]
    gives: tuple[str, ...] = ("message_id", "date")
    shown: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """A call that fails, with which code, and with what words where they are known."""

    label: str
    method: str
    arguments: dict[str, Any]
    code: int
    words: str = ""


def to_an(**more: Any) -> dict[str, Any]:
    return {"chat_id": AN, **more}


TAKEN = [
    Taken("who it is", "getMe", {}, ("id", "account_name", "account_type", "can_join_groups")),
    Taken("text", "sendMessage", to_an(text="Chào anh/chị"), shown={"text": "Chào anh/chị"}),
    Taken("2000 letters", "sendMessage", to_an(text="ế" * 2000)),
    Taken("1000 emoji are 2000 units", "sendMessage", to_an(text="😀" * 1000)),
    Taken("literal without a mode", "sendMessage", to_an(text="**x**"), shown={"text": "**x**"}),
    Taken("marked up", "sendMessage", to_an(text="**x**", parse_mode="markdown")),
    Taken("photo", "sendPhoto", to_an(photo=PHOTO), ("message_id", "date", "message_type")),
    Taken("captioned", "sendPhoto", to_an(photo=PHOTO, caption="Biểu đồ"), shown={
        "photo": PHOTO, "caption": "Biểu đồ"}),
    Taken("sticker", "sendSticker", to_an(sticker="0e078a2ca6d3bd6f1b1e")),
    Taken("voice", "sendVoice", to_an(voice_url="https://x.zdn.vn/v.aac"), shown={
        "voice_url": "https://x.zdn.vn/v.aac"}),
    Taken("typing", "sendChatAction", to_an(action="typing"), ()),
    Taken("no webhook", "getWebhookInfo", {}, ("url", "updated_at")),
    Taken("webhook taken down", "deleteWebhook", {}, ("url", "updated_at")),
]  # fmt: skip

REFUSED = [
    Refused("unknown method", "sendDocument", to_an(), 404, "Not Found"),
    Refused("method in other case", "sendmessage", to_an(text="x"), 404, "Not Found"),
    Refused("no chat", "sendMessage", {"text": "x"}, 400,
            "Bad request: The chat_id must not be empty"),
    Refused("nobody there", "sendMessage", {"chat_id": NOBODY, "text": "x"}, 400),
    Refused("somebody who never wrote", "sendMessage", {"chat_id": NEW, "text": "x"}, 400),
    Refused("no text", "sendMessage", to_an(), 400),
    Refused("empty text", "sendMessage", to_an(text=""), 400),
    Refused("2001 letters", "sendMessage", to_an(text="a" * 2001), 400),
    Refused("emoji", "sendMessage", to_an(text="😀" * 1001), 400),
    Refused("no photo", "sendPhoto", to_an(), 400, "The photo must not be empty"),
    Refused("inline photo", "sendPhoto", to_an(photo="data:image/png;base64,AA"), 400,
            "The photo must start with http:// or https://"),
    Refused("a host it does not like", "sendPhoto", to_an(
        photo="https://upload.wikimedia.org/x.png"), 400, "The photo URL is invalid"),
    Refused("empty caption", "sendPhoto", to_an(photo=PHOTO, caption=""), 400),
    Refused("voice of another kind", "sendVoice", to_an(voice_url="https://x/v.mp3"), 400),
    Refused("voice that is no address", "sendVoice", to_an(voice_url="v.aac"), 400),
    Refused("voice without one", "sendVoice", to_an(), 400, "The voice_url must not be empty"),
    Refused("another action", "sendChatAction", to_an(action="upload_photo"), 400),
    Refused("webhook without secret", "setWebhook", {"url": "https://x.vn/w"}, 400),
    Refused("webhook with a short secret", "setWebhook", {
        "url": "https://x.vn/w", "secret_token": "1234567"}, 400),
    Refused("nothing came", "getUpdates", {"timeout": 1}, 408, "Request timeout"),
    Refused("nothing came, asked in words", "getUpdates", {"timeout": "1"}, 408),
]  # fmt: skip


@pytest_asyncio.fixture
async def zalo() -> AsyncIterator[Zalo]:
    """An has written to the bot; New has not."""
    async with open_zalo() as opened:
        opened.server.person(AN, "An", has_written=True)
        opened.server.person(NEW, "Mới")
        yield opened


@pytest.mark.parametrize("case", TAKEN, ids=lambda case: case.label)
async def test_platform_takes(case: Taken, zalo: Zalo) -> None:
    given = await zalo.ask(case.method, **case.arguments)
    assert set(case.gives) <= set(given or ())
    assert bool(given) is bool(case.gives)
    shown = zalo.server.phones[AN].received[-1].raw if case.shown else {}
    assert {key: shown.get(key) for key in case.shown} == case.shown


@pytest.mark.parametrize("codes_are_strings", [False, True])
@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.label)
async def test_platform_refuses(case: Refused, zalo: Zalo, codes_are_strings: bool) -> None:
    zalo.server.behave(codes_are_strings=codes_are_strings)
    with pytest.raises(ZaloRefused) as refusal:
        await zalo.ask(case.method, **case.arguments)
    assert refusal.value.code == case.code
    assert case.words in refusal.value.said


async def test_every_refusal_comes_with_http_200(zalo: Zalo) -> None:
    async with aiohttp.ClientSession() as client:
        for case in REFUSED:
            url = f"{zalo.server.url}/bot{TOKEN}/{case.method}"
            async with client.post(url, json=case.arguments) as answer:
                body = await answer.json()
                assert (answer.status, body["ok"], body["error_code"]) == (200, False, case.code)


@pytest.mark.parametrize("form", ["form", "multipart"])
async def test_what_is_not_json_looks_empty(zalo: Zalo, form: str) -> None:
    data = aiohttp.FormData(to_an(text="x"), default_to_multipart=form == "multipart")
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"{zalo.server.url}/bot{TOKEN}/sendMessage", data=data) as answer,
    ):
        assert "The chat_id must not be empty" in await answer.text()


async def test_a_wrong_token_is_refused(zalo: Zalo) -> None:
    async with ZaloBotHttp(zalo.server.url, "1:another") as stranger:
        with pytest.raises(ZaloRefused) as refusal:
            await stranger.call("getMe", {}, within=5)
    assert refusal.value.code == 401


async def test_voice_to_a_group_is_taken_and_never_shown(zalo: Zalo) -> None:
    chat = zalo.server.group("Tổ dân phố 5")
    member = zalo.server.phone_in(chat, zalo.server.phones[AN])
    member.says("@Bot Trợ Lý Số xin chào")
    await zalo.ask("sendVoice", chat_id=chat.id, voice_url="https://x/v.aac")
    assert member.received == []


async def test_quota_is_counted_by_month_and_if_wished_both_ways(zalo: Zalo) -> None:
    zalo.server.behave(messages_a_month=2, counts_what_people_write=True)
    zalo.server.phones[AN].says("một")
    await zalo.ask("sendMessage", **to_an(text="hai"))
    with pytest.raises(ZaloRefused) as refusal:
        await zalo.ask("sendMessage", **to_an(text="ba"))
    assert refusal.value.code == 429
    zalo.clock.move_to(zalo.clock.now().replace(month=12, year=2027))
    await zalo.ask("sendMessage", **to_an(text="ba"))


async def test_a_missing_webhook_may_be_told_as_not_found(zalo: Zalo) -> None:
    zalo.server.behave(info_without_webhook_is_404=True)
    with pytest.raises(ZaloRefused) as refusal:
        await zalo.ask("getWebhookInfo")
    assert refusal.value.code == 404


async def test_the_webhook_can_be_tried_only_so_often_a_day(zalo: Zalo) -> None:
    zalo.server.behave(tests_a_day=1)
    url = "http://127.0.0.1:9/w"
    await zalo.ask("setWebhook", url=url, secret_token="s" * 8)
    assert (await zalo.ask("testWebhook"))["outcome"] == "webhook.err.conn"
    with pytest.raises(ZaloRefused) as refusal:
        await zalo.ask("testWebhook")
    assert refusal.value.code == 426


async def test_a_webhook_of_this_machine_is_blocked_and_kept_all_the_same(zalo: Zalo) -> None:
    zalo.server.behave(takes_local_webhooks=False)
    found = await zalo.ask("setWebhook", url="https://192.168.1.5/w", secret_token="s" * 8)
    assert found["verification"]["outcome"] == "webhook.err.blocked"
    assert (await zalo.ask("getWebhookInfo"))["url"] == "https://192.168.1.5/w"
    with pytest.raises(ZaloRefused):
        await zalo.ask("setWebhook", url="http://phuocbinh.gov.vn/w", secret_token="s" * 8)
    with pytest.raises(ZaloRefused):
        await zalo.ask("getUpdates", timeout=1)
