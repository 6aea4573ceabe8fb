"""One process is told at once what another has done."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest_asyncio

from bot.background import beside
from bot.wakeups import Wakeup, listen_elsewhere
from storage.database import Database

_FAR_LONGER = 60.0  # seconds; who is not rung for waits as long, and the test fails before


@pytest_asyncio.fixture
async def writer(postgres_database_url: str) -> AsyncIterator[Database]:
    opened = Database(postgres_database_url)
    yield opened
    await opened.close()


@dataclass
class Elsewhere:
    """Another process that listens, on a database connection of its own."""

    work: Wakeup
    letters: Wakeup


@pytest_asyncio.fixture
async def elsewhere(postgres_database_url: str) -> AsyncIterator[Elsewhere]:
    other, database = Elsewhere(Wakeup("work"), Wakeup("letters")), Database(postgres_database_url)
    async with beside(listen_elsewhere(database, other.work, other.letters)):
        await _rings(other.work)  # it has begun to listen
        await _rings(other.letters)
        yield other
    await database.close()


async def test_a_ring_arrives_with_the_commit(writer: Database, elsewhere: Elsewhere) -> None:
    async with writer.connect_to_write() as connection:
        await Wakeup("work").ring_elsewhere(connection)
        assert not _is_rung(elsewhere.work)
    await _rings(elsewhere.work)


async def test_what_is_undone_does_not_ring(writer: Database, elsewhere: Elsewhere) -> None:
    async with writer.connect_to_write() as connection:
        await Wakeup("work").ring_elsewhere(connection)
        await connection.rollback()
    async with writer.connect_to_write() as connection:
        await Wakeup("letters").ring_elsewhere(connection)
    await _rings(elsewhere.letters)  # rings come in order: this one is the first
    assert not _is_rung(elsewhere.work)


async def test_who_does_the_work_here_does_not_ring_elsewhere(
    writer: Database, elsewhere: Elsewhere
) -> None:
    answered = Wakeup("work")
    answered.is_answered_here = True
    async with writer.connect_to_write() as connection:
        await answered.ring_elsewhere(connection)
        await Wakeup("letters").ring_elsewhere(connection)
    await _rings(elsewhere.letters)
    assert not _is_rung(elsewhere.work)


async def test_who_lost_the_connection_listens_again(
    writer: Database, elsewhere: Elsewhere
) -> None:
    async with writer.connect_to_write() as connection:
        await connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
    await _rings(elsewhere.work)  # listening begins with a ring


def _is_rung(wakeup: Wakeup) -> bool:
    return wakeup._event.is_set()


async def _rings(wakeup: Wakeup) -> None:
    async with asyncio.timeout(_FAR_LONGER / 4):
        await wakeup.wait(_FAR_LONGER)
