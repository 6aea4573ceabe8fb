"""The tests find a Chromium, install one, or stop and say why. They never skip."""

import sys
from pathlib import Path

import pytest

from tests.browser import NoBrowserError, found, installed

NOWHERE = Path("/nowhere/chromium")


def test_browser_of_the_system_is_found_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chrome = tmp_path / "google-chrome"
    chrome.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert found(NOWHERE) == str(chrome)


def test_earlier_download_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own"
    own.touch()
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert found(own) == str(own)


def test_install_is_tried_until_one_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own"
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    touch = f"import pathlib; pathlib.Path({str(own)!r}).touch()"
    ways = [[sys.executable, "-c", "raise SystemExit(1)"], [sys.executable, "-c", touch]]
    assert installed(own, ways) == str(own)


def test_failure_says_what_was_tried_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    way = [sys.executable, "-c", "raise SystemExit('no network')"]
    with pytest.raises(NoBrowserError, match=r"(?s)no network.*Install Chromium"):
        installed(NOWHERE, [way])
