"""More time is asked for once at a time and given by the office, once."""

import asyncio
from datetime import date, datetime, timedelta

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
    return await ask_again(session)


async def ask_again(session: AsyncSession) -> Extension:
    person, report = await focal_point(session), await owed(session)
    asked = await extensions.ask(
        session, report.id, asked_by=person.id, until=UNTIL, reason="chờ số liệu", now=NOW
    )
    assert asked is not None
    return asked


async def office(session: AsyncSession) -> Person:
    person = await someone(session, "900")
    await people.grant(session, person.id, Role.STANDING_OFFICE, now=NOW)
    return person


async def grant(
    session: AsyncSession,
    plan: Plan,
    asked: Extension,
    by: Person,
    *,
    until: date = UNTIL,
    now: datetime = NOW,
) -> Extension | None:
    return await extensions.grant(
        session, asked.id, plan=plan, until=until, decided_by=by.id, now=now
    )


async def refuse(
    session: AsyncSession, asked: Extension, by: Person, reason: str | None = None
) -> Extension | None:
    return await extensions.refuse(session, asked.id, reason=reason, decided_by=by.id, now=NOW)


async def withdraw(session: AsyncSession, asked: Extension) -> Extension | None:
    return await extensions.withdraw(session, asked.id, withdrawn_by=asked.asked_by, now=NOW)


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
        assert again is None
        assert first.until == UNTIL
        assert await extensions.of_obligation(session, first.obligation_id) == [first]


async def test_a_granted_request_moves_the_due_day_and_the_reminders(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        asked = await ask(session, plan)
        person = await office(session)
        decided = await grant(session, plan, asked, person, now=at("2026-12-16 10:00"))
        assert decided is not None
        assert (decided.granted, decided.granted_until) == (True, UNTIL)
        report = await obligations.get(session, asked.obligation_id)
    assert report is not None
    assert (report.nominal_due, report.due) == (day("2026-12-17"), UNTIL)
    assert report.next_reminder_at == at("2026-12-21 08:00")


async def test_steps_that_are_past_are_not_begun_with(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        asked = await ask(session, plan)
        person = await office(session)
        await grant(session, plan, asked, person, now=at("2026-12-21 08:00"))
        report = await owed(session)
        assert report.next_reminder_at == at("2026-12-25 08:00")


async def test_a_refused_request_moves_nothing(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        asked = await ask(session, plan)
        person = await office(session)
        decided = await refuse(session, asked, person, "phường phải tổng hợp")
        assert decided is not None
        assert (decided.granted, decided.granted_until) == (False, None)
        assert decided.refusal_reason == "phường phải tổng hợp"
        assert (await owed(session)).due == day("2026-12-17")


async def test_of_two_answers_the_first_holds(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        asked = await ask(session, plan)
        person = await office(session)

    async def answer(granted: bool) -> Extension | None:
        async with database.write() as session:
            if granted:
                return await grant(session, plan, asked, person)
            return await refuse(session, asked, person)

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
        assert await grant(session, plan, asked, person) is None
        assert await refuse(session, asked, person) is None
        kept = await obligations.get(session, report.id)
        assert asked.is_waiting
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
        await refuse(session, asked, person)
        assert await extensions.pending(session) == []


async def test_after_a_refusal_one_may_ask_again(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        first = await ask(session, plan)
        person = await office(session)
        await refuse(session, first, person)
        second = await ask_again(session)
        assert await extensions.of_obligation(session, first.obligation_id) == [first, second]


async def test_requests_and_answers_are_on_record_without_their_reasons(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        asked = await ask(session, plan)
        person = await office(session)
        await withdraw(session, asked)
        asked = await ask_again(session)
        await refuse(session, asked, person, "phường phải tổng hợp")
        await grant(session, plan, await ask_again(session), person, until=day("2026-12-21"))
        entries = (await session.exec(select(AuditEntry))).all()
    assert [entry.action.removeprefix("extension_") for entry in entries] == [
        "asked", "withdrawn", "asked", "refused", "asked", "granted",
    ]  # fmt: skip
    assert [entry.facts for entry in entries] == [
        *[{"until": "2026-12-28"}] * 5,
        {"until": "2026-12-28", "granted_until": "2026-12-21"},
    ]


async def test_an_unknown_request_is_not_answered(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        person = await office(session)
        granted = await extensions.grant(
            session, 999, plan=plan, until=UNTIL, decided_by=person.id, now=NOW
        )
        withdrawn = await extensions.withdraw(session, 999, withdrawn_by=person.id, now=NOW)
        assert granted is withdrawn is None
        assert await extensions.get(session, 999) is None


async def test_the_office_may_grant_another_day_than_was_asked_for(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        asked = await ask(session, plan)
        person = await office(session)
        moment = at("2026-12-16 10:00")
        await grant(session, plan, asked, person, until=day("2026-12-21"), now=moment)
    async with database.read() as session:
        kept = await extensions.get(session, asked.id)
        report = await owed(session)
    assert kept is not None
    assert (kept.until, kept.granted_until) == (UNTIL, day("2026-12-21"))
    assert report.due == day("2026-12-21")
    assert report.next_reminder_at == at("2026-12-18 08:00")  # T-3 of the day granted


async def test_what_is_withdrawn_waits_no_more_and_cannot_be_answered(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        asked = await ask(session, plan)
        (mine,) = await extensions.waiting_of(session, ["TTPVHCC"])
        assert mine.extension == asked
        assert await extensions.waiting_of(session, ["MTTQ"]) == []
        withdrawn = await withdraw(session, asked)
        assert withdrawn is not None
        assert (withdrawn.withdrawn_by, withdrawn.withdrawn_at) == (asked.asked_by, NOW)
        assert await extensions.pending(session) == []
        assert await extensions.waiting_of(session, ["TTPVHCC"]) == []
        person = await office(session)
        assert await grant(session, plan, asked, person) is None
        assert await refuse(session, asked, person) is None
        assert await withdraw(session, asked) is None
        assert (await owed(session)).due == day("2026-12-17")


async def test_after_withdrawing_one_may_ask_again(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        first = await ask(session, plan)
        await withdraw(session, first)
        second = await ask_again(session)
        assert await extensions.of_obligation(session, first.obligation_id) == [first, second]
        assert [first.is_waiting, second.is_waiting] == [False, True]


async def test_of_an_answer_and_a_withdrawal_at_once_one_holds(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        asked = await ask(session, plan)
        person = await office(session)

    async def act(number: int) -> Extension | None:
        async with database.write() as session:
            if number % 2:
                return await withdraw(session, asked)
            return await grant(session, plan, asked, person)

    outcomes = await asyncio.gather(*(act(number) for number in range(10)))
    (first,) = [outcome for outcome in outcomes if outcome is not None]
    async with database.read() as session:
        kept = await extensions.get(session, asked.id)
        report = await owed(session)
    assert kept is not None
    assert (kept.granted, kept.withdrawn_at) == (first.granted, first.withdrawn_at)
    assert (kept.granted is None) != (kept.withdrawn_at is None)
    assert (report.due == UNTIL) == bool(kept.granted)


async def test_of_two_who_ask_at_once_one_request_is_kept(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        people_asking = [await focal_point(session, chat=str(n)) for n in range(1, 7)]
        report = await owed(session)

    async def ask_for(person: Person) -> Extension | None:
        async with database.write() as session:
            return await extensions.ask(
                session, report.id, asked_by=person.id, until=UNTIL, reason=None, now=NOW
            )

    asked = await asyncio.gather(*(ask_for(person) for person in people_asking))
    (first,) = [request for request in asked if request is not None]
    async with database.read() as session:
        assert await extensions.of_obligation(session, report.id) == [first]
