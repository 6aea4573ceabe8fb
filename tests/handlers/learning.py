"""A small library to learn from in conversations, and what people do with it."""

from pathlib import Path

from bot.shelf import Shelf
from tests.chat import Chat, Town
from tests.lessons import small_library

DOORS = ["Bài hôm nay", "Các khóa học", "Thật hay giả?", "Nhận bài mỗi ngày", "Thêm"]
FIRST = "OTP là chữ ký của mình"  # the safety lesson comes first on the path
SECOND = "Chữ to, tiếng lớn"
RIGHT = {
    FIRST: ("Không đọc, xóa tin", "Sai", "Thật"),
    SECOND: ("Cỡ chữ", "Sai", "Kéo lại một nấc"),
}


def small_shelf(tmp_path: Path) -> Shelf:
    return Shelf(small_library(tmp_path))


def rewrite(shelf: Shelf, name: str, old: str, new: str) -> None:
    """Somebody changes a file while the assistant runs."""
    path = _folder(shelf) / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    look_again(shelf)


def add_second(shelf: Shelf) -> None:
    """A second lesson in the course of scams: 6.2, with the words of the first."""
    first = _folder(shelf) / "vi" / "6.1-otp.md"
    text = first.read_text(encoding="utf-8").replace('"6.1"', '"6.2"')
    first.with_name("6.2-otp.md").write_text(text, encoding="utf-8")
    look_again(shelf)


def remove_second(shelf: Shelf) -> None:
    """It is taken out again."""
    (_folder(shelf) / "vi" / "6.2-otp.md").unlink()
    look_again(shelf)


def _folder(shelf: Shelf) -> Path:
    return next(shelf.now.library.all_lessons()).path.parents[1]


def look_again(shelf: Shelf) -> None:
    """Twice: whoever is still copying is let finish."""
    before = shelf.now.library.version
    shelf.look()
    shelf.look()
    assert shelf.now.library.version != before, shelf.now.refused


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
