"""A lesson that somebody of the ward read aloud is heard on every channel, as far as that goes."""

from pathlib import Path

import pytest

from bot.shelf import Shelf
from tests.chat import Town
from tests.clips import folder_of, record
from tests.handlers.learning import FIRST, citizen_at, look_again, rewrite, small_shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """The folder of the files that are sent is another; what arrives is tested in machine/."""
    shelf = small_shelf(tmp_path)
    record(folder_of(shelf), "6.1", "m4a", "aac")
    look_again(shelf)
    return shelf


async def test_a_lesson_is_heard_and_goes_on(town: Town) -> None:
    lan = await citizen_at(town, "Bài hôm nay")
    assert lan.options()[:2] == ["Làm bài kiểm tra", "Nghe đọc"]
    await lan.picks("Nghe đọc")
    lan.sees(f"Bản đọc bài 6.1 ({FIRST})")
    assert lan.options() == ["Làm bài kiểm tra", "Đọc lại bài"]


async def test_in_elder_mode_it_goes_on_with_the_step(town: Town) -> None:
    lan = await citizen_at(town, "Thêm", "Đọc chậm", "Bài hôm nay", "Tiếp")
    assert lan.options() == ["Tiếp", "Nghe đọc", "Gọi người giúp tôi"]
    await lan.says("nghe")
    lan.sees("Bản đọc bài 6.1")
    assert lan.options() == ["Tiếp", "Gọi người giúp tôi"]
    await lan.says("tiếp")
    lan.sees("Bài 6.1, bước 3/4")


async def test_a_machine_is_named_where_it_is_heard(town: Town, shelf: Shelf) -> None:
    rewrite(shelf, "settings.yaml", "at_least:", "voices: machine\nat_least:")
    lan = await citizen_at(town, "Bài hôm nay", "Nghe đọc")
    lan.sees("giọng máy đọc")


async def test_a_lesson_nobody_has_read_says_so(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("bài 1.1")
    assert "Nghe đọc" not in lan.options()
    await lan.says("nghe đọc")
    lan.sees("Bài này chưa có bản đọc")
    await lan.says("HOC")
    await lan.says("các khóa học")
    await lan.says("nghe")
    lan.sees("chưa có bản đọc")


async def test_hearing_outside_of_learning_is_courtesy(town: Town) -> None:
    hoa = await town.focal_point("TTPVHCC")
    await hoa.says("nghe")
    assert "Mở bài ấy ra" not in hoa.text
