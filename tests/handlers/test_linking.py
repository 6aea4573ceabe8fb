"""One person on several apps: a code shown on one and typed on the other makes the two one."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlmodel import select

from content.channels import TELEGRAM, ZALO_BOT, ZALO_OA
from content.roles import Role
from storage import people
from storage.models import AuditEntry, PersonRow
from tests.chat import Chat, Town, open_town
from tests.handlers.reporting import reporting


@pytest_asyncio.fixture
async def town(sqlite_database_url: str) -> AsyncIterator[Town]:
    """Telegram and Zalo side by side."""
    async with open_town(sqlite_database_url, others=(ZALO_BOT,)) as opened:
        yield opened


async def code_of(chat: Chat) -> str:
    """The code this chat shows when asked for one."""
    await chat.says("/lienket")
    found = re.search(r"LK (\w{3} \w{3} \w{3})", chat.text)
    assert found, chat.text
    return found[1]


async def link(shows: Chat, types: Chat) -> None:
    await types.says(f"LK {await code_of(shows)}")
    await types.picks("Của mình")
    await shows.picks("Của mình")


async def at(town: Town, chat: Chat) -> people.Person:
    async with town.database.write() as session:
        return await people.recognise(session, chat.channel, str(chat.phone.id), now=town.now)


async def test_a_code_shown_on_telegram_is_typed_on_zalo_and_both_sides_say_yes(
    town: Town,
) -> None:
    hoa = await town.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    code = await code_of(hoa)
    hoa.sees("Mở Trợ Lý Số trên Zalo", "Không đưa mã cho ai")
    await zalo.says(f"lk {code.lower().replace(' ', '')}")
    zalo.sees("Nguyễn Thị Hoa", "đầu mối báo cáo", "cả hai tài khoản đều là của chính mình")
    await zalo.says("của mình")
    zalo.sees("Tôi đã hỏi lại ở bên Telegram")
    hoa.sees("vừa được gõ trên Zalo", "tài khoản tên “Nguyễn Thị Hoa”", "chính mình không?")
    assert (await at(town, zalo)).id != (await at(town, hoa)).id
    await hoa.says("đúng rồi ạ")
    hoa.sees("Đã liên kết với Zalo", "Nhắc việc gửi qua đâu?")
    zalo.sees("Đã liên kết với Telegram")
    assert (await at(town, zalo)).id == (await at(town, hoa)).id
    await zalo.says("/menu")
    zalo.sees("Báo cáo cần nộp")


async def test_the_code_may_come_from_zalo_and_be_typed_alone(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await hoa.says(await code_of(zalo))
    hoa.sees("Trên Zalo: không có tên (người dân)")
    await hoa.picks("Của mình")
    await zalo.says("1")
    zalo.sees("Đã liên kết với Telegram", "đầu mối báo cáo")
    assert (await at(town, zalo)).units == ("BXDD",)


@pytest.mark.parametrize("who", ["types", "shows"])
async def test_a_no_on_either_side_links_nothing(town: Town, who: str) -> None:
    hoa = await town.focal_point("BXDD")
    thief = town.phone_on(ZALO_BOT, "Kẻ gian", has_started=False)
    await thief.says(await code_of(hoa))
    if who == "types":
        await thief.says("không")
        hoa.sees("trả lời là không phải")
    else:
        await thief.says("có")
        hoa.sees("Kẻ gian")
        await hoa.picks("Không phải của mình")
        thief.sees("trả lời là không phải")
    await thief.says("có")
    await hoa.says("có")
    assert (await at(town, thief)).units == ()
    assert (await at(town, thief)).id != (await at(town, hoa)).id


async def test_who_types_a_code_cannot_answer_for_who_shows_it(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    await hoa.says(await code_of(zalo := hoa.other_phone(ZALO_BOT)))
    await hoa.picks("Của mình")
    await hoa.forges("linky:1")
    hoa.sees("Tôi đã hỏi lại")
    assert (await at(town, zalo)).id != (await at(town, hoa)).id


async def test_a_stranger_cannot_say_yes_to_a_link_that_is_not_theirs(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await zalo.says(await code_of(hoa))
    await zalo.says("có")
    thief = await town.citizen()
    await thief.says("/menu")
    await thief.forges("linky:1")
    thief.sees("Câu hỏi này đã khép lại")
    assert (await at(town, zalo)).id != (await at(town, hoa)).id


async def test_a_code_works_once(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    code = await code_of(hoa)
    zalo = hoa.other_phone(ZALO_BOT)
    await zalo.says(code)
    other = town.phone_on(ZALO_BOT, "Ba Lan", has_started=False)
    await other.says(code)
    other.sees("Mã này đã có người gõ")
    await zalo.picks("Của mình")
    await hoa.picks("Của mình")
    await other.says(f"LK {code}")
    other.sees("Mã này đã có người gõ")


async def test_a_code_dies_after_a_quarter_of_an_hour_and_with_the_next_one(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    old = await code_of(hoa)
    code = await code_of(hoa)
    await zalo.says(old)
    zalo.sees("Mã này không còn dùng được")
    await town.tick("2026-12-01 09:16")
    await zalo.says(code)
    zalo.sees("đã quá 15 phút")


async def test_an_answer_that_comes_too_late_changes_nothing(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await zalo.says(await code_of(hoa))
    await zalo.picks("Của mình")
    await town.tick("2026-12-01 09:31")
    await hoa.picks("Của mình")
    hoa.sees("Câu hỏi này đã khép lại")
    assert (await at(town, zalo)).units == ()


async def test_a_code_typed_where_it_is_shown_is_sent_elsewhere(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    await hoa.says(await code_of(hoa))
    hoa.sees("Mã này không gõ ở đây mà gõ trên Zalo")


async def test_two_accounts_of_one_app_are_not_linked(town: Town) -> None:
    hoa, an = await town.focal_point("BXDD"), await town.focal_point("TYT", name="An")
    await an.says(await code_of(hoa))
    an.sees("không nối được hai tài khoản Telegram")


async def test_a_second_account_of_an_app_waits_until_the_first_is_unlinked(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    await link(hoa, hoa.other_phone(ZALO_BOT))
    await hoa.picks("Menu")
    await hoa.says("/lienket")
    hoa.sees("Ứng dụng đã liên kết", "Telegram (cuộc trò chuyện này)", "Zalo")
    third = town.phone_on(ZALO_BOT, "Hoa máy mới", has_started=False)
    code = await code_of(third)
    await hoa.says(code)
    hoa.sees("đã liên kết với một tài khoản Zalo khác")


async def test_linking_again_says_that_it_is_done_already(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    code = await code_of(hoa)
    await zalo.says(code)
    await zalo.picks("Của mình")
    await hoa.picks("Của mình")
    await zalo.says(code)
    zalo.sees("đã liên kết rồi")


@pytest.mark.parametrize("typed", ["LK 123", "LK ABC DEF GHI 12", "lienket K7M X2Q 4P0"])
async def test_what_is_no_code_is_said_kindly(town: Town, typed: str) -> None:
    hoa = await town.focal_point("BXDD")
    await hoa.says(typed)
    if typed != "LK 123":
        hoa.sees("Tôi không đọc được mã này", "LK K7M X2Q 4PH")


async def test_guessing_is_slowed_down_for_one_and_for_all(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    code = await code_of(hoa)
    for number in range(5):
        await zalo.says(f"LK K7M X2Q 4P{'CFHJK'[number]}")
        zalo.sees("Tôi không tìm thấy mã này")
    await zalo.says(code)
    zalo.sees("quá nhiều lần gõ sai")
    async with town.database.read() as session:
        actions = [entry.action for entry in (await session.exec(select(AuditEntry))).all()]
    assert "link_guessing_locked" in actions


async def test_a_figure_that_looks_like_a_code_stays_in_the_report(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("LK 12 xã")
    await hoa.says("K7M X2Q 4PH")
    assert "mã này" not in hoa.text
    hoa.sees("Bước 1/")


async def test_a_report_begun_on_telegram_goes_on_on_zalo_at_the_same_step(town: Town) -> None:
    hoa = await reporting(town)
    zalo = hoa.other_phone(ZALO_BOT)
    await hoa.says("12")
    await hoa.says("15")
    await hoa.picks("Đúng")
    hoa.sees("Bước 2/")
    await zalo.says(await code_of(hoa))
    await zalo.picks("Của mình")
    await hoa.picks("Của mình")
    await zalo.picks("Làm tiếp ở đây")
    zalo.sees("Bước 2/")
    await zalo.says("Đã tập huấn cho 7 tổ")
    zalo.sees("Bước 3/")


async def test_what_is_typed_before_the_step_was_seen_here_is_not_taken(town: Town) -> None:
    hoa = await reporting(town)
    zalo = await hoa.on(ZALO_BOT)
    await zalo.says("12/15")
    zalo.sees("đang làm dở trên Telegram", "chưa được ghi", "Bước 1/")
    assert "12/15" not in zalo.text
    await zalo.says("12/15")
    zalo.sees("12/15 = 80,0 %")
    await zalo.says("đúng")
    zalo.sees("Bước 2/")
    await hoa.says("Đã tập huấn")
    hoa.sees("đang làm dở trên Zalo", "Bước 2/")
    assert "Đã tập huấn" not in hoa.text
    await hoa.says("Đã tập huấn")
    hoa.sees("Đã ghi: “Đã tập huấn”", "Bước 3/")
    await zalo.says("bỏ qua")  # what stands on Zalo's screen is older by now
    zalo.sees("Màn hình này đã cũ", "Bước 3/")


async def test_drafts_begun_on_both_sides_are_laid_together_and_it_is_said(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("12/15")
    await hoa.picks("Đúng")
    await hoa.says("/huy")
    zalo = hoa.other_phone(ZALO_BOT)
    await give_role(town, zalo, "BXDD")
    await town.tick("2026-12-15 08:10")
    await zalo.says("/baocao")
    await zalo.picks("Báo cáo ngay")
    await zalo.says("10/15")
    await zalo.picks("Đúng")
    await zalo.says("Đã tập huấn cho 7 tổ")
    await zalo.says("/huy")
    await link(hoa, zalo)
    hoa.sees("Cả hai bên đều đã làm dở", "giữ 10/15 = 66,7 %, bỏ 12/15 = 80,0 %")
    zalo.sees("giữ 10/15 = 66,7 %")
    await hoa.says("/baocao")
    await hoa.picks("Báo cáo ngay")
    hoa.sees("Bước 3/")


async def give_role(town: Town, chat: Chat, unit: str) -> None:
    async with town.database.write() as session:
        person = await people.recognise(session, chat.channel, str(chat.phone.id), now=town.now)
        await people.record_consent(session, person.id, "test", town.now)
        await people.grant(session, person.id, Role.FOCAL_POINT, unit_code=unit, now=town.now)


async def test_both_sides_may_hold_roles_and_both_are_named_before(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await give_role(town, zalo, "TYT")
    await zalo.says(await code_of(hoa))
    zalo.sees("Ở đây: đầu mối báo cáo của Trạm Y tế phường")
    await zalo.picks("Của mình")
    hoa.sees("Ở bên đó: đầu mối báo cáo của Trạm Y tế phường")
    await hoa.picks("Của mình")
    assert set((await at(town, hoa)).units) == {"BXDD", "TYT"}
    async with town.database.read() as session:
        entries = (await session.exec(select(AuditEntry))).all()
    assert [e.facts for e in entries if e.action == "people_linked"] == [{"was": 2}]


async def test_a_newcomer_need_not_agree_again_after_linking(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await zalo.says("/start")
    zalo.sees("Tôi đồng ý")
    await link(hoa, zalo)
    await zalo.says("/menu")
    zalo.sees("Báo cáo cần nộp")
    assert (await at(town, zalo)).has_consented


async def test_nobody_agrees_by_linking(town: Town) -> None:
    lan = town.stranger()
    await lan.says("/start")
    zalo = lan.other_phone(ZALO_BOT)
    await link(zalo, lan)
    assert not (await at(town, lan)).has_consented


async def test_reminders_go_where_the_person_chose(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await link(hoa, zalo)
    await hoa.says("nhắc tôi qua telegram")
    hoa.sees("nhắc việc qua Telegram", "nhắn thay một lần")
    await hoa.picks("Được nhắn thay")
    hoa.sees("nói rõ là gửi thay")
    person = await at(town, hoa)
    assert (person.preferred_channel, person.may_cross) == (TELEGRAM, True)
    before = len(zalo.messages)
    await town.tick("2026-12-10 08:00")
    hoa.sees("Nhắc báo cáo năm 2026")
    assert len(zalo.messages) == before
    await zalo.says("/kenh")
    await zalo.says("zalo")
    await zalo.says("không")
    person = await at(town, hoa)
    assert (person.preferred_channel, person.may_cross) == (ZALO_BOT, False)
    await town.tick("2026-12-14 08:00")
    zalo.sees("Nhắc báo cáo năm 2026")


async def test_a_channel_that_is_not_theirs_cannot_be_chosen(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    await hoa.says("/menu")
    await hoa.forges("chan:zalo_bot")
    hoa.sees("Nhắc việc đang gửi qua Telegram", "/lienket")
    await link(hoa, hoa.other_phone(ZALO_BOT))
    await hoa.forges("chan:zalo_oa")
    assert (await at(town, hoa)).preferred_channel is None


async def test_an_app_is_unlinked_and_its_chat_is_somebody_new(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await link(hoa, zalo)
    await hoa.picks("Nhắc qua Zalo")
    await hoa.says("bỏ liên kết zalo")
    hoa.sees("Bỏ liên kết Zalo?", "giữ nguyên ở đây")
    await hoa.picks("Bỏ liên kết Zalo")
    hoa.sees("Zalo không còn liên kết")
    zalo.sees("bỏ liên kết từ Telegram")
    here, there = await at(town, hoa), await at(town, zalo)
    assert (here.units, here.preferred_channel, here.is_linked) == (("BXDD",), None, False)
    assert (there.units, there.has_consented) == ((), False)
    await link(hoa, zalo)
    assert (await at(town, zalo)).units == ("BXDD",)


async def test_only_ones_own_chats_can_be_unlinked(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await link(hoa, zalo)
    lan = await town.citizen()
    await lan.says("/menu")
    await lan.forges("part:2")
    await hoa.forges("part:1")
    assert (await at(town, zalo)).id == (await at(town, hoa)).id


async def test_erasing_erases_both_sides(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await link(hoa, zalo)
    await hoa.says("/riengtu")
    hoa.sees("trên Telegram", "trên Zalo", str(hoa.phone.id), str(zalo.phone.id), "Nhắc việc: qua")
    await zalo.says("/xoa")
    zalo.sees("ở mọi ứng dụng đã liên kết")
    await zalo.picks("Xóa dữ liệu")
    hoa.sees("ở đây cũng đã được xóa")
    for chat in (hoa, zalo):
        person = await at(town, chat)
        assert (person.name, person.units, person.has_consented) == (None, (), False)
        assert not person.is_linked


async def test_the_menu_and_the_help_offer_it(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
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


async def test_in_english(town: Town) -> None:
    hoa = await town.focal_point("BXDD", language="en")
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


async def test_where_there_is_one_app_only_there_is_nothing_to_link(
    sqlite_database_url: str,
) -> None:
    async with open_town(sqlite_database_url) as alone:
        hoa = await alone.focal_point("BXDD")
        await hoa.says("/menu")
        assert "Liên kết ứng dụng khác" not in hoa.options()
        await hoa.says("/lienket")
        hoa.sees("Không có gì để liên kết")
        await hoa.says("LK K7M X2Q 4PH")
        hoa.sees("Không có gì để liên kết")
        await hoa.says("/kenh")
        hoa.sees("Hiện tôi chỉ có ở ứng dụng này")


async def test_three_apps_are_told_apart(sqlite_database_url: str) -> None:
    async with open_town(sqlite_database_url, others=(ZALO_BOT, ZALO_OA)) as town:
        hoa = await town.focal_point("BXDD")
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
        assert (await at(town, bot)).preferred_channel == ZALO_OA


async def test_the_code_lies_nowhere_after_it_was_shown(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    code = await code_of(hoa)
    async with town.database.engine.connect() as connection:
        for table in ("outbox", "link_code", "audit"):
            rows = await connection.exec_driver_sql(f"SELECT * FROM {table}")
            kept = repr(rows.all())
            assert code not in kept
            assert code.replace(" ", "") not in kept


async def test_one_person_is_left(town: Town) -> None:
    hoa = await town.focal_point("BXDD")
    await link(hoa, hoa.other_phone(ZALO_BOT))
    async with town.database.read() as session:
        assert len((await session.exec(select(PersonRow))).all()) == 1
