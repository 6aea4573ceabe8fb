"""A small library to learn from in conversations, and what people do with it."""

from pathlib import Path

from bot.shelf import Shelf
from tests.chat import Chat, Town
from tests.lessons import small_library

FIRST = "OTP là chữ ký của mình"  # the safety lesson comes first on the path
SECOND = "Chữ to, tiếng lớn"
RIGHT = {
    FIRST: ("Không đọc, xóa tin", "Sai", "Thật"),
    SECOND: ("Cỡ chữ", "Sai", "Kéo lại một nấc"),
}


def small_shelf(tmp_path: Path) -> Shelf:
    return Shelf(small_library(tmp_path))


async def citizen_at(town: Town, *doors: str, language: str = "vi") -> Chat:
    """Somebody who agreed, typed HOC and went through these doors."""
    lan = await town.citizen(language=language)
    await lan.says("HOC")
    for door in doors:
        await lan.picks(door)
    return lan


async def finishes(chat: Chat, title: str) -> None:
    """Every item right at once; the lesson is open."""
    await chat.picks("Làm bài kiểm tra")
    for place, label in enumerate(RIGHT[title]):
        if place:
            await chat.picks("Câu tiếp")
        await chat.picks(label)
