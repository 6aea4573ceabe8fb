"""The inbox: kept once, handled in order within a chat, rescued from the dead, given up on."""

from datetime import UTC, datetime

import pytest

from storage import inbox
from storage.database import Database
from storage.inbox import Arrival, Claimed, LeaseLost

NOW = datetime(2026, 12, 1, tzinfo=UTC)


def arrival(key: int, chat: int = 1) -> Arrival:
    return Arrival("telegram", str(key), f"telegram:{chat}", b"{}")


async def keep(database: Database, *arrivals: Arrival) -> None:
    async with database.connect_to_write() as connection:
        await inbox.journal(connection, arrivals, NOW)


async def claim(database: Database, worker: str = "w1", lease: float = 60.0) -> list[Claimed]:
    async with database.connect_to_write() as connection:
        return await inbox.claim(connection, worker=worker, lease=lease, most=100)


async def finish(database: Database, rows: list[Claimed], worker: str = "w1") -> None:
    async with database.connect_to_write() as connection:
        await inbox.finish(connection, rows, worker=worker, now=NOW)


async def test_the_same_update_is_kept_once(database: Database) -> None:
    await keep(database, arrival(7), arrival(7))
    await keep(database, arrival(7))
    assert len(await claim(database)) == 1


async def test_a_repeat_of_a_handled_update_is_not_handled_again(database: Database) -> None:
    await keep(database, arrival(7))
    await finish(database, await claim(database))
    await keep(database, arrival(7))
    assert await claim(database) == []


async def test_updates_out_of_order_and_far_below_the_highest_are_all_kept(
    database: Database,
) -> None:
    await keep(database, arrival(1_000_000, chat=1), arrival(3, chat=2), arrival(2, chat=3))
    assert [row.key for row in await claim(database)] == ["1000000", "3", "2"]


async def test_one_chat_is_handled_one_update_at_a_time_in_order(database: Database) -> None:
    await keep(database, arrival(1), arrival(2), arrival(3, chat=2))
    first = await claim(database)
    assert [row.key for row in first] == ["1", "3"]
    assert await claim(database, "w2") == []
    await finish(database, first)
    assert [row.key for row in await claim(database)] == ["2"]


async def test_what_a_dead_worker_held_is_taken_over(database: Database) -> None:
    await keep(database, arrival(1))
    await claim(database, lease=-1.0)
    rescued = await claim(database, "w2")
    assert [(row.key, row.attempt) for row in rescued] == [("1", 2)]


async def test_a_worker_that_slept_past_its_lease_cannot_finish(database: Database) -> None:
    await keep(database, arrival(1))
    late = await claim(database, lease=-1.0)
    await claim(database, "w2")
    with pytest.raises(LeaseLost):
        await finish(database, late)


async def test_what_is_given_up_is_not_claimed_again(database: Database) -> None:
    await keep(database, arrival(1))
    (row,) = await claim(database)
    async with database.connect_to_write() as connection:
        await inbox.give_up(connection, row, worker="w1", reference="ab12cd34", now=NOW)
    assert await _claim_now(database) == []


async def test_a_worker_that_lost_its_lease_cannot_give_up(database: Database) -> None:
    await keep(database, arrival(1))
    (late,) = await claim(database, lease=-1.0)
    await claim(database, "w2")
    with pytest.raises(LeaseLost):
        async with database.connect_to_write() as connection:
            await inbox.give_up(connection, late, worker="w1", reference="ab12cd34", now=NOW)


async def test_a_failing_update_holds_up_its_own_chat_only(database: Database) -> None:
    await keep(database, arrival(1, chat=1), arrival(2, chat=1), arrival(3, chat=2))
    first, other = await claim(database)
    async with database.connect_to_write() as connection:
        await inbox.put_back(connection, first, worker="w1", reference="ab12cd34")
    await finish(database, [other])
    await keep(database, arrival(4, chat=2))
    assert [row.key for row in await claim(database)] == ["4"]


async def test_what_a_stopping_worker_had_not_begun_goes_back_unspent(
    database: Database,
) -> None:
    await keep(database, arrival(1))
    await claim(database)
    async with database.connect_to_write() as connection:
        await inbox.release(connection, worker="w1")
    assert (await claim(database, "w2"))[0].attempt == 1


async def _claim_now(database: Database) -> list[Claimed]:
    """Claim as if the pause after a failure were over."""
    async with database.connect_to_write() as connection:
        await connection.exec_driver_sql("UPDATE inbox SET ready_at = 0")
    return await claim(database)
