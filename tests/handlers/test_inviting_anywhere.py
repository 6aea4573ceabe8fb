"""Invites on every channel: what they tell people to open and send, and that sending works."""

import secrets
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlmodel import select

from content.channels import CHANNELS, TELEGRAM, ZALO_BOT, ZALO_OA
from content.invite_codes import find_code, new_code, shown
from content.text import plain
from content.ways_in import WaysIn
from content.words import speaking
from handlers.office.invite_ways import ways_told
from storage.models import RoleGrant
from tests.chat import Chat, Town, open_town
from tests.handlers.seen import write_down

_CODE = "0123456789ABCDEFGHJKMNPQRSTVWX"


@pytest_asyncio.fixture(params=CHANNELS)
async def anywhere(
    sqlite_database_url: str, request: pytest.FixtureRequest
) -> AsyncIterator[Town]:
    async with open_town(sqlite_database_url, channel=request.param) as opened:
        yield opened
    write_down(opened, request)


async def invited(town: Town) -> str:
    """The whole message the office passes on."""
    office = await town.office()
    await office.says("/moi")
    await office.picks("Đầu mối")
    await office.picks("Trạm Y tế")
    return office.messages[-2].text


async def roles(town: Town) -> list[str]:
    async with town.database.read() as session:
        rows = (await session.exec(select(RoleGrant))).all()
    return [row.role for row in rows if row.role != "standing_office"]


async def agrees(chat: Chat) -> None:
    chat.sees("được mời nhận một vai trò")
    await chat.says("đồng ý")
    chat.sees("Từ bây giờ anh/chị là", "đầu mối báo cáo")


async def test_the_whole_invite_may_be_pasted(anywhere: Town) -> None:
    hoa = anywhere.stranger("Hoa")
    await hoa.says(await invited(anywhere))
    await agrees(hoa)


async def test_the_code_alone_does_in_the_midst_of_a_sentence(anywhere: Town) -> None:
    code = find_code(await invited(anywhere)) or ""
    hoa = anywhere.stranger("Hoa")
    await hoa.says(f"Em gửi mã ạ: {shown(code).lower()}, em cảm ơn!")
    await agrees(hoa)


async def test_the_line_may_break_and_lose_its_case(anywhere: Town) -> None:
    code = find_code(await invited(anywhere)) or ""
    hoa = anywhere.stranger("Hoa")
    await hoa.says("moi " + shown(code).lower().replace("-", "\n"))
    await agrees(hoa)


async def test_a_mistyped_code_is_explained_and_not_held_against_anybody(anywhere: Town) -> None:
    code = find_code(await invited(anywhere)) or ""
    hoa = await anywhere.citizen("Hoa")
    for _ in range(7):
        await hoa.says(f"MOI {shown(code)[:-1]}")
        hoa.sees("còn thiếu hoặc có chữ gõ nhầm")
    await hoa.says(f"MOI {shown(code)}")
    assert await roles(anywhere) == ["focal_point"]


async def test_whole_codes_that_open_nothing_are_counted(anywhere: Town) -> None:
    code = find_code(await invited(anywhere)) or ""
    lan = await anywhere.citizen()
    for _ in range(5):
        await lan.says(f"MOI {shown(new_code(secrets.token_bytes))}")
        lan.sees("Mã mời này không đúng")
    await lan.says(f"MOI {shown(code)}")
    lan.sees("15 phút")
    assert await roles(anywhere) == []


def told(**links: str) -> list[str]:
    with speaking("vi"):
        return plain(ways_told(WaysIn(links), _CODE)).splitlines()


_LINE = f"MOI {shown(_CODE)}"


def test_each_configured_channel_has_its_line() -> None:
    assert told(**{TELEGRAM: "https://t.me/bot", ZALO_OA: "https://zalo.me/1"}) == [
        f"• Telegram: mở đường dẫn: https://t.me/bot?start={_CODE} (hoặc nhắn dòng dưới)",
        "• Zalo: mở https://zalo.me/1 rồi nhắn dòng dưới",
        _LINE,
    ]
    assert told(**{ZALO_BOT: "https://zalo.me/2"})[0].startswith("• Zalo: mở https://zalo.me/2 ")
    assert len(told(**{ZALO_BOT: "https://zalo.me/2", ZALO_OA: "https://zalo.me/1"})) == 2


def test_where_an_address_is_not_known_people_are_told_what_to_look_for() -> None:
    assert told(**{TELEGRAM: "", ZALO_OA: ""}) == [
        "• Telegram: mở Trợ Lý Số rồi nhắn dòng dưới",
        "• Zalo: mở tài khoản Zalo của phường rồi nhắn dòng dưới",
        _LINE,
    ]


async def test_the_bots_own_address_is_learned_from_zalo(sqlite_database_url: str) -> None:
    async with open_town(sqlite_database_url, channel=ZALO_BOT) as town:
        assert f"https://zalo.me/{town.server.world.me['id']}" in await invited(town)
