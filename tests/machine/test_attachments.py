"""What goes along with a message arrives on every channel, as far as the channel can carry it, and
what cannot go along is a link or is told in words."""

import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import AnyHttpUrl, SecretStr
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.app import ALL_PARTS, App
from bot.clock import StoppedClock
from bot.config import Settings
from bot.delivery.pacing import Pace
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Fault
from content.attachments import Attachment, File, Kind, in_content
from content.channels import CHANNELS, TELEGRAM, ZALO_BOT, ZALO_OA
from handlers.menu import OpenMenu
from handlers.screens import Option, Screen, column, letter_to
from storage import made_files, outbox, people
from storage.people import Address
from tests.bot_api_schema import problems
from tests.chat import BEGINNING
from tests.conftest import CONTENT
from tests.drawer import PNG
from tests.lessons import wards_shelf
from tests.platforms import platform

PDF = File("Chứng nhận.pdf", b"%PDF-1.7")
PICTURE = File("bai-1.png", PNG)
_ALT = "Ba bước <đặt> mật khẩu"


class Office:
    """The whole assistant on one channel, and a person who reads."""

    def __init__(self, app: App, place: Any, phone: Any, address: Address) -> None:
        self.app = app
        self.place = place
        self.phone = phone
        self._address = address

    async def sends(self, file: File, text: str, kind: Kind) -> None:
        """Made and decided in one transaction; then wait until its fate is known."""
        now = self.app.clock.now()
        async with self.app.database.write() as session:
            reference = await made_files.add(session, self._address.id, file, now)
            await self._say(session, text, Attachment(reference, kind, _ALT))
        await self._until_delivered()

    async def reads_aloud(self, *clips: str) -> None:
        """A lesson of the content folder, in every form there is of it."""
        first, *others = (in_content(f"lessons/vi/audio/{clip}") for clip in clips)
        async with self.app.database.write() as session:
            voice = Attachment(first, Kind.VOICE, "Bản đọc bài 6.1", tuple(others))
            await self._say(session, "Nghe xong thì đi tiếp", voice)
        await self._until_delivered()

    async def _say(self, session: AsyncSession, text: str, attachment: Attachment) -> None:
        screen = Screen(text, column(Option("Menu", OpenMenu())), attachment=attachment)
        letter = letter_to(self._address, screen)
        await outbox.add(session, [letter], self.app.clock.now())

    async def _until_delivered(self) -> None:
        self.app.letters_wait.ring()
        await self.app.until_delivered()

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.phone.received]


@asynccontextmanager
async def office(
    database_url: str, channel: str, *, is_reached: bool, content: Path = CONTENT
) -> AsyncIterator[Office]:
    clock, wrong = StoppedClock(BEGINNING), list[str]()

    def inspect(method: str, parameters: Mapping[str, Any]) -> None:
        if not method.startswith("send"):
            wrong.extend(problems(method, parameters))

    place = platform(channel, clock.now, inspect)
    if channel == ZALO_BOT:
        place.server.behave(fetches_photos=2, fetches_voices=2)
    settings = await place.start()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    if is_reached:
        settings |= {
            "public_url": AnyHttpUrl(f"http://127.0.0.1:{port}"),
            "webhook_port": port,
        }
    app = App(
        Settings(
            _env_file=None, database_url=SecretStr(database_url), content_dir=content, **settings
        ),
        clock, Pace(1000), wards_shelf(),
    )  # fmt: skip
    try:
        async with app.running(ALL_PARTS - {"scheduler"}):
            place.joined(app)
            phone = place.person(100_001, "Lan", "vi", has_started=True)
            async with app.database.write() as session:
                lan = await people.recognise(session, channel, str(phone.id), now=clock.now())
            yield Office(app, place, phone, lan.address)
    finally:
        await place.server.stop()
    assert not wrong


def link_in(text: str) -> str:
    return next(line for line in text.splitlines() if line.startswith("http"))


async def bytes_of(url: str) -> bytes:
    async with aiohttp.ClientSession() as client, client.get(url) as answer:
        assert answer.status == 200
        return await answer.read()


@pytest.mark.parametrize("channel", CHANNELS)
async def test_a_picture_comes_with_its_text_and_options(database_url: str, channel: str) -> None:
    async with office(database_url, channel, is_reached=True) as ward:
        await ward.sends(PICTURE, "Bài 1. <b>Mật khẩu</b>", Kind.PICTURE)
        (shown,) = ward.phone.received
        assert "Mật khẩu" in (shown.text or shown.raw.get("caption", ""))
        assert _picture(shown)
        if channel == TELEGRAM:
            assert shown.options == ["Menu"]
        else:
            assert shown.text.endswith("1. Menu")
        if channel == ZALO_BOT:
            assert await bytes_of(shown.photo) == PNG


@pytest.mark.parametrize("channel", CHANNELS)
async def test_a_long_text_comes_after_its_picture(database_url: str, channel: str) -> None:
    async with office(database_url, channel, is_reached=True) as ward:
        await ward.sends(PICTURE, "Bài 1. " + "Mật khẩu dài. " * 100, Kind.PICTURE)
        first, second = ward.phone.received
        assert _picture(first)
        assert not _picture(second)
        assert "Mật khẩu dài" in second.text


@pytest.mark.parametrize("channel", CHANNELS)
async def test_a_document_comes_or_is_a_link(database_url: str, channel: str) -> None:
    async with office(database_url, channel, is_reached=True) as ward:
        await ward.sends(PDF, "Chúc mừng!", Kind.DOCUMENT)
        first, last = ward.phone.received[0], ward.phone.received[-1]
        if channel == TELEGRAM:
            assert first.raw["document"]["file_name"] == "Chứng nhận.pdf"
        elif channel == ZALO_OA:
            assert first.file == "Chứng nhận.pdf"
        else:
            assert first.text.startswith(f"Tệp: {_ALT}\n")
            assert await bytes_of(link_in(first.text)) == PDF.content
        assert "Chúc mừng!" in (last.text or last.raw.get("caption", ""))


async def test_a_bot_that_nobody_can_reach_says_what_there_is_to_see(database_url: str) -> None:
    async with office(database_url, ZALO_BOT, is_reached=False) as ward:
        await ward.sends(PICTURE, "Bài 1", Kind.PICTURE)
        await ward.sends(PDF, "Chúc mừng!", Kind.DOCUMENT)
        first, second, third = ward.texts
        assert first == (
            "(Tin này có ảnh nhưng không hiện được ở đây. "
            f"Nội dung ảnh: {_ALT})\n\nBài 1\n\n1. Menu"
        )
        assert second == f"(Tin này có kèm tệp nhưng chưa gửi được: {_ALT})"
        assert third == "Chúc mừng!\n\n1. Menu"


@pytest.mark.parametrize("kind", [Kind.PICTURE, Kind.DOCUMENT])
@pytest.mark.parametrize("channel", CHANNELS)
async def test_a_file_that_is_gone_is_told_in_words(
    database_url: str, channel: str, kind: Kind
) -> None:
    async with office(database_url, channel, is_reached=True) as ward:
        file = PICTURE if kind is Kind.PICTURE else PDF
        ward.app.files._now = lambda: BEGINNING + timedelta(days=8)  # it waited so long
        await ward.sends(file, "Bài 1", kind)
        assert any("đặt" in text for text in ward.texts)
        assert any("Bài 1" in text for text in ward.texts)


@pytest.mark.parametrize(
    ("channel", "path"), [(TELEGRAM, "sendphoto"), (ZALO_OA, "/v2.0/oa/upload/image")]
)
async def test_a_picture_the_platform_refuses_is_a_link(
    database_url: str, channel: str, path: str
) -> None:
    async with office(database_url, channel, is_reached=True) as ward:
        error = ApiError(-201 if channel == ZALO_OA else 400, "Bad Request: IMAGE_PROCESS_FAILED")
        ward.place.server.fail_next(path, Fault(error))
        await ward.sends(PICTURE, "Bài 1", Kind.PICTURE)
        (told,) = ward.texts
        assert "đặt" in told
        assert "Bài 1" in told
        if channel == ZALO_OA:
            assert await bytes_of(link_in(told)) == PNG


def _picture(message: Any) -> Any:
    return message.raw.get("photo")
