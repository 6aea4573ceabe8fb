"""What came in: once a report, as of its first version, with the receipt of the newest."""

from content.catalogue import Plan
from content.periods import Cadence, Period
from storage import handed_in, obligations, people, submissions
from storage.database import Database
from tests.storage.ward import UNIT, YEAR, at, focal_point, open_year, owed

NOVEMBER = Period(Cadence.MONTHLY, 2026, 11)


async def test_a_report_is_in_since_its_first_version(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        author, report = await focal_point(session), await owed(session)
        await people.set_name(session, author.id, "Hoa")
        for moment in ("2026-12-16 08:00", "2026-12-20 08:00"):
            await submissions.submit(
                session, report, author=author, answers={}, texts={}, now=at(moment)
            )
    async with database.read() as session:
        (one,) = await handed_in.for_periods(session, [YEAR])
        assert (one.obligation.unit_code, one.at) == (UNIT, at("2026-12-16 08:00"))
        assert (one.receipt, one.author) == (f"BC-{UNIT}-2026-12-02", "Hoa")
        assert await handed_in.by_unit(session, UNIT, 3) == [one]
        assert await handed_in.by_unit(session, "TYT", 3) == []


async def test_what_is_still_owed_is_not_in(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        await open_year(session, plan, NOVEMBER)
        for report in await obligations.owed_by(session, [UNIT]):
            if report.cadence == "monthly":
                obligations.mark_submitted(report, at("2026-11-16 08:00"))
                session.add(report)
    async with database.read() as session:
        assert await handed_in.for_periods(session, [YEAR]) == []
        assert await handed_in.for_periods(session, []) == []
        (one,) = await handed_in.for_periods(session, [NOVEMBER, YEAR])
        assert (one.obligation.period, one.receipt, one.author) == ("2026-11", None, None)
        (missing,) = await obligations.missing_of(session, UNIT)
        assert missing.obligation.period == "2026-12"


async def test_the_newest_periods_are_those_that_ended_last(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        assert await handed_in.newest_periods(session) == []
        await open_year(session, plan, NOVEMBER)
        await open_year(session, plan)
        assert await handed_in.newest_periods(session) == [YEAR]
        assert await handed_in.newest_periods(session, "monthly") == [NOVEMBER]
        assert await handed_in.periods_of(session, None, "2026-11") == [NOVEMBER]
        assert await handed_in.periods_of(session, "1_year", "2026-11") == []
