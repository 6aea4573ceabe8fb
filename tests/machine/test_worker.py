"""An update that cannot be handled: tried, given up, apologised for; nobody else waits for it."""

import asyncio
import json

import pytest
import pytest_asyncio
from aiogram import Dispatcher, Router
from aiogram.types import Message

from bot.courtesies import Courtesies
from bot.sandbox.phones import Phone
from bot.silent_session import silent_bot
from bot.wakeups import Wakeup
from bot.worker import Worker
from handlers.screens import Reply, Screen
from storage import inbox, people
from storage.fsm import UnitOfWorkStorage
from storage.unit_of_work import current
from tests.machine.post import Post, open_post

_POISON = "/start " + "x" * 32  # an invite, looked up in a table that is not there


@pytest_asyncio.fixture
async def lan(talking: Post) -> Phone:
    """She agreed long ago; what she types now cannot be handled."""
    phone = talking.phone(1)
    async with talking.app.database.write() as session:
        now = talking.app.clock.now()
        person = await people.recognise(session, "telegram", "1", now=now)
        await people.record_consent(session, person.id, "test", now)
    await talking.change("ALTER TABLE invite RENAME TO away")
    return phone


async def test_eight_tries_then_one_apology_and_the_chat_goes_on(
    talking: Post, lan: Phone
) -> None:
    lan.says(_POISON)
    lan.says("/help")
    await _until_given_up(talking)
    await lan.sees("/menu")
    apology, answer = lan.received
    ((tries, reference),) = await talking.look(
        "SELECT attempts, reference FROM inbox WHERE state = 'dead'"
    )
    assert tries == inbox.MOST_ATTEMPTS
    assert reference in apology.text
    assert reference not in answer.text
    states = await talking.look("SELECT state, attempts FROM inbox ORDER BY id")
    assert [tuple(row) for row in states] == [("dead", 8), ("done", 1)]


async def test_other_chats_do_not_wait_for_20_failing_ones(talking: Post, lan: Phone) -> None:
    await others_are_served_while(20, talking, lan)


@pytest.mark.matrix
async def test_other_chats_do_not_wait_for_100_failing_ones(talking: Post, lan: Phone) -> None:
    await others_are_served_while(100, talking, lan)


async def others_are_served_while(many: int, talking: Post, lan: Phone) -> None:
    keys = [("telegram", str(number)) for number in range(1, many + 1)]
    async with talking.app.database.write() as session:
        now = talking.app.clock.now()
        for person in (await people.recognise_all(session, keys, now)).values():
            await people.record_consent(session, person.id, "test", now)
    failing = [lan, *(talking.phone(n) for n in range(2, many + 1))]
    for phone in failing:
        phone.says(_POISON)
    await _until_tried(talking, many)
    others = [talking.phone(n) for n in range(200, 210)]
    for phone in others:
        phone.says("/help")
    await asyncio.gather(*(phone.sees("/menu") for phone in others))
    assert not any(phone.received for phone in failing)


async def test_an_apology_that_fails_too_does_not_keep_the_update_alive(
    talking: Post, lan: Phone
) -> None:
    await talking.change("ALTER TABLE outbox RENAME TO gone")
    await talking.arrives(_typed(1, _POISON))
    await _until_given_up(talking)
    await talking.change("ALTER TABLE gone RENAME TO outbox")
    lan.says("/help")
    await lan.sees("/menu")
    assert len(lan.received) == 1


async def test_an_update_that_ended_the_process_eight_times_is_not_tried_again(
    post: Post,
) -> None:
    phone = post.phone(1)
    await post.arrives(_typed(1, "chào"))
    await post.change(f"UPDATE inbox SET attempts = {inbox.MOST_ATTEMPTS}")
    await _worker(post, Router()).work()
    await post.all_settled()
    assert [tuple(row) for row in await post.look("SELECT state FROM inbox")] == [("dead",)]
    assert len(phone.received) == 1


async def test_a_worker_that_lost_its_lease_leaves_no_trace(postgres_database_url: str) -> None:
    """Another process takes the update over while the handler still works on it."""
    router = Router()
    async with open_post(postgres_database_url) as post:

        @router.message()
        async def work_long(_message: Message, reply: Reply) -> None:
            current().state = "asking"
            reply.send(Screen("never said"))
            await post.change("UPDATE inbox SET owner = 'other', attempts = attempts + 1")

        await post.arrives(_typed(1, "chào"))
        await _worker(post, router).work()
        assert await post.fates() == []
        assert await post.look("SELECT * FROM conversation") == []
        rows = await post.look("SELECT state, owner FROM inbox")
        assert [tuple(row) for row in rows] == [("pending", "other")]


async def _until_given_up(post: Post) -> None:
    """Let all pauses pass as they come."""
    nothing = Wakeup()
    async with asyncio.timeout(60):
        while not await post.look("SELECT id FROM inbox WHERE state = 'dead'"):
            await post.change("UPDATE inbox SET ready_at = 0")
            post.app.work_waits.ring()
            await nothing.wait(0.01)


async def _until_tried(post: Post, many: int) -> None:
    nothing = Wakeup()
    async with asyncio.timeout(60):
        while len(await post.look("SELECT id FROM inbox WHERE attempts > 0")) < many:
            await nothing.wait(0.05)


def _typed(chat: int, words: str) -> bytes:
    person = {"id": chat, "is_bot": False, "first_name": "P"}
    where = {"id": chat, "type": "private"}
    message = {"message_id": 1, "date": 0, "chat": where, "from": person, "text": words}
    return json.dumps({"update_id": chat, "message": message}).encode()


def _worker(post: Post, router: Router) -> Worker:
    dispatcher = Dispatcher(storage=UnitOfWorkStorage())
    dispatcher.include_router(router)
    app = post.app
    courtesies = Courtesies(None, app.database)
    return Worker(
        app.database, dispatcher, silent_bot(1), app.clock, courtesies,
        knowledge=dict, work_waits=app.work_waits, letters_wait=app.letters_wait, lease_seconds=5,
    )  # fmt: skip
