"""SIGTERM: what is held is finished, nothing is lost, and the process leaves in good order."""

import asyncio

import pytest

from bot.sandbox.faults import stalled
from tests.machine.processes import running_bot
from tests.machine.test_crashes import Stage, stage

__all__ = ["stage"]  # the fixture

_IN_FLIGHT = 50
_LEAVES_WITHIN = 20.0


async def stop_in_full_flight(stage: Stage) -> None:
    """Fifty questions at once; SIGTERM as soon as the first is answered."""
    phones = [stage.server.person(1000 + n, f"Q{n}") for n in range(_IN_FLIGHT)]
    with running_bot(stage.values) as bot:
        stage.ask(*phones)
        await _first_answer(stage)
        bot.terminate()
        assert await asyncio.to_thread(bot.dies, _LEAVES_WITHIN) == 0
    stage.phones = list({*stage.phones, *phones})


async def _first_answer(stage: Stage) -> None:
    async with asyncio.timeout(30):
        while not any(call.method == "sendmessage" for call in stage.server.calls):
            await stage.server.world.changed.wait(1.0)


async def test_sigterm_with_50_in_flight_loses_nothing(stage: Stage) -> None:
    await stop_in_full_flight(stage)
    await stage.recover()
    assert await stage.effects() == stage.tally.said
    assert stage.tally.repeats == 0


@pytest.mark.matrix
async def test_20_sigterms_with_50_in_flight_lose_nothing(stage: Stage) -> None:
    for _ in range(20):
        stage.server.calls.clear()
        await stop_in_full_flight(stage)
        await stage.recover()
    assert await stage.effects() == stage.tally.said
    assert stage.tally.repeats == 0
    print(f"20 SIGTERMs, {stage.tally.said.total()} updates, 0 lost, 0 twice, 0 repeated")


async def test_a_second_sigterm_leaves_at_once(stage: Stage) -> None:
    stage.server.fail_next("sendMessage", stalled(60.0))
    with running_bot(stage.values) as bot:
        stage.ask(stage.phones[0])
        await _a_send_hangs(stage)
        bot.terminate()
        assert await asyncio.to_thread(bot.dies, 1.0) is None  # waits for what is on the wire
        bot.terminate()
        assert await asyncio.to_thread(bot.dies, 5.0) == 1


async def _a_send_hangs(stage: Stage) -> None:
    """Until the planned fault has been met."""
    async with asyncio.timeout(30):
        while stage.server.faults.planned:
            await stage.server.updates.polled.wait(0.1)
