"""Learners of a phone and how far each of them is, on both databases."""

from datetime import timedelta

import pytest
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import learning, people
from storage.database import Database
from storage.learning import learners, progress
from storage.models import (
    Certificate,
    Learner,
    LessonMail,
    LessonProgress,
    PracticeAnswer,
    ReviewCard,
    Rhythm,
    Study,
)
from storage.people import Person
from tests.storage.ward import NOW, someone

KEYS = ("aaaaaa", "bbbbbb", "cccccc")
TABLES: tuple[type[SQLModel], ...] = (
    Learner, Study, LessonMail, LessonProgress, ReviewCard, Certificate, PracticeAnswer,
)  # fmt: skip
TOMORROW = NOW + timedelta(days=1)


async def answers(
    session: AsyncSession, learner: Learner, *rights: bool, lesson: str = "6.1"
) -> progress.Answered:
    """The items of a quiz in their order; gives what the last answer changed."""
    for key, is_right in zip(KEYS, rights, strict=False):
        answered = await progress.record_answer(
            session, learner, lesson, key, is_right=is_right, keys=KEYS, now=NOW
        )
    return answered


async def fill(session: AsyncSession, person: Person, code: str) -> Learner:
    """Something in every table of learning."""
    learner = await learners.ensure(session, person.id, NOW)
    await answers(session, learner, True, True, True)
    session.add(ReviewCard(learner_id=learner.id, lesson_id="6.1", due=TOMORROW))
    session.add(Certificate(code=code, learner_id=learner.id, course_id="6", issued_at=NOW))
    session.add(
        PracticeAnswer(
            learner_id=learner.id, message_id="otp", is_genuine=False, was_right=True, at=NOW
        )
    )
    session.add(
        LessonMail(
            person_id=person.id,
            on_day=NOW.date(),
            learner_id=learner.id,
            lesson_id="6.2",
            created_at=NOW,
        )
    )
    await session.flush()
    return learner


async def count(session: AsyncSession) -> dict[str, int]:
    return {
        str(table.__tablename__): len((await session.exec(select(table))).all())
        for table in TABLES
    }


async def test_nobody_learns_until_something_is_remembered(database: Database) -> None:
    async with database.write() as session:
        lan = await someone(session)
        assert await learners.current(session, lan.id) is None
        made = await learners.ensure(session, lan.id, NOW)
        assert (await learners.ensure(session, lan.id, NOW)).id == made.id
    async with database.read() as session:
        study = (await session.exec(select(Study))).one()
        assert (study.learner_id, study.rhythm) == (made.id, Rhythm.OFF)


async def test_a_lesson_is_finished_once_every_item_was_answered_right(
    database: Database,
) -> None:
    async with database.write() as session:
        learner = await learners.ensure(session, (await someone(session)).id, NOW)
        first = await answers(session, learner, True, False, True)
        assert (first.is_finished_now, first.progress.finished_at) == (False, None)
        second = await progress.record_answer(
            session, learner, "6.1", KEYS[1], is_right=True, keys=KEYS, now=NOW
        )
        assert second.is_finished_now
        again = await progress.record_answer(
            session, learner, "6.1", KEYS[1], is_right=False, keys=KEYS, now=TOMORROW
        )
        assert not again.is_finished_now
    async with database.read() as session:
        kept = (await progress.of(session, learner.id))["6.1"]
        assert kept.finished_at == NOW
        assert kept.answers == {"aaaaaa": True, "bbbbbb": False, "cccccc": True}
        assert kept.right_at_once(KEYS) == 2
        assert (await learners.current(session, learner.person_id) or learner).lesson_id == "6.1"


async def test_a_lesson_stays_finished_when_an_item_is_rewritten(database: Database) -> None:
    async with database.write() as session:
        learner = await learners.ensure(session, (await someone(session)).id, NOW)
        await answers(session, learner, True, True, True)
        rewritten = await progress.record_answer(
            session, learner, "6.1", "dddddd", is_right=False,
            keys=(*KEYS[:2], "dddddd"), now=TOMORROW,
        )  # fmt: skip
        assert (rewritten.progress.finished_at, rewritten.is_finished_now) == (NOW, False)


async def test_days_in_a_row_are_counted_by_local_day(database: Database) -> None:
    async with database.write() as session:
        learner = await learners.ensure(session, (await someone(session)).id, NOW)
        for hours, days in ((0, 1), (1, 1), (14.9, 1), (15.1, 2), (63, 3)):  # NOW is 9 o'clock
            now = NOW + timedelta(hours=hours)
            learner = await learners.ensure(session, learner.person_id, now)
            streak = await progress.note_learned(session, learner, now)
            assert streak.days == days, hours


async def test_each_learner_of_a_phone_has_progress_of_their_own(database: Database) -> None:
    async with database.write() as session:
        lan = await someone(session)
        first = await learners.ensure(session, lan.id, NOW)
        await answers(session, first, True, True, True)
        second = await learners.add(session, lan.id, "Bé Na", NOW)
        assert await progress.of(session, second.id) == {}
        assert (await learners.current(session, lan.id) or first).id == second.id
        await learners.choose(session, lan.id, first.id)
        assert (await learners.current(session, lan.id) or second).id == first.id


async def test_who_is_removed_takes_everything_along_but_the_message_of_today(
    database: Database,
) -> None:
    async with database.write() as session:
        lan = await someone(session)
        first = await fill(session, lan, "C1")
        heir = await learners.add(session, lan.id, "Bé Na", NOW)
        await learners.choose(session, lan.id, first.id)
        assert await learners.remove(session, lan.id, first.id)
    async with database.read() as session:
        assert (await learners.current(session, lan.id) or first).id == heir.id
        assert (await session.exec(select(LessonMail.learner_id))).all() == [heir.id]
        left = await count(session)
        assert left == dict.fromkeys(left, 0) | {"learner": 1, "study": 1, "lesson_mail": 1}


async def test_neither_the_only_one_nor_anybody_elses_is_removed(database: Database) -> None:
    async with database.write() as session:
        lan, hoa = await someone(session), await someone(session, "2")
        mine = await learners.ensure(session, lan.id, NOW)
        theirs = await learners.ensure(session, hoa.id, NOW)
        assert not await learners.remove(session, lan.id, mine.id)
        await learners.add(session, lan.id, "Na", NOW)
        assert not await learners.remove(session, lan.id, theirs.id)
        await learners.rename(session, lan.id, theirs.id, "hỏng")
        assert [x.name for x in await learners.of(session, hoa.id)] == [None]


async def test_all_learning_of_a_person_is_forgotten_and_nobody_elses(
    database: Database,
) -> None:
    async with database.write() as session:
        lan, hoa = await someone(session), await someone(session, "2")
        await fill(session, lan, "C1")
        await learners.add(session, lan.id, "Na", NOW)
        await fill(session, hoa, "C2")
    async with database.write() as session:
        await learning.forget(session, lan.id)
    async with database.read() as session:
        left = await count(session)
        assert left == dict.fromkeys(left, 1) | {"lesson_progress": 1}
        assert await learners.current(session, lan.id) is None


class TestTwoBecomeOne:
    """The older person stays."""

    @staticmethod
    async def merged(session: AsyncSession, one: Person, other: Person) -> list[Learner]:
        await people.merge(session, one.id, other.id, TOMORROW)
        return await learners.of(session, one.id)

    async def test_two_learners_without_names_are_one_human(self, database: Database) -> None:
        async with database.write() as session:
            lan, zalo = await someone(session), await someone(session, "2")
            mine, theirs = await fill(session, lan, "C1"), await fill(session, zalo, "C2")
            session.add(Certificate(code="C3", learner_id=theirs.id, course_id="7", issued_at=NOW))
            await answers(session, theirs, True, False, lesson="6.2")
            await answers(session, mine, False, lesson="6.2")
        async with database.write() as session:
            assert [x.id for x in await self.merged(session, lan, zalo)] == [mine.id]
        async with database.read() as session:
            far = await progress.of(session, mine.id)
            assert far["6.2"].answers == {"aaaaaa": True, "bbbbbb": None}
            codes = (await session.exec(select(Certificate.code).order_by(Certificate.code))).all()
            assert (len(codes), codes[-1]) == (2, "C3")
            left = await count(session)
            assert (left["study"], left["lesson_mail"], left["review_card"]) == (1, 1, 1)

    async def test_what_was_solved_on_either_phone_is_solved(self, database: Database) -> None:
        async with database.write() as session:
            lan, zalo = await someone(session), await someone(session, "2")
            mine = await learners.ensure(session, lan.id, NOW)
            theirs = await learners.ensure(session, zalo.id, NOW)
            await answers(session, mine, True, False)
            for key in KEYS[1:]:
                await progress.record_answer(
                    session, theirs, "6.1", key, is_right=True, keys=KEYS, now=NOW
                )
            await self.merged(session, lan, zalo)
        async with database.read() as session:
            far = (await progress.of(session, mine.id))["6.1"]
            assert far.answers == dict.fromkeys(KEYS, True)

    async def test_people_with_names_stay_who_they_are(self, database: Database) -> None:
        async with database.write() as session:
            lan, zalo = await someone(session), await someone(session, "2")
            mine, theirs = await fill(session, lan, "C1"), await fill(session, zalo, "C2")
            await learners.rename(session, zalo.id, theirs.id, "Na")
            found = await self.merged(session, lan, zalo)
            assert [(x.id, x.name) for x in found] == [(mine.id, None), (theirs.id, "Na")]
            assert (await learners.current(session, lan.id) or theirs).id == mine.id

    async def test_who_never_learned_takes_over_all_of_the_other(self, database: Database) -> None:
        async with database.write() as session:
            lan, zalo = await someone(session), await someone(session, "2")
            theirs = await fill(session, zalo, "C2")
            found = await self.merged(session, lan, zalo)
            assert [x.id for x in found] == [theirs.id]
            assert (await learners.current(session, lan.id) or found[0]).id == theirs.id

    @pytest.mark.parametrize(
        ("mine", "theirs", "stays"),
        [
            (("daily", 8), ("weekly", 19), ("daily", 8)),
            (("off", None), ("weekly", 19), ("weekly", 19)),
            (("off", 8), ("weekly", 19), ("off", 8)),  # stopped on purpose
        ],
    )
    async def test_what_was_chosen_holds(
        self,
        database: Database,
        mine: tuple[str, int | None],
        theirs: tuple[str, int | None],
        stays: tuple[str, int | None],
    ) -> None:
        async with database.write() as session:
            lan, zalo = await someone(session), await someone(session, "2")
            for person, chosen in ((lan, mine), (zalo, theirs)):
                await learners.ensure(session, person.id, NOW)
                study = await session.get_one(Study, person.id)
                study.rhythm, study.hour = chosen
            (await session.get_one(Study, zalo.id)).neighbourhood = "kp2"
            await session.flush()
            await self.merged(session, lan, zalo)
        async with database.read() as session:
            study = (await session.exec(select(Study).where(col(Study.person_id) == lan.id))).one()
            assert ((study.rhythm, study.hour), study.neighbourhood) == (stays, "kp2")
