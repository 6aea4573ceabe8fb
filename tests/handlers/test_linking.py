"""One person on several platforms."""

from content.channels import ZALO_BOT, ZALO_OA
from tests.chat import open_town


async def test_a_town_holds_three_platforms(sqlite_database_url: str) -> None:
    async with open_town(sqlite_database_url, others=(ZALO_BOT, ZALO_OA)) as town:
        hoa = await town.focal_point("BXDD")
        await hoa.says("/menu")
        for channel in (ZALO_BOT, ZALO_OA):
            there = await hoa.on(channel)
            await there.says("/menu")
            there.sees("Báo cáo cần nộp")
            other = hoa.other_phone(channel)
            await other.says("/start")
            print(other.text)
        print(hoa.text)
