"""A local platform as a process of its own: `python -m bot.sandbox --port 8081`, Telegram's, or
`--platform zalo_bot`, `--platform zalo_oa`. Its first line is its address.
"""

import argparse
import asyncio
import json
import signal
from typing import Any

from bot.clock import Clock
from bot.sandbox.limits import FloodLimits
from bot.sandbox.telegram import TelegramServer
from bot.sandbox.zalo_bot.manners import Manners as BotManners
from bot.sandbox.zalo_bot.server import ZaloBotServer
from bot.sandbox.zalo_oa.manners import Manners as OaManners
from bot.sandbox.zalo_oa.server import ZaloOaServer

_PLATFORMS = ("telegram", "zalo_bot", "zalo_oa")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--platform", choices=_PLATFORMS, default="telegram")
    parser.add_argument("--port", type=int, default=0, help="0 takes any free one")
    parser.add_argument("--token", help="the only token to accept; any well-formed one without")
    parser.add_argument("--flood-limits", action="store_true", help="429 for who sends too fast")
    parser.add_argument("--time-scale", type=float, default=1.0, help="0.01: retries 100x sooner")
    parser.add_argument("--keep", type=int, default=20_000, help="messages and calls to remember")
    parser.add_argument("--manners", type=json.loads, default={}, help="Zalo's, as a JSON object")
    asyncio.run(_serve(parser.parse_args()))


async def _serve(wanted: argparse.Namespace) -> None:
    server = _server(wanted, Clock())
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    url = await server.start(port=wanted.port)
    print(url, flush=True)  # noqa: T201 - whoever started us waits for it
    await stopped.wait()
    await server.stop()


def _server(
    wanted: argparse.Namespace, clock: Clock
) -> TelegramServer | ZaloBotServer | ZaloOaServer:
    common: dict[str, Any] = {
        "time_scale": wanted.time_scale,
        "keep": wanted.keep,
        "move_clock": clock.move_to,
    }
    if wanted.platform == "zalo_bot":
        token = {"token": wanted.token} if wanted.token else {}
        return ZaloBotServer(clock.now, manners=BotManners(**wanted.manners), **token, **common)
    if wanted.platform == "zalo_oa":
        return ZaloOaServer(clock.now, manners=OaManners(**wanted.manners), **common)
    limits = FloodLimits() if wanted.flood_limits else None
    return TelegramServer(clock.now, token=wanted.token, limits=limits, **common)


if __name__ == "__main__":
    main()
