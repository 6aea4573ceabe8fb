"""The page behind the address on a certificate: true or not, and nothing else to be had there."""

import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest
import pytest_asyncio

from bot.intake.certificate_page import CertificatePage
from bot.intake.webhook import telegram_door
from content.certificate_codes import new_code, shown
from storage import learning, people
from storage.database import Database
from storage.learning import certificates, learners
from storage.learning.certificates import Issued
from tests.drawer import NOON
from tests.lessons import wards_shelf
from tests.machine.doors import listening


@dataclass
class Server:
    """A listening server, somebody on the web, and the certificates of one person."""

    url: str
    client: aiohttp.ClientSession
    database: Database
    seconds: list[float]

    async def gives(self, name: str | None) -> Issued:
        async with self.database.write() as session:
            person = await people.recognise(session, "zalo_bot", "lan", now=NOON)
            learner = await learners.ensure(session, person.id, NOON)
            return await certificates.issue(
                session, learner.id, "6", name, now=NOON, draw=secrets.token_bytes
            )

    async def opens(self, code: str) -> tuple[int, str]:
        async with self.client.get(f"{self.url}/chung-nhan/{code}") as answer:
            return answer.status, await answer.text()


@pytest_asyncio.fixture
async def server(database: Database) -> AsyncIterator[Server]:
    seconds = [0.0]

    async def find(code: str) -> Issued | None:
        async with database.read() as session:
            return await certificates.find(session, code)

    library = wards_shelf().now.library
    page = CertificatePage(find, lambda: library, lambda: seconds[0]).page()
    async with (
        listening(database, [telegram_door("s" * 40)], pages=[page]) as port,
        aiohttp.ClientSession() as client,
    ):
        yield Server(f"http://127.0.0.1:{port}", client, database, seconds)


async def test_a_true_one_is_told_in_both_languages(server: Server) -> None:
    issued = await server.gives("Nguyễn Thị Lan")
    for code in (issued.code, shown(issued.code), shown(issued.code).lower(), issued.code[2:]):
        status, page = await server.opens(code)
        assert status == 200
        assert "Giấy chứng nhận thật." in page
        assert "Tên in trên giấy: Nguyễn Thị Lan" in page
        assert "This certificate is true." in page


async def test_it_has_no_script_and_is_kept_nowhere(server: Server) -> None:
    issued = await server.gives("<script>alert(1)</script>")
    async with server.client.get(f"{server.url}/chung-nhan/{issued.code}") as answer:
        page, told = await answer.text(), answer.headers
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert len(page) < 2000
    assert (told["Cache-Control"], told["X-Content-Type-Options"]) == ("no-store", "nosniff")
    assert told["X-Robots-Tag"] == "noindex"
    assert "default-src 'none'" in told["Content-Security-Policy"]


async def test_never_given_erased_and_mistyped_are_answered_alike(server: Server) -> None:
    issued = await server.gives("Lan")
    async with server.database.write() as session:
        person = await people.recognise(session, "zalo_bot", "lan", now=NOON)
        await learning.forget(session, person.id)
    codes = (issued.code, new_code(secrets.token_bytes), "CN-K7M2-X2QP-4PH7", "x")
    answers = [await server.opens(code) for code in codes]
    assert len(set(answers)) == 1
    assert answers[0][0] == 404
    assert "Không có giấy nào mang mã này." in answers[0][1]


@pytest.mark.parametrize(
    "name", ["", ".", "..%2f..", "a" * 5000, "%00", "ế", "%ff%fe", "'; drop table certificate;"]
)
async def test_hostile_addresses_open_nothing(server: Server, name: str) -> None:
    assert (await server.opens(name))[0] in (404, 405)


async def test_guessing_rests_for_a_minute_and_slips_are_no_guesses(server: Server) -> None:
    issued = await server.gives(None)
    for _ in range(320):
        assert (await server.opens("CN-K7M2-X2QP-4PH7"))[0] == 404
    statuses = [(await server.opens(new_code(secrets.token_bytes)))[0] for _ in range(301)]
    assert statuses == [404] * 300 + [429]
    server.seconds[0] = 61.0
    assert (await server.opens(issued.code))[0] == 200
