"""What decides who is written to today, read back from the database."""

from datetime import UTC, date, datetime

from content.catalogue import Plan
from content.periods import Period
from storage import digests, drafts, obligations, outbox, people, reminders, units
from storage.database import Database
from storage.models import Obligation
from storage.outbox import Letter
from storage.reminders import Said

NOW = datetime(2026, 12, 10, 1, tzinfo=UTC)
YEAR = Period.parse("1_year", "2026-12")
DUE = date(2026, 12, 17)


async def opened(database: Database, plan: Plan) -> tuple[Obligation, int]:
    """A report somebody owes, and that somebody."""
    async with database.write() as session:
        await units.sync(session, plan.units)
        await obligations.open_period(session, plan, YEAR, NOW)
        person = await people.recognise(session, "telegram", "1", now=NOW)
        return (await obligations.owed_by(session, ["TTPVHCC"]))[0], person.id


async def test_steps_said_and_skipped_are_both_known(database: Database, plan: Plan) -> None:
    owed, person = await opened(database, plan)
    said = Said(owed.id, person, "T-3", DUE)
    skipped = Said(owed.id, person, "T-7", DUE, was_skipped=True)
    async with database.write() as session:
        await reminders.record(session, [skipped, said], NOW)
    async with database.read() as session:
        known = await digests.said(session, [owed.id])
    assert known == {(owed.id, person, "T-7", DUE), (owed.id, person, "T-3", DUE)}


async def test_a_draft_is_known_by_its_codes(database: Database, plan: Plan) -> None:
    owed, person = await opened(database, plan)
    async with database.write() as session:
        await drafts.save(session, owed.id, person, answers={"CS01": {}}, now=NOW)
    async with database.read() as session:
        assert await digests.noted(session, [owed.id]) == {(owed.id, person): {"CS01"}}


async def test_only_days_of_missing_reports_in_reach_count(database: Database, plan: Plan) -> None:
    await opened(database, plan)
    async with database.read() as session:
        ask = digests.overdue_days
        assert await ask(session, date(2026, 11, 13), date(2026, 12, 18)) == [DUE]
        assert await ask(session, date(2026, 11, 13), DUE) == []
        assert await ask(session, date(2026, 12, 18), date(2027, 1, 22)) == []
    async with database.write() as session:
        for unit in plan.units:
            for owed in await obligations.owed_by(session, [unit]):
                obligations.mark_submitted(owed, NOW)
    async with database.read() as session:
        assert await ask(session, date(2026, 11, 13), date(2026, 12, 18)) == []


async def test_a_letter_is_known_by_its_key(database: Database) -> None:
    async with database.write() as session:
        person = await people.recognise(session, "telegram", "1", now=NOW)
        letter = Letter("telegram", person.address.id, "1", {"text": "x"}, key="office:1")
        await outbox.add(session, [letter], NOW)
    async with database.read() as session:
        assert await digests.written(session, ["office:1", "office:2"]) == {"office:1"}
