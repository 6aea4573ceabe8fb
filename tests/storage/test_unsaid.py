"""What a letter was to say and never will counts as not said."""

from content.catalogue import Plan
from storage import outbox, people, reminders, unsaid
from storage.database import Database
from storage.models.machine import OutboxState
from storage.outbox import Letter, Outcome, Priority
from storage.reminders import Said
from tests.storage.ward import NOW, focal_point, open_year, owed

TOMORROW = NOW.replace(day=NOW.day + 1)


async def remind(database: Database, plan: Plan, *texts: str) -> list[int]:
    """A digest said in so many messages; the ids of the letters."""
    async with database.write() as session:
        await open_year(session, plan)
        person, obligation = await focal_point(session), await owed(session)
        obligation.next_reminder_at = None
        digest = await reminders.digest(session, person.id, NOW.date(), NOW)
        await reminders.record(
            session, [Said(obligation.id, person.id, "T-7", obligation.due, digest)], NOW
        )
        address = person.address
        for number, text in enumerate(texts):
            letter = Letter(
                address.channel, address.id, address.external_id, {"text": text},
                priority=Priority.REMINDER, subject=f"digest:{digest}",
                key=f"office:{number}", good_until=TOMORROW,
            )  # fmt: skip
            await outbox.add(session, [letter], NOW)
    async with database.connect_to_write() as connection:
        taken = await outbox.due(connection, channel="telegram", term=1, resting=[], most=9)
        first = taken[0].id
        ids = [first + number for number in range(len(texts))]
        await outbox.take(connection, ids, term=1)
    return ids


async def fail(database: Database, ids: list[int], state: OutboxState) -> None:
    fates = [Outcome(id_, OutboxState.FAILED) for id_ in ids[1:]]
    async with database.connect_to_write() as connection:
        await outbox.record(connection, [Outcome(ids[0], state), *fates], term=1, now=NOW)
        await unsaid.take_back(connection, ids, TOMORROW)


async def test_a_reminder_that_never_came_is_due_at_once(database: Database, plan: Plan) -> None:
    await fail(database, await remind(database, plan, "Nhắc"), OutboxState.FAILED)
    async with database.read() as session:
        obligation = await owed(session)
        assert obligation.next_reminder_at == TOMORROW
        assert await reminders.last_reminded(session, [obligation.id]) == {}


async def test_a_reminder_half_of_which_was_read_was_said(database: Database, plan: Plan) -> None:
    await fail(database, await remind(database, plan, "Nhắc", "tiếp"), OutboxState.SENT)
    async with database.read() as session:
        assert (await owed(session)).next_reminder_at is None


async def test_a_letter_that_never_came_leaves_its_key_to_another(
    database: Database, plan: Plan
) -> None:
    await fail(database, await remind(database, plan, "Nhắc"), OutboxState.FAILED)
    async with database.write() as session:
        person = await people.find(session, "telegram", "1")
        assert person
        again = Letter("telegram", person.address.id, "1", {"text": "Nhắc"}, key="office:0")
        await outbox.add(session, [again], TOMORROW)
    async with database.connect_to_write() as connection:
        assert await outbox.waiting(connection) == 1


async def test_nobody_was_nudged_by_a_letter_that_never_came(
    database: Database, plan: Plan
) -> None:
    async with database.write() as session:
        await open_year(session, plan)
        person, obligation = await focal_point(session), await owed(session)
        said = Said(obligation.id, person.id, "now:2026-12-01", obligation.due)
        await reminders.record(session, [said], NOW)
        address = person.address
        letter = Letter(
            address.channel, address.id, address.external_id, {"text": "Nhắc"},
            priority=Priority.REMINDER, subject=f"obligations:{obligation.id}",
            good_until=TOMORROW,
        )  # fmt: skip
        await outbox.add(session, [letter], NOW)
    async with database.connect_to_write() as connection:
        failed = await outbox.give_up_channel(connection, "telegram", reason="not configured")
        await unsaid.take_back(connection, failed, NOW)
    async with database.read() as session:
        assert await reminders.last_reminded(session, [obligation.id]) == {}
