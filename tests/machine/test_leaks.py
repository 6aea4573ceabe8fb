"""A busy day in a real process that logs all it can: no token, no secret, nothing people wrote."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.clock import Clock
from bot.config import ROOT
from bot.sandbox import faults
from bot.sandbox.errors import bad_request
from bot.sandbox.faults import Fault
from bot.sandbox.phones import Phone
from bot.sandbox.telegram import TOKEN, TelegramServer

_SECRET = "hush-this-is-the-secret-of-the-webhook"
_NAME = "Đỗ Thị Thu Hường"
_WORDS = ["hoa hồng bí mật", "/start wrong-invite-code-1234567890abcdef", "0912345678", "/riengtu"]
_MARKUP = Fault(bad_request("can't parse entities: hoa hồng bí mật"))
_FAULTS = [
    faults.flood(1), faults.BAD_GATEWAY, faults.EMPTY_BODY, faults.DROPPED_BEFORE,
    faults.UNKNOWN_400, faults.UNKNOWN_403, _MARKUP, faults.SERVER_ERROR,
]  # fmt: skip


@asynccontextmanager
async def _running(environment: dict[str, str], log: Path) -> AsyncIterator[Process]:
    """`python -m bot run`, with its standard error in a file."""
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run",
            cwd=ROOT, env=environment, stdout=PIPE, stderr=errors,
        )  # fmt: skip
    yield process
    process.terminate()
    printed, _ = await asyncio.wait_for(process.communicate(), 30)
    assert (process.returncode, printed) == (0, b"")


async def _talk(phone: Phone) -> None:
    for words in _WORDS:
        phone.says(words)
    await phone.sees("/riengtu", within=20.0)


async def _quarrel(server: TelegramServer) -> None:
    """Each of these meets a platform that fails in its own way."""
    phones = [server.person(100 + number, _NAME) for number in range(len(_FAULTS))]
    for phone, fault in zip(phones, _FAULTS, strict=True):
        server.fail_next("sendMessage", fault, chat_id=phone.id)
        phone.says(_WORDS[0])
    async with asyncio.timeout(60):
        while {plan.chat_id for plan in server.faults.planned}:
            await server.world.changed.wait(0.1)


async def _knock(port: int) -> None:
    """Strangers at the webhook: wrong secret, right secret and junk, half a request."""
    url = f"http://127.0.0.1:{port}/hoa-hong-bi-mat"
    header = "X-Telegram-Bot-Api-Secret-Token"
    async with aiohttp.ClientSession() as client:
        for secret in ("wrong", _SECRET):
            body = f'{{"text": "{_WORDS[0]}"'
            async with client.post(url, data=body.encode(), headers={header: secret}) as answer:
                assert answer.status in (400, 401)


@pytest.mark.parametrize("form", ["text", "json"])
async def test_a_busy_day_leaves_nothing_private_in_the_log(
    tmp_path: Path, form: str, unused_tcp_port: int
) -> None:
    server, log = TelegramServer(Clock().now, time_scale=0.01), tmp_path / "log"
    environment = {
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": await server.start(),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'ward.db'}",
        "WEBHOOK_URL": f"http://127.0.0.1:{unused_tcp_port}",
        "WEBHOOK_SECRET": _SECRET,
        "WEBHOOK_PORT": str(unused_tcp_port),
        "LOG_LEVEL": "DEBUG",
        "LOG_FORMAT": form,
        "PATH": "/usr/bin",
    }
    async with _running(environment, log):
        await _talk(server.person(1, _NAME))
        await _quarrel(server)
        await _knock(unused_tcp_port)
    await server.stop()
    written = log.read_text(encoding="utf-8")
    assert "delivery_failed" in written
    private = [TOKEN, TOKEN.partition(":")[2], _SECRET, _NAME, "Hường", *_WORDS[:3],
               "wrong-invite-code", "bi-mat"]  # fmt: skip
    escaped = [word.encode("unicode_escape").decode() for word in private]
    assert [word for word in {*private, *escaped} if word in written] == []
