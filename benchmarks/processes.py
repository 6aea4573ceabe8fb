"""What is measured runs in processes of its own."""

import asyncio
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import psutil  # type: ignore[import-untyped]

ROOT = Path(__file__).parent.parent
_STARTS_WITHIN = 90.0  # seconds; aiogram alone takes four to import
_ENDS_WITHIN = 25.0


class Subject:
    """A process under measurement."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self._seen = psutil.Process(process.pid)

    def cpu_seconds(self) -> float:
        """Spent until now."""
        times = self._seen.cpu_times()
        return float(times.user + times.system)

    def peak_megabytes(self) -> float:
        """The most memory it ever held; where the system does not say, what it holds now."""
        status = Path(f"/proc/{self.process.pid}/status")
        if status.exists():
            for line in status.read_text().splitlines():
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
        return float(self._seen.memory_info().rss) / 1024**2


@asynccontextmanager
async def running(
    *arguments: str, environment: Mapping[str, str] | None = None
) -> AsyncIterator[Subject]:
    """`python -m …`, ended after the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *arguments, cwd=ROOT, env=dict(environment or {}),
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield Subject(process)
    finally:
        await _end(process)


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        async with asyncio.timeout(_ENDS_WITHIN):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def listens(subject: Subject, port: int) -> None:
    """Wait until it takes connections. Raises where it ends instead."""
    async with asyncio.timeout(_STARTS_WITHIN):
        while subject.process.returncode is None:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
                continue
            writer.close()
            return
    raise RuntimeError(f"ended with {subject.process.returncode} before it listened")
