"""Telegram says "too many requests": the sender waits as told, and everything arrives."""

import pytest

from bot.sandbox.faults import flood
from storage.outbox import Priority
from tests.machine.post import Post


async def test_a_refused_chat_gets_no_call_inside_its_window_while_others_go_on(
    post: Post,
) -> None:
    post.server.fail_next("sendMessage", flood(2), chat_id=1)
    for number in range(1, 5):
        post.phone(number)
    await post.queue(*[await post.letter(n, "x", priority=p) for n, p in LETTERS])
    await post.all_settled()
    first, second, _ = post.calls(chat=1)
    assert second.at - first.at >= 2.0
    others = [call.at for n in (2, 3, 4) for call in post.calls(chat=n)]
    assert max(others) < first.at + 1.0
    assert {state for state, _, _ in await post.fates()} == {"sent"}


LETTERS = [(1, Priority.REMINDER), (1, Priority.BULK)] + [(n, Priority.REPLY) for n in (2, 3, 4)]


async def test_a_higher_letter_to_a_resting_chat_rests_as_well(post: Post) -> None:
    post.phone(1)
    post.server.fail_next("sendMessage", flood(1), chat_id=1)
    await post.queue(await post.letter(1, "nhắc", priority=Priority.REMINDER))
    await post.until("pending", "rate limited")
    await post.send(1, "trả lời")
    assert windows_kept(post)
    assert [m.text for m in post.phone(1).received] == ["trả lời", "nhắc"]


async def test_200_messages_in_a_storm_of_refusals_all_arrive(post: Post) -> None:
    await storm(post, messages=200, refusals=6)


@pytest.mark.matrix
async def test_1000_messages_in_a_storm_of_refusals_all_arrive(post: Post) -> None:
    await storm(post, messages=1000, refusals=100)


async def storm(post: Post, messages: int, refusals: int) -> None:
    for number in range(1, refusals + 1):
        chat = number * (messages // refusals)
        post.server.fail_next("sendMessage", flood(1), chat_id=chat)
    phones = [post.phone(number) for number in range(1, messages + 1)]
    await post.queue(*[await post.letter(phone.id) for phone in phones])
    await post.all_settled(within=60.0 + 5.0 * refusals)  # each may rest everybody for a second
    assert [len(phone.received) for phone in phones] == [1] * messages
    assert sum(1 for call in post.calls() if call.error) == refusals
    assert windows_kept(post)


def windows_kept(post: Post) -> bool:
    """No call to a chat while that chat had been told to be left alone."""
    return all(
        later.at - refused.at >= refused.error.parameters["retry_after"]
        for refused in post.calls()
        if refused.error
        for later in post.calls(chat=refused.params["chat_id"])
        if later.at > refused.at
    )
