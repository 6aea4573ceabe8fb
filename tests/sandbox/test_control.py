"""The people's side over HTTP, against a server in a process of its own."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.sandbox.telegram import TOKEN

ROOT = Path(__file__).parent.parent.parent


class Remote:
    """Asks a server elsewhere, as the people and as the bot."""

    def __init__(self, url: str, client: aiohttp.ClientSession) -> None:
        self.url = url
        self.client = client

    async def bot(self, method: str, **arguments: Any) -> Any:
        async with self.client.post(f"{self.url}/bot{TOKEN}/{method}", json=arguments) as answer:
            return await answer.json()

    async def people(self, verb: str, path: str, /, status: int = 200, **wishes: Any) -> Any:
        async with self.client.request(
            verb, f"{self.url}/sandbox/{path}", json=wishes or None
        ) as answer:
            assert answer.status == status, await answer.text()
            return await answer.json()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def remote() -> AsyncIterator[Remote]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.sandbox", "--time-scale", "0.01",
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession() as client:
        yield Remote(url, client)
    process.terminate()
    assert await process.wait() == 0


pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_conversation_over_http(remote: Remote) -> None:
    await remote.people("POST", "people", id=5, first_name="An")
    await remote.people("POST", "people/5/says", text="/start")
    updates = (await remote.bot("getUpdates", timeout=1))["result"]
    assert updates[-1]["message"]["text"] == "/start"
    rows = [[{"text": "Có", "callback_data": "y"}]]
    await remote.bot(
        "sendMessage", chat_id=5, text="Xong?", reply_markup={"inline_keyboard": rows}
    )
    shown = await remote.people("GET", "people/5/messages", contains="Xong", wait=1)
    assert shown[-1]["text"] == "Xong?"
    query = await remote.people("POST", "people/5/taps", what="Có")
    await remote.bot("answerCallbackQuery", callback_query_id=query["query_id"], text="Đã ghi")
    assert (await remote.people("GET", "people/5/answers"))[-1]["text"] == "Đã ghi"


async def test_many_people_and_a_fault(remote: Remote) -> None:
    await remote.people("POST", "people", id=1000, count=500, has_started=True)
    await remote.people("POST", "faults", method="sendMessage", retry_after=4, chat_id=1499)
    assert (await remote.bot("sendMessage", chat_id=1498, text="x"))["ok"]
    refused = await remote.bot("sendMessage", chat_id=1499, text="x")
    assert refused["parameters"] == {"retry_after": 4}
    calls = await remote.people("GET", "calls?method=sendMessage")
    assert calls[-1]["error"] == "Too Many Requests: retry after 4"


async def test_clock_is_moved(remote: Remote) -> None:
    state = await remote.people("POST", "clock", at="2026-12-18T08:00:00+07:00")
    assert state["now"] - 1_797_555_600 < 10


async def test_what_does_not_come_is_told(remote: Remote) -> None:
    await remote.people("POST", "people", id=8)
    await remote.people("POST", "people/8/says", text="alo")
    answer = await remote.people("GET", "people/8/messages?contains=x&wait=0", status=409)
    assert "me: alo" in answer["error"]


@pytest.mark.parametrize(
    ("verb", "what"), [("GET", "nothing"), ("POST", "people/999/says"), ("POST", "faults")]
)
async def test_wrong_wish_is_refused(remote: Remote, verb: str, what: str) -> None:
    await remote.people(verb, what, status=400)


async def test_foreign_page_cannot_reach_it(remote: Remote) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Host": "evil.example"}):
        async with remote.client.get(f"{remote.url}/sandbox/state", headers=headers) as answer:
            assert answer.status == 403
