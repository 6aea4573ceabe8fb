"""Command words are heard at any moment, and never noted as an answer."""

import re
from collections.abc import Awaitable, Callable

import pytest
from sqlmodel import select

from content.roles import Role
from handlers.commands import commands
from storage.models import PersonRow
from tests.chat import Chat, Town
from tests.handlers.extending import reminded
from tests.handlers.reporting import kept, reporting, says_each

_NUMBER = re.compile(r"\d[\d.]*")
ANSWERED = {
    "MENU": "Vai trò của anh/chị",
    "/hoc": "Bình dân học vụ số",
    "Kiểm tra": "chưa kiểm tra được",
    "DỪNG": "Tin nhắc vẫn được gửi",
}


async def at_a_figure(town: Town) -> Chat:
    return await reporting(town)


async def at_a_question(town: Town) -> Chat:
    hoa = await reporting(town)
    await says_each(hoa, "12/15", "đúng")
    hoa.sees("Bước 2/4")
    return hoa


async def at_the_summary(town: Town) -> Chat:
    hoa = await at_a_question(town)
    await says_each(hoa, "bỏ qua", "bỏ qua", "bỏ qua")
    return hoa


async def at_a_day(town: Town) -> Chat:
    chat = await reminded(town)
    await chat.picks("Xin gia hạn")
    return chat


async def at_a_reason(town: Town) -> Chat:
    chat = await at_a_day(town)
    await chat.says("21/12")
    return chat


async def at_a_name(town: Town) -> Chat:
    hoa = await town.focal_point("TYT")
    await hoa.says("/riengtu")
    await hoa.picks("Đổi tên")
    return hoa


Place = Callable[[Town], Awaitable[Chat]]
PLACES: tuple[Place, ...] = (
    at_a_figure, at_a_question, at_the_summary, at_a_day, at_a_reason, at_a_name,
)  # fmt: skip


@pytest.mark.parametrize("word", ANSWERED)
@pytest.mark.parametrize("place", PLACES)
async def test_a_word_is_heard_in_every_dialog(town: Town, place: Place, word: str) -> None:
    chat = await place(town)
    await chat.says(word)
    chat.sees(ANSWERED[word])


@pytest.mark.parametrize("word", ["NOP", "nộp", "npo"])
async def test_hand_in_at_a_question_says_that_this_comes_first(town: Town, word: str) -> None:
    hoa = await at_a_question(town)
    await hoa.says(word)
    hoa.sees("chưa gửi", "Bước 2/4")


@pytest.mark.parametrize("word", ["SUA", "sửa"])
async def test_change_at_a_question_shows_what_is_noted(town: Town, word: str) -> None:
    hoa = await at_a_question(town)
    await hoa.says(word)
    hoa.sees("xem lại", "12/15")


async def test_change_in_a_sentence_is_a_sentence(town: Town) -> None:
    hoa = await at_a_question(town)
    await hoa.says("Sửa lại 3 tuyến cáp quang và kiểm tra 12 điểm phát sóng")
    hoa.sees("Đã ghi", "Bước 3/4")


@pytest.mark.parametrize("word", ["GIAHAN", "giahn", "gia hạn"])
async def test_more_time_at_a_question_is_asked_for(town: Town, word: str) -> None:
    hoa = await at_a_question(town)
    await hoa.says(word)
    hoa.sees("xin gia hạn đến ngày nào?")


async def test_a_typed_stop_does_not_confirm_a_figure(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("12/15")
    await hoa.says("dừng")
    assert "Đã ghi" not in hoa.text
    hoa.sees("tạm dừng")


async def test_right_without_diacritics_confirms_a_figure(town: Town) -> None:
    hoa = await reporting(town)
    await says_each(hoa, "12/15", "dung")
    hoa.sees("Bước 2/4")
    assert await kept(town, "BXDD") is None


async def test_a_neighbour_is_left_alone_at_once(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("DUNG")
    lan.sees("Đã dừng", "Phần đã học vẫn còn", "gõ HOC", "gõ /xoa")
    async with town.database.read() as session:
        assert (await session.exec(select(PersonRow.consented_at))).one() is not None


async def test_a_stranger_who_stops_hears_that_nothing_was_kept(town: Town) -> None:
    lan = town.stranger()
    await lan.says("xin chào")
    await lan.says("DUNG")
    lan.sees("Đã dừng", "không ghi nhớ gì về bà con")


async def test_staff_hear_what_stopping_means_and_may_leave(town: Town) -> None:
    hoa = await town.focal_point("TYT")
    await hoa.says("dung")
    hoa.sees("Tin nhắc vẫn được gửi", "đầu mối báo cáo của Trạm Y tế")
    await hoa.picks("Thôi vai trò")
    hoa.sees("sẽ thôi vai trò")
    await hoa.picks("Xóa dữ liệu")
    hoa.sees("Tôi sẽ không nhắc nữa")


async def test_who_gets_no_reminders_is_not_told_that_they_go_on(town: Town) -> None:
    an = await town.community_team()
    await an.says("DUNG")
    an.sees("chưa có tin nhắc nào", "không có gì phải dừng")
    assert "vẫn được gửi" not in an.text
    assert an.options() == ["Thôi vai trò và dừng", "Menu"]


@pytest.mark.parametrize("word", ["NOP", "GIAHAN", "SUA"])
async def test_who_reports_for_nobody_is_told_so(town: Town, word: str) -> None:
    lan = await town.citizen()
    await lan.says(word)
    lan.sees("dành cho đầu mối báo cáo")


async def test_a_doubtful_message_may_stand_behind_the_word(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("KIEMTRA Chúc mừng bà con trúng thưởng, bấm http://vi.du")
    lan.sees("chưa kiểm tra được", "không chuyển tiền")
    assert "an toàn" not in lan.text


async def test_a_stranger_may_ask_before_agreeing(town: Town) -> None:
    lan = town.stranger()
    await lan.says("xin chào")
    await lan.says("KIEMTRA")
    lan.sees("không đọc mã OTP")


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.STANDING_OFFICE])
async def test_every_command_may_be_typed_in_capitals_without_a_slash(
    town: Town, role: Role
) -> None:
    chat = await (town.focal_point("TYT") if role is Role.FOCAL_POINT else town.office())
    for name, _what in commands(role, "vi"):
        await chat.says(f"/{name}")
        slashed = chat.text
        await chat.says(name.upper())
        assert _NUMBER.sub("", chat.text) == _NUMBER.sub("", slashed), name  # messages are counted
