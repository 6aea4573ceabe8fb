"""The ticks themselves, on both databases: what they do, and how little when nothing is due."""

from datetime import datetime

from sqlalchemy import event

from content.catalogue import Plan
from content.roles import Role
from content.words import LOCAL_ZONE
from handlers.focal.reminding import office_digest, open_due_periods, remind
from storage import outbox, people, units
from storage.database import Database

JOBS = (open_due_periods, remind, office_digest)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL_ZONE)


async def settle_in(database: Database, plan: Plan) -> None:
    """Two focal points, one of them of two units, and the office."""
    now = at("2026-12-01 09:00")
    async with database.write() as session:
        await units.sync(session, plan.units)
        for chat, role, codes in (
            ("1", Role.FOCAL_POINT, ["TTPVHCC", "TYT"]),
            ("2", Role.FOCAL_POINT, ["TTPVHCC"]),
            ("3", Role.STANDING_OFFICE, [None]),
        ):
            person = await people.recognise(session, "telegram", chat, now=now)
            await people.record_consent(session, person.id, "test", now)
            for code in codes:
                await people.grant(session, person.id, role, unit_code=code, now=now)


async def tick(database: Database, plan: Plan, moment: str) -> int:
    """How many letters the tick adds."""
    before = await waiting(database)
    for job in JOBS:
        done = -1
        while done:
            async with database.write() as session:
                done = await job(session, plan, at(moment))
    return await waiting(database) - before


async def waiting(database: Database) -> int:
    async with database.engine.connect() as connection:
        return await outbox.waiting(connection)


async def test_letters_are_written_on_their_days_and_once(database: Database, plan: Plan) -> None:
    await settle_in(database, plan)
    written = {}
    for day in (9, 10, 11, 14, 15, 16, 17, 18, 21, 22, 23, 28, 29):
        moment = f"2026-12-{day:02} 08:00"
        written[day] = (await tick(database, plan, moment), await tick(database, plan, moment))
    said = {day: first for day, (first, again) in written.items() if first}
    assert said == {10: 2, 14: 2, 16: 2, 17: 2, 18: 3, 22: 3, 28: 3}
    assert all(again == 0 for _, again in written.values())


async def test_a_tick_with_nothing_due_asks_little(database: Database, plan: Plan) -> None:
    await settle_in(database, plan)
    await tick(database, plan, "2026-12-10 08:00")
    statements: list[str] = []
    event.listen(
        database.engine.sync_engine,
        "before_cursor_execute",
        lambda _c, _u, statement, *_: statements.append(statement),
    )
    for job in JOBS:
        statements.clear()
        async with database.write() as session:
            assert await job(session, plan, at("2026-12-11 09:00")) == 0
        assert sum("FROM" in statement for statement in statements) <= 3
        assert not any(" JOIN " in statement for statement in statements)
