"""The people's side: what a phone can do and what the bot hears of it."""

from typing import Any

import aiohttp
import pytest

from bot.clock import StoppedClock
from bot.sandbox.errors import ApiError
from bot.sandbox.limits import FloodLimits
from bot.sandbox.phones import NotSeenError
from bot.sandbox.telegram import TOKEN, TelegramServer


async def bot_says(server: TelegramServer, chat_id: int, text: str, **more: Any) -> None:
    body = {"chat_id": chat_id, "text": text, **more}
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"{server.url}/bot{TOKEN}/sendMessage", json=body) as response,
    ):
        assert response.status == 200, await response.text()


def heard(server: TelegramServer) -> list[dict[str, Any]]:
    return [update.raw() for update in server.updates.waiting()]


async def test_person_replies_to_a_message(server: TelegramServer) -> None:
    phone = server.person(5, has_started=True)
    await bot_says(server, 5, "Nhắc việc")
    phone.says("đang làm", reply_to=phone.received[-1])
    assert heard(server)[0]["message"]["reply_to_message"]["text"] == "Nhắc việc"


async def test_person_taps_by_part_of_the_label(server: TelegramServer) -> None:
    phone = server.person(5, has_started=True)
    rows = [[{"text": "📝 Báo cáo ngay", "callback_data": "rep:1"}]]
    await bot_says(server, 5, "Nhắc việc", reply_markup={"inline_keyboard": rows})
    phone.taps("Báo cáo")
    query = heard(server)[0]["callback_query"]
    assert (query["data"], query["message"]["text"]) == ("rep:1", "Nhắc việc")


def test_tapping_what_is_not_there_says_what_is(server: TelegramServer) -> None:
    phone = server.person(5)
    phone.says("có ai không")
    with pytest.raises(NotSeenError, match="có ai không"):
        phone.taps("Không có nút này")


def test_deep_link_starts_the_bot_with_its_payload(server: TelegramServer) -> None:
    server.person(5).opens("https://t.me/tro_ly_so_bot?start=Ab-_9")
    message = heard(server)[0]["message"]
    assert message["text"] == "/start Ab-_9"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


@pytest.mark.parametrize("payload", ["a" * 65, "a.b", "ế"])
def test_deep_link_outside_the_alphabet_leads_nowhere(
    payload: str, server: TelegramServer
) -> None:
    with pytest.raises(NotSeenError):
        server.person(5).opens(f"https://t.me/tro_ly_so_bot?start={payload}")


def test_bot_hears_in_a_group_only_what_concerns_it(server: TelegramServer) -> None:
    phone = server.phone_in(server.group(-77, "Tổ công nghệ số"), server.person(5))
    phone.says("chuyện riêng của chúng tôi")
    phone.says("/huongdan@tro_ly_so_bot")
    phone.says("nhờ @tro_ly_so_bot xem giúp")
    assert [update["message"]["chat"]["id"] for update in heard(server)] == [-77, -77]


def test_only_the_last_messages_are_kept(clock: StoppedClock) -> None:
    few = TelegramServer(clock.now, keep=3)
    phone = few.person(5)
    for number in range(10):
        phone.says(str(number))
    assert [message.text for message in phone.messages] == ["7", "8", "9"]


def test_flood_limits_allow_thirty_a_second_and_then_make_wait() -> None:
    limits = FloodLimits()
    for chat in range(1, 31):
        limits.judge(chat, 10.0)
    with pytest.raises(ApiError, match="retry after 1"):
        limits.judge(31, 10.5)
    with pytest.raises(ApiError, match="retry after 1"):
        limits.judge(31, 10.9)
    limits.judge(31, 11.6)


def test_flood_limits_allow_a_private_chat_a_burst_and_one_a_second() -> None:
    limits = FloodLimits()
    for _ in range(5):
        limits.judge(5, 10.0)
    with pytest.raises(ApiError, match="retry after 1"):
        limits.judge(5, 10.0)
    limits.judge(5, 11.0)


def test_flood_limits_allow_a_group_twenty_a_minute() -> None:
    limits = FloodLimits()
    for second in range(20):
        limits.judge(-77, float(second))
    with pytest.raises(ApiError, match="retry after 40"):
        limits.judge(-77, 20.0)
    limits.judge(-77, 60.1)
