"""A link into a role works once, for a week, and cannot be guessed."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.roles import Role
from storage import invites, people, units
from storage.database import Database
from storage.invites import Reason, Redeemed, Refused
from storage.models import AuditEntry, Invite
from storage.people import Grant
from tests.storage.ward import NOW, UNIT, someone

TOKEN = "dGhpcyBpcyBub3QgYSBzZWNyZXQgYXQgYWxs"
WEEK = timedelta(days=7)


async def invite(session: AsyncSession, token: str = TOKEN) -> Invite:
    await units.sync(session, [UNIT])
    return await invites.create(
        session,
        role=Role.FOCAL_POINT,
        unit_code=UNIT,
        area_code=None,
        created_by=None,
        now=NOW,
        token=token,
    )


async def redeem(
    database: Database, chat: str, *, token: str = TOKEN, now: datetime = NOW
) -> Reason | Grant:
    """What one person gets for a token, in a transaction of its own."""
    async with database.write() as session:
        person = await someone(session, chat)
        outcome = await invites.redeem(session, token, person_id=person.id, now=now)
    return outcome.grant if isinstance(outcome, Redeemed) else outcome.reason


async def test_an_invite_gives_the_role_it_was_made_for(database: Database) -> None:
    async with database.write() as session:
        await invite(session)
    assert await redeem(database, "1") == Grant(Role.FOCAL_POINT, UNIT)
    async with database.write() as session:
        assert (await someone(session, "1")).units == (UNIT,)


async def test_an_invite_works_once(database: Database) -> None:
    async with database.write() as session:
        await invite(session)
    await redeem(database, "1")
    assert await redeem(database, "2") is Reason.USED
    async with database.write() as session:
        assert not (await someone(session, "2")).is_staff


async def test_of_fifty_at_once_exactly_one_gets_in(database: Database) -> None:
    async with database.write() as session:
        await invite(session)
    outcomes = await asyncio.gather(*(redeem(database, str(n)) for n in range(50)))
    assert Counter(outcomes) == {Grant(Role.FOCAL_POINT, UNIT): 1, Reason.USED: 49}
    async with database.read() as session:
        assert len(await people.holding(session, Role.FOCAL_POINT)) == 1


@pytest.mark.parametrize(
    ("waits", "outcome"),
    [
        (WEEK - timedelta(seconds=1), Grant(Role.FOCAL_POINT, UNIT)),
        (WEEK, Reason.EXPIRED),
        (WEEK * 50, Reason.EXPIRED),
    ],
)
async def test_an_invite_lives_for_a_week(
    database: Database, waits: timedelta, outcome: Reason | Grant
) -> None:
    async with database.write() as session:
        await invite(session)
    assert await redeem(database, "1", now=NOW + waits) == outcome


async def test_an_invite_can_be_withdrawn(database: Database) -> None:
    async with database.write() as session:
        made = await invite(session)
        assert await invites.withdraw(session, made.id, person_id=None, now=NOW)
    assert await redeem(database, "1") is Reason.EXPIRED


async def test_withdrawing_a_used_invite_changes_nothing(database: Database) -> None:
    async with database.write() as session:
        made = await invite(session)
    await redeem(database, "1")
    async with database.write() as session:
        assert not await invites.withdraw(session, made.id, person_id=None, now=NOW)
    assert await redeem(database, "2") is Reason.USED


async def test_open_invites_are_those_that_still_work(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
        await people.set_name(session, person.id, "Minh")
        first = await invite(session, "a" * 22)
        second = await invites.create(
            session,
            role=Role.LEADER,
            unit_code=None,
            area_code=None,
            created_by=person.id,
            now=NOW,
            token="b" * 22,
        )
    both = (Role.FOCAL_POINT, Role.LEADER)
    async with database.read() as session:
        found = await invites.open_ones(session, both, NOW)
        assert [(one.invite.id, one.made_by) for one in found] == [
            (second.id, "Minh"),
            (first.id, None),
        ]
        of_units = await invites.open_ones(session, [Role.FOCAL_POINT], NOW)
        assert [one.invite.id for one in of_units] == [first.id]
        assert await invites.open_ones(session, both, NOW + WEEK) == []
    await redeem(database, "2", token="a" * 22)
    async with database.read() as session:
        assert len(await invites.open_ones(session, both, NOW)) == 1


async def test_the_token_itself_is_not_kept(database: Database) -> None:
    async with database.write() as session:
        await invite(session)
    await redeem(database, "1")
    async with database.read() as session:
        kept = [row.model_dump() for row in await session.exec(select(Invite))]
        told = [row.model_dump() for row in await session.exec(select(AuditEntry))]
    assert TOKEN not in repr(kept + told)


@pytest.mark.parametrize("token", ["", " ", "x" * 5000, "\x00", "\ud800", "💥", TOKEN[:-1]])
async def test_a_wrong_token_opens_nothing(database: Database, token: str) -> None:
    async with database.write() as session:
        await invite(session)
    assert await redeem(database, "1", token=token) is Reason.UNKNOWN


async def test_after_five_wrong_codes_even_the_right_one_waits(database: Database) -> None:
    async with database.write() as session:
        await invite(session)
    wrong = [await redeem(database, "1", token=f"wrong {n}") for n in range(5)]
    assert wrong == [Reason.UNKNOWN] * 5
    assert await redeem(database, "1") is Reason.TOO_MANY_GUESSES
    later = NOW + timedelta(minutes=14, seconds=59)
    assert await redeem(database, "1", now=later) is Reason.TOO_MANY_GUESSES
    later = NOW + timedelta(minutes=15)
    assert await redeem(database, "1", now=later) == Grant(Role.FOCAL_POINT, UNIT)


async def test_one_persons_guesses_do_not_lock_out_another(database: Database) -> None:
    async with database.write() as session:
        await invite(session)
    for number in range(9):
        await redeem(database, "1", token=f"wrong {number}")
    assert await redeem(database, "2") == Grant(Role.FOCAL_POINT, UNIT)


async def test_a_hundred_wrong_codes_by_many_raise_an_alarm_and_lock_nobody_else_out(
    database: Database,
) -> None:
    async with database.write() as session:
        await invite(session)
    for number in range(100):
        await redeem(database, str(number), token=f"wrong {number}")
    assert await redeem(database, "fresh") == Grant(Role.FOCAL_POINT, UNIT)
    async with database.read() as session:
        entries = (await session.exec(select(AuditEntry.action))).all()
    assert "invite_guessing_locked" in entries


async def test_a_lock_is_on_record_for_the_office(database: Database) -> None:
    for number in range(8):
        await redeem(database, "1", token=f"wrong {number}")
    async with database.read() as session:
        entries = (await session.exec(select(AuditEntry.action))).all()
    assert entries == ["invite_guessing_locked"]


async def test_used_and_expired_codes_are_no_guesses(database: Database) -> None:
    async with database.write() as session:
        await invite(session)
    await redeem(database, "1")
    outcomes = [await redeem(database, "2") for _ in range(8)]
    assert outcomes == [Reason.USED] * 8


async def test_refusal_leaves_no_role(database: Database) -> None:
    async with database.write() as session:
        person = await someone(session)
        outcome = await invites.redeem(session, "wrong", person_id=person.id, now=NOW)
        assert outcome == Refused(Reason.UNKNOWN)
        assert (await someone(session)).grants == ()
