"""Linking, choosing and leaving as people see it who live on Zalo and have Telegram too."""

import pytest

from content.channels import TELEGRAM, ZALO_BOT, ZALO_OA
from tests.chat import Town, open_town
from tests.handlers.linking import at, code_of, give_role, link
from tests.handlers.reporting import AFTER_CUTOFF
from tests.handlers.seen import write_down


async def test_before_linking_the_menu_and_the_help_offer_it(on_zalo: Town) -> None:
    hoa = await on_zalo.focal_point("BXDD")
    await hoa.says("MENU")
    assert "Liên kết ứng dụng khác" in hoa.options()
    await hoa.says("TROGIUP")
    hoa.sees("dùng thêm ứng dụng khác (Zalo, Telegram)")
    await hoa.says("KENH")
    hoa.sees("Nhắc việc đang gửi qua Zalo", "Muốn nhận qua Telegram thì liên kết trước")
    await hoa.picks("Liên kết ứng dụng khác")
    hoa.sees("Liên kết với Telegram")


async def test_a_linked_person_sees_both_apps_and_chooses_where_to_be_reminded(
    on_zalo: Town,
) -> None:
    hoa = await on_zalo.focal_point("BXDD")
    await link(hoa, hoa.other_phone(TELEGRAM))
    await hoa.says("LIENKET")
    hoa.sees("Zalo – cuộc trò chuyện này", "ở đâu cũng như nhau")
    await hoa.says("nhắc tôi qua zalo")
    await hoa.picks("Được nhắn thay")
    hoa.sees("có nói rõ là gửi thay")
    person = await at(on_zalo, hoa)
    assert (person.preferred_channel, person.may_cross) == (ZALO_BOT, True)
    await hoa.says("RIENGTU")
    hoa.sees("được nhắn thay qua ứng dụng khác")


async def test_an_app_is_unlinked_after_a_second_thought(on_zalo: Town) -> None:
    hoa = await on_zalo.focal_point("BXDD")
    telegram = hoa.other_phone(TELEGRAM)
    await link(hoa, telegram)
    await hoa.picks("Menu")
    await hoa.says("bỏ liên kết")
    hoa.sees("Bỏ liên kết Telegram?", "giữ nguyên ở đây")
    await hoa.picks("Giữ liên kết")
    hoa.sees("Ứng dụng đã liên kết")
    assert (await at(on_zalo, hoa)).is_linked
    await hoa.picks("Bỏ liên kết Telegram")
    await hoa.picks("Bỏ liên kết Telegram")
    hoa.sees("Telegram không còn liên kết")
    telegram.sees("bỏ liên kết từ Zalo")
    assert not (await at(on_zalo, hoa)).is_linked


async def test_who_shows_a_code_without_a_name_is_called_so(on_zalo: Town) -> None:
    hoa = await on_zalo.focal_point("BXDD")
    await hoa.says(await code_of(hoa.other_phone(TELEGRAM)))
    hoa.sees("Trên Telegram: không có tên (người dân)")


@pytest.mark.parametrize("typed", ["LK ABC DEF GHI 12", "lienket K7M X2Q 4P0"])
async def test_what_is_no_code_is_said_kindly(on_zalo: Town, typed: str) -> None:
    hoa = await on_zalo.focal_point("BXDD")
    await hoa.says(typed)
    hoa.sees("Tôi không đọc được mã này", "mã trên Telegram")


async def test_a_code_typed_where_it_is_shown_is_sent_elsewhere(on_zalo: Town) -> None:
    hoa = await on_zalo.focal_point("BXDD")
    await hoa.says(await code_of(hoa))
    hoa.sees("Mã này không gõ ở đây mà gõ trên Telegram")


async def test_two_accounts_of_zalo_are_not_linked(on_zalo: Town) -> None:
    hoa, an = await on_zalo.focal_point("BXDD"), await on_zalo.focal_point("TYT", name="An")
    await an.says(await code_of(hoa))
    an.sees("không nối được hai tài khoản Zalo")


async def test_a_second_account_waits_until_the_first_is_unlinked(on_zalo: Town) -> None:
    hoa = await on_zalo.focal_point("BXDD")
    await link(hoa, hoa.other_phone(TELEGRAM))
    await hoa.picks("Menu")
    await hoa.says(await code_of(hoa.other_phone(TELEGRAM)))
    hoa.sees("đã liên kết với một tài khoản Telegram khác")


async def test_an_answer_that_comes_too_late_changes_nothing(on_zalo: Town) -> None:
    hoa = await on_zalo.focal_point("BXDD")
    telegram = hoa.other_phone(TELEGRAM)
    await telegram.says(await code_of(hoa))
    await telegram.picks("Của mình")
    await on_zalo.tick("2026-12-01 09:31")
    await hoa.picks("Của mình")
    hoa.sees("Câu hỏi này đã khép lại")
    assert (await at(on_zalo, telegram)).units == ()


async def test_half_a_word_links_nobody(on_zalo: Town) -> None:
    hoa = await on_zalo.focal_point("BXDD")
    telegram = hoa.other_phone(TELEGRAM)
    await telegram.says(await code_of(hoa))
    await telegram.picks("Của mình")
    await hoa.says("dung")
    hoa.sees("có thể là “đúng”, cũng có thể là “dừng”", "chưa làm gì")
    assert not (await at(on_zalo, hoa)).is_linked
    await hoa.picks("Của mình")
    hoa.sees("Đã liên kết với Telegram")


async def test_what_was_stopped_in_the_other_app_does_not_go_on_here(on_zalo: Town) -> None:
    hoa = await on_zalo.focal_point("BXDD")
    telegram = hoa.other_phone(TELEGRAM)
    await give_role(on_zalo, telegram, "BXDD")
    await on_zalo.tick(AFTER_CUTOFF)
    await telegram.says("/baocao")
    await telegram.picks("Báo cáo ngay")
    await link(telegram, hoa)
    hoa.sees("Làm tiếp ở đây")
    await telegram.says("/huy")
    await hoa.picks("Làm tiếp ở đây")
    hoa.sees("Việc làm dở ấy nay đã xong hoặc đã dừng")


async def test_erasing_in_the_other_app_is_told_here(on_zalo: Town) -> None:
    hoa = await on_zalo.focal_point("BXDD")
    telegram = hoa.other_phone(TELEGRAM)
    await link(hoa, telegram)
    await telegram.says("/xoa")
    await telegram.picks("Xóa dữ liệu")
    hoa.sees("ở đây cũng đã được xóa", "BATDAU")
    assert not (await at(on_zalo, hoa)).has_consented


async def test_the_office_sees_both_channels_and_invites_to_both(on_zalo: Town) -> None:
    office = await on_zalo.office()
    await office.says("TRANGTHAI")
    office.sees("Telegram: chưa gửi tin nào", "bằng nút bấm", "gõ số")
    await office.says("MOI")
    await office.picks("Đầu mối")
    await office.picks("Trạm Y tế")
    office.sees("• Telegram: mở đường dẫn: https://t.me/", "• Zalo: mở https://zalo.me/")


async def test_both_of_zalo_are_told_apart(
    sqlite_database_url: str, request: pytest.FixtureRequest
) -> None:
    async with open_town(sqlite_database_url, channel=ZALO_BOT, others=(ZALO_OA,)) as town:
        office = await town.office()
        await office.says("TRANGTHAI")
        office.sees("Zalo (bot): ", "Zalo (tài khoản OA): ")
        write_down(town, request)
