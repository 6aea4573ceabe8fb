"""Updates wait, keep their order, expire, and leave only when they are confirmed."""

import asyncio
from datetime import timedelta

import pytest

from bot.clock import StoppedClock
from bot.sandbox.telegram import TelegramServer
from tests.sandbox.clients import Client

WEEK = timedelta(days=7)


async def test_updates_stay_until_an_offset_confirms_them(
    server: TelegramServer, client: Client
) -> None:
    phone = server.person(5)
    phone.says("một")
    phone.says("hai")
    first, second = await client.ask("get_updates")
    again = await client.ask("get_updates", offset=second.update_id)
    assert [update.message.text for update in again] == ["hai"]
    assert second.update_id == first.update_id + 1


async def test_no_more_than_a_hundred_come_at_once(server: TelegramServer, client: Client) -> None:
    for number in range(120):
        server.person(5).says(str(number))
    assert len(await client.ask("get_updates")) == 100


async def test_negative_offset_keeps_the_newest(server: TelegramServer, client: Client) -> None:
    for number in range(5):
        server.person(5).says(str(number))
    kept = await client.ask("get_updates", offset=-2)
    assert [update.message.text for update in kept] == ["3", "4"]
    assert len(server.updates) == 2


async def test_offset_of_another_numbering_confirms_nothing(
    server: TelegramServer, client: Client
) -> None:
    server.person(5).says("vẫn còn")
    assert len(await client.ask("get_updates", offset=2_000_000_000)) == 1


async def test_long_poll_ends_when_somebody_writes(server: TelegramServer, client: Client) -> None:
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(client.ask("get_updates", timeout=50))
        assert await server.updates.polled.wait(5)
        server.person(5).says("dậy đi")
    assert poll.result()[0].message.text == "dậy đi"


async def test_second_poller_ends_the_first(server: TelegramServer, client: Client) -> None:
    async def first() -> None:
        with pytest.raises(client.errors["conflict"], match="terminated by other getUpdates"):
            await client.ask("get_updates", timeout=50)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(first())
        assert await server.updates.polled.wait(5)
        await client.ask("get_updates", timeout=1)


async def test_polling_is_refused_while_a_webhook_is_set(client: Client) -> None:
    await client.ask("set_webhook", url="http://127.0.0.1:9/")
    with pytest.raises(client.errors["conflict"], match="while webhook is active"):
        await client.ask("get_updates")


async def test_kinds_not_asked_for_never_come(server: TelegramServer, client: Client) -> None:
    await client.ask("get_updates", allowed_updates=["callback_query"])
    server.person(5).says("không ai nghe")
    assert await client.ask("get_updates") in ((), [])


def test_tap_expires_after_150_seconds(server: TelegramServer, clock: StoppedClock) -> None:
    phone = server.person(5)
    phone.says("chữ")
    phone.forges("tap")
    clock.move_to(clock.now() + timedelta(seconds=150))
    assert [update.kind for update in server.updates.waiting()] == ["message"]


def test_message_expires_after_a_day(server: TelegramServer, clock: StoppedClock) -> None:
    server.person(5).says("cũ")
    clock.move_to(clock.now() + timedelta(days=1))
    assert server.updates.waiting() == []


def test_numbers_jump_after_a_week_of_silence(server: TelegramServer, clock: StoppedClock) -> None:
    server.person(5).says("trước")
    before = server.updates.waiting()[0].id
    clock.move_to(clock.now() + WEEK + timedelta(seconds=1))
    assert server.updates.waiting() == []
    server.person(5).says("sau")
    assert server.updates.waiting()[0].id != before + 1


async def test_tap_is_too_old_to_answer_after_15_seconds(
    server: TelegramServer, client: Client, clock: StoppedClock
) -> None:
    query_id = server.person(5).forges("tap")
    clock.move_to(clock.now() + timedelta(seconds=16))
    with pytest.raises(client.errors["bad request"], match=r"(?i)query is too old"):
        await client.ask("answer_callback_query", callback_query_id=query_id)
