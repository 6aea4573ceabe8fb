"""One person on several apps: a code shown on one and typed on the other makes the two one."""

import pytest
from sqlmodel import select

from content.channels import ZALO_BOT
from storage.models import AuditEntry, PersonRow
from tests.chat import Town
from tests.handlers.linking import at, code_of, give_role, link


async def test_a_code_shown_on_telegram_is_typed_on_zalo_and_both_sides_say_yes(
    both: Town,
) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    code = await code_of(hoa)
    hoa.sees("mở Trợ Lý Số trên Zalo", "Không đưa mã cho ai")
    await zalo.says(f"lk {code.lower().replace(' ', '')}")
    zalo.sees("Nguyễn Thị Hoa", "đầu mối báo cáo", "cả hai tài khoản đều là của chính mình")
    await zalo.says("của mình")
    zalo.sees("Tôi đã hỏi lại ở bên Telegram")
    hoa.sees("vừa được gõ trên Zalo", "tài khoản tên “Nguyễn Thị Hoa”", "chính mình không?")
    assert (await at(both, zalo)).id != (await at(both, hoa)).id
    await hoa.says("đúng rồi ạ")
    hoa.sees("Đã liên kết với Zalo", "Nhắc việc gửi qua đâu?")
    zalo.sees("Đã liên kết với Telegram")
    assert (await at(both, zalo)).id == (await at(both, hoa)).id
    await zalo.says("/menu")
    zalo.sees("Báo cáo cần nộp")


async def test_the_code_may_come_from_zalo_and_be_typed_alone(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await hoa.says(await code_of(zalo))
    hoa.sees("Trên Zalo: không có tên (người dân)")
    await hoa.picks("Của mình")
    await zalo.says("1")
    zalo.sees("Đã liên kết với Telegram", "đầu mối báo cáo")
    assert (await at(both, zalo)).units == ("BXDD",)


@pytest.mark.parametrize("who", ["types", "shows"])
async def test_a_no_on_either_side_links_nothing(both: Town, who: str) -> None:
    hoa = await both.focal_point("BXDD")
    thief = both.phone_on(ZALO_BOT, "Kẻ gian", has_started=False)
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
    assert (await at(both, thief)).units == ()
    assert (await at(both, thief)).id != (await at(both, hoa)).id


async def test_who_types_a_code_cannot_answer_for_who_shows_it(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    await hoa.says(await code_of(zalo := hoa.other_phone(ZALO_BOT)))
    await hoa.picks("Của mình")
    await hoa.forges("linky:1")
    hoa.sees("Tôi đã hỏi lại")
    assert (await at(both, zalo)).id != (await at(both, hoa)).id


async def test_a_stranger_cannot_say_yes_to_a_link_that_is_not_theirs(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await zalo.says(await code_of(hoa))
    await zalo.says("có")
    thief = await both.citizen()
    await thief.says("/menu")
    await thief.forges("linky:1")
    thief.sees("Câu hỏi này đã khép lại")
    assert (await at(both, zalo)).id != (await at(both, hoa)).id


async def test_a_code_works_once(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    code = await code_of(hoa)
    zalo = hoa.other_phone(ZALO_BOT)
    await zalo.says(code)
    other = both.phone_on(ZALO_BOT, "Ba Lan", has_started=False)
    await other.says(code)
    other.sees("Mã này đã có người gõ")
    await zalo.picks("Của mình")
    await hoa.picks("Của mình")
    await other.says(f"LK {code}")
    other.sees("Mã này đã có người gõ")


async def test_a_code_dies_after_a_quarter_of_an_hour_and_with_the_next_one(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    old = await code_of(hoa)
    code = await code_of(hoa)
    await zalo.says(old)
    zalo.sees("Mã này không còn dùng được")
    await both.tick("2026-12-01 09:16")
    await zalo.says(code)
    zalo.sees("đã quá 15 phút")


async def test_an_answer_that_comes_too_late_changes_nothing(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await zalo.says(await code_of(hoa))
    await zalo.picks("Của mình")
    await both.tick("2026-12-01 09:31")
    await hoa.picks("Của mình")
    hoa.sees("Câu hỏi này đã khép lại")
    assert (await at(both, zalo)).units == ()


async def test_a_code_typed_where_it_is_shown_is_sent_elsewhere(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    await hoa.says(await code_of(hoa))
    hoa.sees("Mã này không gõ ở đây mà gõ trên Zalo")


async def test_two_accounts_of_one_app_are_not_linked(both: Town) -> None:
    hoa, an = await both.focal_point("BXDD"), await both.focal_point("TYT", name="An")
    await an.says(await code_of(hoa))
    an.sees("không nối được hai tài khoản Telegram")


async def test_a_second_account_of_an_app_waits_until_the_first_is_unlinked(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    await link(hoa, hoa.other_phone(ZALO_BOT))
    await hoa.picks("Menu")
    await hoa.says("/lienket")
    hoa.sees("Ứng dụng đã liên kết", "Telegram – cuộc trò chuyện này", "Zalo")
    third = both.phone_on(ZALO_BOT, "Hoa máy mới", has_started=False)
    code = await code_of(third)
    await hoa.says(code)
    hoa.sees("đã liên kết với một tài khoản Zalo khác")


async def test_linking_again_says_that_it_is_done_already(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    code = await code_of(hoa)
    await zalo.says(code)
    await zalo.picks("Của mình")
    await hoa.picks("Của mình")
    await zalo.says(code)
    zalo.sees("đã liên kết rồi")


@pytest.mark.parametrize("typed", ["LK 123", "LK ABC DEF GHI 12", "lienket K7M X2Q 4P0"])
async def test_what_is_no_code_is_said_kindly(both: Town, typed: str) -> None:
    hoa = await both.focal_point("BXDD")
    await hoa.says(typed)
    if typed != "LK 123":
        hoa.sees("Tôi không đọc được mã này", "LK K7M X2Q 4PH")


async def test_guessing_is_slowed_down_for_one_and_for_all(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    code = await code_of(hoa)
    for number in range(5):
        await zalo.says(f"LK K7M X2Q 4P{'CFHJK'[number]}")
        zalo.sees("Tôi không tìm thấy mã này")
    await zalo.says(code)
    zalo.sees("quá nhiều lần gõ sai")
    async with both.database.read() as session:
        actions = [entry.action for entry in (await session.exec(select(AuditEntry))).all()]
    assert "link_guessing_locked" in actions


async def test_both_sides_may_hold_roles_and_both_are_named_before(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await give_role(both, zalo, "TYT")
    await zalo.says(await code_of(hoa))
    zalo.sees("Ở đây: đầu mối báo cáo của Trạm Y tế phường")
    await zalo.picks("Của mình")
    hoa.sees("Ở bên đó: đầu mối báo cáo của Trạm Y tế phường")
    await hoa.picks("Của mình")
    assert set((await at(both, hoa)).units) == {"BXDD", "TYT"}
    async with both.database.read() as session:
        entries = (await session.exec(select(AuditEntry))).all()
    assert [e.facts for e in entries if e.action == "people_linked"] == [{"was": 2}]


async def test_a_newcomer_need_not_agree_again_after_linking(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    zalo = hoa.other_phone(ZALO_BOT)
    await zalo.says("/start")
    zalo.sees("Tôi đồng ý")
    await link(hoa, zalo)
    await zalo.says("/menu")
    zalo.sees("Báo cáo cần nộp")
    assert (await at(both, zalo)).has_consented


async def test_nobody_agrees_by_linking(both: Town) -> None:
    lan = both.stranger()
    await lan.says("/start")
    zalo = lan.other_phone(ZALO_BOT)
    await link(zalo, lan)
    assert not (await at(both, lan)).has_consented


async def test_the_code_lies_nowhere_after_it_was_shown(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    code = await code_of(hoa)
    async with both.database.engine.connect() as connection:
        for table in ("outbox", "link_code", "audit"):
            rows = await connection.exec_driver_sql(f"SELECT * FROM {table}")
            kept = repr(rows.all())
            assert code not in kept
            assert code.replace(" ", "") not in kept


async def test_one_person_is_left(both: Town) -> None:
    hoa = await both.focal_point("BXDD")
    await link(hoa, hoa.other_phone(ZALO_BOT))
    async with both.database.read() as session:
        assert len((await session.exec(select(PersonRow))).all()) == 1
