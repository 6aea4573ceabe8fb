"""The senders that are compared: `python -m benchmarks.senders ours|default API COUNT`.

Ours is the transport of the assistant; default is python-telegram-bot as it comes. Both send the
same text with the same buttons, and print how many a second.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from time import perf_counter

import uvloop
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

from benchmarks.sink import TOKEN
from benchmarks.ward import CHANNEL, letter
from bot.delivery.telegram import TelegramTransport, open_bot
from bot.delivery.telegram_http import TelegramHttp
from storage.outbox import Taken
from storage.people import Address, Person

_AT_ONCE = 30
_WARM_UP = 100
Send = Callable[[int], Awaitable[object]]

_PAYLOAD = letter(Person(1, "vi", None, True, (), Address(1, 1, CHANNEL, "1"))).payload


async def ours(api_url: str, count: int) -> float:
    http = TelegramHttp(api_url, TOKEN)
    transport = TelegramTransport(open_bot(api_url, TOKEN, http))
    async with http:
        return await _rate(lambda chat: transport.deliver(_taken(chat)), count)


async def default(api_url: str, count: int) -> float:
    async with Bot(TOKEN, base_url=f"{api_url}/bot") as bot:
        return await _rate(lambda chat: _send(bot, chat), count)


async def _send(bot: Bot, chat: int) -> None:
    rows = [[InlineKeyboardButton(label, callback_data=data) for label, data in row]
            for row in _PAYLOAD["options"]]  # fmt: skip
    await bot.send_message(
        chat, _PAYLOAD["text"], parse_mode="HTML", reply_markup=InlineKeyboardMarkup(rows),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )  # fmt: skip


def _taken(chat: int) -> Taken:
    return Taken(
        id=chat, address_id=chat, recipient=str(chat), payload=_PAYLOAD, edits=None, priority=0,
        at_most_once=False, attempts=0, last_error=None, was_interrupted=False,
    )  # fmt: skip


async def _rate(send: Send, count: int) -> float:
    await _send_all(send, iter(range(1, _WARM_UP)))
    began = perf_counter()
    await _send_all(send, iter(range(1, count + 1)))
    return count / (perf_counter() - began)


async def _send_all(send: Send, chats: Iterator[int]) -> None:
    async def one_after_another() -> None:
        for chat in chats:
            await send(chat)

    await asyncio.gather(*(one_after_another() for _ in range(_AT_ONCE)))


if __name__ == "__main__":
    kind, api_url_, count_ = sys.argv[1:]
    print(uvloop.run((ours if kind == "ours" else default)(api_url_, int(count_))))
