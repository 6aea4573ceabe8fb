"""More time is asked for once at a time and given by the office, once."""

import asyncio
from datetime import timedelta

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.roles import Role
from storage import extensions, obligations, people, submissions
from storage.database import Database
from storage.models import AuditEntry, Extension, ObligationState
from storage.people import Person
from tests.storage.ward import NOW, at, day, focal_point, open_year, owed, someone

UNTIL = day("2026-12-28")


async def ask(session: AsyncSession, plan: Plan) -> Extension:
    await open_year(session, plan)
    person, report = await focal_point(session), await owed(session)
    return await extensions.ask(
        session, report.id, asked_by=person.id, until=UNTIL, reason="chờ số liệu", now=NOW
    )


async def office(session: AsyncSession) -> Person:
    person = await someone(session, "900")
    await people.grant(session, person.id, Role.STANDING_OFFICE, now=NOW)
    return person


async def test_asking_moves_nothing(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        asked = await ask(session, plan)
        report = await owed(session)
        assert asked.granted is None
        assert report.due == day("2026-12-17")
        assert report.next_reminder_at == at("2026-12-10 08:00")


async def test_asking_twice_is_asking_once(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        first = await ask(session, plan)
        again = await extensions.ask(
            session,
            first.obligation_id,
            asked_by=first.asked_by,
            until=UNTIL + timedelta(days=1),
            reason=None,
            now=NOW,
        )
        assert again == first
        assert again.until == UNTIL
        assert await extensions.of_obligation(session, first.obligation_id) == [first]


async def test_a_granted_request_moves_the_due_day_and_the_reminders(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        asked = await ask(session, plan)
        decided = await extensions.decide(
            session,
            asked.id,
            plan=plan,
            granted=True,
            decided_by=(await office(session)).id,
            now=at("2026-12-16 10:00"),
        )
        assert decided is not None
        assert decided.granted is True
        report = await obligations.get(session, asked.obligation_id)
    assert report is not None
    assert (report.nominal_due, report.due) == (day("2026-12-17"), UNTIL)
    assert report.next_reminder_at == at("2026-12-21 08:00")


async def test_steps_that_are_past_are_not_begun_with(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        asked = await ask(session, plan)
        person = await office(session)
        moment = at("2026-12-21 08:00")
        await extensions.decide(
            session, asked.id, plan=plan, granted=True, decided_by=person.id, now=moment
        )
        report = await owed(session)
        assert report.next_reminder_at == at("2026-12-25 08:00")


async def test_a_refused_request_moves_nothing(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        asked = await ask(session, plan)
        person = await office(session)
        decided = await extensions.decide(
            session, asked.id, plan=plan, granted=False, decided_by=person.id, now=NOW
        )
        assert decided is not None
        assert decided.granted is False
        assert (await owed(session)).due == day("2026-12-17")


async def test_of_two_answers_the_first_holds(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        asked = await ask(session, plan)
        person = await office(session)

    async def answer(granted: bool) -> Extension | None:
        async with database.write() as session:
            return await extensions.decide(
                session, asked.id, plan=plan, granted=granted, decided_by=person.id, now=NOW
            )

    answers = await asyncio.gather(*(answer(n % 2 == 0) for n in range(10)))
    (first,) = [given for given in answers if given is not None]
    async with database.read() as session:
        kept = await extensions.get(session, asked.id)
        report = await owed(session)
    assert kept is not None
    assert kept.granted == first.granted
    assert (report.due == UNTIL) == first.granted


async def test_what_came_in_meanwhile_is_not_reminded_of_again(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        asked = await ask(session, plan)
        author, report = await focal_point(session), await owed(session)
        await submissions.submit(session, report, author=author, answers={}, texts={}, now=NOW)
        assert await extensions.pending(session) == []
        person = await office(session)
        await extensions.decide(
            session, asked.id, plan=plan, granted=True, decided_by=person.id, now=NOW
        )
        kept = await obligations.get(session, report.id)
    assert kept is not None
    assert (kept.state, kept.next_reminder_at) == (ObligationState.SUBMITTED, None)
    assert kept.due == day("2026-12-17")


async def test_the_office_sees_what_waits(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        asked = await ask(session, plan)
        await people.set_name(session, asked.asked_by, "Anh Bình")
        (waiting,) = await extensions.pending(session)
        assert waiting.extension == asked
        assert waiting.obligation.id == asked.obligation_id
        assert waiting.asked_by == "Anh Bình"
        person = await office(session)
        await extensions.decide(
            session, asked.id, plan=plan, granted=False, decided_by=person.id, now=NOW
        )
        assert await extensions.pending(session) == []


async def test_after_a_refusal_one_may_ask_again(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        first = await ask(session, plan)
        person = await office(session)
        await extensions.decide(
            session, first.id, plan=plan, granted=False, decided_by=person.id, now=NOW
        )
        second = await extensions.ask(
            session,
            first.obligation_id,
            asked_by=first.asked_by,
            until=UNTIL,
            reason=None,
            now=NOW,
        )
        assert await extensions.of_obligation(session, first.obligation_id) == [first, second]


async def test_requests_and_answers_are_on_record_without_their_reasons(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        asked = await ask(session, plan)
        person = await office(session)
        await extensions.decide(
            session, asked.id, plan=plan, granted=True, decided_by=person.id, now=NOW
        )
        entries = (await session.exec(select(AuditEntry))).all()
    assert [entry.action for entry in entries] == ["extension_asked", "extension_granted"]
    assert {tuple(entry.facts.items()) for entry in entries} == {(("until", "2026-12-28"),)}


async def test_an_unknown_request_is_not_answered(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        person = await office(session)
        unknown = await extensions.decide(
            session, 999, plan=plan, granted=True, decided_by=person.id, now=NOW
        )
        assert unknown is None
        assert await extensions.get(session, 999) is None
