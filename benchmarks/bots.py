"""The bots whose receiving is compared: ours, and two of bare aiogram that keep nothing."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from benchmarks.processes import Subject, free_port, listens, running
from benchmarks.sink import TOKEN, Sink
from benchmarks.updates import SECRET

_UNPACED = "100000"  # messages a second
Started = tuple[Subject, int]  # and the port of its webhook


@asynccontextmanager
async def ours(
    database_url: str, sink: Sink, *options: str, environment: Mapping[str, str] | None = None
) -> AsyncIterator[Started]:
    """`python -m bot run` behind a webhook; the environment may be another in some things."""
    port = free_port()
    settings = our_settings(database_url, sink.url) | {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}",
        "WEBHOOK_SECRET": SECRET,
        "WEBHOOK_PORT": str(port),
        **(environment or {}),
    }
    async with running("bot", "run", *options, environment=settings) as subject:
        await listens(subject, port)
        yield subject, port


@asynccontextmanager
async def bare(kind: str, sink: Sink) -> AsyncIterator[Started]:
    """Aiogram answering /help, `tuned` or `stock`."""
    port = free_port()
    async with running("benchmarks.bare", kind, str(port), sink.url, SECRET) as subject:
        await listens(subject, port)
        yield subject, port


def our_settings(database_url: str, api_url: str, per_second: str = _UNPACED) -> dict[str, str]:
    return {
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": api_url,
        "DATABASE_URL": database_url,
        "SEND_PER_SECOND": per_second,
        "LOG_LEVEL": "ERROR",
    }
