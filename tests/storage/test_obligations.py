"""What units owe, who is overdue, and whom it is time to remind."""

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from sqlalchemy import text
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.periods import Cadence, Period
from storage import obligations, reminders, submissions, units
from storage.database import Database
from storage.models import Obligation, ObligationState
from storage.reminders import Said
from tests.storage.ward import (
    NOW,
    UNIT,
    YEAR,
    at,
    day,
    focal_point,
    open_year,
    owed,
    statements,
)

MONTH = Period(Cadence.MONTHLY, 2027, 1)


def with_units(plan: Plan, count: int) -> Plan:
    """The same plan with this many units that report once a year."""
    unit = plan.units[UNIT]
    many = {f"U{n}": unit.model_copy(update={"code": f"U{n}"}) for n in range(count)}
    return replace(plan, units=MappingProxyType(many))


async def all_owed(session: AsyncSession) -> list[Obligation]:
    return list((await session.exec(select(Obligation))).all())


async def test_every_unit_that_reports_in_a_period_owes_a_report(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        found = await all_owed(session)
    assert {o.unit_code for o in found} == set(plan.reporting_units(Cadence.YEAR))
    assert {(o.cadence, o.period, o.state) for o in found} == {("1_year", "2026-12", "open")}


async def test_an_obligation_knows_its_days(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan, MONTH)
    async with database.read() as session:
        found = await owed(session)
    assert found.nominal_due == day("2027-01-17")  # a Sunday
    assert found.due == day("2027-01-18")
    assert found.next_reminder_at == at("2027-01-11 08:00")
    assert found.opened_at == NOW


async def test_moments_come_back_in_utc(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
    async with database.read() as session:
        found = await owed(session)
    assert found.next_reminder_at == datetime(2026, 12, 10, 1, 0, tzinfo=UTC)
    assert found.next_reminder_at.tzinfo is UTC


async def test_a_period_opens_once(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await units.sync(session, plan.units)
        first = await obligations.open_period(session, plan, YEAR, NOW)
        again = await obligations.open_period(session, plan, YEAR, NOW)
        assert first == len(plan.reporting_units(Cadence.YEAR))
        assert again == 0


async def test_a_period_opened_by_many_at_once_opens_once(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await units.sync(session, plan.units)

    async def open_it() -> int:
        async with database.write() as session:
            return await obligations.open_period(session, plan, YEAR, NOW)

    opened = await asyncio.gather(*(open_it() for _ in range(6)))
    assert sum(opened) == len(plan.reporting_units(Cadence.YEAR))


async def test_a_unit_that_joins_later_owes_too(database: Database, plan: Plan) -> None:
    everyone = set(plan.reporting_units(Cadence.YEAR))
    async with database.write() as session:
        await units.sync(session, everyone - {UNIT})
        assert await obligations.open_period(session, plan, YEAR, NOW) == len(everyone) - 1
        await units.sync(session, everyone)
        assert await obligations.open_period(session, plan, YEAR, NOW) == 1


async def test_periods_not_open_yet_are_named(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        assert await obligations.unopened(session, [MONTH, YEAR]) == [MONTH]


async def test_ten_thousand_units_open_in_one_statement(database: Database, plan: Plan) -> None:
    many = with_units(plan, 10_000)
    async with database.write() as session:
        await units.sync(session, many.units)
        with statements(database) as said:
            assert await obligations.open_period(session, many, YEAR, NOW) == 10_000
    assert len(said) == 1


async def test_more_units_than_a_statement_takes_are_opened_too(
    database: Database, plan: Plan
) -> None:
    many = with_units(plan, 33_000)
    async with database.write() as session:
        await units.sync(session, many.units)
        assert await obligations.open_period(session, many, YEAR, NOW) == 33_000


async def test_a_unit_sees_what_it_owes_most_urgent_first(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan, MONTH)
        await open_year(session, plan, YEAR)
        mine = await obligations.owed_by(session, [UNIT])
        assert [o.period for o in mine] == ["2026-12", "2027-01"]
        assert await obligations.owed_by(session, []) == []


async def test_one_obligation_is_found_by_its_id(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        found = await owed(session)
        assert await obligations.get(session, found.id) is found
        assert await obligations.get(session, 10**15) is None


async def test_a_report_is_overdue_from_the_day_after(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
    async with database.read() as session:
        assert await obligations.overdue(session, day("2026-12-17")) == []
        late = await obligations.overdue(session, day("2026-12-18"))
    assert {line.obligation.unit_code for line in late} == set(plan.reporting_units(Cadence.YEAR))


async def test_who_has_sent_is_not_overdue(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        author = await focal_point(session)
        await submissions.submit(
            session, await owed(session), author=author, answers={}, texts={}, now=NOW
        )
        late = await obligations.overdue(session, day("2026-12-18"))
        missing = await obligations.not_submitted(session, period="2026-12")
    expected = set(plan.reporting_units(Cadence.YEAR)) - {UNIT}
    assert {line.obligation.unit_code for line in late} == expected
    assert {line.obligation.unit_code for line in missing} == expected


async def test_what_was_sent_back_is_overdue_again(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        (await owed(session)).state = ObligationState.RETURNED
        late = await obligations.overdue(session, day("2026-12-18"))
    assert UNIT in {line.obligation.unit_code for line in late}


async def test_the_overdue_can_be_asked_by_period_and_cadence(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan, MONTH)
        await open_year(session, plan, YEAR)
        today = day("2027-02-01")
        yearly = await obligations.overdue(session, today, cadence=Cadence.YEAR)
        january = await obligations.overdue(session, today, period="2027-01")
        neither = await obligations.overdue(session, today, cadence=Cadence.YEAR, period="2027-01")
        both = await obligations.overdue(session, today)
    assert {line.obligation.period for line in yearly} == {"2026-12"}
    assert {line.obligation.cadence for line in january} == {"monthly"}
    assert neither == []
    assert len(both) == len(yearly) + len(january)
    assert [line.obligation.due for line in both] == sorted(line.obligation.due for line in both)


async def test_an_overdue_line_says_who_answers_and_when_they_were_told(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        first = await focal_point(session, chat="1")
        second = await focal_point(session, chat="2")
        report = await owed(session)
        for step, moment in (("T-7", NOW), ("T-3", NOW + timedelta(days=4))):
            said = [Said(report.id, first.id, step, report.due)]
            await reminders.record(session, said, moment)
        skipped = Said(report.id, first.id, "T-1", report.due, was_skipped=True)
        await reminders.record(session, [skipped], NOW + timedelta(days=6))
        lines = await obligations.overdue(session, day("2026-12-18"))
    line = next(line for line in lines if line.obligation.unit_code == UNIT)
    assert line.focal_points == (first, second)
    assert line.last_reminded_at == NOW + timedelta(days=4)
    others = [line for line in lines if line.obligation.unit_code != UNIT]
    assert {(line.focal_points, line.last_reminded_at) for line in others} == {((), None)}


async def test_asking_for_the_overdue_takes_two_statements(database: Database, plan: Plan) -> None:
    many = with_units(plan, 300)
    async with database.write() as session:
        await open_year(session, many)
    async with database.read() as session:
        with statements(database) as said:
            assert len(await obligations.overdue(session, day("2026-12-18"))) == 300
    assert len(said) == 2


async def test_reminding_starts_when_the_first_step_has_come(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        before = at("2026-12-10 07:59")
        assert await obligations.due_for_reminder(session, before, 500) == []
        due = await obligations.due_for_reminder(session, at("2026-12-10 08:00"), 500)
        few = await obligations.due_for_reminder(session, at("2026-12-10 08:00"), 2)
    assert len(due) == len(plan.reporting_units(Cadence.YEAR))
    assert few == due[:2]


async def test_reminding_goes_on_at_the_moment_set(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        due = await obligations.due_for_reminder(session, at("2026-12-10 08:00"), 500)
        later = {o.id: at("2026-12-14 08:00") for o in due} | {due[0].id: None}
        with statements(database) as said:
            await obligations.set_next_reminders(session, later)
        assert await obligations.due_for_reminder(session, at("2026-12-12 08:00"), 500) == []
        again = await obligations.due_for_reminder(session, at("2026-12-14 08:00"), 500)
    assert [o.id for o in again] == [o.id for o in due[1:]]
    assert len(said) == 1


async def test_nobody_is_reminded_of_what_was_sent_meanwhile(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        report = await owed(session)
        author = await focal_point(session)
        await submissions.submit(session, report, author=author, answers={}, texts={}, now=NOW)
        await obligations.set_next_reminders(session, {report.id: NOW})
        due = await obligations.due_for_reminder(session, at("2027-06-01 08:00"), 500)
    assert UNIT not in {o.unit_code for o in due}


async def test_setting_no_reminders_is_harmless(database: Database) -> None:
    async with database.write() as session:
        await obligations.set_next_reminders(session, {})


async def test_finding_whom_to_remind_reads_only_those(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, with_units(plan, 2_000))
        await (await session.connection()).execute(text("ANALYZE"))
    with statements(database) as said:
        async with database.write() as session:
            assert await obligations.due_for_reminder(session, NOW, 500) == []
    async with database.read() as session:
        connection = await session.connection()
        explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
        query = said[0].replace("LIMIT ? OFFSET ?", "LIMIT 500")
        for asked, value in (
            (r"\$\d+::TIMESTAMP WITH TIME ZONE", "'2026-12-01'"),
            (r"\$\d+::VARCHAR", "'open'"),
            (r"\$\d+::INTEGER", "500"),
            (r"<= \?", "<= '2026-12-01'"),
            (r"= \?", "= 'open'"),
        ):
            query = re.sub(asked, value, query)
        plan_rows = await connection.exec_driver_sql(explain + query)
    assert "ix_obligation_next_reminder" in repr(plan_rows.all())
