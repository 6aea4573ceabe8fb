"""The main job on Zalo alone, through each of its ways in: everything in processes of its own,
everything over HTTP and the command line, everybody typing.
"""

import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.intake.zalo_oa_webhook import PATH as OA_PATH
from bot.sandbox.zalo_bot.server import TOKEN
from bot.sandbox.zalo_oa.server import APP_ID, APP_SECRET, SECRET_KEY
from tests.machine.remote_zalo import Operator, Platform, RemotePhone, running_platform

_REPORTING = {"CUDTT", "BXDD", "UBND", "MTTQ", "VHXH", "KTHTDT", "TTPVHCC", "TYT"}
_PLAINEST = ("Đúng", "Vẫn ghi", "Gửi báo cáo", "Không phát sinh", "Bỏ qua")
_WORKING_DAY, _DAY_AFTER_DUE = "2026-12-11", "2026-12-18"
_OFTEN = 1000  # what is told to a process that only starts is told again
_FOR_EVER = 10**8  # seconds: the people's clock jumps, tokens do not


@dataclass
class Ward:
    """A platform, an operator, and nobody on Telegram."""

    platform: Platform
    operator: Operator


async def _bot_polling(stack: AsyncExitStack) -> tuple[Platform, dict[str, str]]:
    platform = await stack.enter_async_context(running_platform("zalo_bot"))
    return platform, {"ZALO_BOT_TOKEN": TOKEN, "ZALO_BOT_API_URL": platform.url}


async def _bot_webhook(stack: AsyncExitStack) -> tuple[Platform, dict[str, str]]:
    platform = await stack.enter_async_context(
        running_platform("zalo_bot", takes_local_webhooks=True, tries_webhook=_OFTEN)
    )
    return platform, {
        "ZALO_BOT_TOKEN": TOKEN,
        "ZALO_BOT_API_URL": platform.url,
        "ZALO_BOT_WEBHOOK_SECRET": "z" * 40,
        **_webhook(),
    }


async def _oa_webhook(stack: AsyncExitStack) -> tuple[Platform, dict[str, str]]:
    platform = await stack.enter_async_context(running_platform("zalo_oa", access_lasts=_FOR_EVER))
    webhook = _webhook()
    await platform.ask("POST", "webhook", url=webhook["WEBHOOK_URL"] + OA_PATH)
    consent = await platform.ask("POST", "consent")
    return platform, {
        "ZALO_OA_APP_ID": APP_ID,
        "ZALO_OA_APP_SECRET": APP_SECRET,
        "ZALO_OA_SECRET_KEY": SECRET_KEY,
        "ZALO_OA_REFRESH_TOKEN": consent["refresh_token"],
        "ZALO_OA_API_URL": platform.url,
        "ZALO_OA_OAUTH_URL": platform.url,
        **webhook,
    }


def _webhook() -> dict[str, str]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    return {"WEBHOOK_URL": f"http://127.0.0.1:{port}", "WEBHOOK_PORT": str(port)}


_Opens = Callable[[AsyncExitStack], Awaitable[tuple[Platform, dict[str, str]]]]
WAYS_IN: dict[str, _Opens] = {
    "zalo_bot_polling": _bot_polling,
    "zalo_bot_webhook": _bot_webhook,
    "zalo_oa_webhook": _oa_webhook,
}


@pytest_asyncio.fixture(params=WAYS_IN)
async def ward(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Ward]:
    async with AsyncExitStack() as stack:
        platform, settings = await WAYS_IN[request.param](stack)
        environment = {
            **settings,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'ward.db'}",
            "LOG_LEVEL": "ERROR",
            "PATH": "/usr/bin",
        }
        yield Ward(platform, Operator(environment))


async def test_invite_reminder_reply_dialog_receipt_overdue_and_nudge(ward: Ward) -> None:
    hoa, tu, minh = [await ward.platform.person(name) for name in ("Hoa", "Tú", "Minh")]
    for_hoa = await ward.operator.invites("focal_point", "--unit", "TTPVHCC")
    for_tu = await ward.operator.invites("focal_point", "--unit", "UBND")
    for_minh = await ward.operator.invites("standing_office")
    async with ward.operator.keeps_running():
        await _join(hoa, f"/start {for_hoa.removeprefix('code: ')}", "Nguyễn Thị Hoa")
        await _join(tu, for_tu.removeprefix("code: "), "Lê Anh Tú")  # the code alone
        await _join(minh, for_minh, "Trần Văn Minh")  # as the command printed it
    await _a_report_is_asked_for_and_given(ward, hoa)
    assert await _overdue_units(ward) == _REPORTING - {"TTPVHCC"}
    await _who_is_late_is_asked_and_reminded(ward, minh, tu)


async def _a_report_is_asked_for_and_given(ward: Ward, hoa: RemotePhone) -> None:
    await ward.platform.is_day(f"{_WORKING_DAY}T09:00+07:00")
    async with ward.operator.keeps_running(f"{_WORKING_DAY}T09:00+07:00"):
        await hoa.says("menu")  # an Official Account may write for seven days after that
        await hoa.sees("1. ")
        await ward.operator.does("tick", "--at", _WORKING_DAY)
        await hoa.sees("17/12/2026")
        await hoa.says("1.234/1.380")
        await hoa.sees("")
        await hoa.answers_until("BC-TTPVHCC-2026-12", _PLAINEST)


async def _who_is_late_is_asked_and_reminded(
    ward: Ward, minh: RemotePhone, tu: RemotePhone
) -> None:
    await ward.platform.is_day(f"{_DAY_AFTER_DUE}T09:00+07:00")
    async with ward.operator.keeps_running(f"{_DAY_AFTER_DUE}T09:00+07:00"):
        await tu.says("menu")
        await tu.sees("1. ")
        tu.read = len(await tu.texts())
        await minh.says("don vi nao tre han bao cao thang nay?")
        assert "Phục vụ hành chính công" not in await minh.sees("quá hạn")
        await minh.picks("Nhắc ngay tất cả")
        await minh.sees("Nhắc ngay")
        await minh.picks("Nhắc ngay")
        await minh.sees("Đã nhắc 1 người")
        await tu.sees("17/12/2026")


async def _join(phone: RemotePhone, invite: str, name: str) -> None:
    """Type what was sent, agree, give a name."""
    await phone.says(invite)
    await phone.sees("Trợ Lý Số")
    await phone.picks("Tôi đồng ý")
    await phone.sees("tên")
    await phone.says(name)
    await phone.sees(name)


async def _overdue_units(ward: Ward) -> set[str]:
    printed = await ward.operator.does("overdue", "--at", _DAY_AFTER_DUE, "--format", "json")
    return {line["unit"] for line in json.loads(printed)}
