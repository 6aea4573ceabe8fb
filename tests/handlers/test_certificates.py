"""A finished course has a certificate, under whichever name, and anybody may ask whether it is
true."""

import re
from pathlib import Path
from random import Random  # noqa: TID251 - seeded, so that every run is the same

import pytest
from sqlmodel import select

from bot.shelf import Shelf
from content.certificate_codes import new_code
from storage import made_files, people
from storage.learning import learners
from storage.models import MadeFile
from tests.chat import Chat, Town
from tests.handlers.learning import FIRST, citizen_at, finishes, small_shelf
from tests.handlers.reporting import reporting
from tests.lessons import FILES

CODE = re.compile(r"CN-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
WRONG = "CN-K7M2-X2QP-4PH7"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return small_shelf(tmp_path)


async def finished(town: Town, language: str = "vi") -> Chat:
    """Somebody who has finished a course and stands before its certificate."""
    lan = await citizen_at(town, "Bài hôm nay", language=language)
    await finishes(lan, FIRST)
    await lan.picks("Nhận giấy chứng nhận")
    return lan


def code_of(chat: Chat) -> str:
    """As the newest messages show it."""
    shown = "\n".join(message.text for message in chat.messages[-3:])
    found: list[str] = CODE.findall(shown)
    return found[-1]


async def picture_of(town: Town, number: int = 1) -> bytes:
    async with town.database.engine.connect() as connection:
        file = await made_files.find(connection, f"made:{number}", town.now)
    assert file
    return file.content


async def test_a_name_is_read_back_before_it_is_printed(town: Town) -> None:
    lan = await finished(town)
    lan.sees("Bà con muốn in tên gì", "Ai có mã của giấy thì xem được tên này")
    await lan.says("Nguyễn Thị Lan")
    lan.sees("Tên in trên giấy:", "Nguyễn Thị Lan", "Đúng chưa?")
    await lan.picks("Đúng, in giấy")
    lan.sees("Giấy chứng nhận đây, chúc mừng bà con!")
    assert (await picture_of(town)).startswith(b"\x89PNG")


async def test_it_is_given_without_a_name_just_as_well(town: Town) -> None:
    lan = await finished(town)
    await lan.picks("Không in tên")
    code = code_of(lan)
    await lan.says(code)
    lan.sees("Giấy chứng nhận thật.", "Khóa: Nhận ra lừa đảo", "Cấp ngày: 01/12/2026")
    lan.sees("Giấy này không in tên.")


async def test_what_is_typed_instead_of_tapped_is_no_name(town: Town) -> None:
    lan = await finished(town)
    await lan.says("khong in ten")
    lan.sees("Giấy chứng nhận đây")


async def test_a_second_time_it_is_the_same_under_another_name(town: Town) -> None:
    lan = await finished(town)
    await lan.says("Lan")
    await lan.says("đúng")
    first = code_of(lan)
    await lan.says("giấy chứng nhận")
    await lan.picks("Khóa 6 · Nhận ra lừa đảo")
    assert lan.options()[0] == "Như lần trước: Lan"
    await lan.says("Nguyễn Thị Lan")
    await lan.says("sai")
    await lan.says("Nguyễn Thị Lan Anh")
    await lan.picks("Đúng, in giấy")
    assert code_of(lan) == first
    await lan.says(first)
    lan.sees("Tên in trên giấy: Nguyễn Thị Lan Anh")


async def test_a_name_that_is_a_command_word_is_read_back_as_well(town: Town) -> None:
    lan = await finished(town)
    for name in ("Dung", "Học", "Huy"):
        await lan.says(name)
        lan.sees("Tên in trên giấy:", name)


async def test_what_is_no_name_is_asked_again(town: Town) -> None:
    lan = await finished(town)
    for name in ("123456", "…", "x" * 61, "🌸"):
        await lan.says(name)
        lan.sees("phải có chữ cái và dài nhất 60 ký tự", "Bà con muốn in tên gì")


async def test_a_name_is_read_back_only_as_it_will_be_printed(town: Town) -> None:
    lan = await finished(town)
    for name in ("Иван Lan", "Lan 🌸", "สวัสดี"):
        await lan.says(name)
        lan.sees("không in được", "Bà con muốn in tên gì")
    await lan.says("Điểu Thị Bŏt")  # S'tiêng, in two parts
    lan.sees("Điểu Thị Bŏt")
    assert "Đúng, in giấy" in lan.options()


async def test_a_picture_that_is_asked_for_again_is_kept_once(town: Town) -> None:
    lan = await finished(town)
    await lan.picks("Không in tên")
    for _ in range(2):
        await lan.says("giấy chứng nhận")
        await lan.picks("Khóa 6 · Nhận ra lừa đảo")
        await lan.picks("Không in tên")
        lan.sees("Giấy chứng nhận đây")
    async with town.database.read() as session:
        assert len((await session.exec(select(MadeFile.id))).all()) == 1


async def test_a_hostile_name_is_shown_as_it_is(town: Town) -> None:
    lan = await finished(town)
    await lan.says("<b>Lan</b> & 'con'")
    await lan.picks("Đúng, in giấy")
    await lan.says(code_of(lan))
    lan.sees("Tên in trên giấy: <b>Lan</b> & 'con'")


async def test_whoever_changes_their_mind_types_on_freely(town: Town) -> None:
    lan = await finished(town)
    await lan.picks("Thôi, không in")
    lan.sees("Giấy chứng nhận")
    await lan.says("bài 6.1")
    lan.sees("mã dùng một lần")
    await lan.says("giấy chứng nhận")
    await lan.picks("Khóa 6")
    await lan.says("/huy")
    lan.sees("Tôi chưa in giấy chứng nhận")


async def test_who_has_not_finished_is_told_what_is_missing(town: Town) -> None:
    lan = await citizen_at(town)
    await lan.says("giấy chứng nhận")
    lan.sees("Học xong tất cả các bài của một khóa")
    if lan.has_buttons:
        await lan.forges("cert:1")
        lan.sees("Khóa này còn 1 bài chưa học xong")
        await lan.forges("certpr:1:0")
        lan.sees("Khóa này còn 1 bài chưa học xong")
        await lan.forges("cert:12")
        lan.sees("Khóa này không còn nữa")


async def test_a_lesson_that_is_added_takes_no_certificate_away(town: Town, shelf: Shelf) -> None:
    lan = await finished(town)
    await lan.picks("Không in tên")
    code = code_of(lan)
    folder = next(shelf.now.library.all_lessons()).path.parents[1]
    text = FILES["vi/6.1-otp.md"].replace('id: "6.1"', 'id: "6.2"').replace("OTP là", "Mã là")
    (folder / "vi/6.2-ma.md").write_text(text, encoding="utf-8")
    shelf.look()
    shelf.look()
    assert "6.2" in shelf.now.library.lessons, shelf.now.refused
    await lan.says("giấy chứng nhận")
    assert lan.options()[0] == "Khóa 6 · Nhận ra lừa đảo"
    await lan.says(code)
    lan.sees("Giấy chứng nhận thật.")


async def test_anybody_may_ask_by_the_code_in_whatever_shape(town: Town) -> None:
    lan = await finished(town)
    await lan.picks("Không in tên")
    code = code_of(lan)
    ba = town.stranger("Ba")
    for text in (code.lower(), code.replace("-", " "), code[3:], f"mã {code} thật không?"):
        await ba.says(text)
        ba.sees("Giấy chứng nhận thật.")


async def test_a_code_that_was_never_given_or_was_erased_is_of_none(town: Town) -> None:
    lan = await finished(town)
    await lan.picks("Không in tên")
    code = code_of(lan)
    await lan.says("/xoa")
    await lan.picks("Xóa dữ liệu của tôi")
    ba = town.stranger("Ba")
    await ba.says(code)
    ba.sees("Không có giấy nào mang mã này.")


async def test_a_slip_of_the_finger_is_no_guess(town: Town) -> None:
    lan = await finished(town)
    await lan.picks("Không in tên")
    code = code_of(lan)
    ba = town.stranger("Ba")
    for _ in range(7):
        await ba.says(WRONG)
        ba.sees("Mã này thiếu hoặc sai chữ")
    await ba.says(code)
    ba.sees("Giấy chứng nhận thật.")


async def test_guessing_is_slow(town: Town) -> None:
    lan = await finished(town)
    await lan.picks("Không in tên")
    code = code_of(lan)
    ba = town.stranger("Ba")
    for number in range(5):
        await ba.says(new_code(Random(number).randbytes))
    await ba.says(code)
    ba.sees("Mã sai nhiều lần quá. Xin chờ 15 phút")
    await town.tick("2026-12-01 10:00")
    await ba.says(code)
    ba.sees("Giấy chứng nhận thật.")


async def test_it_belongs_to_who_learns_and_not_to_the_phone(town: Town) -> None:
    lan = await finished(town)
    await lan.picks("Không in tên")
    async with town.database.write() as session:
        person = await people.recognise(session, lan.channel, lan.id, now=town.now)
        await learners.add(session, person.id, "Ông Ba", town.now)
    await lan.says("giấy chứng nhận")
    lan.sees("Học xong tất cả các bài của một khóa")


async def test_a_reader_of_english_gets_it_in_english(town: Town) -> None:
    ann = await citizen_at(town, language="en")
    await ann.says("certificates")
    ann.sees("Finish all lessons of a course")


async def test_a_report_that_is_left_for_a_certificate_is_said_to_be(town: Town) -> None:
    hoa = await reporting(town)
    await hoa.says("HOC")
    await hoa.picks("Bài hôm nay")
    await finishes(hoa, FIRST)
    await hoa.picks("Nhận giấy chứng nhận")
    hoa.sees("tạm dừng báo cáo", "in tên gì")
