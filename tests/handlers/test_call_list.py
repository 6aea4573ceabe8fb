"""Whom the office has to call, and how the channels do."""

from datetime import timedelta

import pytest

from content.channel_names import channel_name
from content.channels import TELEGRAM, ZALO_OA, capabilities
from content.roles import Role
from storage import people
from tests.chat import Chat, Town, open_town
from tests.handlers.test_reminders import person_of

_DUE = "2026-12-10 08:00"


async def shuts_us_out(town: Town, chat: Chat) -> None:
    person = await person_of(town, chat)
    async with town.database.write() as session:
        await people.mark_unreachable(session, person.address.id)


@pytest.mark.parametrize(
    "asked", ["ai cần gọi điện?", "khong lien lac duoc ai", "cần gọi điện cho ai"]
)
async def test_the_office_asks_whom_to_call(town: Town, asked: str) -> None:
    office, chat = await town.office(), await town.focal_point("TYT")
    await town.tick(_DUE)
    await shuts_us_out(town, chat)
    await office.says(asked)
    app = channel_name(town.platform.channel)
    office.sees("đơn vị cần gọi điện", f"{app}: đã chặn trợ lý", "Chưa có đầu mối")
    assert "danh bạ của phường" in office.text


async def test_who_can_be_reached_is_not_in_the_list(town: Town) -> None:
    office = await town.office()
    await town.focal_point("TYT")
    await town.tick(_DUE)
    await office.says("/menu")
    await office.picks("Cần gọi điện")
    for _ in range(9):
        assert "Trạm Y tế" not in office.text
        if "sau" not in " ".join(office.options()).lower():
            break
        await office.says("sau")


async def test_where_everybody_is_reached_nobody_has_to_be_called(town: Town) -> None:
    office = await town.office()
    await town.focal_point(*town.plan.units)
    await town.tick(_DUE)
    await office.says("ai cần gọi điện?")
    office.sees("Không phải gọi cho ai")


async def test_who_holds_a_role_but_never_agreed_is_to_be_called(town: Town) -> None:
    office, chat = await town.office(), town.stranger("Hoa")
    person = await person_of(town, chat)
    async with town.database.write() as session:
        await people.grant(session, person.id, Role.FOCAL_POINT, unit_code="TTPVHCC", now=town.now)
    await town.tick(_DUE)
    await office.says("ai cần gọi điện?")
    office.sees("chưa đồng ý nhận tin")


async def test_who_shut_us_out_and_writes_again_hears_first_what_stands(town: Town) -> None:
    chat = await town.focal_point("TYT")
    await town.tick("2026-12-09 08:00")
    await shuts_us_out(town, chat)
    await town.tick(_DUE)
    count = len(chat.messages)
    await chat.says("/menu")
    withheld, menu = chat.messages[count:]
    assert "Vừa qua tôi không nhắn được" in withheld.text
    assert "Trạm Y tế" in withheld.text
    assert "Vừa qua" not in menu.text


async def test_a_number_opens_the_unit(town: Town) -> None:
    office = await town.office()
    await town.tick(_DUE)
    await office.says("ai cần gọi điện?")
    await office.says("1")
    assert "đơn vị cần gọi điện" not in office.text
    office.sees("chưa có đầu mối")


async def test_the_list_is_not_for_others(town: Town) -> None:
    chat = await town.focal_point("TYT")
    await chat.says("đơn vị nào cần gọi điện?")
    chat.sees("phần này dành cho cơ quan thường trực")
    await chat.says("/trangthai")
    chat.sees("phần này dành cho cơ quan thường trực")


async def test_the_offices_digest_says_how_many_have_to_be_called(town: Town) -> None:
    office, chat = await town.office(), await town.focal_point("TTPVHCC")
    await town.tick(_DUE)
    await shuts_us_out(town, chat)
    await town.tick("2026-12-18 08:00")
    office.sees("Có nơi không nhắn tin được", "đơn vị cần gọi điện")
    await office.picks("Cần gọi điện")
    office.sees("TT PVHCC")


async def test_the_office_sees_how_the_channels_do(town: Town) -> None:
    office = await town.office()
    await office.says("/menu")
    await office.says("trạng thái")
    channel = town.platform.channel
    answered_by = "nút bấm" if capabilities(channel).has_buttons else "gõ số"
    office.sees(f"{channel_name(channel)}: hoạt động tốt", answered_by, "miễn phí")


async def test_status_in_english(town: Town) -> None:
    office = await town.office(language="en")
    await office.says("/menu")
    await office.says("/status")
    office.sees(f"{channel_name(town.platform.channel)}: works well", "free")


async def test_a_silent_week_on_the_account_is_seen_and_a_word_ends_it(
    sqlite_database_url: str,
) -> None:
    """The window closes by itself; who writes again is told first what still stands."""
    async with open_town(sqlite_database_url, channel=ZALO_OA, others=[TELEGRAM]) as town:
        town.stays_in_touch = False
        office = await (await town.office()).on(TELEGRAM)
        chat = await town.focal_point("TYT")
        await chat.says("xin chào")
        await town.tick(town.now + timedelta(days=8))
        await town.tick("2026-12-10 08:00")
        count = len(chat.messages)
        await office.says("ai cần gọi điện?")
        office.sees("Zalo: lâu không nhắn tin cho trợ lý")
        await office.says("/trangthai")
        office.sees("Zalo: ", "miễn phí trong 48 giờ", "Telegram: ")
        await chat.says("/menu")
        withheld, menu = chat.messages[count:]
        assert "Vừa qua tôi không nhắn được" in withheld.text
        assert "Trạm Y tế" in withheld.text
        assert "Đơn vị" in menu.text or "đầu mối" in menu.text
        await office.says("ai cần gọi điện?")
        assert "Trạm Y tế" not in office.text


async def test_nobody_is_reminded_where_nothing_is_configured(both: Town) -> None:
    """Their newest chat is on an account that the ward gave up."""
    chat = await both.focal_point("TYT")
    async with both.database.write() as session:
        person = await people.find(session, chat.channel, chat.id)
        assert person
        await people.add_address(session, person.id, ZALO_OA, "77", now=both.now)
    await both.tick(_DUE)
    chat.sees("Nhắc báo cáo năm 2026")
