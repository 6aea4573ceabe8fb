"""What is said first arrives on its day and outside quiet hours, or is said anew another day."""

from datetime import datetime, timedelta
from functools import partial

from bot.sandbox.zalo_oa.phones import Phone
from content.catalogue import Plan
from content.channels import ZALO_OA
from content.message_quota import Limits
from content.quiet_hours import allows
from content.roles import Role
from content.words import LOCAL_ZONE
from handlers.focal.reminding import remind
from storage import obligations, people
from storage.database import Database
from storage.outbox import Priority
from tests.machine.paid_account import PAID, Account, account
from tests.storage.ward import UNIT, at, open_year, owed

ONE_A_DAY = Limits(a_day=1, counts=PAID)


def daylight(plan: Plan, now: datetime, _priority: int) -> bool:
    return allows(now.astimezone(LOCAL_ZONE), plan.regime, plan.calendar)


async def reporter(ward: Account, plan: Plan) -> Phone:
    """Somebody who reports for a unit and is reminded for money, on the day of the first step."""
    ward.clock.move_to(at("2026-12-10 08:00"))
    phone = await ward.person()
    async with ward.database.write() as session:
        await open_year(session, plan)
        person = await people.recognise(session, ZALO_OA, phone.id, now=ward.clock.now())
        await people.grant(
            session, person.id, Role.FOCAL_POINT, unit_code=UNIT, now=ward.clock.now()
        )
    return phone


async def ticks(ward: Account, plan: Plan, moment: str) -> None:
    ward.clock.move_to(at(moment))
    async with ward.database.write() as session:
        await remind(session, plan, ward.clock.now())
    await ward.works()


async def spend(ward: Account) -> None:
    """Today's message goes to somebody else."""
    await ward.tell(await ward.person(), "Tin")
    await ward.works()


async def test_a_reminder_without_room_is_said_the_next_day_as_it_is_then(
    database: Database, plan: Plan
) -> None:
    async with account(database, ONE_A_DAY, partial(daylight, plan)) as ward:
        phone = await reporter(ward, plan)
        await spend(ward)
        await ticks(ward, plan, "2026-12-10 08:05")
        await ticks(ward, plan, "2026-12-11 00:01")
        assert phone.received == []
        assert await ward.look("SELECT error FROM outbox WHERE subject IS NOT NULL") == [
            ("out of date",)
        ]
        await ticks(ward, plan, "2026-12-11 08:00")
        assert ["còn 6 ngày" in message.text for message in phone.received] == [True]


async def test_a_reminder_without_room_is_not_said_of_what_is_here(
    database: Database, plan: Plan
) -> None:
    async with account(database, ONE_A_DAY, partial(daylight, plan)) as ward:
        phone = await reporter(ward, plan)
        await spend(ward)
        await ticks(ward, plan, "2026-12-10 08:05")
        async with database.write() as session:
            obligations.mark_submitted(await owed(session), ward.clock.now())
        await ticks(ward, plan, "2026-12-11 08:00")
        await ticks(ward, plan, "2026-12-14 08:00")
        assert phone.received == []


async def test_a_reminder_that_the_noon_rest_overtook_waits_for_its_end(
    database: Database, plan: Plan
) -> None:
    async with account(database, Limits(), partial(daylight, plan)) as ward:
        phone = await reporter(ward, plan)
        async with database.write() as session:
            await remind(session, plan, ward.clock.now())
        ward.clock.move_to(at("2026-12-10 12:00"))
        await ward.works()
        assert phone.received == []
        ward.clock.move_to(at("2026-12-10 13:30"))
        await ward.works()
        assert len(phone.received) == 1


async def test_a_notice_without_room_does_not_come_at_midnight(
    database: Database, plan: Plan
) -> None:
    async with account(database, ONE_A_DAY, partial(daylight, plan)) as ward:
        await spend(ward)
        phone = await ward.person()
        await ward.tell(phone, "Kết quả xin gia hạn")
        await ward.works()
        night = ward.clock.now() + timedelta(hours=16, minutes=1)
        ward.clock.move_to(night)
        await ward.works()
        assert phone.received == []
        await ward.tell(phone, "Trả lời", Priority.REPLY)
        await ward.works()
        assert [m.text for m in phone.received] == ["Trả lời"]
        ward.clock.move_to(night + timedelta(days=1, hours=8))
        await ward.works()
        assert [m.text for m in phone.received] == ["Trả lời", "Kết quả xin gia hạn"]
