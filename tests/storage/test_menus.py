"""What stands last in a chat without buttons, from the taking of a letter to its fate."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest_asyncio

from content.picking import OnScreen
from storage import menus, outbox, people
from storage.database import Database
from storage.models.machine import OutboxState
from storage.outbox import DOUBTFUL, Letter, Outcome, Taken

NOW = datetime(2026, 12, 1, tzinfo=UTC)
CHANNEL = "zalo_bot"


@pytest_asyncio.fixture
async def an(database: Database) -> int:
    async with database.write() as session:
        person = await people.recognise(session, CHANNEL, "aa", now=NOW)
    return person.address.id


async def queue(database: Database, address_id: int, *texts: str) -> None:
    """Each offers itself."""
    async with database.write() as session:
        for text in texts:
            screen = {"text": text, "language": "vi", "options": [[["Được", text]]]}
            letter = Letter(CHANNEL, address_id, "aa", screen, subject=f"of:{text}")
            await outbox.add(session, [letter], NOW)


async def take(database: Database, term: int = 1) -> Taken:
    async with database.connect_to_write() as connection:
        (letter,) = await outbox.due(connection, channel=CHANNEL, term=term, resting=[], most=9)
        await outbox.take(connection, [letter.id], term=term)
        await menus.begin(connection, [letter.id], term=term)
    return letter


async def record(database: Database, outcome: Outcome, term: int = 1) -> None:
    async with database.connect_to_write() as connection:
        await outbox.record(connection, [outcome], term=term, now=NOW)
        await outbox.record_shown(connection, [outcome], term=term)


async def arrives(database: Database, letter: Taken, term: int = 1) -> None:
    sent = Outcome(letter.id, OutboxState.SENT, f"m{letter.id}", shown_at=NOW)
    await record(database, sent, term)


async def screens(database: Database, address_id: int) -> list[OnScreen]:
    async with database.engine.connect() as connection:
        return (await menus.load(connection, [address_id]))[address_id]


def said(found: Sequence[OnScreen]) -> list[tuple[str | None, bool]]:
    """What each offers, and whether it has surely arrived; the newest first."""
    return [(s.menu.pick("1") if s.menu else None, s.at is not None) for s in found]


async def test_a_letter_is_in_doubt_until_it_has_arrived(database: Database, an: int) -> None:
    await queue(database, an, "a", "b")
    await arrives(database, await take(database))
    letter = await take(database)
    assert said(await screens(database, an)) == [("b", False), ("a", True)]
    await arrives(database, letter)
    newest, _ = await screens(database, an)
    assert newest == OnScreen(
        letter.id, newest.menu, "b\n\n1. Được", NOW, f"m{letter.id}", subject="of:b"
    )


async def test_what_has_surely_not_arrived_leaves_the_one_before(
    database: Database, an: int
) -> None:
    await queue(database, an, "a", "b")
    await arrives(database, await take(database))
    letter = await take(database)
    await record(database, Outcome(letter.id, OutboxState.PENDING, error="not sent"))
    assert said(await screens(database, an)) == [("a", True)]
    letter = await take(database)
    await record(database, Outcome(letter.id, OutboxState.FAILED, error="no", never_left=True))
    assert said(await screens(database, an)) == [("a", True)]


async def test_what_may_have_arrived_stays_in_doubt(database: Database, an: int) -> None:
    await queue(database, an, "a", "b", "c")
    await arrives(database, await take(database))
    letter = await take(database)
    await record(database, Outcome(letter.id, OutboxState.PENDING, error=DOUBTFUL))
    assert said(await screens(database, an)) == [("b", False), ("a", True)]
    letter = await take(database)
    await record(database, Outcome(letter.id, OutboxState.UNCERTAIN, error=DOUBTFUL))
    assert said(await screens(database, an)) == [("b", False), ("a", True)]
    await arrives(database, await take(database))
    assert said(await screens(database, an)) == [("c", True), ("b", False), ("a", True)]


async def test_a_replaced_leader_changes_nothing(database: Database, an: int) -> None:
    await queue(database, an, "a", "b")
    old = await take(database, term=1)
    await arrives(database, await take(database, term=2), term=2)
    await arrives(database, await take(database, term=2), term=2)
    late = Outcome(old.id, OutboxState.SENT, "m0", shown_at=NOW + timedelta(minutes=1))
    await record(database, late, term=1)
    assert said(await screens(database, an)) == [("b", True), ("a", True)]
    assert (await screens(database, an))[1].message_id == f"m{old.id}"


async def test_a_letter_that_was_cut_off_and_is_said_again_stands_once(
    database: Database, an: int
) -> None:
    await queue(database, an, "a")
    await take(database, term=1)
    await arrives(database, await take(database, term=2), term=2)
    assert said(await screens(database, an)) == [("a", True)]


async def test_only_the_last_messages_are_kept(database: Database, an: int) -> None:
    names = [str(n) for n in range(12)]
    await queue(database, an, *names)
    for _ in names:
        await arrives(database, await take(database))
    kept = await screens(database, an)
    assert [s.subject for s in kept] == [f"of:{n}" for n in reversed(names[-8:])]


async def test_what_was_said_is_forgotten_earlier_than_what_was_offered(
    database: Database, an: int
) -> None:
    await queue(database, an, "a", "b")
    await arrives(database, await take(database))
    await take(database)
    for moment, texts in ((NOW, 2), (NOW + timedelta(days=1), 1)):
        async with database.connect_to_write() as connection:
            await menus.forget_texts_before(connection, moment)
        assert sum(s.text is not None for s in await screens(database, an)) == texts
    assert said(await screens(database, an)) == [("b", False), ("a", True)]


async def test_a_message_that_offers_nothing_closes_the_list(database: Database, an: int) -> None:
    await queue(database, an, "a")
    await arrives(database, await take(database))
    async with database.write() as session:
        bare: dict[str, Any] = {"text": "Đã nhận", "language": "vi"}
        await outbox.add(session, [Letter(CHANNEL, an, "aa", bare)], NOW)
    await arrives(database, await take(database))
    assert said(await screens(database, an)) == [(None, True), ("a", True)]
