"""What is kept of lessons that come by themselves: rhythms, mails of a day, cards."""

import asyncio
from datetime import timedelta

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import learning, outbox
from storage.database import Database
from storage.learning import cards, learners, mails, progress, studies
from storage.learning.mails import Mailed
from storage.models import AddressRow, OutboxRow, Rhythm
from storage.outbox import Letter, Priority
from storage.people import Person
from tests.storage.ward import NOW, day, someone, statements

TODAY = day("2026-12-01")
HOUR = timedelta(hours=1)
_PATIENCE = 5.0  # seconds


async def daily(session: AsyncSession, chat: str, after: timedelta = HOUR) -> Person:
    person = await someone(session, chat)
    await studies.choose(
        session, person.id, Rhythm.DAILY, hour=10, weekday=None, next_at=NOW + after
    )
    return person


def letter(person: Person, priority: Priority) -> Letter:
    address = person.address
    return Letter(
        address.channel, address.id, address.external_id, {"text": "?", "language": "vi"},
        priority=priority,
    )  # fmt: skip


async def test_who_waits_longest_is_due_first_and_nobody_too_early(database: Database) -> None:
    async with database.write() as session:
        late = await daily(session, "1", 2 * HOUR)
        early = await daily(session, "2", HOUR)
        await daily(session, "3", 5 * HOUR)
        due = await studies.due(session, NOW + 3 * HOUR, 10)
        assert [one.person_id for one in due] == [early.id, late.id]
        assert [one.person_id for one in await studies.due(session, NOW + 3 * HOUR, 1)] == [
            early.id
        ]
        await studies.move_on(session, {early.id: NOW + 25 * HOUR, late.id: None})
        assert await studies.due(session, NOW + 3 * HOUR, 10) == []


async def test_choosing_again_replaces_and_keeps_the_learner(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
        learner = await learners.ensure(session, person.id, NOW)
        for hour in (7, 19):
            await studies.choose(
                session, person.id, Rhythm.WEEKLY, hour=hour, weekday=6, next_at=NOW
            )
    async with database.read() as session:
        study = await studies.find(session, person.id)
        assert study
        assert (study.hour, study.weekday, study.learner_id) == (19, 6, learner.id)


async def test_stopping_gives_up_lessons_and_nothing_else(database: Database) -> None:
    async with database.write() as session:
        person = await daily(session, "1")
        other = await daily(session, "2")
        letters = [letter(person, each) for each in Priority] + [letter(other, Priority.BULK)]
        await outbox.add(session, letters, NOW)
        assert await studies.stop(session, person.id)
        assert not await studies.stop(session, person.id)
    async with database.read() as session:
        study = await studies.find(session, person.id)
        assert study
        assert (study.rhythm, study.hour, study.next_at) == (Rhythm.OFF, 10, None)
        rows = (await session.exec(select(OutboxRow).order_by(OutboxRow.id))).all()  # type: ignore[arg-type]
        assert [row.state for row in rows] == ["pending", "pending", "failed", "pending"]


async def test_a_person_gets_one_lesson_a_day(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
        learner = await learners.ensure(session, person.id, NOW)
        mail = Mailed(person.id, learner.id, "6.1", is_review=False)

    async def tick() -> set[int]:
        async with database.write() as session:
            return await mails.begin(session, [mail], TODAY, NOW)

    begun = await asyncio.gather(*(tick() for _ in range(5)))
    assert sorted(map(len, begun)) == [0, 0, 0, 0, 1]
    async with database.write() as session:
        tomorrow = day("2026-12-02")
        assert await mails.begin(session, [mail], tomorrow, NOW) == {person.id}
        assert await mails.begin(session, [], tomorrow, NOW) == set()
        assert await mails.had_one(session, person.id, tomorrow)
        assert await mails.forget_before(await session.connection(), tomorrow) == 1
        assert not await mails.had_one(session, person.id, TODAY)


async def test_whoever_had_none_for_longest_has_the_next_turn(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
        first = await learners.ensure(session, person.id, NOW)
        second = await learners.add(session, person.id, "Na", NOW)
        turns = []
        for number in range(1, 5):
            found = (await mails.pupils(session, [person.id]))[person.id]
            turns.append(found[0].id)
            mail = Mailed(person.id, found[0].id, "6.1", is_review=False)
            await mails.begin(session, [mail], day(f"2026-12-0{number}"), NOW)
        assert turns == [first.id, second.id, first.id, second.id]


async def test_who_was_written_to_unasked_today_is_known(database: Database) -> None:
    async with database.write() as session:
        nudged, answered, lesson = [await someone(session, str(n)) for n in (1, 2, 3)]
        await outbox.add(session, [letter(nudged, Priority.REMINDER)], NOW)
        await outbox.add(session, [letter(answered, Priority.REPLY)], NOW)
        ids = [person.id for person in (nudged, answered, lesson)]
        midnight = NOW.replace(hour=0)
        assert await mails.written_to(session, ids, TODAY, midnight) == {nudged.id}
        tomorrow = midnight + timedelta(days=1)
        assert await mails.written_to(session, ids, day("2026-12-02"), tomorrow) == set()


async def test_a_reminder_in_another_app_of_theirs_counts_as_well(database: Database) -> None:
    """They chose this app after it had come."""
    async with database.write() as session:
        lan = await someone(session)
        other = AddressRow(
            person_id=lan.id, channel="zalo_bot", external_id="z1", heard_at=NOW, created_at=NOW
        )
        session.add(other)
        await session.flush()
        await outbox.add(session, [letter(lan, Priority.REMINDER)], NOW)
        assert await mails.written_to(session, [lan.id], TODAY, NOW.replace(hour=0)) == {lan.id}


async def until_somebody_forgets(database: Database, said: list[str]) -> None:
    """On SQLite nobody does while another writes."""
    if database.engine.dialect.name == "postgresql":
        async with asyncio.timeout(_PATIENCE):
            while not any("DELETE FROM study" in one for one in said):  # noqa: ASYNC110 - no bell
                await asyncio.sleep(0)


async def test_who_is_forgotten_while_lessons_are_written_waits_for_them(
    database: Database,
) -> None:
    """A mail of a learner who is gone would point at nobody."""
    async with database.write() as session:
        person = await daily(session, "1")
        learner = await learners.ensure(session, person.id, NOW)
        mail = Mailed(person.id, learner.id, "6.1", is_review=False)
    begun = asyncio.Event()

    async def tick() -> None:
        with statements(database) as said:
            async with database.write() as session:
                assert await studies.due(session, NOW + 2 * HOUR, 10)
                begun.set()
                await until_somebody_forgets(database, said)
                await mails.begin(session, [mail], TODAY, NOW)

    async def forget() -> None:
        await begun.wait()
        async with database.write() as session:
            await learning.forget(session, person.id)

    await asyncio.gather(tick(), forget())
    async with database.read() as session:
        assert not await mails.had_one(session, person.id, TODAY)
        assert await learners.of(session, person.id) == []


async def test_finished_lessons_are_told_by_learner(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
        learner = await learners.ensure(session, person.id, NOW)
        for lesson in ("6.1", "1.1"):
            await progress.record_answer(
                session, learner, lesson, "abcdef", is_right=True, keys=["abcdef"], now=NOW
            )
        await progress.open_lesson(session, learner, "2.1", NOW)
        assert await mails.finished(session, [learner.id]) == {learner.id: {"6.1", "1.1"}}


async def test_a_card_is_due_from_the_morning_of_its_day(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
        learner = (await learners.ensure(session, person.id, NOW)).id
        await cards.begin(session, learner, "6.1", NOW)
        await cards.begin(session, learner, "6.1", NOW + timedelta(days=1))  # changes nothing
        midnight = NOW.replace(hour=0) + timedelta(days=2)
        assert await cards.due(session, [learner], midnight - timedelta(seconds=1)) == {}
        (card,) = (await cards.due(session, [learner], midnight))[learner]
        assert (card.lesson_id, card.reviews) == ("6.1", 0)
        assert await cards.next_due(session, learner, ["6.1"]) == midnight
        assert await cards.next_due(session, learner, ["1.1"]) is None


async def test_after_todays_card_no_other_is_due(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
        learner = (await learners.ensure(session, person.id, NOW)).id
        for lesson in ("6.1", "1.1"):
            await cards.begin(session, learner, lesson, NOW)
        later = NOW + timedelta(days=2)
        card = (await cards.due(session, [learner], later))[learner][0]
        await cards.note_asked(session, [card], day("2026-12-03"))
        assert await cards.due(session, [learner], later) == {}
        assert await cards.unanswered(session, learner, later) == card
        assert len((await cards.due(session, [learner], later + timedelta(days=1)))[learner]) == 2


async def test_a_card_is_rated_once(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
        learner = (await learners.ensure(session, person.id, NOW)).id
        await cards.begin(session, learner, "6.1", NOW)
        later = NOW + timedelta(days=2)
        (card,) = (await cards.due(session, [learner], later))[learner]
        memory = await cards.rate(session, card, later, remembered=True)
        assert memory
        assert memory.due_on > day("2026-12-06")
        assert await cards.rate(session, card, later, remembered=False) is None
        kept = await cards.of_lesson(session, learner, "6.1")
        assert kept
        assert (kept.memory, kept.reviews) == (memory, 1)


async def test_a_card_is_not_rated_before_its_day(database: Database) -> None:
    """An old message shows the answer again and again."""
    async with database.write() as session:
        person = await someone(session)
        learner = (await learners.ensure(session, person.id, NOW)).id
        await cards.begin(session, learner, "6.1", NOW)
        card = await cards.of_lesson(session, learner, "6.1")
        assert card
        assert await cards.rate(session, card, NOW + timedelta(days=1), remembered=False) is None
        assert await cards.of_lesson(session, learner, "6.1") == card
