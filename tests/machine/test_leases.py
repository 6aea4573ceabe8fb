"""One leader at a time, and a term that tells the old one it is over."""

from storage import leases
from storage.database import Database
from storage.leases import Lease


async def ask(database: Database, owner: str, lasts: float = 60.0) -> Lease | None:
    async with database.connect_to_write() as connection:
        return await leases.acquire(connection, "sender", owner=owner, lasts=lasts)


async def test_the_first_to_ask_leads_and_others_wait(database: Database) -> None:
    assert await ask(database, "a") == Lease("sender", "a", 1)
    assert await ask(database, "b") is None


async def test_a_leader_renews_in_the_same_term(database: Database) -> None:
    await ask(database, "a")
    assert await ask(database, "a") == Lease("sender", "a", 1)


async def test_a_lapsed_lease_changes_hands_in_a_new_term(database: Database) -> None:
    await ask(database, "a", lasts=-1.0)
    assert await ask(database, "b") == Lease("sender", "b", 2)
    assert await ask(database, "a") is None


async def test_a_leader_that_resigns_is_followed_at_once(database: Database) -> None:
    lease = await ask(database, "a")
    assert lease
    async with database.connect_to_write() as connection:
        await leases.resign(connection, lease)
    assert await ask(database, "b") == Lease("sender", "b", 2)
