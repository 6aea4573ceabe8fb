"""A local Zalo platform in a process of its own, and phones on it, over HTTP."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.config import ROOT
from bot.sandbox.phones import NotSeenError
from bot.wakeups import Wakeup
from content.folding import fold
from tests.platforms import offers, typed_for

_STARTS_WITHIN = 240.0  # seconds, of a busy machine
_ENDS_WITHIN = 60.0
_ANSWERED_WITHIN = 240.0


@dataclass
class Platform:
    """What its control answers to."""

    url: str
    client: aiohttp.ClientSession

    async def ask(self, verb: str, what: str, **wishes: Any) -> Any:
        async with self.client.request(verb, f"{self.url}/sandbox/{what}", json=wishes) as answer:
            told = await answer.json()
            if answer.status == 409:
                raise NotSeenError(told["error"])
            assert answer.status == 200, told
            return told

    async def is_day(self, moment: str) -> None:
        await self.ask("POST", "clock", at=moment)

    async def is_listened_to(self) -> None:
        """What people write while nobody polls is gone, as on the platform itself."""
        nothing = Wakeup()
        async with asyncio.timeout(_STARTS_WITHIN):
            while not (await self.ask("GET", "state"))["is_listened_to"]:
                await nothing.wait(0.02)

    async def person(self, name: str) -> "RemotePhone":
        told = await self.ask("POST", "people", name=name)
        return RemotePhone(self, told["id"])


class RemotePhone:
    """Somebody who types; there is nothing to tap."""

    def __init__(self, platform: Platform, person: str) -> None:
        self._platform = platform
        self._path = f"people/{person}"
        self.read = 0  # messages that were there before the last thing said

    async def says(self, text: str) -> None:
        await self._platform.is_listened_to()
        self.read = len(await self.texts())
        await self._platform.ask("POST", f"{self._path}/says", text=text)

    async def sees(self, part: str) -> str:
        """What was written since the last thing said, once this is part of it."""
        told = await self._platform.ask(
            "GET", f"{self._path}/messages", after=self.read, contains=part, wait=_ANSWERED_WITHIN
        )
        return "\n---\n".join(message["text"] for message in told)

    async def picks(self, label: str) -> None:
        """Type the number that stands before it, or its words."""
        await self.says(typed_for(label, await self.texts()))

    async def texts(self) -> list[str]:
        told = await self._platform.ask("GET", f"{self._path}/messages")
        return [message["text"] for message in told]

    async def answers_until(self, end: str, plainest: Sequence[str]) -> None:
        """Go on picking the plainest option there is until this is said. What is answered in
        several messages offers something in its last."""
        nothing, seen = Wakeup(), 0
        async with asyncio.timeout(_ANSWERED_WITHIN):
            while end not in "".join(texts := await self.texts()):
                if len(texts) > seen and (found := _plainest(texts[-1], plainest)):
                    seen = len(texts)
                    await self.picks(found)
                else:
                    await nothing.wait(0.05)


def _plainest(text: str, plainest: Sequence[str]) -> str | None:
    shown = [label for _number, label in offers(text)]
    fits = ((one, label) for one in plainest for label in shown)
    return next((one for one, label in fits if fold(one) in fold(label)), None)


@asynccontextmanager
async def running_platform(name: str, **manners: Any) -> AsyncIterator[Platform]:
    """`python -m bot.sandbox --platform …`; it must end well."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.sandbox", "--platform", name,
        "--manners", json.dumps(manners), "--time-scale", "0.1",
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    url = (await asyncio.wait_for(process.stdout.readline(), _STARTS_WITHIN)).decode().strip()
    try:
        async with aiohttp.ClientSession() as client:
            yield Platform(url, client)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await asyncio.wait_for(process.wait(), _ENDS_WITHIN)


@dataclass
class Operator:
    """Somebody at a terminal."""

    environment: dict[str, str]

    async def does(self, *words: str) -> str:
        """`python -m bot …`; what it printed."""
        process = await self._start("bot", *words)
        printed, _ = await asyncio.wait_for(process.communicate(), _ANSWERED_WITHIN)
        assert process.returncode == 0, printed.decode()
        return printed.decode()

    async def invites(self, *words: str) -> str:
        return (await self.does("invite", *words)).splitlines()[-1]

    @asynccontextmanager
    async def keeps_running(self, day: str | None = None) -> AsyncIterator[None]:
        """`python -m bot run`, or the same on another day, until the block ends."""
        process = await self._start(*(("tests.machine.run_at", day) if day else ("bot", "run")))
        try:
            yield
        finally:
            with suppress(ProcessLookupError):
                process.terminate()
            code = await asyncio.wait_for(process.wait(), _ENDS_WITHIN)
        assert code == 0

    async def _start(self, module: str, *words: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, *words,
            cwd=ROOT, env=self.environment, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
