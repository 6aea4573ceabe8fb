"""The whole assistant in a browser: its own platforms, its own database, its own people.

No account, no internet, nothing kept: each start begins anew.
"""

import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr
from rich.console import Console

from bot.app import ALL_PARTS, App, Part
from bot.clock import Clock
from bot.config import Settings
from bot.demo_people import CAST, enrol
from bot.demo_platforms import Platforms
from bot.demo_stage import Stage
from bot.sandbox.web import DemoPage
from bot.service import stop_signal


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that runs: the page's address and what stands behind it."""

    url: str
    app: App
    platforms: Platforms


@asynccontextmanager
async def opened(clock: Clock, port: int) -> AsyncIterator[Demo]:
    """The demo, from this clock's moment on. Port 0 lets the system choose."""
    platforms = Platforms(clock)
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        settings = Settings(
            database_url=SecretStr(f"sqlite:///{Path(folder) / 'demo.db'}"),
            **await stack.enter_async_context(platforms.open()),
        )
        app = App(settings, clock)
        await stack.enter_async_context(app.running(ALL_PARTS - {Part.SCHEDULER}))
        platforms.joined(app)
        personas = await enrol(app, platforms, CAST)
        await app.schedule.do_due()  # a period may be open already on this day
        stage = Stage(app, clock, personas)
        page = DemoPage(stage, platforms.changed, images_from=platforms.ours)
        url = await page.start(port=port)
        stack.push_async_callback(page.stop)
        yield Demo(url, app, platforms)


async def show(port: int) -> None:
    """Serve the page until Ctrl+C."""
    stopping = stop_signal()
    async with opened(Clock(), port) as demo:
        Console().print(f"Trợ Lý Số: {demo.url}   (Ctrl+C: dừng / stop)")
        await stopping.wait()
