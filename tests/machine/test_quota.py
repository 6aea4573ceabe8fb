"""Counted messages through the real sender and the account's own local server: the limits hold,
notices wait and go as one, answers use what is kept, the office hears of it before the last one.
"""

from datetime import datetime, timedelta
from random import Random  # noqa: TID251 - seeded, so that every run is the same

import pytest

from bot.sandbox.zalo_oa.phones import Phone
from bot.sandbox.zalo_oa.server import CONSULT
from content.channels import TELEGRAM, ZALO_OA
from content.message_quota import Limits
from content.roles import Role
from handlers.screens import Screen, letter_to
from storage import outbox, people
from storage.database import Database
from storage.outbox import Priority
from tests.machine.paid_account import MORNING, PAID, Account, account


async def test_notices_wait_for_the_next_day_and_go_as_one(database: Database) -> None:
    async with account(database, Limits(a_day=1, counts=PAID)) as ward:
        first, second = await ward.person(), await ward.person()
        await ward.tell(first, "Một")
        await ward.tell(second, "Hai")
        await ward.works()
        await ward.tell(second, "Ba")
        await ward.works()
        assert [m.text for m in (*first.received, *second.received)] == ["Một"]
        ward.clock.move_to(MORNING + timedelta(days=1))
        await ward.works()
        assert [m.text for m in second.received] == ["Hai\n\n———\n\nBa"]


async def test_what_is_merged_is_about_all_of_it(database: Database) -> None:
    """Else a figure that is sent as a reply would go into the first report unasked."""
    async with account(database, Limits(a_day=9, counts=PAID)) as ward:
        phone = await ward.person()
        now = ward.clock.now()
        async with database.write() as session:
            person = await people.recognise(session, ZALO_OA, phone.id, now=now)
            await outbox.add(
                session,
                [
                    letter_to(
                        person.address, Screen(subject), priority=Priority.REMINDER,
                        subject=subject, is_urgent=True,
                    )
                    for subject in ("obligations:1", "obligations:2,1", "extension:3")
                ],
                now,
            )  # fmt: skip
        await ward.works()
        assert [m.text for m in phone.received] == [
            "obligations:1\n\n———\n\nobligations:2,1",
            "extension:3",
        ]
        subjects = await ward.look("SELECT subject FROM outbox WHERE state = 'sent' ORDER BY id")
        assert subjects == [("obligations:1,2",), ("extension:3",)]


async def test_an_answer_passes_a_held_reminder_that_was_cut_off(database: Database) -> None:
    limits = Limits(a_day=1, counts=PAID, kept_for_answers=1)
    async with account(database, limits) as ward:
        phone = await ward.person()
        await ward.tell(phone, "Nhắc")
        async with database.connect_to_write() as connection:  # a leader took it and was killed
            await connection.exec_driver_sql("UPDATE outbox SET state = 'sending'")
        await ward.works()
        held = [("pending", "ambiguous")]
        assert await ward.look("SELECT state, error FROM outbox") == held
        await ward.tell(phone, "Trả lời", Priority.REPLY)
        await ward.works()
        assert [m.text for m in phone.received] == ["Trả lời"]


async def test_answers_use_what_is_kept_for_them(database: Database) -> None:
    async with account(database, Limits(a_month=2, counts=PAID, kept_for_answers=1)) as ward:
        one, other = await ward.person(), await ward.person()
        await ward.tell(one, "Nhắc")
        await ward.tell(other, "Nhắc")
        await ward.works()
        await ward.tell(other, "Trả lời", Priority.REPLY)
        await ward.works()
        assert [m.text for m in one.received] == ["Nhắc"]
        assert [m.text for m in other.received] == ["Trả lời"]


async def test_who_wrote_within_two_days_costs_nothing(database: Database) -> None:
    async with account(database, Limits(a_month=1, counts=PAID)) as ward:
        lately = await ward.person(timedelta(hours=3))
        for number in range(5):
            await ward.tell(lately, f"Tin {number}")
        await ward.works()
        assert len(lately.received) == 5


async def test_out_of_the_window_zalo_is_not_even_asked(database: Database) -> None:
    async with account(database, Limits()) as ward:
        silent = await ward.person(timedelta(days=8))
        await ward.tell(silent, "Nhắc")
        await ward.works()
        assert not [call for call in ward.server.calls if call.path == CONSULT]
        assert await ward.look("SELECT state, error FROM outbox") == [
            ("failed", "out of the window")
        ]
        assert not (await ward.look("SELECT is_reachable FROM address"))[0][0]


async def test_the_office_is_warned_on_another_channel_before_the_last_one(
    database: Database,
) -> None:
    async with account(database, Limits(a_month=2, counts=PAID)) as ward:
        now = ward.clock.now()
        async with database.write() as session:
            office = await people.recognise(session, TELEGRAM, "7", now=now)
            await people.record_consent(session, office.id, "test", now)
            await people.grant(session, office.id, Role.STANDING_OFFICE, now=now)
        phones = [await ward.person() for _ in range(3)]
        await ward.tell(phones[0], "Nhắc")
        await ward.works()
        warnings = "SELECT key FROM outbox WHERE channel = 'telegram'"
        assert await ward.look(warnings) == []
        for phone in phones[1:]:
            await ward.tell(phone, "Nhắc")
        await ward.works()
        assert await ward.look(warnings) == [(f"quota:zalo_oa:2026-12:{office.id}",)]
        assert sum(len(phone.received) for phone in phones) == 2


async def send_at_random(database: Database, sends: int) -> None:
    """Weeks of random notices and answers. The server counts by itself, and would refuse."""
    chance = Random(2026)
    a_day, a_month = 12, 90
    limits = Limits(a_day=a_day, a_month=a_month, counts=PAID, kept_for_answers=2)
    async with account(database, limits, billed_messages=a_month) as ward:
        phones = [await ward.person(timedelta(hours=chance.randint(0, 160))) for _ in range(25)]
        billed, month = 0, ward.clock.now().month
        while sends > 0:
            for _ in range(chance.randint(1, 60)):
                priority = chance.choice([Priority.REPLY, Priority.REMINDER, Priority.REMINDER])
                await ward.tell(chance.choice(phones), f"Tin {sends}", priority)
                sends -= 1
            await ward.works(2)
            today = ward.server.world.billed - billed
            assert today <= a_day
            assert ward.server.world.billed <= a_month
            ward.clock.move_to(ward.clock.now() + timedelta(days=1))
            billed = ward.server.world.billed
            if ward.clock.now().month != month:
                month, billed, ward.server.world.billed = ward.clock.now().month, 0, 0
            for phone in phones:
                if chance.random() < 0.4:
                    heard = ward.clock.now() - timedelta(hours=chance.randint(0, 90))
                    await hear(ward, phone, heard)
        refused = await ward.look("SELECT count(*) FROM outbox WHERE error LIKE '%-211%'")
        assert refused[0][0] == 0


async def hear(ward: Account, phone: Phone, at: datetime) -> None:
    """They wrote at this moment, or later as we know already."""
    phone.owner.interacted_at = max(at, phone.owner.interacted_at or at)
    async with ward.database.write() as session:
        person = await people.recognise(session, ZALO_OA, phone.id, now=at)
        await people.note_heard(session, {person.address.id: at})
        await people.mark_reachable(session, person.address.id)


async def test_2_000_random_sends_stay_within_the_limits(
    sqlite_database_url: str,
) -> None:
    database = Database(sqlite_database_url)
    await send_at_random(database, 2_000)
    await database.close()


@pytest.mark.matrix
async def test_100_000_random_sends_stay_within_the_limits(sqlite_database_url: str) -> None:
    database = Database(sqlite_database_url)
    await send_at_random(database, 100_000)
    await database.close()
