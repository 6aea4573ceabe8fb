"""Wards of any size: a plan in memory, and the people of its units in a database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert, update

from content.catalogue import Plan
from content.periods import Cadence
from content.roles import Role
from storage import migrate, people, units
from storage.database import Database
from storage.models import PersonRow, RoleGrant
from storage.outbox import Letter
from storage.people import Person

CHANNEL = "telegram"


def with_units(plan: Plan, count: int) -> Plan:
    """The plan with so many units that report each month, all like the first that does."""
    model = next(unit for unit in plan.units.values() if Cadence.MONTHLY in unit.cadences)
    codes = [f"BENCH-{number}" for number in range(1, count + 1)]
    changes = {"cadences": (Cadence.MONTHLY,)}
    return replace(
        plan, units={code: model.model_copy(update={"code": code, **changes}) for code in codes}
    )


async def found(database_url: str, codes: Sequence[str]) -> None:
    """A new database with these units."""
    await migrate.upgrade(database_url)
    database = Database(database_url)
    async with database.write() as session:
        await units.sync(session, codes)
    await database.close()


async def settle(
    database: Database, chats: Sequence[int], codes: Sequence[str], now: datetime
) -> list[Person]:
    """A focal point in each chat, who agreed to what is kept; units are dealt out in turn."""
    keys = [(CHANNEL, str(chat)) for chat in chats]
    async with database.write() as session:
        known = await people.recognise_all(session, keys, now)
        grants = [
            {
                "person_id": known[key].id,
                "role": Role.FOCAL_POINT.value,
                "unit_code": code,
                "scope": f"{code}/",
                "granted_at": now,
            }
            for key, code in zip(keys, [*codes] * (len(chats) // len(codes) + 1), strict=False)
        ]
        connection = await session.connection()
        await connection.execute(insert(RoleGrant), grants)
        await connection.execute(update(PersonRow).values(consented_at=now))
    return [known[key] for key in keys]


def letter(person: Person) -> Letter:
    """A reply like any other: a few lines and three buttons."""
    text = "<b>Báo cáo tháng 01/2027</b>\n" + "Hạn nộp: thứ Năm, 17/12/2026. " * 5
    options = [[[label, "menu"]] for label in ("Báo cáo ngay", "Xin gia hạn", "Đang làm")]
    return Letter(
        channel=CHANNEL,
        address_id=person.address.id,
        recipient=person.address.external_id,
        payload={"text": text, "language": "vi", "options": options},
    )
