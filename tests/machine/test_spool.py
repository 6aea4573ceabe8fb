"""What a platform would not tell again is on this disk while the database is slow, away, or the
process is killed; and it is in the inbox once, in its order, as soon as that can be.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import aiohttp
import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.clock import Clock
from bot.intake.spool_file import LeftBehind, SpoolFile, spool_path
from bot.intake.webhook import Door
from bot.intake.zalo_bot_webhook import zalo_bot_door
from bot.intake.zalo_oa_webhook import zalo_oa_door
from bot.intake.zalo_signature import HEADER, signature, timestamp_in
from bot.sandbox.zalo_oa.server import APP_ID, SECRET_KEY
from bot.wakeups import Wakeup
from storage.database import Database
from storage.inbox import Arrival
from tests.machine.doors import listening, open_spool
from tests.machine.test_zalo_bot_events import event as bot_event
from tests.machine.test_zalo_bot_events import raw
from tests.machine.test_zalo_oa_events import event as oa_event

_ANSWERED_WITHIN = 2.0  # seconds; then Zalo warns the administrators
_FILED_WITHIN = 10.0
_SECRET = "z" * 40


def arrival(number: int) -> Arrival:
    return Arrival("zalo_bot", f"k{number}", "zalo_bot:1", b"\x00\xff\n %d" % number)


async def kept(database: Database) -> list[str]:
    async with database.engine.connect() as connection:
        rows = await connection.execute(text("SELECT key FROM inbox ORDER BY id"))
        return [key for (key,) in rows]


async def keeps(database: Database, *keys: str) -> None:
    nothing = Wakeup()
    async with asyncio.timeout(_FILED_WITHIN):
        while await kept(database) != list(keys):
            await nothing.wait(0.01)


@asynccontextmanager
async def away(database: Database) -> AsyncIterator[None]:
    await _rename(database, "inbox", "away")
    yield
    await _rename(database, "away", "inbox")


async def _rename(database: Database, old: str, new: str) -> None:
    async with database.connect_to_write() as connection:
        await connection.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")


def files(database: Database) -> list[Path]:
    path = spool_path(database)
    return sorted(path.parent.glob(f"{path.name}-*"))


@pytest_asyncio.fixture
async def filed(sqlite_database_url: str) -> AsyncIterator[Database]:
    opened = Database(sqlite_database_url)
    yield opened
    await opened.close()


async def test_what_a_dead_process_left_is_filed_before_what_came_since(filed: Database) -> None:
    dead = SpoolFile(spool_path(filed))
    for number in (1, 2):
        dead.append(arrival(number))
    dead.close()  # as the end of a process does
    async with open_spool(filed) as spool:
        spool.put(arrival(3))
        await keeps(filed, "k1", "k2", "k3")
    assert files(filed) == []


async def test_what_a_living_process_holds_is_left_to_it(filed: Database) -> None:
    living = SpoolFile(spool_path(filed))
    living.append(arrival(1))
    async with open_spool(filed) as spool:
        spool.put(arrival(2))
        await keeps(filed, "k2")
    assert len(files(filed)) == 1
    living.close()


async def test_a_line_cut_off_in_the_writing_harms_no_other(filed: Database) -> None:
    dead = SpoolFile(spool_path(filed))
    dead.append(arrival(1))
    dead.close()
    for torn in (b'["zalo_bot","k9","zal', b"\xff\n", b"[1]\n", b'["a","b","c","%"]\n'):
        with files(filed)[0].open("ab") as file:
            file.write(torn)
    async with open_spool(filed):
        await keeps(filed, "k1")


async def test_what_was_filed_already_is_filed_once(filed: Database) -> None:
    dead = SpoolFile(spool_path(filed))
    for number in (1, 1, 2):
        dead.append(arrival(number))
    dead.close()
    async with open_spool(filed) as spool:
        spool.put(arrival(1))
        await keeps(filed, "k1", "k2")
        assert spool.is_empty


async def test_a_stop_while_the_database_is_away_leaves_it_for_the_next_start(
    filed: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.background._FINISHES_WITHIN", 0.1)
    async with away(filed), open_spool(filed) as spool:
        await spool.keep(arrival(1))
    assert await kept(filed) == []
    async with open_spool(filed):
        await keeps(filed, "k1")


async def test_only_we_can_read_what_people_wrote(filed: Database) -> None:
    spool = SpoolFile(spool_path(filed))
    spool.append(arrival(1))
    assert files(filed)[0].stat().st_mode & 0o777 == 0o600
    spool.close()


async def test_nothing_is_on_the_disk_once_it_is_in_the_inbox(filed: Database) -> None:
    async with open_spool(filed) as spool:
        spool.put(arrival(1))
        await keeps(filed, "k1")
        nothing = Wakeup()
        while not spool.is_empty:
            await nothing.wait(0.01)
        assert [file.stat().st_size for file in files(filed)] == [0]
    assert files(filed) == []


def test_two_on_one_disk_never_take_over_the_same_file(tmp_path: Path) -> None:
    dead = SpoolFile(tmp_path / "x-spool")
    dead.append(arrival(1))
    dead.close()
    first, second = LeftBehind(tmp_path / "x-spool"), LeftBehind(tmp_path / "x-spool")
    assert list(first.arrivals()) == [arrival(1)]
    assert list(second.arrivals()) == []
    first.close()


@dataclass
class Zalo:
    """One of its webhooks, and a caller who knows the way in."""

    port: int
    door: Door
    body: Callable[[int], bytes]
    headers: Callable[[bytes], dict[str, str]]
    database: Database

    async def tells(self, number: int) -> tuple[int, float]:
        """The answer, and after how many seconds."""
        body, began = self.body(number), monotonic()
        url = f"http://127.0.0.1:{self.port}{self.door.path}"
        async with (
            aiohttp.ClientSession() as client,
            client.post(url, data=body, headers=self.headers(body)) as answer,
        ):
            return answer.status, monotonic() - began

    def key(self, number: int) -> str:
        found = self.door.file(self.body(number))
        assert found
        return found.key


def _bot_body(number: int) -> bytes:
    return raw(bot_event(message_id=f"m{number}"))


def _oa_body(number: int) -> bytes:
    told = str(int(Clock().now().timestamp() * 1000))
    return raw({**oa_event(), "message": {"msg_id": f"m{number}", "text": "a"}, "timestamp": told})


def _oa_headers(body: bytes) -> dict[str, str]:
    return {HEADER: signature(APP_ID, body, timestamp_in(body) or "", SECRET_KEY)}


@pytest_asyncio.fixture(params=["zalo_bot", "zalo_oa"])
async def zalo(request: pytest.FixtureRequest, database: Database) -> AsyncIterator[Zalo]:
    is_bot = request.param == "zalo_bot"
    door = zalo_bot_door(_SECRET) if is_bot else zalo_oa_door(APP_ID, SECRET_KEY, Clock().now)
    async with listening(database, [door]) as port:
        if is_bot:
            headers = {"X-Bot-Api-Secret-Token": _SECRET}
            yield Zalo(port, door, _bot_body, lambda _body: headers, database)
        else:
            yield Zalo(port, door, _oa_body, _oa_headers, database)
    for file in files(database):  # PostgreSQL's lie in the project's own folder
        file.unlink()


async def test_zalo_is_answered_at_once_while_the_database_is_away(zalo: Zalo) -> None:
    async with away(zalo.database):
        for number in range(3):
            status, seconds = await zalo.tells(number)
            assert status == 200
            assert seconds < _ANSWERED_WITHIN
    await keeps(zalo.database, *map(zalo.key, range(3)))


async def test_zalo_is_answered_within_two_seconds_by_a_database_that_hangs(zalo: Zalo) -> None:
    """Whoever writes holds a lock that the inbox needs, and all three come at once."""
    async with zalo.database.connect_to_write() as connection:
        if not zalo.database.is_sqlite:
            await connection.exec_driver_sql("LOCK TABLE inbox")
        answers = await asyncio.gather(*map(zalo.tells, range(3)))
        assert {status for status, _ in answers} == {200}
        assert max(seconds for _, seconds in answers) < _ANSWERED_WITHIN
        print(f"answered within {max(seconds for _, seconds in answers):.2f} s")
    nothing = Wakeup()
    async with asyncio.timeout(_FILED_WITHIN):
        while len(await kept(zalo.database)) < 3:
            await nothing.wait(0.01)
    assert sorted(await kept(zalo.database)) == sorted(map(zalo.key, range(3)))


async def test_what_zalo_repeats_meanwhile_is_kept_once(zalo: Zalo) -> None:
    async with away(zalo.database):
        for number in (1, 2, 1, 1):
            assert (await zalo.tells(number))[0] == 200
    assert (await zalo.tells(2))[0] == 200
    await keeps(zalo.database, zalo.key(1), zalo.key(2))


async def test_where_neither_database_nor_disk_take_it_zalo_is_asked_to_come_again(
    zalo: Zalo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int, _line: bytes) -> int:
        raise OSError(28, "No space left on device")

    async with away(zalo.database):
        with monkeypatch.context() as broken:
            broken.setattr(os, "write", full)
            assert (await zalo.tells(1))[0] == 503
    assert (await zalo.tells(1))[0] == 200
    await keeps(zalo.database, zalo.key(1))
