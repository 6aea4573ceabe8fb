"""Dung, Huy and Học are people: where a name is asked for, nobody is cut off by their own."""

import pytest
from sqlmodel import select

from content.commands import may_be_name
from storage.models import PersonRow
from tests.chat import Chat, Town


async def asked_for_name(town: Town) -> Chat:
    hoa = await town.focal_point("TYT", name="Hoa")
    await hoa.says("/riengtu")
    await hoa.picks("Đổi tên")
    return hoa


async def name_of(town: Town) -> str | None:
    async with town.database.read() as session:
        return (await session.exec(select(PersonRow.name))).one()


@pytest.mark.parametrize("name", ["Huy", "Dung", "Học", "Sửa", "HUY", "DUNG", "dung"])
async def test_a_name_that_is_a_command_is_asked_back_and_taken(town: Town, name: str) -> None:
    hoa = await asked_for_name(town)
    await hoa.says(name)
    hoa.sees(f"Tên của anh/chị là {name}?", "chưa thay đổi gì")
    assert hoa.options() == ["Đúng, tên tôi", "Không, dừng lại"]
    await hoa.picks("Đúng")
    hoa.sees(f"với tên {name}")
    assert await name_of(town) == name


@pytest.mark.parametrize("yes", ["đúng", "dung", "vâng ạ", "Đúng, tên tôi"])
async def test_the_name_is_confirmed_in_words(town: Town, yes: str) -> None:
    hoa = await asked_for_name(town)
    await hoa.says("Huy")
    await hoa.says(yes)
    assert await name_of(town) == "Huy"


@pytest.mark.parametrize("no", ["không", "dừng lại", "hủy", "thôi", "/huy", "Không, dừng lại"])
async def test_what_was_meant_for_a_command_changes_no_name(town: Town, no: str) -> None:
    hoa = await asked_for_name(town)
    await hoa.says("huy")
    await hoa.says(no)
    hoa.sees("giữ nguyên tên", "đầu mối báo cáo")
    assert await name_of(town) == "Hoa"
    await hoa.says("Huy")
    hoa.sees("không có việc gì")


async def test_the_whole_name_may_be_typed_when_asked_back(town: Town) -> None:
    hoa = await asked_for_name(town)
    await hoa.says("Dung")
    await hoa.says("Nguyễn Thị Dung")
    hoa.sees("với tên Nguyễn Thị Dung")


@pytest.mark.parametrize("word", ["hủy", "Huỷ", "/huy", "thôi"])
async def test_what_cannot_be_a_name_stops_the_question(town: Town, word: str) -> None:
    hoa = await asked_for_name(town)
    await hoa.says(word)
    hoa.sees("giữ nguyên tên")


@pytest.mark.only_on_telegram("buttons can be tapped twice")
async def test_a_button_of_a_question_that_is_over_changes_no_name(town: Town) -> None:
    hoa = await asked_for_name(town)
    await hoa.says("Huy")
    await hoa.says("hủy")
    await hoa.forges("namey")
    await hoa.forges("namen")
    assert await name_of(town) == "Hoa"


@pytest.mark.parametrize("text", ["Huy", " huy. ", "HOC", "Học", "sua", "Dung"])
def test_words_that_people_are_called_by(text: str) -> None:
    assert may_be_name(text)


@pytest.mark.parametrize(
    "text", ["/huy", "Hủy", "huỷ", "dừng", "Dừng", "đúng", "Dũng", "menu", "Huy Hoàng"]
)
def test_words_nobody_is_called_by(text: str) -> None:
    assert not may_be_name(text)
