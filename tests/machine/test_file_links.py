"""Short-lived links to files: they open what they were made for, for as long as they last, and
nothing else, whatever is tried."""

import base64
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
import pytest
import pytest_asyncio

from bot.clock import StoppedClock
from bot.delivery.attachments import FileStore
from bot.file_links import FileLinks
from bot.intake.file_page import FilePage
from bot.intake.webhook import telegram_door
from content.attachments import File
from storage import made_files, people
from storage.database import Database
from tests.conftest import CONTENT
from tests.drawer import NOON, PNG
from tests.machine.doors import listening

CERTIFICATE = File("Chứng nhận bà Lan.pdf", b"%PDF-1.7 certificate")


@dataclass
class Server:
    """A listening server, somebody on the web, and the files of one person."""

    url: str
    client: aiohttp.ClientSession
    database: Database
    links: FileLinks
    store: FileStore
    clock: StoppedClock
    seconds: list[float]

    async def makes(self, file: File = CERTIFICATE) -> str:
        async with self.database.write() as session:
            person = await people.recognise(session, "zalo_bot", "lan", now=self.clock.now())
            return await made_files.add(session, person.address.id, file, self.clock.now())

    async def link(self, file: File = CERTIFICATE) -> str:
        return self.links.link(await self.makes(file), file.ending).url

    async def opens(self, url: str) -> tuple[int, bytes]:
        async with self.client.get(url) as answer:
            return answer.status, await answer.read()


@pytest_asyncio.fixture
async def server(database: Database) -> AsyncIterator[Server]:
    clock, seconds = StoppedClock(NOON), [0.0]
    links = FileLinks("http://ward.example", "a secret", timedelta(hours=24), clock.now)
    store = FileStore(database, CONTENT, links, clock.now)
    page = FilePage(links, store.find, lambda: seconds[0]).page()
    doors = [telegram_door("s" * 40)]
    async with (
        listening(database, doors, pages=[page]) as port,
        aiohttp.ClientSession() as client,
    ):
        links._origin = f"http://127.0.0.1:{port}"
        yield Server(links._origin, client, database, links, store, clock, seconds)


async def test_a_link_opens_its_file_as_often_as_it_is_looked_at(server: Server) -> None:
    link = await server.link()
    for _ in range(3):
        assert await server.opens(link) == (200, CERTIFICATE.content)


async def test_a_document_is_put_aside_under_its_name_and_kept_nowhere(server: Server) -> None:
    async with server.client.get(await server.link()) as answer:
        told = answer.headers
    assert told["Content-Type"] == "application/pdf"
    assert told["Content-Disposition"].startswith('attachment; filename="tep.pdf"')
    assert "Ch%E1%BB%A9ng%20nh%E1%BA%ADn" in told["Content-Disposition"]
    assert (told["Cache-Control"], told["X-Content-Type-Options"]) == ("no-store", "nosniff")


async def test_a_picture_is_shown(server: Server) -> None:
    async with server.client.get(await server.link(File("a.png", PNG))) as answer:
        assert answer.content_type == "image/png"
        assert answer.headers["Content-Disposition"].startswith("inline")


async def test_a_link_says_nothing_of_what_it_leads_to(server: Server) -> None:
    first, second = await server.link(), server.links.link("made:1", "pdf").url
    token = first.rpartition("/")[2].partition(".")[0]
    assert b"made" not in base64.urlsafe_b64decode(token + "==")
    assert first[:60] != second[:60]  # nor whether two lead to the same


async def test_a_link_runs_out(server: Server) -> None:
    link = await server.link()
    server.clock.move_to(NOON + timedelta(hours=24, seconds=-1))
    assert (await server.opens(link))[0] == 200
    server.clock.move_to(NOON + timedelta(hours=24))
    status, page = await server.opens(link)
    assert status == 404
    assert "Liên kết đã hết hạn" in page.decode()
    assert "This link has run out" in page.decode()


async def test_wrong_and_over_and_gone_are_answered_alike(server: Server) -> None:
    over = await server.link()
    server.clock.move_to(NOON + timedelta(days=2))
    gone = server.links.link("made:999", "pdf").url
    outside = server.links.link("content:plan/units.yaml", "yaml").url
    wrong_ending = (await server.link()).replace(".pdf", ".png")
    unknown = f"{server.url}/tep/{'A' * 84}.pdf"
    answers = [await server.opens(url) for url in (over, gone, outside, wrong_ending, unknown)]
    assert len(set(answers)) == 1
    assert answers[0][0] == 404


async def test_ten_thousand_forged_links_open_nothing_and_stand_in_nobodys_way(
    server: Server,
) -> None:
    link = await server.link()
    token = base64.urlsafe_b64decode(link.rpartition("/")[2].partition(".")[0] + "==")
    for number in range(9_000):
        assert server.links.read(_forged(token, number)) is None
    statuses = set()
    for number in range(1_000):
        statuses.add((await server.opens(f"{server.url}/tep/{_forged(token, number)}.pdf"))[0])
    assert statuses == {404}
    assert (await server.opens(link))[0] == 200


def _forged(token: bytes, number: int) -> str:
    """One bit of a good one turned, bytes at random, or a good one cut."""
    match number % 3:
        case 0:
            at, bit = number // 3 % len(token), number % 8
            sealed = token[:at] + bytes([token[at] ^ (1 << bit)]) + token[at + 1 :]
        case 1:
            sealed = secrets.token_bytes(number % 120)
        case _:
            sealed = token[: number % len(token)]
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../../etc/passwd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "a" * 5000, "%00",
     "ế.png", "%ff%fe", "A===.png", "....png", "'; drop table made_file; --"],
)  # fmt: skip
async def test_hostile_names_open_nothing(server: Server, name: str) -> None:
    assert (await server.opens(f"{server.url}/tep/{name}"))[0] in (404, 405)  # 405: of no page


async def test_a_link_of_another_key_opens_nothing(server: Server) -> None:
    reference = await server.makes()
    other = FileLinks(server.url, "another secret", timedelta(hours=1), server.clock.now)
    assert (await server.opens(other.link(reference, "pdf").url))[0] == 404


async def test_one_link_looked_at_too_often_rests_for_a_minute(server: Server) -> None:
    link, other = await server.link(), await server.link()
    statuses = [(await server.opens(link))[0] for _ in range(61)]
    assert statuses == [200] * 60 + [429]
    assert (await server.opens(other))[0] == 200
    server.seconds[0] = 61.0
    assert (await server.opens(link))[0] == 200


async def test_a_link_ends_when_its_person_is_erased(server: Server) -> None:
    link = await server.link()
    async with server.database.write() as session:
        person = await people.recognise(session, "zalo_bot", "lan", now=server.clock.now())
        await made_files.discard_of(session, person.id)
    assert (await server.opens(link))[0] == 404


async def test_files_made_for_people_are_kept_for_a_week(server: Server) -> None:
    reference = await server.makes()
    server.clock.move_to(NOON + timedelta(days=7, seconds=-1))
    assert await server.store.find(reference) == CERTIFICATE
    server.clock.move_to(NOON + timedelta(days=7))
    assert await server.store.find(reference) is None
    async with server.database.connect_to_write() as connection:
        await made_files.forget_old(connection, server.clock.now())
        rows = await connection.exec_driver_sql("SELECT count(*) FROM made_file")
        assert rows.scalar_one() == 0


@pytest.mark.parametrize(
    "file", [File("a.exe", b"MZ"), File("a.pdf", b""), File("a.png", b"x" * (1024 * 1024 + 1))]
)
async def test_what_no_channel_carries_is_refused_where_it_is_made(
    server: Server, file: File
) -> None:
    with pytest.raises(ValueError, match="a\\."):
        await server.makes(file)
