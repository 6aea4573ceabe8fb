"""What a message was about when somebody replies to it."""

from datetime import UTC, datetime

from sqlalchemy import update
from sqlmodel import col

from storage import outbox, people, replies
from storage.database import Database
from storage.models import OutboxRow
from storage.models.machine import OutboxState
from storage.outbox import Letter
from storage.people import Person

NOW = datetime(2026, 12, 10, 1, tzinfo=UTC)


async def sent(
    database: Database, who: str, *, subject: str | None = None, edits: str | None = None
) -> Person:
    """A letter that arrived as message 77 of its chat, or as an edit of it."""
    async with database.write() as session:
        person = await people.recognise(session, "telegram", who, now=NOW)
        address = person.address.id
        letter = Letter("telegram", address, who, {"text": "x"}, subject=subject, edits=edits)
        await outbox.add(session, [letter], NOW)
        await session.exec(
            update(OutboxRow)
            .where(col(OutboxRow.address_id) == address)
            .values(message_id="77", state=OutboxState.SENT)
        )
    return person


async def queued(database: Database, person: Person, subject: str) -> None:
    """A letter on its way, that nobody has seen."""
    async with database.write() as session:
        address = person.address
        letter = Letter(
            "telegram", address.id, address.external_id, {"text": "x"}, subject=subject
        )
        await outbox.add(session, [letter], NOW)


async def test_a_message_is_known_by_its_chat_and_number(database: Database) -> None:
    hoa, lan = (
        await sent(database, "1", subject="digest:1"),
        await sent(database, "2", subject="digest:2"),
    )
    async with database.read() as session:
        assert await replies.subject_of(session, hoa.address, "77") == "digest:1"
        assert await replies.subject_of(session, lan.address, "77") == "digest:2"
        assert await replies.subject_of(session, hoa.address, "78") is None


async def test_a_message_turned_into_another_is_no_longer_about_it(database: Database) -> None:
    await sent(database, "1", subject="digest:1")
    hoa = await sent(database, "1", edits="77")
    async with database.read() as session:
        assert await replies.subject_of(session, hoa.address, "77") is None


async def test_the_newest_letter_of_a_chat_says_what_it_is_about(database: Database) -> None:
    hoa = await sent(database, "1", subject="digest:1")
    lan = await sent(database, "2", subject="digest:2")
    async with database.read() as session:
        assert await replies.newest_subject(session, hoa.address) == "digest:1"
    await sent(database, "1")
    async with database.read() as session:
        assert await replies.newest_subject(session, hoa.address) is None
        assert await replies.newest_subject(session, lan.address) == "digest:2"


async def test_what_has_not_arrived_is_not_what_is_answered(database: Database) -> None:
    hoa = await sent(database, "1", subject="extension:1")
    await queued(database, hoa, "extension:2")
    async with database.read() as session:
        assert await replies.newest_subject(session, hoa.address) == "extension:1"
