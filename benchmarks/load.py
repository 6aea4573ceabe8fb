"""Load on a webhook: each update is timed from its posting until its reply is received."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter

from benchmarks.sink import Sink
from benchmarks.wire import Line, connect

AT_ONCE = 40
_LASTS_AT_MOST = 120.0  # seconds; then replies are missing

Step = tuple[int, bytes]  # whose reply is awaited, the request


@dataclass(frozen=True, slots=True)
class Timing:
    """What was measured under one load."""

    rate: float  # replies a second
    latencies: Sequence[float]  # seconds

    def percentile(self, percent: int) -> float:
        """In milliseconds."""
        return quantiles(self.latencies, n=100, method="inclusive")[percent - 1] * 1000


class Webhook:
    """The way to one bot and back."""

    def __init__(self, port: int, sink: Sink) -> None:
        self._port = port
        self._sink = sink

    async def closed_loop(self, steps: Sequence[Step], at_once: int = AT_ONCE) -> Timing:
        """So many people who each wait for their reply before another writes."""
        waiting = iter(steps)
        latencies: list[float] = []
        async with AsyncExitStack() as stack, asyncio.timeout(_LASTS_AT_MOST):
            lines = [await self._connect(stack) for _ in range(at_once)]
            began = perf_counter()
            await asyncio.gather(*(self._converse(line, waiting, latencies) for line in lines))
            lasted = perf_counter() - began
        return Timing(len(steps) / lasted, latencies)

    async def open_loop(self, steps: Sequence[Step], per_second: float) -> Timing:
        """People who write when they like. Counted from when they meant to."""
        loop = asyncio.get_running_loop()
        async with AsyncExitStack() as stack, asyncio.timeout(_LASTS_AT_MOST):
            lines = asyncio.Queue[Line]()
            for _ in range(AT_ONCE):
                lines.put_nowait(await self._connect(stack))
            began = loop.time() + 0.1
            latencies = await asyncio.gather(
                *(
                    self._at(began + number / per_second, lines, step)
                    for number, step in enumerate(steps)
                )
            )
            lasted = loop.time() - began
        return Timing(len(steps) / lasted, latencies)

    async def _converse(self, line: Line, waiting: Iterator[Step], latencies: list[float]) -> None:
        for step in waiting:
            began = perf_counter()
            await self._say(line, step)
            latencies.append(perf_counter() - began)

    async def _at(self, moment: float, lines: asyncio.Queue[Line], step: Step) -> float:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(moment - loop.time())
        line = await lines.get()
        await self._say(line, step)
        lines.put_nowait(line)
        return loop.time() - moment

    async def _say(self, line: Line, step: Step) -> None:
        chat_id, request = step
        reply = self._sink.expect(chat_id)
        status = await line.ask(request)
        if status != 200:
            raise RuntimeError(f"the webhook answered {status}")
        await reply

    async def _connect(self, stack: AsyncExitStack) -> Line:
        line = await connect(self._port)
        stack.callback(line.close)
        return line
