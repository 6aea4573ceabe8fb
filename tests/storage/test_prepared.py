"""The statements every update passes are compiled once, on both databases."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from storage import inbox, leases, outbox
from storage.database import Database
from storage.models.machine import OutboxState
from storage.outbox import Outcome
from tests.storage.ward import NOW


async def test_the_machine_compiles_no_statement_twice(database: Database) -> None:
    compiled: dict[Any, Any] = {}
    async with database.engine.connect() as connection:
        await connection.execution_options(compiled_cache=compiled)
        for times in (1, 2):
            async with connection.begin():
                await _pass_one(connection)
            if times == 1:
                after_first = len(compiled)
    assert len(compiled) == after_first == _STATEMENTS


_STATEMENTS = 5  # those of _pass_one


async def _pass_one(connection: AsyncConnection) -> None:
    await inbox.claim(connection, worker="w", lease=5.0, most=5)
    await outbox.due(connection, channel="telegram", term=1, resting=[], most=5)
    await outbox.take(connection, [1], term=1)
    fate = Outcome(1, OutboxState.SENT, "7")
    await outbox.record(connection, [fate], term=1, now=NOW)
    await leases.acquire(connection, "sender", owner="o", lasts=5.0)
