"""A draft is one person's, and survives."""

from content.catalogue import Plan
from storage import drafts
from storage.database import Database
from tests.storage.ward import NOW, focal_point, open_year, owed

ANSWERS = {"CS01": {"status": "value", "numerator": "1234"}, "results": "Đã làm xong"}


async def test_a_draft_is_kept_and_replaced(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        person, report = await focal_point(session), await owed(session)
        await drafts.save(session, report.id, person.id, {"CS01": 1}, NOW)
        await drafts.save(session, report.id, person.id, ANSWERS, NOW)
    async with database.read() as session:
        assert await drafts.get(session, report.id, person.id) == ANSWERS


async def test_nothing_begun_is_an_empty_draft(database: Database) -> None:
    async with database.read() as session:
        assert await drafts.get(session, 1, 1) == {}


async def test_what_a_person_has_begun_is_found_without_what_is_empty(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        one, two = await focal_point(session, chat="1"), await focal_point(session, chat="2")
        report, other = await owed(session), await owed(session, "VHXH")
        await drafts.save(session, report.id, one.id, ANSWERS, NOW)
        await drafts.save(session, other.id, one.id, {}, NOW)
        await drafts.save(session, other.id, two.id, ANSWERS, NOW)
        found = await drafts.begun_by(session, one.id, [report.id, other.id])
        assert {id_: draft.updated_at for id_, draft in found.items()} == {report.id: NOW}
        assert await drafts.begun(session, report.id, two.id) is None


async def test_two_people_keep_drafts_of_their_own(database: Database, plan: Plan) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        one, two = await focal_point(session, chat="1"), await focal_point(session, chat="2")
        report = await owed(session)
        await drafts.save(session, report.id, one.id, ANSWERS, NOW)
        await drafts.save(session, report.id, two.id, {}, NOW)
        await drafts.discard(session, report.id, two.id)
        assert await drafts.get(session, report.id, one.id) == ANSWERS
        await drafts.discard(session, report.id, one.id)
        assert await drafts.get(session, report.id, one.id) == {}


async def test_words_of_any_kind_are_kept(database: Database, plan: Plan) -> None:
    words = {"results": "ổn 👩‍👩‍👧 <b> \u202e \n ' \" \\ {} %s"}
    async with database.write() as session:
        await open_year(session, plan)
        person, report = await focal_point(session), await owed(session)
        await drafts.save(session, report.id, person.id, words, NOW)
        assert await drafts.get(session, report.id, person.id) == words
