"""The main job on Zalo alone, through either of its APIs, typed on a phone without buttons."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from content.channels import ZALO_BOT, ZALO_OA
from tests.chat import Town, open_town
from tests.handlers.reporting import AFTER_CUTOFF, kept, says_each


@pytest_asyncio.fixture(params=[ZALO_BOT, ZALO_OA])
async def zalo(sqlite_database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[Town]:
    async with open_town(sqlite_database_url, channel=request.param) as opened:
        yield opened


async def test_a_reminder_is_answered_in_words_and_a_receipt_comes_back(zalo: Town) -> None:
    hoa = await zalo.focal_point("BXDD")
    await zalo.tick("2026-12-14 18:00")
    await hoa.says("/menu")  # an Official Account may write for seven days after that
    await zalo.tick(AFTER_CUTOFF)
    hoa.sees("Nhắc báo cáo năm 2026", "Hoặc gõ:")
    await hoa.says("BAO CAO NGAY")
    hoa.sees("Bước 1/")
    await says_each(hoa, "12", "15")
    hoa.sees("12/15 = 80,0 %")
    await hoa.says("1")  # a figure, not the first option
    assert await kept(zalo, "BXDD") is None
    hoa.sees("Bước 1/")


async def test_a_newcomer_agrees_by_number_and_sees_the_menu(zalo: Town) -> None:
    lan = zalo.stranger()
    await lan.says("xin chào")
    assert lan.text.splitlines()[-2].startswith("1. ")
    await lan.says("1")
    lan.sees("1. Trợ giúp")
    await lan.says("số 1")
    lan.sees("/menu")


async def test_the_office_asks_who_is_overdue(zalo: Town) -> None:
    office = await zalo.office()
    await zalo.focal_point("BXDD")
    await zalo.tick("2026-12-10 08:00")
    await zalo.tick("2026-12-18 09:00")
    await office.says("don vi nao tre han bao cao thang nay?")
    office.sees("17/12")


async def test_a_number_refers_to_the_last_message_only(zalo: Town) -> None:
    lan = await zalo.citizen()
    await lan.says("/menu")
    lan.sees("1. Trợ giúp")
    await lan.says("/huy")
    before = len(lan.messages)
    await lan.says("1")
    assert len(lan.messages) > before
