"""The way to Telegram breaks: nothing is lost, nothing is doubled unsaid, order holds."""

import pytest

from bot.sandbox import faults
from bot.sandbox.faults import DROPPED_AFTER, DROPPED_BEFORE, Fault
from storage.outbox import Priority
from tests.machine.post import Post

AGAIN = "(gửi lại)"
_MAYBE = {
    "accepted, then dropped": DROPPED_AFTER,
    "dropped": DROPPED_BEFORE,
    "502 of a proxy": faults.BAD_GATEWAY,
    "500 of Telegram": faults.SERVER_ERROR,
    "200 and no word": faults.EMPTY_BODY,
    "200 and a page": Fault(body="<html>login</html>"),
}


@pytest.mark.parametrize("name", _MAYBE)
async def test_a_reply_that_perhaps_arrived_is_repeated_once_and_says_so(
    post: Post, name: str
) -> None:
    phone = post.phone(1)
    post.server.fail_next("sendMessage", _MAYBE[name])
    await post.queue(await post.letter(1, "Đã ghi."))
    await post.until("pending", "ambiguous")
    assert 25 < (await post.pauses())[0] <= 30
    await post.let_pauses_pass()
    await post.all_settled()
    assert phone.received[-1].text == f"{AGAIN}\nĐã ghi."
    assert (await post.fates()) == [("sent", None, 2)]


async def test_a_reply_twice_in_doubt_is_left_to_a_person(post: Post) -> None:
    phone = post.phone(1)
    post.server.fail_next("sendMessage", DROPPED_AFTER, times=2)
    await post.queue(await post.letter(1))
    await post.until("pending", "ambiguous")
    await post.let_pauses_pass()
    await post.until("uncertain")
    assert len(phone.received) == 2


async def test_a_letter_of_once_at_most_is_never_repeated(post: Post) -> None:
    phone = post.phone(1)
    post.server.fail_next("sendMessage", DROPPED_AFTER)
    await post.send(1, at_most_once=True)
    assert (await post.fates()) == [("uncertain", "ambiguous", 1)]
    assert len(phone.received) == 1


async def test_a_doubt_outlives_a_refusal_in_between(post: Post) -> None:
    phone = post.phone(1)
    post.server.fail_next("sendMessage", DROPPED_AFTER)
    await post.queue(await post.letter(1))
    await post.until("pending", "ambiguous")
    post.server.fail_next("sendMessage", faults.flood(1))
    await post.let_pauses_pass()
    await post.all_settled()
    assert [m.text for m in phone.received] == ["x", f"{AGAIN}\nx"]


async def test_what_never_left_is_repeated_in_silence_and_arrives_once(post: Post) -> None:
    phone = post.phone(1)
    port = int(post.server.url.rpartition(":")[2])
    await post.server.stop()
    assert post.app.telegram
    await post.app.telegram.http.shutdown()  # no connection from before may help
    await post.app.telegram.http.initialize()
    await post.queue(await post.letter(1))
    await post.until("pending", "not sent", 2)
    await post.server.start(port=port)
    await post.let_pauses_pass()
    await post.all_settled()
    assert [m.text for m in phone.received] == ["x"]


@pytest.mark.parametrize("status", [403, 404, 407, 451])
async def test_a_wall_on_the_way_is_not_a_refusal(post: Post, status: int) -> None:
    phone = post.phone(1)
    blocked = "<html>Trang này bị chặn</html>"
    post.server.fail_next("sendMessage", Fault(status=status, body=blocked))
    await post.queue(await post.letter(1))
    await post.until("pending", "not sent")
    await post.let_pauses_pass()
    await post.all_settled()
    assert [m.text for m in phone.received] == ["x"]
    assert await post.is_reachable(1)


async def test_an_edit_in_doubt_is_repeated_at_once_and_in_silence(post: Post) -> None:
    phone = post.phone(1)
    await post.send(1, "Bước 1")
    post.server.fail_next("editMessageText", DROPPED_AFTER)
    await post.send(1, "Bước 2", edits=str(phone.received[0].id))
    assert [m.text for m in phone.received] == ["Bước 2"]


async def test_a_chat_keeps_its_order_through_failures(post: Post) -> None:
    phone, other = post.phone(1), post.phone(2)
    post.server.fail_next("sendMessage", Fault(status=403, body="<html>"), chat_id=1)
    await post.queue(*[await post.letter(1, str(n)) for n in range(4)])
    await post.queue(await post.letter(2, "kia"))
    await other.sees("kia")
    assert phone.received == []
    await post.all_settled()
    assert [m.text for m in phone.received] == ["0", "1", "2", "3"]


async def test_replies_overtake_reminders_and_reminders_overtake_bulk(post: Post) -> None:
    post.server.fail_next("sendMessage", faults.stalled(0.1))
    numbers = range(1, 8)
    for number in numbers:
        post.phone(number)
    order = [Priority.BULK, Priority.REMINDER, Priority.REPLY]
    held = await post.letter(7)
    await post.queue(held, *[await post.letter(n, priority=order[n % 3]) for n in range(1, 7)])
    await post.all_settled()
    left = [int(call.params["chat_id"]) for call in post.calls()]
    ranks = [order[n % 3] for n in left if n != 7]
    assert ranks == sorted(ranks)
