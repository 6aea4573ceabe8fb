"""Looking back on what was sent: the version that counts, newest first, with who sent it."""

from datetime import timedelta

from content.catalogue import Plan
from content.periods import Cadence, Period
from storage import obligations, people, sent, submissions
from storage.database import Database
from storage.models import Submission
from storage.sent import Sent
from tests.storage.ward import NOW, UNIT, focal_point, open_year, owed

NOVEMBER = Period(Cadence.MONTHLY, 2026, 11)


async def test_each_report_is_found_once_in_its_newest_version(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        person = await focal_point(session)
        await people.set_name(session, person.id, "Chị Hoa")
        report = await owed(session)

        async def send(hours: int) -> Submission:
            return await submissions.submit(
                session, report, author=person, answers={}, texts={},
                now=NOW + timedelta(hours=hours),
            )  # fmt: skip

        first, second = await send(1), await send(2)
        assert versions(await sent.by_units(session, [UNIT], most=9)) == [(second.receipt, 2)]
        assert versions(await sent.of_obligations(session, [report.id])) == [(second.receipt, 2)]
        assert await sent.count_by_units(session, [UNIT]) == 1
        older = await sent.with_receipt(session, first.receipt)
        assert older is not None
        assert (older.submission.version, older.author) == (1, "Chị Hoa")
        assert older.obligation.id == report.id


async def test_the_newest_come_first_and_a_page_at_a_time(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        await obligations.open_period(session, plan, NOVEMBER, NOW)
        person = await focal_point(session)
        for hour, report in enumerate(await obligations.owed_by(session, [UNIT])):
            await submissions.submit(
                session, report, author=person, answers={}, texts={},
                now=NOW + timedelta(hours=hour),
            )  # fmt: skip
    async with database.read() as session:
        everything = await sent.by_units(session, [UNIT], most=9)
        moments = [one.submission.submitted_at for one in everything]
        assert moments == sorted(moments, reverse=True)
        assert len(everything) == await sent.count_by_units(session, [UNIT]) == 2
        assert await sent.by_units(session, [UNIT], most=1) == everything[:1]
        assert await sent.by_units(session, [UNIT], most=1, skip=1) == everything[1:]


async def test_only_the_units_asked_for(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        person = await focal_point(session)
        await submissions.submit(
            session, await owed(session), author=person, answers={}, texts={}, now=NOW
        )
        assert await sent.by_units(session, ["VHXH"], most=9) == []
        assert await sent.by_units(session, [], most=9) == []
        assert await sent.count_by_units(session, ["VHXH"]) == 0
        assert await sent.of_obligations(session, []) == []
        assert await sent.with_receipt(session, "BC-TTPVHCC-2026-12-77") is None


def versions(found: list[Sent]) -> list[tuple[str, int]]:
    return [(one.submission.receipt, one.submission.version) for one in found]
