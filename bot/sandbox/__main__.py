"""The local Telegram server as a process of its own: `python -m bot.sandbox --port 8081`."""

import argparse
import asyncio
import signal

from bot.clock import Clock
from bot.sandbox.limits import FloodLimits
from bot.sandbox.telegram import TelegramServer


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free one")
    parser.add_argument("--token", help="the only token to accept; any well-formed one without")
    parser.add_argument("--flood-limits", action="store_true", help="429 for who sends too fast")
    parser.add_argument("--time-scale", type=float, default=1.0, help="0.01: retries 100x sooner")
    parser.add_argument("--keep", type=int, default=20_000, help="messages and calls to remember")
    wanted = parser.parse_args()
    asyncio.run(_serve(wanted))


async def _serve(wanted: argparse.Namespace) -> None:
    clock = Clock()
    server = TelegramServer(
        clock.now,
        token=wanted.token,
        time_scale=wanted.time_scale,
        keep=wanted.keep,
        limits=FloodLimits() if wanted.flood_limits else None,
        move_clock=clock.move_to,
    )
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    url = await server.start(port=wanted.port)
    print(url, flush=True)  # noqa: T201 - whoever started us waits for it
    await stopped.wait()
    await server.stop()


if __name__ == "__main__":
    main()
