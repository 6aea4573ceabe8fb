"""What waits to be sent unasked, when its chat leaves or its reader wants to hear nothing."""

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.screens import Screen, letter_to
from storage import outbox, people
from storage.crossing import CROSSED
from storage.database import Database
from storage.outbox import DOUBTFUL, Priority
from storage.people import Address, Person
from tests.storage.ward import NOW, someone

Fate = tuple[str, str, str | None]  # channel, state, error


async def _linked(session: AsyncSession) -> tuple[Person, Address]:
    """A person on Telegram, and their chat on Zalo."""
    me = await someone(session)
    await people.add_address(session, me.id, "zalo_bot", "z", now=NOW)
    there = await people.find(session, "zalo_bot", "z")
    assert there
    return await someone(session), there.address


async def _remind(session: AsyncSession, chat: Address, *, is_urgent: bool = True) -> None:
    letter = letter_to(
        chat, Screen("quá hạn"), priority=Priority.REMINDER, is_urgent=is_urgent, subject="d:1"
    )
    await outbox.add(session, [letter], NOW)


async def _fates(session: AsyncSession) -> list[Fate]:
    rows = await (await session.connection()).execute(
        text("SELECT channel, state, error FROM outbox ORDER BY id")
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def _change(session: AsyncSession, values: str) -> None:
    await (await session.connection()).execute(text(f"UPDATE outbox SET {values}"))


async def test_a_reminder_for_a_chat_that_leaves_goes_to_the_other(database: Database) -> None:
    async with database.write() as session:
        me, zalo = await _linked(session)
        await _remind(session, zalo)
        await outbox.add(session, [letter_to(zalo, Screen("trả lời"))], NOW)
        await people.part(session, me, zalo.id, NOW)
        assert await _fates(session) == [
            ("zalo_bot", "failed", "withdrawn"),
            ("zalo_bot", "pending", None),
            ("telegram", "pending", None),
        ]
    async with database.connect_to_write() as connection:
        (due,) = await outbox.due(connection, channel="telegram", term=1, resting=(), most=9)
    assert (due.recipient, due.payload["text"]) == ("1", "quá hạn")


async def test_what_may_have_arrived_or_may_not_change_channels_is_given_up(
    database: Database,
) -> None:
    async with database.write() as session:
        me, zalo = await _linked(session)
        await _remind(session, zalo)
        await _change(session, f"error = '{DOUBTFUL}'")
        await _remind(session, zalo, is_urgent=False)
        await people.part(session, me, zalo.id, NOW)
        assert await _fates(session) == [
            ("zalo_bot", "failed", DOUBTFUL),
            ("zalo_bot", "failed", "withdrawn"),
        ]


async def test_what_crossed_never_comes_home_to_a_chat_that_left(database: Database) -> None:
    async with database.write() as session:
        me, zalo = await _linked(session)
        await _remind(session, zalo)
        await _change(session, f"state = 'failed', error = '{CROSSED}'")
        await people.part(session, me, zalo.id, NOW)
        assert await _fates(session) == [("zalo_bot", "failed", "withdrawn")]


async def test_what_crossed_to_a_chat_that_left_waits_at_home(database: Database) -> None:
    async with database.write() as session:
        me, zalo = await _linked(session)
        await _remind(session, me.address)
        await _change(session, f"state = 'failed', error = '{CROSSED}'")
        over = letter_to(zalo, Screen("quá hạn"), priority=Priority.REMINDER, key="crossed:1")
        await outbox.add(session, [over], NOW)
        await people.part(session, me, zalo.id, NOW)
        assert await _fates(session) == [
            ("telegram", "pending", None),
            ("zalo_bot", "failed", "withdrawn"),
        ]


async def test_who_withdraws_consent_hears_nothing_more_in_any_chat(database: Database) -> None:
    async with database.write() as session:
        me, zalo = await _linked(session)
        somebody = await someone(session, "2")
        for chat in (me.address, zalo, somebody.address):
            await _remind(session, chat)
        await people.withdraw_consent(session, me.id, NOW)
        assert [state for _, state, _ in await _fates(session)] == ["failed", "failed", "pending"]
        kept = await (await session.connection()).execute(
            text("SELECT count(*) FROM outbox WHERE state = 'failed' AND source IS NOT NULL")
        )
        assert kept.scalar_one() == 0
