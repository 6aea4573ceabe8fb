"""Two people become one, and nothing that named the other is left behind or lost."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.catalogue import Plan
from content.roles import Role
from storage import (
    conversations,
    drafts,
    extensions,
    invites,
    links,
    outbox,
    people,
    reminders,
    submissions,
)
from storage.conversations import Standing
from storage.database import Database
from storage.learning import learners
from storage.models import (
    AddressRow,
    AuditEntry,
    Digest,
    Draft,
    LessonMail,
    OutboxRow,
    PersonRow,
    Reminder,
    RoleGrant,
)
from storage.outbox import Letter
from storage.people import Person, PersonGone, merging
from storage.reminders import Said
from tests.storage.ward import NOW, UNIT, focal_point, open_year, owed, someone

LATER = NOW + timedelta(minutes=5)
CODE = "K7MX2Q4PH"


async def on_zalo(session: AsyncSession, chat: str = "z1") -> Person:
    return await people.recognise(session, "zalo_bot", chat, now=NOW)


def test_every_table_that_names_a_person_is_handled() -> None:
    """Whoever adds a table with a reference to a person decides here what merging does to it."""
    naming = {
        (table.name, column.name)
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        for reference in column.foreign_keys
        if reference.column.table.name == "person"
    }
    handled = {(str(table.__tablename__), column) for table, column in merging.CHANGE_HANDS}
    handled |= {(str(table.__tablename__), "person_id") for table in merging.ARE_SORTED_OUT}
    assert handled == naming


async def _fill(session: AsyncSession, plan: Plan, person: Person, code: str) -> None:
    """Something of this person in every table that names one."""
    report = await owed(session)
    await people.grant(session, person.id, Role.LEADER, now=NOW)
    await drafts.save(session, report.id, person.id, {code: 1}, NOW)
    digest = await reminders.digest(session, person.id, NOW.date(), NOW)
    said = Said(report.id, person.id, "T-7", report.due, digest)
    await reminders.record(session, [said], NOW)
    await invites.create(
        session, role=Role.LEADER, unit_code=None, area_code=None, created_by=person.id,
        now=NOW, token=f"token{code}",
    )  # fmt: skip
    await invites.redeem(session, f"token{code}", person_id=person.id, now=NOW)
    await invites.redeem(session, "wrong", person_id=person.id, now=NOW)
    learner = await learners.ensure(session, person.id, NOW)
    session.add(
        LessonMail(
            person_id=person.id, on_day=NOW.date(), learner_id=learner.id, lesson_id="6.1",
            created_at=NOW,
        )
    )  # fmt: skip
    await links.make(session, person, CODE[:-1] + code[-1], NOW)
    standing = Standing("Report:answering", {"obligation": report.id}, person.address.id)
    await conversations.save(await session.connection(), {person.id: standing})


async def test_everything_of_the_other_is_the_ones_afterwards(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        one, other = await focal_point(session), await on_zalo(session)
        await _fill(session, plan, one, "A1")
        await _fill(session, plan, other, "A2")
        report = await owed(session)
        asked = await extensions.ask(
            session, report.id, asked_by=other.id, until=report.due + timedelta(days=1),
            reason="chờ", now=NOW,
        )  # fmt: skip
        assert asked
        await submissions.submit(session, report, author=other, answers={}, texts={}, now=NOW)
    async with database.write() as session:
        merged = await people.merge(session, other.id, one.id, LATER)
    assert (merged.person_id, merged.gone_id) == (one.id, other.id)
    async with database.read() as session:
        assert (await session.exec(select(PersonRow.id))).all() == [one.id]
        for table, column in merging.CHANGE_HANDS:
            rows = (await session.exec(select(getattr(table, column)))).all()
            assert set(rows) <= {one.id, None}, table
        for place in merging.ARE_SORTED_OUT:
            rows = (await session.exec(select(place))).all()
            assert {row.person_id for row in rows} <= {one.id}, place  # type: ignore[attr-defined]
        chats = await people.chats_of(session, one.id)
        assert [chat.channel for chat in chats] == ["telegram", "zalo_bot"]


async def test_who_has_roles_stays_though_the_other_is_older(database: Database) -> None:
    async with database.write() as session:
        older, newer = await someone(session), await on_zalo(session)
        await people.grant(session, newer.id, Role.LEADER, now=NOW)
        merged = await people.merge(session, older.id, newer.id, NOW)
        assert merged.person_id == newer.id
        assert (await someone(session)).has(Role.LEADER)


async def test_a_role_held_by_both_is_held_once(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        one, other = await focal_point(session), await on_zalo(session)
        await people.grant(session, other.id, Role.FOCAL_POINT, unit_code=UNIT, now=NOW)
        await people.merge(session, one.id, other.id, LATER)
        held = (await session.exec(select(RoleGrant.revoked_at).order_by(col(RoleGrant.id)))).all()
        assert held == [None, LATER]
        assert (await on_zalo(session)).units == (UNIT,)


async def test_the_newer_answer_stays_and_the_older_is_told(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        one, other, report = (
            await focal_point(session),
            await on_zalo(session),
            await owed(session),
        )
        await drafts.save(session, report.id, one.id, {"A": {"v": 1}, "B": {"v": 2}}, LATER)
        await drafts.save(session, report.id, other.id, {"A": {"v": 3}, "C": {"v": 4}}, NOW)
        merged = await people.merge(session, one.id, other.id, LATER)
        kept = await drafts.begun(session, report.id, one.id)
        assert kept
        assert kept.answers == {"A": {"v": 1}, "B": {"v": 2}, "C": {"v": 4}}
        assert kept.updated_at == LATER
    (replaced,) = merged.replaced
    assert (replaced.code, replaced.stays, replaced.goes) == ("A", {"v": 1}, {"v": 3})


async def test_the_same_answer_twice_is_no_loss(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        one, other, report = (
            await focal_point(session),
            await on_zalo(session),
            await owed(session),
        )
        for person in (one, other):
            await drafts.save(session, report.id, person.id, {"A": {"v": 1}}, NOW)
        assert (await people.merge(session, one.id, other.id, NOW)).replaced == ()


async def test_a_reply_to_either_message_of_a_day_is_about_what_both_said(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        one, other = await focal_point(session), await on_zalo(session)
        first, second = await owed(session), await owed(session, "VHXH")
        ids = []
        for person, report in ((one, first), (other, second)):
            digest = await reminders.digest(session, person.id, NOW.date(), NOW)
            assert digest
            ids.append(digest)
            said = Said(report.id, person.id, "T-7", report.due, digest)
            await reminders.record(session, [said], NOW)
            address = person.address
            letter = Letter(
                address.channel, address.id, address.external_id, {"text": "x", "language": "vi"},
                subject=f"digest:{digest}",
            )  # fmt: skip
            await outbox.add(session, [letter], NOW)
        await people.merge(session, one.id, other.id, NOW)
        subjects = (await session.exec(select(OutboxRow.subject))).all()
        assert set(subjects) == {f"digest:{ids[0]}"}
        spoken = await reminders.obligations_of_digest(session, ids[0])
        assert {report.id for report in spoken} == {first.id, second.id}
        assert len((await session.exec(select(Digest))).all()) == 1


async def test_a_step_said_to_both_is_said_once(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        one, other, report = (
            await focal_point(session),
            await on_zalo(session),
            await owed(session),
        )
        for person in (one, other):
            await reminders.record(session, [Said(report.id, person.id, "T-7", report.due)], NOW)
        await people.merge(session, one.id, other.id, NOW)
        assert len((await session.exec(select(Reminder))).all()) == 1


@pytest.mark.parametrize("who", ["stays", "goes", "nobody"])
async def test_consent_is_taken_over_never_made(database: Database, who: str) -> None:
    async with database.write() as session:
        one, other = await someone(session), await on_zalo(session)
        if who != "nobody":
            given_by = one if who == "stays" else other
            await people.record_consent(session, given_by.id, "2026-12", NOW)
        await people.merge(session, one.id, other.id, LATER)
        assert (await someone(session)).has_consented == (who != "nobody")
        row = (await session.exec(select(PersonRow))).one()
        assert row.consent_version == (None if who == "nobody" else "2026-12")


async def test_nobody_is_merged_with_themselves_or_with_nobody(database: Database) -> None:
    async with database.write() as session:
        one = await someone(session)
        for other in (one.id, 99):
            with pytest.raises(PersonGone):
                await people.merge(session, one.id, other, NOW)


async def test_it_is_on_record_who_was_joined(database: Database) -> None:
    async with database.write() as session:
        one, other = await someone(session), await on_zalo(session)
        await people.merge(session, one.id, other.id, NOW)
        entry = (await session.exec(select(AuditEntry))).one()
        assert (entry.action, entry.person_id) == ("people_linked", one.id)
        assert entry.facts == {"was": other.id}


async def test_what_is_written_for_who_is_gone_fails_and_is_tried_again(
    database: Database, plan: Plan
) -> None:
    """A worker or the schedule may still hold the person as they were."""
    async with database.write() as session:
        await open_year(session, plan)
        one, other, report = (
            await focal_point(session),
            await on_zalo(session),
            await owed(session),
        )
        await people.merge(session, one.id, other.id, NOW)
    with pytest.raises(IntegrityError):
        async with database.write() as session:
            await drafts.save(session, report.id, other.id, {"A": 1}, NOW)
    with pytest.raises(PersonGone):
        async with database.write() as session:
            await people.set_language(session, other.id, "en")
    with pytest.raises(PersonGone):
        async with database.write() as session:
            await people.hold(session, [one.id, other.id])


async def test_an_answer_saved_while_two_are_merged_is_not_lost(
    database: Database, plan: Plan
) -> None:
    """The other phone is typing at this very moment."""
    async with database.write() as session:
        await open_year(session, plan)
        one, other, report = (
            await focal_point(session),
            await on_zalo(session),
            await owed(session),
        )
        await drafts.save(session, report.id, other.id, {"A": 1}, NOW)

    saved = 0

    async def types() -> None:
        nonlocal saved
        for number in range(20):
            async with database.write() as session:
                me = await on_zalo(session)
                before = await drafts.get(session, report.id, me.id)
                await drafts.save(session, report.id, me.id, before | {f"N{number}": 1}, NOW)
            saved += 1

    async def merges() -> None:
        async with database.write() as session:
            await people.merge(session, one.id, other.id, NOW)

    faults = await asyncio.gather(types(), merges(), return_exceptions=True)
    assert all(isinstance(fault, IntegrityError | PersonGone | None) for fault in faults)
    async with database.read() as session:
        (draft,) = (await session.exec(select(Draft))).all()
    assert len(draft.answers) == 1 + saved


async def test_a_letter_to_the_other_chat_still_goes_there(database: Database) -> None:
    async with database.write() as session:
        one, other = await someone(session), await on_zalo(session)
        address = other.address
        payload = {"text": "x", "language": "vi"}
        letter = Letter(address.channel, address.id, address.external_id, payload)
        await outbox.add(session, [letter], NOW)
        await people.merge(session, one.id, other.id, NOW)
    async with database.connect_to_write() as connection:
        due = await outbox.due(connection, channel="zalo_bot", term=1, resting=(), most=9)
    assert [letter.recipient for letter in due] == ["z1"]


async def test_a_chat_that_leaves_is_somebody_new(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        one, other = await focal_point(session), await on_zalo(session)
        await people.merge(session, one.id, other.id, NOW)
        await people.prefer(session, one.id, "zalo_bot")
        await people.let_cross(session, one.id, may_cross=True)
        me = await someone(session)
        left = await people.part(session, me, other.address.id, NOW)
        assert left
        assert left.channel == "zalo_bot"
        new, stays = await on_zalo(session), await someone(session)
        assert (new.grants, new.has_consented, new.is_linked) == ((), False, False)
        assert (stays.preferred_channel, stays.may_cross, stays.units) == (None, False, (UNIT,))
        assert await people.part(session, stays, stays.address.id, NOW) is None  # the only one


async def test_nobody_takes_a_chat_of_somebody_else(database: Database) -> None:
    async with database.write() as session:
        one, other = await someone(session), await on_zalo(session)
        assert await people.part(session, one, other.address.id, NOW) is None


async def test_the_preferred_channel_is_used_while_it_can_be_reached(database: Database) -> None:
    async with database.write() as session:
        one, other = await someone(session), await on_zalo(session)
        await people.merge(session, one.id, other.id, NOW)
        for preferred, reached in ((None, "zalo_bot"), ("telegram", "telegram")):
            await people.prefer(session, one.id, preferred)
            person = await people.by_id(session, one.id)
            assert person
            assert person.address.channel == reached
        await people.mark_unreachable(session, one.address.id)
        for may_cross, reached in ((False, "telegram"), (True, "zalo_bot")):
            await people.let_cross(session, one.id, may_cross=may_cross)
            person = await people.by_id(session, one.id)
            assert person
            assert person.address.channel == reached


@pytest_asyncio.fixture
async def agreed(database: Database) -> AsyncIterator[tuple[Person, Person, int]]:
    """A code shown on Telegram was typed on Zalo, and Zalo has said yes."""
    async with database.write() as session:
        one, other = await someone(session), await on_zalo(session)
        await links.make(session, one, CODE, NOW)
        linking = await links.claim(session, CODE, other, NOW)
        assert isinstance(linking, links.Linking)
        assert await links.agree(session, linking.id, other, NOW)
    yield one, other, linking.id


async def test_of_two_last_yeses_at_once_one_links(
    database: Database, agreed: tuple[Person, Person, int]
) -> None:
    one, _other, link_id = agreed

    async def says_yes() -> bool:
        async with database.write() as session:
            return await links.join(session, link_id, one, NOW) is not None

    assert sorted(await asyncio.gather(says_yes(), says_yes())) == [False, True]
    async with database.read() as session:
        assert len((await session.exec(select(PersonRow))).all()) == 1


async def test_only_the_side_that_shows_the_code_says_the_last_yes(
    database: Database, agreed: tuple[Person, Person, int]
) -> None:
    _one, other, link_id = agreed
    async with database.write() as session:
        assert await links.join(session, link_id, other, NOW) is None
        thief = await people.recognise(session, "telegram", "666", now=NOW)
        assert await links.join(session, link_id, thief, NOW) is None
        assert await links.drop(session, link_id, thief, NOW) is None


async def test_two_codes_at_once_join_three_chats_or_refuse(database: Database) -> None:
    """Both codes of one Telegram chat cannot be open; two people's codes cross."""
    async with database.write() as session:
        one, other = await someone(session), await on_zalo(session)
        await links.make(session, one, CODE, NOW)
        await links.make(session, other, "K7MX2Q4PX", NOW)
        mine = await links.claim(session, "K7MX2Q4PX", one, NOW)
        theirs = await links.claim(session, CODE, other, NOW)
        assert isinstance(mine, links.Linking)
        assert isinstance(theirs, links.Linking)
        assert await links.agree(session, mine.id, one, NOW)
        assert await links.agree(session, theirs.id, other, NOW)

    async def joins(link_id: int, person: Person) -> bool:
        async with database.write() as session:
            return await links.join(session, link_id, person, NOW) is not None

    done = await asyncio.gather(
        joins(mine.id, other), joins(theirs.id, one), return_exceptions=True
    )
    assert done.count(True) == 1
    async with database.read() as session:
        assert len((await session.exec(select(PersonRow))).all()) == 1
        assert len(set((await session.exec(select(AddressRow.person_id))).all())) == 1


async def test_only_the_hash_of_a_code_is_kept(database: Database) -> None:
    async with database.write() as session:
        await links.make(session, await someone(session), CODE, NOW)
        rows = await (await session.connection()).execute(text("SELECT * FROM link_code"))
        assert CODE not in repr(rows.all())


async def test_many_wrong_codes_in_all_make_everybody_wait(database: Database) -> None:
    async with database.write() as session:
        one, other = await someone(session), await on_zalo(session)
        await links.make(session, one, CODE, NOW)
        for number in range(100):
            guesser = await people.recognise(session, "zalo_bot", f"g{number}", now=NOW)
            await links.claim(session, "C2CC2CC2C", guesser, NOW)
        refused = await links.claim(session, CODE, other, NOW)
        assert refused == links.Refused(links.Reason.TOO_MANY_GUESSES)
        assert isinstance(
            await links.claim(
                session, await _fresh(session, one), other, NOW + timedelta(hours=1)
            ),
            links.Linking,
        )


async def _fresh(session: AsyncSession, person: Person) -> str:
    await links.make(session, person, "K7MX2Q4PV", NOW + timedelta(hours=1))
    return "K7MX2Q4PV"
