"""Pictures and files people send on Zalo: always a kind answer, and nothing is fetched."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

from content.channels import ZALO_BOT, ZALO_OA
from tests.chat import Chat, Town, open_town
from tests.handlers.reporting import AFTER_CUTOFF, kept, says_each


@dataclass
class Host:
    """Where what people send lies; it counts who comes to look."""

    url: str = ""
    fetched: list[str] = field(default_factory=list)

    async def show(self, request: web.Request) -> web.Response:
        self.fetched.append(request.path)
        return web.Response(body=b"\x89PNG\r\n\x1a\n", content_type="image/png")


@pytest_asyncio.fixture
async def host() -> AsyncIterator[Host]:
    opened = Host()
    app = web.Application()
    app.router.add_get("/{path:.*}", opened.show)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    opened.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield opened
    await runner.cleanup()


@pytest_asyncio.fixture(params=[ZALO_BOT, ZALO_OA])
async def zalo(sqlite_database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[Town]:
    async with open_town(sqlite_database_url, channel=request.param) as opened:
        yield opened


Sending = Callable[[Any, Host], object]
_SENDINGS: dict[str, Sending] = {
    "a picture": lambda phone, host: phone.sends_photo(f"{host.url}/p.png"),
    "a picture with words": lambda phone, host: phone.sends_photo(f"{host.url}/p.png", "12/15"),
    "a file": lambda phone, host: (
        phone.sends_file(f"{host.url}/b.docx", "Báo cáo.docx")
        if hasattr(phone, "sends_file")
        else phone.sends_unsupported()  # all that the Bot Platform tells of a file
    ),
    "a sticker": lambda phone, _host: phone.sends_sticker(),
}


async def sends(town: Town, chat: Chat, host: Host, what: str) -> None:
    _SENDINGS[what](chat.phone, host)
    town.said[chat.channel] += 1
    await town.settle()


@pytest.mark.parametrize("what", _SENDINGS)
async def test_what_is_no_words_gets_a_kind_answer_and_is_not_fetched(
    zalo: Town, host: Host, what: str
) -> None:
    lan = await zalo.citizen()
    await sends(zalo, lan, host, what)
    lan.sees("Tôi chỉ đọc được chữ", "Xin gõ")
    assert lan.options()
    assert host.fetched == []


async def test_a_picture_says_that_it_was_not_kept(zalo: Town, host: Host) -> None:
    hoa = await zalo.focal_point("BXDD")
    await sends(zalo, hoa, host, "a picture")
    hoa.sees("không mở được ảnh hay tệp và không lưu lại")


async def test_a_strangers_picture_is_met_with_the_welcome(zalo: Town, host: Host) -> None:
    lan = zalo.stranger()
    await sends(zalo, lan, host, "a picture")
    lan.sees("máy", "đồng ý")
    assert host.fetched == []


async def test_a_picture_is_no_answer_in_a_report_and_no_end_of_it(zalo: Town, host: Host) -> None:
    hoa = await zalo.focal_point("BXDD")
    await zalo.tick("2026-12-14 18:00")
    await hoa.says("/menu")
    await zalo.tick(AFTER_CUTOFF)
    await hoa.says("bao cao ngay")
    await hoa.says("12")
    await sends(zalo, hoa, host, "a picture with words")
    assert await kept(zalo, "BXDD") is None
    await says_each(hoa, "15")
    hoa.sees("12/15 = 80,0 %")
