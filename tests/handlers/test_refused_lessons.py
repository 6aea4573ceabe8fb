"""Lessons change under a running assistant: a bad file changes nothing, a good one needs no
restart, and the office can see which it is.
"""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from bot.shelf import Shelf
from content.library import Library
from tests.broken_lessons import MISTAKES, OTP
from tests.chat import Town, open_town
from tests.handlers.seen import write_down
from tests.lessons import look, small_library

_REFUSED = "Học liệu: 1 tệp có lỗi, đang dùng bộ trước."


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return small_library(tmp_path)


@pytest_asyncio.fixture
async def town(
    sqlite_database_url: str, channel: str, directory: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Town]:
    """The assistant with a small library of its own."""
    shelf = Shelf(directory)
    async with open_town(sqlite_database_url, channel=channel, shelf=shelf) as opened:
        yield opened
    write_down(opened, request)


def change(directory: Path, old: str, new: str) -> None:
    path = directory / OTP
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def known(town: Town) -> Library:
    """What a handler would be given now."""
    library = town.app.known_now()["library"]
    assert isinstance(library, Library)
    return library


@pytest.mark.only_on_telegram("files are read the same wherever people write")
async def test_no_mistake_displaces_the_last_good_set(town: Town, directory: Path) -> None:
    office = await town.office()
    good = shutil.copytree(directory, directory.parent / "good")
    before = known(town)
    for mistake in MISTAKES:
        place = mistake.make(directory)
        with capture_logs() as logs:
            look(town.app.shelf)
            look(town.app.shelf)
        told = [(f"{line['file']}:{line['line']}", line["rule"]) for line in logs]
        assert (place, mistake.rule) in told
        assert len(told) == len(town.app.shelf.now.refused)  # each once, although looked at twice
        assert {line["action"] for line in logs} == {"library_refused"}
        await office.says("/trangthai")
        office.sees("Học liệu:", "tệp có lỗi, đang dùng bộ trước.")
        assert known(town) is before
        shutil.copytree(good, directory, dirs_exist_ok=True)
        look(town.app.shelf)
        assert (town.app.shelf.now.refused, known(town).version) == ((), before.version)
        before = known(town)


async def test_the_office_sees_that_lessons_are_refused_until_they_are_mended(
    town: Town, directory: Path
) -> None:
    office = await town.office()
    await office.says("/trangthai")
    assert "Học liệu" not in office.words
    change(directory, "audience: everyone", "audience: everybody")
    look(town.app.shelf)
    await office.says("/trangthai")
    office.sees(_REFUSED)
    change(directory, "audience: everybody", "audience: elders")
    look(town.app.shelf)
    await office.says("/trangthai")
    assert "Học liệu" not in office.words
    assert known(town).lessons["6.1"].audience == "elders"


async def test_a_citizen_is_told_nothing_of_it(town: Town, directory: Path) -> None:
    change(directory, "audience: everyone", "audience: everybody")
    look(town.app.shelf)
    citizen = await town.citizen()
    await citizen.says("/trangthai")
    assert "Học liệu" not in citizen.words
