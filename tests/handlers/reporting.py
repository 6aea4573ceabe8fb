"""What tests of the report dialog start from, and how they look at what was kept."""

from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import select

from content.answers import Answer, ratio
from content.periods import Period
from storage import obligations, people, submissions
from storage.models import Obligation, Submission
from storage.people import Person
from tests.chat import Chat, Town

AFTER_CUTOFF = "2026-12-15 08:00"


@dataclass(frozen=True)
class Kept:
    """A version as it is stored."""

    sent: Submission
    answers: dict[str, Answer]
    texts: dict[str, str]


async def reporting(town: Town, unit: str = "BXDD", language: str = "vi") -> Chat:
    """A focal point who was reminded of the year's report and begins it."""
    chat = await town.focal_point(unit, language=language)
    await town.tick(AFTER_CUTOFF)
    await chat.picks("Report now" if language == "en" else "Báo cáo ngay")
    return chat


async def says_each(chat: Chat, *texts: str) -> None:
    for text in texts:
        await chat.says(text)


async def sent_before(town: Town, unit: str, period: Period, **counts: tuple[int, int]) -> None:
    """The unit has sent these ratios for an earlier period."""
    async with town.database.write() as session:
        await obligations.open_period(session, town.plan, period, town.now)
        author = await people.recognise(session, "telegram", "99", now=town.now)
        await submissions.submit(
            session,
            next(o for o in await obligations.owed_by(session, [unit]) if o.period == period.key),
            author=author,
            answers={code: ratio(Decimal(n), Decimal(d)) for code, (n, d) in counts.items()},
            texts={},
            now=town.now,
        )


async def obligation_of(town: Town, unit: str, period: str = "2026-12") -> Obligation:
    """What the unit owes, or owed, for the period."""
    async with town.database.read() as session:
        rows = await session.exec(
            select(Obligation).where(Obligation.unit_code == unit, Obligation.period == period)
        )
        return rows.one()


async def put_in_state(town: Town, unit: str, state: str) -> None:
    """As the standing office would."""
    async with town.database.write() as session:
        obligation = await obligations.get(session, (await obligation_of(town, unit)).id or 0)
        assert obligation
        obligation.state = state


async def kept(town: Town, unit: str) -> Kept | None:
    """The version that counts, read back from the database."""
    obligation = await obligation_of(town, unit)
    async with town.database.read() as session:
        sent = await submissions.latest(session, obligation.id or 0)
        if sent is None or sent.id is None:
            return None
        answers = await submissions.answers_of(session, sent.id)
        return Kept(sent, answers, await submissions.texts_of(session, sent.id))


async def person_of(town: Town, chat: Chat) -> Person:
    async with town.database.write() as session:
        return await people.recognise(session, chat.channel, str(chat.phone.id), now=town.now)
