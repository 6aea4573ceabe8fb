"""What a process does for the first time, done once in the server that the tests' bot processes
are forked from: a start takes a sixth of its work then. Nothing but caches is kept of it.
"""

import asyncio
import tempfile

from pydantic import AnyHttpUrl, SecretStr

from bot import logs
from bot.app import App, Part
from bot.clock import Clock
from bot.config import Settings


async def _start_once(folder: str) -> None:
    settings = Settings(
        _env_file=None,
        database_url=SecretStr(f"sqlite:///{folder}/ward.db"),
        zalo_oa_app_id="1",  # the one line that calls nobody at a start
        zalo_oa_app_secret=SecretStr("s"),
        zalo_oa_secret_key=SecretStr("s"),
        webhook_url=AnyHttpUrl("http://127.0.0.1"),
        webhook_port=0,
    )
    async with App(settings, Clock()).running({Part.WORKER, Part.INTAKE}):
        pass


logs.configure("ERROR", "text")
with tempfile.TemporaryDirectory() as folder:
    asyncio.run(_start_once(folder))
