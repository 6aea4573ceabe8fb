"""What is on record."""

from sqlmodel import select

from storage import audit
from storage.database import Database
from storage.models import AuditEntry
from tests.storage.ward import NOW, someone


async def test_an_act_is_on_record_with_its_facts(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
        await audit.record(
            session, action="refused", subject="menu:overdue", person_id=person.id, now=NOW, n=3
        )
    async with database.read() as session:
        (entry,) = (await session.exec(select(AuditEntry))).all()
    assert (entry.action, entry.subject, entry.person_id) == (
        "refused", "menu:overdue", person.id,
    )  # fmt: skip
    assert entry.facts == {"n": 3}


async def test_the_machine_acts_without_a_person(database: Database) -> None:
    async with database.write() as session:
        await audit.record(session, action="period_opened", subject="period:2026-12", now=NOW)
        (entry,) = (await session.exec(select(AuditEntry))).all()
    assert (entry.person_id, entry.facts) == (None, {})
