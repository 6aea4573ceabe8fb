"""One history of migrations builds the tables of the code, on both databases."""

import asyncio
import logging
from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import StatementError

from storage import conversations, migrate, people
from storage.conversations import Standing
from storage.database import Database
from tests.conftest import new_postgres_database
from tests.storage.ward import NOW


async def test_the_migrations_and_the_code_agree(database_url: str) -> None:
    assert await migrate.has_drift(database_url) == []


async def test_a_difference_is_named(database: Database, database_url: str) -> None:
    async with database.connect_to_write() as connection:
        await connection.execute(text("DROP TABLE draft"))
        await connection.execute(text("ALTER TABLE unit ADD COLUMN colour VARCHAR(9)"))
    drift = " ".join(await migrate.has_drift(database_url))
    assert "draft" in drift
    assert "colour" in drift


async def test_migrating_again_changes_nothing(database: Database, database_url: str) -> None:
    async with database.write() as session:
        met = await people.recognise(
            session, "telegram", "1", now=datetime.fromisoformat("2026-12-01T09:00+07:00")
        )
    await migrate.upgrade(database_url)
    async with database.read() as session:
        assert await people.by_id(session, met.id) == met


async def test_requests_for_more_time_survive_the_way_there_and_back(
    database: Database, database_url: str
) -> None:
    """What was withdrawn must not wait again under the older tables."""
    async with database.connect_to_write() as connection:
        await connection.run_sync(lambda opened: _move(opened, "0001"))
    async with database.connect_to_write() as connection:
        for statement in _ASKED_UNDER_0001:
            await connection.execute(text(statement))
    await migrate.upgrade(database_url)
    assert await migrate.has_drift(database_url) == []
    async with database.connect_to_write() as connection:
        granted = await connection.execute(text("SELECT until = granted_until FROM extension"))
        assert granted.scalars().all() == [True]
        await connection.execute(text(_WITHDRAWN))
        await connection.run_sync(lambda opened: _move(opened, "0001"))
        kept = await connection.execute(text("SELECT id, granted FROM extension ORDER BY id"))
        assert [tuple(row) for row in kept] == [(1, True), (2, False)]


async def test_open_dialogs_survive_the_way_there_and_back(
    database: Database, database_url: str
) -> None:
    """They were kept by chat, and are kept by person."""
    async with database.connect_to_write() as connection:
        await connection.run_sync(lambda opened: _move(opened, "0005"))
    async with database.connect_to_write() as connection:
        for statement in _OPEN_UNDER_0005:
            await connection.execute(text(statement))
    await migrate.upgrade(database_url)
    assert await migrate.has_drift(database_url) == []
    async with database.connect_to_write() as connection:
        kept = await conversations.load(connection, [5])
        assert kept == {5: Standing("Report:answering", {"obligation": 1}, 9)}
        await connection.run_sync(lambda opened: _move(opened, "0005"))
        back = await connection.execute(text("SELECT address_id, state FROM conversation"))
        assert [tuple(row) for row in back] == [(9, "Report:answering")]


_OPEN_UNDER_0005 = (
    "INSERT INTO person (id, language, created_at) VALUES (5, 'vi', '2026-12-01 01:00:00+00')",
    "INSERT INTO address (id, person_id, channel, external_id, is_group, is_reachable, created_at)"
    " VALUES (9, 5, 'telegram', '77', false, true, '2026-12-01 01:00:00+00')",
    "INSERT INTO conversation (address_id, state, data)"
    " VALUES (9, 'Report:answering', '{\"obligation\": 1}')",
)


async def test_dialogs_of_a_chat_that_was_unlinked_survive_the_way_back(
    database: Database,
) -> None:
    """What the chat last showed is of one person, and the chat is another's by now."""
    async with database.write() as session:
        hoa = await people.recognise(session, "telegram", "1", now=NOW)
        await people.add_address(session, hoa.id, "zalo_bot", "z", now=NOW)
        there = await people.find(session, "zalo_bot", "z")
        assert there
        connection = await session.connection()
        shown = Standing("Report:x", {"o": 1}, there.address.id)
        await conversations.save(connection, {hoa.id: shown})
        await people.part(session, hoa, there.address.id, NOW)
        assert (await conversations.load(connection, [hoa.id]))[hoa.id].address_id is None
        new = await people.find(session, "zalo_bot", "z")
        assert new
        theirs = Standing("Welcome:answering", {}, there.address.id)
        await conversations.save(connection, {hoa.id: shown, new.id: theirs})
    async with database.connect_to_write() as connection:
        await connection.run_sync(lambda opened: _move(opened, "0005"))
        rows = await connection.execute(
            text("SELECT address_id, state FROM conversation ORDER BY address_id")
        )
        assert [tuple(row) for row in rows] == [
            (hoa.address.id, "Report:x"),
            (there.address.id, "Welcome:answering"),
        ]


def _move(connection: Connection, revision: str) -> None:
    command.downgrade(migrate._config(connection), revision)


_WITHDRAWN = (
    "INSERT INTO extension (id, obligation_id, asked_by, asked_at, until, withdrawn_at) VALUES"
    " (2, 1, 1, '2026-12-10 01:00:00+00', '2026-12-28', '2026-12-10 02:00:00+00')"
)
_ASKED_UNDER_0001 = (
    "INSERT INTO person (id, language, created_at) VALUES (1, 'vi', '2026-12-01 01:00:00+00')",
    "INSERT INTO unit (code, is_active) VALUES ('TYT', true)",
    "INSERT INTO obligation (id, unit_code, cadence, period, nominal_due, due, state, opened_at)"
    " VALUES (1, 'TYT', 'monthly', '2026-11', '2026-11-17', '2026-11-17', 'open',"
    " '2026-11-10 01:00:00+00')",
    "INSERT INTO extension (id, obligation_id, asked_by, asked_at, until, granted)"
    " VALUES (1, 1, 1, '2026-11-16 01:00:00+00', '2026-11-20', true)",
)


async def test_several_processes_may_migrate_one_file_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'folder' / 'new.db'}"
    first = Database(url)
    async with first.read() as session:
        await session.connection()
    await asyncio.gather(*(migrate.upgrade(url) for _ in range(3)))
    assert await migrate.has_drift(url) == []
    await first.close()


async def test_several_processes_may_migrate_a_new_server_at_once(postgres_url: str) -> None:
    async with new_postgres_database(postgres_url) as url:
        await asyncio.gather(*(migrate.upgrade(url) for _ in range(3)))
        assert await migrate.has_drift(url) == []


async def test_migrating_leaves_logging_as_it_was(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = (list(root.handlers), root.level, logging.getLogger("alembic").level)
    await migrate.upgrade(f"sqlite:///{tmp_path / 'new.db'}")
    assert (list(root.handlers), root.level, logging.getLogger("alembic").level) == before
    assert not logging.getLogger(__name__).disabled


async def test_every_constraint_has_a_name(database: Database) -> None:
    def unnamed(connection: object) -> list[str]:
        inspector = inspect(connection)
        return [
            table
            for table in inspector.get_table_names()
            for found in (
                *inspector.get_unique_constraints(table),
                *inspector.get_foreign_keys(table),
            )
            if found["name"] is None
        ]

    async with database.engine.connect() as connection:
        assert await connection.run_sync(unnamed) == []


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 12, 1, 9, 0)  # noqa: DTZ001 - the mistake itself
    with pytest.raises(StatementError, match="timezone"):
        async with database.write() as session:
            await people.recognise(session, "telegram", "1", now=naive)
