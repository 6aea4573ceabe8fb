"""A lesson that was read aloud is heard where the platform plays it, and is a link elsewhere."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Fault
from content.channels import TELEGRAM, ZALO_BOT, ZALO_OA
from tests.clips import AAC, M4A, OF_KIND, record
from tests.lessons import small_content
from tests.machine.test_attachments import Office, bytes_of, link_in, office


@pytest.fixture
def content(tmp_path: Path) -> Path:
    directory = small_content(tmp_path)
    record(directory / "lessons", "6.1", *OF_KIND)
    return directory


@pytest_asyncio.fixture
async def ward(database_url: str, channel: str, content: Path) -> AsyncIterator[Office]:
    async with office(database_url, channel, is_reached=True, content=content) as opened:
        yield opened


@pytest.mark.parametrize("channel", [TELEGRAM])
@pytest.mark.parametrize(
    ("clip", "shown"),
    [("6.1.ogg", "voice"), ("6.1.m4a", "audio"), ("6.1.mp3", "audio"), ("6.1.aac", "document")],
)
async def test_telegram_shows_each_kind_as_what_it_is(ward: Office, clip: str, shown: str) -> None:
    await ward.reads_aloud(clip)
    await ward.reads_aloud(clip)  # by the id Telegram gave it: not handed over again
    first, second = ward.phone.received
    for message in (first, second):
        assert message.raw[shown]["file_id"]
        assert message.raw["caption"].startswith("Nghe xong")
        assert message.options == ["Menu"]
    assert len(ward.place.server.world.files) == 1


@pytest.mark.parametrize("channel", [TELEGRAM])
async def test_what_was_read_anew_is_handed_over_anew(ward: Office, content: Path) -> None:
    await ward.reads_aloud("6.1.mp3")
    clip = content / "lessons/vi/audio/6.1.mp3"
    clip.write_bytes(clip.read_bytes() + b"read better")
    await ward.reads_aloud("6.1.mp3")
    assert len(ward.place.server.world.files) == 2


@pytest.mark.parametrize("channel", [TELEGRAM])
async def test_who_takes_no_voices_on_telegram_is_told_in_words(ward: Office) -> None:
    refused = ApiError(400, "Bad Request: VOICE_MESSAGES_FORBIDDEN")
    ward.place.server.fail_next("sendvoice", Fault(refused))
    await ward.reads_aloud("6.1.ogg")
    (told,) = ward.texts
    assert "Bản đọc bài 6.1" in told
    assert "Nghe xong" in told


@pytest.mark.parametrize("channel", [ZALO_BOT])
async def test_zalo_plays_the_form_it_knows(ward: Office) -> None:
    await ward.reads_aloud("6.1.ogg", "6.1.m4a", "6.1.aac")
    heard, told = ward.phone.received
    assert heard.voice.endswith(".aac")
    assert await bytes_of(heard.voice) == AAC
    assert told.text == "Nghe xong thì đi tiếp\n\n1. Menu"


@pytest.mark.parametrize("channel", [ZALO_BOT])
async def test_a_form_zalo_does_not_know_is_a_link(ward: Office) -> None:
    await ward.reads_aloud("6.1.ogg", "6.1.m4a")
    linked, _told = ward.phone.received
    assert linked.voice is None
    assert linked.text.startswith("Bản ghi âm: Bản đọc bài 6.1\n")
    assert await bytes_of(link_in(linked.text)) == M4A


@pytest.mark.parametrize("channel", [ZALO_BOT])
async def test_a_voice_zalo_refuses_is_a_link(ward: Office) -> None:
    refused = ApiError(400, "Bad request: The voice_url is invalid")
    ward.place.server.fail_next("sendVoice", Fault(refused))
    await ward.reads_aloud("6.1.aac")
    linked, told = ward.texts
    assert await bytes_of(link_in(linked)) == AAC
    assert told.startswith("Nghe xong")


@pytest.mark.parametrize("channel", [ZALO_OA])
async def test_an_official_account_gives_a_link(ward: Office) -> None:
    await ward.reads_aloud("6.1.ogg", "6.1.aac")
    linked, told = ward.texts
    assert await bytes_of(link_in(linked)) == AAC
    assert told.startswith("Nghe xong")


async def test_who_cannot_reach_us_is_told_that_there_is_one(
    database_url: str, content: Path
) -> None:
    async with office(database_url, ZALO_BOT, is_reached=False, content=content) as ward:
        await ward.reads_aloud("6.1.aac")
        assert ward.texts[0] == (
            "(Tin này có bản ghi âm nhưng không nghe được ở đây: Bản đọc bài 6.1)"
        )


@pytest.mark.parametrize("channel", [ZALO_OA])
async def test_a_recording_is_heard_where_it_is_opened_in_parts_as_well(ward: Office) -> None:
    """An iPhone asks for the first two bytes, then for the rest."""
    await ward.reads_aloud("6.1.aac")
    link = link_in(ward.texts[0])
    async with aiohttp.ClientSession() as client:
        async with client.get(link, headers={"Range": "bytes=0-1"}) as answer:
            assert (answer.status, await answer.read()) == (206, AAC[:2])
            assert answer.headers["Content-Range"] == f"bytes 0-1/{len(AAC)}"
            assert answer.content_type == "audio/aac"
            assert answer.headers["Content-Disposition"].startswith("inline")
        async with client.get(link, headers={"Range": "bytes=2-"}) as answer:
            assert (answer.status, await answer.read()) == (206, AAC[2:])
        async with client.get(link, headers={"Range": "bytes=9999999-"}) as answer:
            assert answer.status == 416
        async with client.get(link, headers={"Range": "lines=1"}) as answer:
            assert (answer.status, await answer.read()) == (200, AAC)
