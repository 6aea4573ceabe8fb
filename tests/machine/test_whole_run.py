"""The main job through HTTP and the command line only, as an operator runs it: invite, tick,
reminder, reply, dialog, receipt, overdue.
"""

import asyncio
import json
import shutil
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from bot.clock import Clock
from bot.config import ROOT
from bot.sandbox.phones import Phone
from bot.sandbox.telegram import TOKEN, TelegramServer

_REPORTING = {"CUDTT", "BXDD", "UBND", "MTTQ", "VHXH", "KTHTDT", "TTPVHCC", "TYT"}
_QUIET = "quiet_hours:\n  value: [11:30-13:30, 17:00-07:30]\n"


class Operator:
    """Somebody at a terminal."""

    def __init__(self, server: TelegramServer, environment: dict[str, str]) -> None:
        self.server = server
        self._environment = environment

    async def does(self, *words: str) -> str:
        """`python -m bot …`; what it printed."""
        process = await self._start(*words)
        printed, _ = await asyncio.wait_for(process.communicate(), 60)
        assert process.returncode == 0
        return printed.decode()

    @asynccontextmanager
    async def keeps_running(self) -> AsyncIterator[None]:
        """`python -m bot run`, until the block ends; it must end well."""
        process = await self._start("run")
        yield
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 20) == 0

    async def _start(self, *words: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *words,
            cwd=ROOT, env=self._environment, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip


@pytest_asyncio.fixture
async def operator(tmp_path: Path) -> AsyncIterator[Operator]:
    server = TelegramServer(Clock().now)
    environment = {
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": await server.start(),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'ward.db'}",
        "CONTENT_DIR": str(_always_awake(tmp_path / "content")),
        "LOG_LEVEL": "ERROR",
        "PATH": "/usr/bin",
    }
    yield Operator(server, environment)
    await server.stop()


def _always_awake(folder: Path) -> Path:
    """The ward's content without quiet hours and days off around today: what runs here goes by
    the real clock, whatever the hour of the test."""
    shutil.copytree(ROOT / "content", folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    regime = folder / "plan" / "regime.yaml"
    told = regime.read_text()
    assert _QUIET in told
    regime.write_text(told.replace(_QUIET, "quiet_hours:\n  value: []\n", 1))
    today = Clock().now().date()
    with (folder / "plan" / "calendar.yaml").open("a") as calendar:
        for day in (today, today + timedelta(days=1)):
            calendar.write(
                f"\n  - day: {day}\n    is_working: true\n    status: suggested\n    basis: test\n"
            )
    return folder


async def test_invite_reminder_reply_dialog_receipt_and_overdue(operator: Operator) -> None:
    hoa = operator.server.person(1, "Hoa")
    invited = await operator.does("invite", "focal_point", "--unit", "TTPVHCC")
    code = invited.splitlines()[-1].removeprefix("code: ")
    async with operator.keeps_running():
        await _join(hoa, code)
        assert "1 messages delivered" in await operator.does("tick", "--at", "2026-12-10")
        reminder = await hoa.sees("17/12/2026", within=10)
        hoa.says("1.234/1.380", reply_to=reminder)
        await _answer_everything(hoa)
    assert await _overdue_units(operator, "2026-12-17") == set()
    await operator.does("tick", "--at", "2026-12-18")
    assert await _overdue_units(operator, "2026-12-18") == _REPORTING - {"TTPVHCC"}


async def _join(phone: Phone, code: str) -> None:
    """Open the link, agree, give a name."""
    phone.says(f"/start {code}")
    await phone.sees("Trợ Lý Số", within=20)
    phone.taps("Tôi đồng ý")
    asked = await phone.sees("đầu mối báo cáo", within=10)
    await phone.sees("tên", within=10, after=asked.id)
    phone.says("Nguyễn Thị Hoa")
    await phone.sees("Nguyễn Thị Hoa", within=10)


async def _answer_everything(phone: Phone) -> None:
    """Go on saying the plainest thing until the receipt is there."""
    plainest = ("Đúng", "Vẫn ghi", "Gửi báo cáo", "Không phát sinh", "Bỏ qua")
    for _step in range(40):
        if any("BC-TTPVHCC-2026-12" in message.text for message in phone.received):
            return
        await _take_a_step(phone, plainest)
    raise AssertionError("no receipt:\n" + phone.received[-1].text)


async def _take_a_step(phone: Phone, labels: Sequence[str]) -> None:
    before = [(message.id, message.text) for message in phone.received]
    shown = phone.received[-1]
    offered = [button["text"] for row in shown.buttons for button in row]
    for label in labels:
        if found := next((text for text in offered if label in text), None):
            phone.taps(found, shown)
            break
    await phone.sees(
        lambda _m: [(message.id, message.text) for message in phone.received] != before, within=10
    )


async def _overdue_units(operator: Operator, day: str) -> set[str]:
    printed = await operator.does("overdue", "--at", day, "--format", "json")
    return {line["unit"] for line in json.loads(printed)}
