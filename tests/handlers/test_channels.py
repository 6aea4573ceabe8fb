"""Where a person is reminded, and how apps are unlinked and forgotten."""

import re

from content.channels import TELEGRAM, ZALO_BOT, ZALO_OA
from tests.chat import Town, open_town
from tests.handlers.linking import at, code_of, link


async def test_reminders_go_where_the_person_chose(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await link(hoa, zalo)
    await hoa.says("nhắc tôi qua telegram")
    hoa.sees("nhắc việc qua Telegram", "nhắn thay một lần")
    await hoa.picks("Được nhắn thay")
    hoa.sees("nói rõ là gửi thay")
    person = await at(both, hoa)
    assert (person.preferred_channel, person.may_cross) == (TELEGRAM, True)
    before = len(zalo.messages)
    await both.tick("2026-12-10 08:00")
    hoa.sees("Nhắc báo cáo năm 2026")
    assert len(zalo.messages) == before
    await zalo.says("/kenh")
    await zalo.says("zalo")
    await zalo.says("không")
    person = await at(both, hoa)
    assert (person.preferred_channel, person.may_cross) == (ZALO_BOT, False)
    await both.tick("2026-12-14 08:00")
    zalo.sees("Nhắc báo cáo năm 2026")


async def test_a_channel_that_is_not_theirs_cannot_be_chosen(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    await hoa.says("/menu")
    await hoa.forges("chan:zalo_bot")
    hoa.sees("Nhắc việc đang gửi qua Telegram", "/lienket")
    await link(hoa, hoa.other_phone(ZALO_BOT))
    await hoa.forges("chan:zalo_oa")
    assert (await at(both, hoa)).preferred_channel is None


async def test_an_app_is_unlinked_and_its_chat_is_somebody_new(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await link(hoa, zalo)
    await hoa.picks("Nhắc qua Zalo")
    await hoa.says("bỏ liên kết zalo")
    hoa.sees("Bỏ liên kết Zalo?", "giữ nguyên ở đây")
    await hoa.picks("Bỏ liên kết Zalo")
    hoa.sees("Zalo không còn liên kết")
    zalo.sees("bỏ liên kết từ Telegram")
    here, there = await at(both, hoa), await at(both, zalo)
    assert (here.units, here.preferred_channel, here.is_linked) == (("BXDD",), None, False)
    assert (there.units, there.has_consented) == ((), False)
    await link(hoa, zalo)
    assert (await at(both, zalo)).units == ("BXDD",)


async def test_only_ones_own_chats_can_be_unlinked(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await link(hoa, zalo)
    lan = await both.citizen()
    await lan.says("/menu")
    await lan.forges("part:2")
    await hoa.forges("part:1")
    assert (await at(both, zalo)).id == (await at(both, hoa)).id


async def test_erasing_erases_both_sides(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await link(hoa, zalo)
    await hoa.says("/riengtu")
    hoa.sees("trên Telegram", "trên Zalo", str(hoa.phone.id), str(zalo.phone.id), "Nhắc việc: qua")
    await zalo.says("/xoa")
    zalo.sees("ở mọi ứng dụng đã liên kết")
    await zalo.picks("Xóa dữ liệu")
    hoa.sees("ở đây cũng đã được xóa")
    for chat in (hoa, zalo):
        person = await at(both, chat)
        assert (person.name, person.units, person.has_consented) == (None, (), False)
        assert not person.is_linked


async def test_the_menu_and_the_help_offer_it(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    await hoa.says("/menu")
    assert "Liên kết ứng dụng khác" in hoa.options()
    await hoa.picks("Liên kết ứng dụng khác")
    hoa.sees("Liên kết với Zalo")
    await hoa.says("/trogiup")
    hoa.sees("/lienket", "/kenh")
    await link(hoa, hoa.other_phone(ZALO_BOT))
    await hoa.says("/menu")
    assert "Nhắc tôi qua đâu" in hoa.options()
    await hoa.picks("Nhắc tôi qua đâu")
    hoa.sees("Nhắc việc gửi qua đâu?")


async def test_in_english(both: Town) -> None:
    hoa = await both.focal_point("BXDD", language="en")
    zalo = hoa.other_phone(ZALO_BOT)
    await hoa.says("/link")
    hoa.sees("Link with Zalo", "Give it to nobody")
    await zalo.says(await code_of(hoa))
    await zalo.picks("Của mình")
    hoa.sees("Is that your own account?")
    await hoa.says("yes")
    hoa.sees("Linked with Zalo", "Where shall I send reminders?")
    await hoa.says("Zalo")
    hoa.sees("From now on I remind you in Zalo")
    await hoa.picks("No, only Zalo")
    hoa.sees("nothing is sent through another app")


async def test_where_there_is_one_app_only_there_is_nothing_to_link(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    await hoa.says("/menu")
    assert "Liên kết ứng dụng khác" not in hoa.options()
    await hoa.says("/lienket")
    hoa.sees("Không có gì để liên kết")
    await hoa.says("LK K7M X2Q 4PH")
    assert "Không có gì để liên kết" in hoa.text
    await hoa.says("/kenh")
    hoa.sees("Hiện tôi chỉ có ở ứng dụng này")


async def test_three_apps_are_told_apart(sqlite_database_url: str) -> None:
    async with open_town(sqlite_database_url, others=(ZALO_BOT, ZALO_OA)) as both:
        hoa = await both.focal_point("BXDD")
        bot, account = hoa.other_phone(ZALO_BOT), hoa.other_phone(ZALO_OA)
        await link(hoa, bot)
        await hoa.says("/lienket")
        await hoa.picks("Liên kết ứng dụng khác")
        found = re.search(r"LK (\w{3} \w{3} \w{3})", hoa.text)
        assert found
        await account.says(found[1])
        await account.picks("Của mình")
        hoa.sees("Zalo (tài khoản OA)")
        await hoa.picks("Của mình")
        assert "Nhắc qua Zalo (bot)" in hoa.options()
        await hoa.says("zalo")
        hoa.sees("Nhắc việc gửi qua đâu?")
        await hoa.picks("Nhắc qua Zalo (tài khoản OA)")
        assert (await at(both, bot)).preferred_channel == ZALO_OA
