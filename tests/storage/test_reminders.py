"""A step is said once, and a person gets one message a day."""

import asyncio

from content.catalogue import Plan
from storage import obligations, people, reminders
from storage.database import Database
from storage.reminders import Said
from tests.storage.ward import NOW, UNIT, at, day, focal_point, open_year, owed, someone

TODAY = day("2026-12-10")


async def test_a_person_gets_one_message_a_day(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
        first = await reminders.digest(session, person.id, TODAY, NOW)
        assert first is not None
        assert await reminders.digest(session, person.id, TODAY, NOW) is None
        tomorrow = await reminders.digest(session, person.id, day("2026-12-11"), NOW)
        assert tomorrow not in (None, first)


async def test_messages_of_many_are_begun_together(database: Database) -> None:
    async with database.write() as session:
        met = [await someone(session, str(number)) for number in range(5)]
        had = await reminders.digest(session, met[0].id, TODAY, NOW)
        begun = await reminders.digests(session, [p.id for p in met], TODAY, NOW)
        assert set(begun) == {person.id for person in met[1:]}
        assert had not in begun.values()
        assert await reminders.digests(session, [], TODAY, NOW) == {}


async def test_of_many_ticks_at_once_one_begins_the_message(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)

    async def tick() -> int | None:
        async with database.write() as session:
            return await reminders.digest(session, person.id, TODAY, NOW)

    begun = await asyncio.gather(*(tick() for _ in range(10)))
    assert len([digest for digest in begun if digest is not None]) == 1


async def test_a_step_is_noted_once_for_each_person(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        one, two = await focal_point(session, chat="1"), await focal_point(session, chat="2")
        report = await owed(session)
        first = Said(report.id, one.id, "T-7", report.due)
        second = Said(report.id, two.id, "T-7", report.due)
        assert await reminders.record(session, [first], NOW) == [first]
        assert await reminders.record(session, [first, second], NOW) == [second]
        assert await reminders.record(session, [], NOW) == []


async def test_who_was_told_by_hand_today_is_known_while_the_report_is_missing(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        person, report = await focal_point(session), await owed(session)
        said = [Said(report.id, person.id, step, report.due) for step in ("T-7", "now:today")]
        await reminders.record(session, said, NOW)
        told = {(report.id, person.id, report.due)}
        assert await reminders.said_today(session, "now:today") == told
        assert await reminders.said_today(session, "now:tomorrow") == set()
        obligations.mark_submitted(report, NOW)
        session.add(report)
        assert await reminders.said_today(session, "now:today") == set()


async def test_a_new_due_day_starts_the_steps_anew(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        person = await focal_point(session)
        report = await owed(session)
        await reminders.record(session, [Said(report.id, person.id, "T-7", report.due)], NOW)
        anew = Said(report.id, person.id, "T-7", day("2026-12-28"))
        assert await reminders.record(session, [anew], NOW) == [anew]


async def test_a_message_leads_back_to_its_reports(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        person = await focal_point(session)
        mine, other = await owed(session), await owed(session, "VHXH")
        digest = await reminders.digest(session, person.id, TODAY, NOW)
        assert digest is not None
        await reminders.record(
            session,
            [
                Said(mine.id, person.id, "T-7", mine.due, digest),
                Said(mine.id, person.id, "T-3", mine.due, digest, was_skipped=True),
                Said(other.id, person.id, "T-3", other.due, digest, was_skipped=True),
            ],
            NOW,
        )
        assert await reminders.obligations_of_digest(session, digest) == [mine]
        assert await reminders.obligations_of_digest(session, digest + 1) == []


async def test_the_last_word_on_a_report_is_remembered(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        person = await focal_point(session)
        report = await owed(session)
        steps = {"T-7": "2026-12-10 08:00", "T-3": "2026-12-14 08:00"}
        for step, moment in steps.items():
            said = [Said(report.id, person.id, step, report.due)]
            await reminders.record(session, said, at(moment))
        told = await reminders.last_reminded(session, [report.id, report.id + 1000])
    assert told == {report.id: at("2026-12-14 08:00")}


async def test_what_was_said_last_can_be_looked_back_on(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        person = await focal_point(session)
        await people.set_name(session, person.id, "Chị Hoa")
        report = await owed(session)
        for step, moment in (("T-7", "2026-12-10 00:00"), ("T-3", "2026-12-14 08:00")):
            said = [Said(report.id, person.id, step, report.due)]
            await reminders.record(session, said, at(moment))
        missed = Said(report.id, person.id, "T-1", report.due, was_skipped=True)
        await reminders.record(session, [missed], at("2026-12-16 08:00"))
        (told,) = await reminders.newest(session, 1)
    assert (told.name, told.unit_code, told.step) == ("Chị Hoa", UNIT, "T-3")
    assert (told.cadence, told.period) == ("1_year", "2026-12")


async def test_what_was_said_of_a_report_is_looked_back_on_without_what_was_skipped(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        person, report = await focal_point(session), await owed(session)
        said = [
            Said(report.id, person.id, step, report.due, was_skipped=step == "T-3")
            for step in ("T-7", "T-3", "T-1")
        ]
        await reminders.record(session, said, NOW)
    async with database.read() as session:
        newest = await reminders.of_obligations(session, [report.id], 5)
        assert [one.step for one in newest] == ["T-1", "T-7"]
        assert len(await reminders.of_obligations(session, [report.id], 1)) == 1
        assert await reminders.of_obligations(session, [report.id + 1], 5) == []
