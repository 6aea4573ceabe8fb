"""A Chromium for the tests: one that is there, else one that is installed, else a clear stop."""

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PACKAGES = ("chromium", "chromium-browser")  # as Debian and Ubuntu call it
_PATIENCE = 900  # seconds for a download


class NoBrowserError(RuntimeError):
    """No Chromium was found and none could be installed."""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A headless Chromium, installed at the first need."""
    async with async_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
        path = found(own) or installed(own, _ways())
        # The sandbox of Chromium refuses to run as root, which containers do.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = await playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        await browser.close()


def found(own: Path) -> str | None:
    """Where a Chromium is: the system's, or the one the test tool downloaded before."""
    on_path = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return on_path or (str(own) if own.exists() else None)


def installed(own: Path, ways: Sequence[Sequence[str]]) -> str:
    """Install one: the distribution's package when root, else the test tool's own."""
    tried = []
    for command in ways:
        run = subprocess.run(
            command, capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
        if run.returncode == 0 and (path := found(own)):
            return path
        tried.append(f"  {' '.join(command)}\n    {(run.stderr or run.stdout).strip()[-300:]}")
    raise NoBrowserError(
        "The tests of the demo page need a Chromium. None was found, and installing one failed:\n"
        + "\n".join(tried)
        + "\nInstall Chromium so that `chromium` or `google-chrome` is on the PATH, and run again."
    )


def _ways() -> list[list[str]]:
    ways = []
    if os.geteuid() == 0 and (apt := shutil.which("apt-get")):
        ways.append([apt, "update", "-q"])
        ways += [[apt, "install", "-q", "-y", package] for package in _PACKAGES]
    ways.append([sys.executable, "-m", "playwright", "install", "chromium"])
    return ways
