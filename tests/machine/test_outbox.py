"""The outbox: what goes first, what waits for what, and what a crash leaves behind."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest_asyncio

from storage import outbox, people
from storage.database import Database
from storage.models.machine import OutboxState
from storage.outbox import Letter, Outcome, Priority, Taken

NOW = datetime(2026, 12, 1, tzinfo=UTC)


@pytest_asyncio.fixture
async def address_id(database: Database) -> int:
    async with database.write() as session:
        person = await people.recognise(session, "telegram", "1", now=NOW)
    return person.address.id


def letter(address_id: int, chat: str, **facts: Any) -> Letter:
    return Letter("telegram", address_id, chat, {"text": "x"}, **facts)


async def queue(database: Database, *letters: Letter) -> None:
    async with database.write() as session:
        await outbox.add(session, letters, NOW)


async def due(database: Database, term: int = 1, resting: tuple[str, ...] = ()) -> list[Taken]:
    async with database.connect_to_write() as connection:
        return await outbox.due(
            connection, channel="telegram", term=term, resting=resting, most=50
        )


async def take(database: Database, letters: list[Taken], term: int = 1) -> int:
    async with database.connect_to_write() as connection:
        return await outbox.take(connection, [each.id for each in letters], term=term)


async def record(database: Database, outcome: Outcome, term: int = 1) -> None:
    async with database.connect_to_write() as connection:
        await outbox.record(connection, [outcome], term=term, now=NOW)


async def test_replies_go_before_reminders_before_bulk(
    database: Database, address_id: int
) -> None:
    await queue(
        database,
        letter(address_id, "1", priority=Priority.BULK),
        letter(address_id, "2", priority=Priority.REMINDER),
        letter(address_id, "3"),
    )
    assert [each.recipient for each in await due(database)] == ["3", "2", "1"]


async def test_a_chat_gets_its_letters_in_order_also_while_one_waits(
    database: Database, address_id: int
) -> None:
    await queue(database, letter(address_id, "1"), letter(address_id, "1"))
    first = await due(database)
    assert len(first) == 1
    await take(database, first)
    assert await due(database) == []
    await record(database, Outcome(first[0].id, OutboxState.PENDING, pause=60.0))
    assert await due(database) == []


async def test_no_letter_joins_another_on_the_wire_to_the_same_chat(
    database: Database, address_id: int
) -> None:
    await queue(database, letter(address_id, "1", priority=Priority.REMINDER))
    await take(database, await due(database))
    await queue(database, letter(address_id, "1"))
    assert await due(database) == []


async def test_nothing_goes_between_the_parts_of_a_letter(
    database: Database, address_id: int
) -> None:
    long = replace(
        letter(address_id, "1", priority=Priority.REMINDER),
        payload={"text": "dài " * 3000, "language": "vi"},
    )
    await queue(database, long, long)
    heard = []
    for number in range(7):
        (following,) = await due(database)
        heard.append(following.priority)
        await take(database, [following])
        await record(database, Outcome(following.id, OutboxState.SENT, str(number)))
        if number == 0:
            await queue(database, letter(address_id, "1"))
    assert heard == [1, 1, 1, 0, 1, 1, 1]


async def test_a_part_that_must_wait_lets_answers_pass(
    database: Database, address_id: int
) -> None:
    long = replace(
        letter(address_id, "1", priority=Priority.REMINDER),
        payload={"text": "dài " * 2000, "language": "vi"},
    )
    await queue(database, long)
    for pause in (0.0, 60.0):
        (part,) = await due(database)
        await take(database, [part])
        state = OutboxState.PENDING if pause else OutboxState.SENT
        await record(database, Outcome(part.id, state, pause=pause))
    await queue(database, letter(address_id, "1"))
    assert [found.priority for found in await due(database)] == [Priority.REPLY]


async def test_a_longer_letter_with_a_known_key_is_not_half_written(
    database: Database, address_id: int
) -> None:
    short = letter(address_id, "1", key="digest:1")
    await queue(database, short)
    await queue(database, replace(short, payload={"text": "dài " * 2000, "language": "vi"}))
    async with database.connect_to_write() as connection:
        assert await outbox.waiting(connection) == 1


async def test_a_letter_with_a_known_key_is_not_written_again(
    database: Database, address_id: int
) -> None:
    await queue(database, letter(address_id, "1", key="digest:1"))
    await queue(database, letter(address_id, "1", key="digest:1"))
    async with database.connect_to_write() as connection:
        assert await outbox.waiting(connection) == 1


async def test_a_letter_cut_off_by_a_crash_is_found_by_the_next_term_only(
    database: Database, address_id: int
) -> None:
    await queue(database, letter(address_id, "1"))
    await take(database, await due(database))
    assert await due(database) == []
    found = await due(database, term=2)
    assert [each.was_interrupted for each in found] == [True]


async def test_a_replaced_leader_records_nothing(database: Database, address_id: int) -> None:
    await queue(database, letter(address_id, "1"))
    letters = await due(database)
    await take(database, letters)
    await take(database, await due(database, term=2), term=2)
    await record(database, Outcome(letters[0].id, OutboxState.SENT, "9"), term=1)
    assert len(await due(database, term=3)) == 1


async def test_a_resting_chat_does_not_hold_up_the_others(
    database: Database, address_id: int
) -> None:
    await queue(database, letter(address_id, "1"), letter(address_id, "2"))
    assert [each.recipient for each in await due(database, resting=("1",))] == ["2"]
