"""The units that report are those of the plan."""

from storage import units
from storage.database import Database
from tests.storage.ward import statements


async def test_units_follow_the_plan(database: Database) -> None:
    async with database.write() as session:
        await units.sync(session, ["A", "B"])
        await units.sync(session, ["B", "C"])
        assert await units.active(session) == {"B", "C"}
        await units.sync(session, ["A", "B", "C"])
        assert await units.active(session) == {"A", "B", "C"}


async def test_an_unchanged_plan_writes_nothing(database: Database) -> None:
    async with database.write() as session:
        await units.sync(session, ["A", "B"])
        with statements(database) as said:
            await units.sync(session, ["B", "A"])
    assert len(said) == 1
