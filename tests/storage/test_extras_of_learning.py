"""Practice answers, certificates and the ranking of neighbourhoods, on both databases."""

from datetime import timedelta
from random import Random  # noqa: TID251 - seeded, so that every run is the same

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import learning, people
from storage.database import Database
from storage.learning import certificates, learners, practice, progress, ranking
from storage.learning.ranking import Choice, Place, Standing
from storage.models import Learner
from tests.storage.ward import NOW, someone

SINCE = NOW.replace(day=1, hour=0, minute=0)
LATER = NOW + timedelta(days=1)


async def takes_part(
    session: AsyncSession, number: int, code: str, lessons: int, *, name: str | None = None
) -> Learner:
    """Somebody of a neighbourhood who has finished so many lessons; named where they agreed."""
    person = await someone(session, f"{code}-{number}")
    learner = await learners.add(session, person.id, name, NOW)
    await ranking.choose(
        session, person.id, neighbourhood=code, is_ranked=True, shows_name=name is not None
    )
    for lesson in range(lessons):
        await progress.record_answer(
            session, learner, f"1.{lesson + 1}", "aaaaaa", is_right=True, keys=["aaaaaa"], now=NOW
        )
    return learner


async def test_of_a_practice_message_the_last_answer_is_kept(database: Database) -> None:
    async with database.write() as session:
        lan = await learners.ensure(session, (await someone(session)).id, NOW)
        for was_right, at in ((False, NOW), (True, LATER)):
            await practice.record(
                session, lan.id, "otp", is_genuine=False, was_right=was_right, now=at
            )
    async with database.read() as session:
        judged = await practice.judged(session, lan.id)
    assert [(one.was_right, one.at) for one in judged.values()] == [(True, LATER)]


async def test_a_certificate_keeps_its_code_and_day_under_another_name(
    database: Database,
) -> None:
    draw = Random(3).randbytes
    async with database.write() as session:
        lan = await learners.ensure(session, (await someone(session)).id, NOW)
        first = await certificates.issue(session, lan.id, "6", None, now=NOW, draw=draw)
        again = await certificates.issue(session, lan.id, "6", "Lan", now=LATER, draw=draw)
        other = await certificates.issue(session, lan.id, "7", None, now=LATER, draw=draw)
    assert (again.code, again.issued_at, again.name) == (first.code, NOW, "Lan")
    assert other.code != first.code
    async with database.read() as session:
        assert await certificates.find(session, first.code) == again
        assert await certificates.find(session, "CNAAAA") is None


async def test_an_erased_person_leaves_no_certificate(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
        lan = await learners.ensure(session, person.id, NOW)
        issued = await certificates.issue(
            session, lan.id, "6", "Lan", now=NOW, draw=Random(3).randbytes
        )
        await learning.forget(session, person.id)
    async with database.read() as session:
        assert await certificates.find(session, issued.code) is None


async def test_nothing_is_on_until_it_is_chosen(database: Database) -> None:
    async with database.write() as session:
        lan = await someone(session)
        assert await ranking.choice(session, lan.id) == Choice()
        await ranking.choose(session, lan.id, neighbourhood="kp1")
        await ranking.choose(session, lan.id, is_ranked=True, shows_name=True)
    async with database.read() as session:
        chosen = Choice("kp1", is_ranked=True, shows_name=True)
        assert await ranking.choice(session, lan.id) == chosen


async def test_neighbourhoods_stand_by_their_lessons_and_few_people_have_no_number(
    database: Database,
) -> None:
    async with database.write() as session:
        for number in range(3):
            await takes_part(session, number, "kp1", 1)
            await takes_part(session, number, "kp2", 2)
        for number in range(2):
            await takes_part(session, number, "kp3", 5)
    async with database.read() as session:
        ranked = await ranking.ranking(session, "kp3", SINCE)
    assert ranked.standings == (
        Standing("kp2", 3, 6), Standing("kp1", 3, 3), Standing("kp3", None, None),
    )  # fmt: skip
    assert ranked.first == ()


async def test_three_learners_on_one_phone_are_one_household(database: Database) -> None:
    async with database.write() as session:
        lan = await takes_part(session, 1, "kp1", 2)
        for name in ("Hoa", "Tư"):
            await learners.add(session, lan.person_id, name, NOW)
        assert (await ranking.ranking(session, "kp1", SINCE)).standings == (
            Standing("kp1", None, None),
        )
        await takes_part(session, 2, "kp1", 0)
        await takes_part(session, 3, "kp1", 0)
        ranked = await ranking.ranking(session, "kp1", SINCE)
    assert ranked.standings == (Standing("kp1", 5, 2),)


async def test_only_those_who_agreed_are_named_and_only_in_their_own_neighbourhood(
    database: Database,
) -> None:
    async with database.write() as session:
        await takes_part(session, 1, "kp1", 3, name="Bà Lan")
        await takes_part(session, 2, "kp1", 4)
        for number in range(3, 9):
            await takes_part(session, number, "kp1", 1)
        await takes_part(session, 9, "kp1", 0, name="Ông Ba")
        own = await ranking.ranking(session, "kp1", SINCE)
        elsewhere = await ranking.ranking(session, "kp2", SINCE)
    assert own.first[:2] == (Place(None, 4), Place("Bà Lan", 3))
    assert len(own.first) == 5
    assert elsewhere.first == ()


async def test_last_month_is_over(database: Database) -> None:
    async with database.write() as session:
        for number in range(3):
            await takes_part(session, number, "kp1", 2)
        ranked = await ranking.ranking(session, "kp1", NOW + timedelta(days=40))
    assert ranked.standings == (Standing("kp1", 3, 0),)
    assert ranked.first == ()


async def test_who_left_is_not_counted(database: Database) -> None:
    async with database.write() as session:
        everybody = [await takes_part(session, number, "kp1", 1) for number in range(3)]
        await ranking.choose(session, everybody[0].person_id, is_ranked=False)
        assert (await ranking.ranking(session, "kp1", SINCE)).standings == (
            Standing("kp1", None, None),
        )
        await people.withdraw_consent(session, everybody[1].person_id, NOW)
        await learning.forget(session, everybody[1].person_id)
        await learning.forget(session, everybody[2].person_id)
        assert (await ranking.ranking(session, "kp1", SINCE)).standings == ()
