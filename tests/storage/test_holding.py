"""Who is held while a worker hears them, and what others write for them meanwhile."""

import asyncio

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.roles import Role
from storage import drafts, people
from storage.database import Database
from storage.people import Person
from tests.storage.ward import NOW, UNIT, focal_point, open_year, owed, someone, statements

ON_TELEGRAM, ON_ZALO = ("telegram", "1"), ("zalo_bot", "z")


@pytest.fixture
def database_url(postgres_database_url: str) -> str:
    """SQLite has one writer: there is no meanwhile."""
    return postgres_database_url


async def test_who_waited_for_another_worker_acts_with_what_is_true_by_then(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        hoa = await focal_point(session)
        await people.add_address(session, hoa.id, *ON_ZALO, now=NOW)

    is_held = asyncio.Event()

    async def removes() -> None:
        async with database.write() as session:
            await people.hold_all(session, [ON_TELEGRAM], NOW)
            is_held.set()
            await _until_somebody_waits(session)
            await people.revoke(session, hoa.id, Role.FOCAL_POINT, unit_code=UNIT, now=NOW)

    _, heard = await asyncio.gather(removes(), _hears_zalo(database, is_held))
    assert (heard.id, heard.units) == (hoa.id, ())


async def test_a_chat_that_left_meanwhile_is_not_who_it_was(database: Database) -> None:
    async with database.write() as session:
        hoa = await someone(session)
        await people.add_address(session, hoa.id, *ON_ZALO, now=NOW)

    is_held = asyncio.Event()

    async def unlinks() -> None:
        async with database.write() as session:
            known = await people.hold_all(session, [ON_TELEGRAM], NOW)
            there = await people.find(session, *ON_ZALO)
            assert there
            is_held.set()
            await _until_somebody_waits(session)
            assert await people.part(session, known[ON_TELEGRAM], there.address.id, NOW)

    _, fault = await asyncio.gather(
        unlinks(), _hears_zalo(database, is_held), return_exceptions=True
    )
    assert isinstance(fault, people.PersonGone)
    assert (await _hears_zalo(database, is_held)).id != hoa.id


async def test_two_become_one_only_after_an_answer_is_noted(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        hoa, report = await focal_point(session), await owed(session)
        other = await people.recognise(session, *ON_ZALO, now=NOW)
        await drafts.save(session, report.id, hoa.id, {"A": 1}, NOW)
        await drafts.save(session, report.id, other.id, {"B": 2}, NOW)

    is_held = asyncio.Event()

    async def merges() -> None:
        await is_held.wait()
        async with database.write() as session:
            await people.merge(session, hoa.id, other.id, NOW)

    async def answers() -> None:
        async with database.write() as session:
            await people.hold_all(session, [ON_TELEGRAM], NOW)
            mine = await drafts.get(session, report.id, hoa.id)
            is_held.set()
            await _until_somebody_waits(session)
            await drafts.save(session, report.id, hoa.id, mine | {"C": 3}, NOW)

    await asyncio.gather(answers(), merges())
    async with database.read() as session:
        assert await drafts.get(session, report.id, hoa.id) == {"A": 1, "B": 2, "C": 3}


async def test_who_has_one_chat_is_read_and_held_in_one_statement(database: Database) -> None:
    async with database.write() as session:
        await someone(session)
    async with database.write() as session:
        await session.connection()
        with statements(database) as said:
            await people.hold_all(session, [ON_TELEGRAM], NOW)
    assert len(said) == 1
    assert "FOR NO KEY UPDATE OF person" in said[0]


async def _hears_zalo(database: Database, is_held: asyncio.Event) -> Person:
    await is_held.wait()
    async with database.write() as session:
        return (await people.hold_all(session, [ON_ZALO], NOW))[ON_ZALO]


async def _until_somebody_waits(session: AsyncSession) -> None:
    """For what this transaction holds; the server looks at its locks until it is so."""
    await (await session.connection()).execute(
        text(
            "DO $$ BEGIN WHILE NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"
            " LOOP PERFORM pg_sleep(0.01); END LOOP; END $$"
        )
    )
