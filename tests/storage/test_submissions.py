"""A report is kept in versions with a receipt, exactly as it was said."""

import asyncio
from decimal import Decimal

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.answers import Answer, AnswerStatus, ratio
from content.catalogue import Plan
from content.periods import Cadence, Period
from storage import drafts, obligations, submissions
from storage.database import Database
from storage.models import AuditEntry, Obligation, ObligationState, Submission
from storage.people import Person
from storage.submissions import ClosedError
from tests.storage.ward import (
    NOW,
    UNIT,
    YEAR,
    at,
    focal_point,
    open_year,
    owed,
    someone,
    statements,
)

ANSWERS = {
    "CS01": ratio(Decimal(1234), Decimal(1380)),
    "CS02": Answer(AnswerStatus.NO_ACTIVITY),
    "CS03": Answer(AnswerStatus.NO_DATA, warnings=("jump", "decimal_slip")),
    "CS04": Answer(AnswerStatus.WORDS, words="Đã vận hành"),
}
TEXTS = {"results": "Tốt", "difficulties": "Thiếu máy"}


async def submit(
    session: AsyncSession,
    report: Obligation,
    author: Person,
    answers: dict[str, Answer] | None = None,
    moment: str = "2026-12-15 10:00",
) -> Submission:
    return await submissions.submit(
        session, report, author=author, answers=answers or {}, texts={}, now=at(moment)
    )


async def test_a_report_is_kept_as_it_was_said(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        author, report = await focal_point(session), await owed(session)
        sent = await submissions.submit(
            session, report, author=author, answers=ANSWERS, texts=TEXTS, now=NOW
        )
    async with database.read() as session:
        assert await submissions.answers_of(session, sent.id) == ANSWERS
        assert await submissions.texts_of(session, sent.id) == TEXTS
        latest = await submissions.latest(session, report.id)
    assert latest is not None
    assert (latest.version, latest.author_id, latest.channel) == (1, author.id, "telegram")


@pytest.mark.parametrize(
    "value", ["0.1", "89.42028985507246376811594203", "99999999999999999999", "-0.000001", "1E+3"]
)
async def test_figures_keep_every_digit(database: Database, plan: Plan, value: str) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        author, report = await focal_point(session), await owed(session)
        said = {"NL01": Answer(AnswerStatus.VALUE, value=Decimal(value))}
        sent = await submit(session, report, author, said)
    async with database.read() as session:
        kept = (await submissions.answers_of(session, sent.id))["NL01"].value
    assert kept == Decimal(value)
    assert isinstance(kept, Decimal)


async def test_a_submission_ends_reminding_and_its_authors_draft(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        author, other = await focal_point(session, chat="1"), await focal_point(session, chat="2")
        report = await owed(session)
        for person in (author, other):
            await drafts.save(session, report.id, person.id, {"CS01": 1}, NOW)
        await submit(session, report, author)
    async with database.read() as session:
        kept = await obligations.get(session, report.id)
        assert kept is not None
        assert kept.state == ObligationState.SUBMITTED
        assert kept.submitted_at == at("2026-12-15 10:00")
        assert kept.next_reminder_at is None
        assert await drafts.get(session, report.id, author.id) == {}
        assert await drafts.get(session, report.id, other.id) == {"CS01": 1}  # theirs to decide


async def test_the_handler_sees_the_report_as_sent(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        author, report = await focal_point(session), await owed(session)
        await submit(session, report, author)
        assert report.state == ObligationState.SUBMITTED
        assert report.submitted_at == at("2026-12-15 10:00")


async def test_a_correction_is_a_new_version_beside_the_old(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        author, report = await focal_point(session), await owed(session)
        first = await submit(session, report, author, ANSWERS)
        second = await submit(session, report, author, moment="2026-12-20 10:00")
        assert (first.receipt, second.receipt) == (
            "BC-TTPVHCC-2026-12-01",
            "BC-TTPVHCC-2026-12-02",
        )
        assert await submissions.latest(session, report.id) == second
        assert await submissions.answers_of(session, first.id) == ANSWERS
        assert report.submitted_at == at("2026-12-15 10:00")  # when it came first


async def test_two_reports_of_one_month_have_receipts_of_their_own(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan, YEAR)
        await open_year(session, plan, Period(Cadence.MONTHLY, 2026, 12))
        author = await focal_point(session)
        reports = await obligations.owed_by(session, [UNIT])
        sent = [await submit(session, report, author) for report in reports]
    assert [(s.version, s.receipt[-2:]) for s in sent] == [(1, "01"), (1, "02")]


async def test_two_who_send_at_once_both_count(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        author, report_id = await focal_point(session), (await owed(session)).id

    async def send() -> int:
        async with database.write() as session:
            report = await obligations.get(session, report_id)
            assert report is not None
            return (await submit(session, report, author)).version

    versions = await asyncio.gather(*(send() for _ in range(8)))
    assert sorted(versions) == list(range(1, 9))


@pytest.mark.parametrize("state", [ObligationState.ACCEPTED, ObligationState.NOT_APPLICABLE])
async def test_a_closed_report_takes_no_new_version(
    database: Database, plan: Plan, state: ObligationState
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        author, report = await focal_point(session), await owed(session)
        report.state = state
        await session.flush()
        with pytest.raises(ClosedError):
            await submit(session, report, author)


async def test_a_submission_is_on_record_without_what_it_says(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        author, report = await focal_point(session), await owed(session)
        await submissions.submit(
            session, report, author=author, answers=ANSWERS, texts=TEXTS, now=NOW
        )
        (entry,) = (await session.exec(select(AuditEntry))).all()
    assert (entry.action, entry.person_id) == ("report_submitted", author.id)
    assert entry.subject == f"obligation:{report.id}"
    assert entry.facts == {"version": 1, "receipt": "BC-TTPVHCC-2026-12-01"}


async def test_nothing_sent_has_no_latest_version(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        assert await submissions.latest(session, (await owed(session)).id) is None


async def test_sending_takes_as_many_statements_for_one_figure_as_for_thirty(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        author = await focal_point(session)
        counts = []
        for size, unit in ((1, UNIT), (30, "VHXH")):
            report = await owed(session, unit)
            answers = {f"X{n}": ratio(Decimal(n), Decimal(100)) for n in range(size)}
            with statements(database) as said:
                await submit(session, report, author, answers)
            counts.append(len(said))
    assert counts[0] == counts[1]


async def months_reported(
    session: AsyncSession, plan: Plan, figures: dict[int, dict[str, Answer]]
) -> Person:
    """The unit's reports of these months of 2027, sent."""
    author = await someone(session)
    for month, answers in figures.items():
        await open_year(session, plan, Period(Cadence.MONTHLY, 2027, month))
        author = await focal_point(session)
        await submit(session, await owed(session), author, answers)
    return author


def figure(value: int) -> Answer:
    return Answer(AnswerStatus.VALUE, value=Decimal(value))


async def test_earlier_figures_come_newest_first(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        figures = {m: {"CS01": figure(m), "CS02": figure(m * 10)} for m in (1, 2, 4, 5)}
        await months_reported(session, plan, figures)
        with statements(database) as said:
            earlier = await submissions.previous_values(
                session, UNIT, ["CS01", "CS02", "NL01"], "2027-05"
            )
    assert earlier == {
        "CS01": [figure(4), figure(2), figure(1)],
        "CS02": [figure(40), figure(20), figure(10)],
        "NL01": [],
    }
    assert len(said) == 1


async def test_earlier_figures_are_as_many_as_wanted(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await months_reported(session, plan, {m: {"CS01": figure(m)} for m in (1, 2, 4)})
        earlier = await submissions.previous_values(session, UNIT, ["CS01"], "2027-05", limit=2)
        assert earlier["CS01"] == [figure(4), figure(2)]


async def test_only_the_last_version_of_a_period_counts(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        author = await months_reported(session, plan, {1: {"CS01": figure(1)}})
        report = (await session.exec(select(Obligation).where(Obligation.unit_code == UNIT))).one()
        await submit(session, report, author, {"CS01": figure(99)})
        earlier = await submissions.previous_values(session, UNIT, ["CS01"], "2027-02")
    assert earlier["CS01"] == [figure(99)]


async def test_a_period_without_a_figure_is_passed_over(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        figures = {
            1: {"CS01": figure(1)},
            2: {"CS01": Answer(AnswerStatus.NO_DATA)},
            4: {"CS01": Answer(AnswerStatus.SKIPPED)},
        }
        await months_reported(session, plan, figures)
        earlier = await submissions.previous_values(session, UNIT, ["CS01"], "2027-05")
    assert earlier["CS01"] == [figure(1)]


async def test_figures_of_another_cadence_can_be_left_out(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await months_reported(session, plan, {1: {"CS01": figure(1)}})
        monthly, quarterly = [
            await submissions.previous_values(session, UNIT, ["CS01"], "2027-06", cadence=cadence)
            for cadence in (Cadence.MONTHLY, Cadence.QUARTER)
        ]
    assert (monthly["CS01"], quarterly["CS01"]) == ([figure(1)], [])


async def test_another_units_figures_are_not_ours(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await months_reported(session, plan, {1: {"CS01": figure(1)}})
        earlier = await submissions.previous_values(session, "VHXH", ["CS01"], "2027-05")
    assert earlier == {"CS01": []}
