"""The shelf takes what is whole and good, and keeps what it has otherwise."""

import asyncio
import os
import shutil
from pathlib import Path

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.app import App, Part
from bot.clock import StoppedClock
from bot.config import Settings
from bot.shelf import Shelf, stamp_of
from bot.wakeups import Wakeup
from content.channels import TELEGRAM
from content.source import ContentErrors
from tests.chat import BEGINNING, open_town
from tests.lessons import look, small_library
from tests.platforms import platform

_OTP = "vi/6.1-otp.md"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return small_library(tmp_path)


@pytest.fixture
def shelf(directory: Path) -> Shelf:
    return Shelf(directory)


def change(directory: Path, old: str, new: str) -> None:
    path = directory / _OTP
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_without_a_good_set_there_is_no_beginning(directory: Path) -> None:
    change(directory, "audience: everyone", "audience: everybody")
    with pytest.raises(ContentErrors):
        Shelf(directory)


def test_nothing_is_read_again_while_nothing_changes(shelf: Shelf) -> None:
    before = shelf.now
    look(shelf)
    assert shelf.now is before


def test_a_change_is_taken_when_two_looks_saw_it(shelf: Shelf, directory: Path) -> None:
    change(directory, "OTP là chữ ký của mình", "Mã là chữ ký")
    shelf.look()
    assert shelf.now.library.lessons["6.1"].title == "OTP là chữ ký của mình"
    change(directory, "Mã là chữ ký", "Mã về máy là chữ ký")  # somebody is still writing
    shelf.look()
    assert shelf.now.library.lessons["6.1"].title == "OTP là chữ ký của mình"
    shelf.look()
    assert shelf.now.library.lessons["6.1"].title == "Mã về máy là chữ ký"


def test_what_was_taken_before_does_not_change(shelf: Shelf, directory: Path) -> None:
    """An update goes on with the set it began with."""
    library = shelf.now.library
    change(directory, "OTP là chữ ký của mình", "Mã là chữ ký")
    look(shelf)
    assert library.lessons["6.1"].title == "OTP là chữ ký của mình"
    assert shelf.now.library.version != library.version


def test_a_new_set_is_told_with_its_version(shelf: Shelf, directory: Path) -> None:
    change(directory, "OTP là chữ ký của mình", "Mã là chữ ký")
    with capture_logs() as logs:
        look(shelf)
    assert [(line["action"], line["version"]) for line in logs] == [
        ("library_changed", shelf.now.library.version)
    ]


def test_each_fault_is_told_once_for_each_change(shelf: Shelf, directory: Path) -> None:
    change(directory, "audience: everyone", "audience: everybody")
    with capture_logs() as logs:
        for _ in range(3):
            look(shelf)
        change(directory, "audience: everybody", "audience: nobody")
        look(shelf)
    assert [(line["action"], line["file"], line["line"], line["rule"]) for line in logs] == [
        ("library_refused", _OTP, 5, "wrong-value")
    ] * 2
    assert all("exc_info" not in line for line in logs)


def test_a_folder_that_is_gone_changes_nothing(shelf: Shelf, directory: Path) -> None:
    library = shelf.now.library
    shutil.move(directory, directory.parent / "away")
    look(shelf)
    assert shelf.now.library is library
    assert shelf.now.refused_files >= 4
    shutil.move(directory.parent / "away", directory)
    look(shelf)
    assert shelf.now.refused == ()


def test_a_file_nested_without_end_changes_nothing(shelf: Shelf, directory: Path) -> None:
    library = shelf.now.library
    (directory / "vi/practice/1.yaml").write_text("messages: " + "[" * 5000, encoding="utf-8")
    look(shelf)
    assert shelf.now.library is library
    assert shelf.now.refused


def test_a_file_that_may_be_read_again_is_read_again(shelf: Shelf, directory: Path) -> None:
    """Who takes and gives the right to read changes neither size nor time of what is in it."""
    before = stamp_of(directory)
    (directory / _OTP).chmod(0o600)
    assert stamp_of(directory) != before


def test_a_file_in_the_letters_of_another_system_changes_nothing(
    shelf: Shelf, directory: Path
) -> None:
    library = shelf.now.library
    (directory / "vi" / os.fsdecode(b"6.2-b\xe0i.md")).write_text("...")
    look(shelf)
    assert shelf.now.library is library
    assert [error.rule for error in shelf.now.refused] == ["file-name"]


def test_a_file_that_was_replaced_by_one_of_the_same_size_and_time_is_seen(
    shelf: Shelf, directory: Path
) -> None:
    """rsync and backups set the time back."""
    path = directory / _OTP
    newer = directory.parent / "newer"
    shutil.copy2(path, newer)
    newer.write_text(newer.read_text(encoding="utf-8").replace("chữ ký", "chữ ki"), "utf-8")
    shutil.copystat(path, newer)
    newer.replace(path)
    look(shelf)
    assert shelf.now.library.lessons["6.1"].title == "OTP là chữ ki của mình"


async def test_a_review_that_is_overdue_is_a_warning_at_the_start(
    sqlite_database_url: str, directory: Path
) -> None:
    """Lessons read late are better than none; `check` is stricter."""
    change(directory, "review_by: 2027-05-23", "review_by: 2026-11-30")
    with capture_logs() as logs:
        async with open_town(sqlite_database_url, shelf=Shelf(directory)) as town:
            citizen = await town.citizen()
            await citizen.says("/menu")
    told = [line for line in logs if line["action"] == "lessons_overdue"]
    assert [(line["log_level"], line["lessons"]) for line in told] == [("warning", ["6.1"])]


async def test_the_folder_is_watched_while_the_assistant_runs(
    sqlite_database_url: str, directory: Path
) -> None:
    shelf = Shelf(directory, looks_every=0.01)
    async with open_town(sqlite_database_url, shelf=shelf) as town:
        change(directory, "OTP là chữ ký của mình", "Mã là chữ ký")
        async with asyncio.timeout(30):
            while shelf.now.library.lessons["6.1"].title != "Mã là chữ ký":
                await town.nothing.wait(0.005)


async def test_a_process_that_only_hears_watches_too(
    sqlite_database_url: str, directory: Path
) -> None:
    """The page of a certificate names its course."""
    shelf = Shelf(directory, looks_every=0.01)
    place = platform(TELEGRAM, lambda: BEGINNING)
    settings = Settings(
        _env_file=None, database_url=SecretStr(sqlite_database_url), **await place.start()
    )
    app = App(settings, StoppedClock(BEGINNING), shelf=shelf)
    before, nothing = shelf.now, Wakeup()
    try:
        async with app.running({Part.INTAKE}):
            change(directory, "OTP là chữ ký của mình", "Mã là chữ ký")
            async with asyncio.timeout(30):
                while shelf.now is before:
                    await nothing.wait(0.005)
    finally:
        await place.server.stop()
