"""An urgent letter takes another channel once where its person agreed: not twice, not lost."""

import asyncio
from collections.abc import AsyncIterator
from random import Random  # noqa: TID251 - seeded, so that every run is the same

import pytest
import pytest_asyncio

from bot.delivery.unserved import give_up_unserved
from bot.sandbox import faults
from bot.sandbox.faults import DROPPED_AFTER, Fault
from content.channels import TELEGRAM, ZALO_BOT
from storage.database import Database
from tests.machine.two_channels import CHANNELS, Reader, TwoChannels, two_channels

INSTEAD = "(Gửi thay qua Zalo vì Telegram chưa gửi được.)\n\n"
AGAIN = "(gửi lại)"
AWAY = Fault(status=403, body="<html>")  # a wall on the way: nothing reached Telegram


@pytest_asyncio.fixture
async def rig(database: Database) -> AsyncIterator[TwoChannels]:
    async with two_channels(database) as opened:
        yield opened


async def test_a_reminder_to_who_blocked_telegram_goes_to_zalo_at_once(rig: TwoChannels) -> None:
    reader = await rig.reader()
    rig.telegram.fail_next("sendMessage", faults.USER_BLOCKED)
    await rig.remind(reader, "Nhắc 1")
    await rig.remind(reader, "Nhắc 2")  # never tried: nobody reads there
    await rig.work()
    assert reader.texts(TELEGRAM, "Nhắc") == []
    assert reader.texts(ZALO_BOT, "Nhắc") == [INSTEAD + "Nhắc 1", INSTEAD + "Nhắc 2"]
    assert [state[1:] for state in await rig.states()][:2] == [("failed", "crossed")] * 2


async def test_without_consent_nothing_crosses(rig: TwoChannels) -> None:
    reader = await rig.reader(may_cross=False)
    rig.telegram.fail_next("sendMessage", faults.USER_BLOCKED)
    await rig.remind(reader, "Nhắc")
    await rig.work()
    assert reader.texts(ZALO_BOT, "Nhắc") == []
    assert [state[1] for state in await rig.states()] == ["failed"]


async def test_a_letter_in_doubt_waits_for_its_own_channel(rig: TwoChannels) -> None:
    """Else it might be read twice, and nobody could say so."""
    reader = await rig.reader()
    rig.telegram.fail_next("sendMessage", DROPPED_AFTER)
    rig.telegram.fail_next("sendMessage", AWAY, times=20)
    await rig.remind(reader, "Nhắc")
    for _ in range(6):
        await rig.passes(5)
    assert reader.texts(ZALO_BOT, "Nhắc") == []
    rig.telegram.faults.planned.clear()
    await rig.work()
    assert reader.texts(TELEGRAM, "Nhắc") == ["Nhắc", f"{AGAIN}\nNhắc"]


@pytest.mark.parametrize("words", ["Nhắc", "ĐẦU " + "x " * 1200 + "CUỐI"])
async def test_what_crossed_and_found_that_door_shut_comes_home_whole(
    rig: TwoChannels, words: str
) -> None:
    """Zalo is away for long, and Telegram turns out to be blocked. A long letter is two messages
    on Zalo; neither may be missing."""
    reader = await rig.reader()
    await rig.change("UPDATE person SET preferred_channel = 'zalo_bot'")
    await rig.remind_where_preferred(reader, words)
    rig.zalo.fail_next("sendMessage", AWAY, times=500)
    rig.telegram.fail_next("sendMessage", faults.USER_BLOCKED)
    for _ in range(5):
        await rig.passes(5)
    assert (TELEGRAM, "failed") in [state[:2] for state in await rig.states()]
    assert {state[1] for state in await rig.states() if state[0] == ZALO_BOT} == {"pending"}
    rig.zalo.faults.planned.clear()
    await rig.passes(5)
    await rig.work()
    assert reader.texts(TELEGRAM, "") == []
    assert "".join(reader.texts(ZALO_BOT, "")).replace(" ", "") == words.replace(" ", "")


async def test_nothing_crosses_to_a_channel_that_is_away_as_well(rig: TwoChannels) -> None:
    reader, other = await rig.reader(), await rig.reader()
    rig.telegram.fail_next("sendMessage", AWAY, times=999)
    await rig.change(
        "INSERT INTO channel (channel, state, since, spent_today, spent_this_month, "
        "warned_today, warned_this_month) VALUES "
        "('zalo_bot', 'away', '2026-12-10 00:00:00', 0, 0, false, false)"
    )
    await rig.remind(reader, "Nhắc")
    await rig.remind(other, "Nhắc")
    for _ in range(5):
        await rig.passes(5)
    assert {state[:2] for state in await rig.states()} == {(TELEGRAM, "pending")}


async def test_an_outage_is_as_old_as_it_is_also_for_the_next_process(rig: TwoChannels) -> None:
    reader = await rig.reader()
    rig.telegram.fail_next("sendMessage", AWAY, times=999)
    await rig.remind(reader, "Nhắc")
    await rig.work(1)
    await rig.passes(10)
    await rig.kill()
    await rig.passes(6)
    assert reader.texts(ZALO_BOT, "Nhắc") == [INSTEAD + "Nhắc"]


class Chaos:
    """Random outages, doubts, blocks, kills; then everything works again, and it is counted."""

    def __init__(self, rig: TwoChannels, seed: int) -> None:
        self.rig = rig
        self.chance = Random(seed)
        self.readers: list[tuple[Reader, bool]] = []
        self.told: list[tuple[Reader, bool, str]] = []

    async def play(self) -> None:
        for number in range(3):
            may_cross = number != 1
            self.readers.append((await self.rig.reader(may_cross=may_cross), may_cross))
        for turn in range(self.chance.randint(4, 9)):
            await self._something_happens(turn)
        for server in (self.rig.telegram, self.rig.zalo):
            server.faults.planned.clear()
        for _ in range(4):
            await self.rig.passes(1)
            await self.rig.work(4)

    async def _something_happens(self, turn: int) -> None:
        match self.chance.choice(
            ["tell", "tell", "away", "back", "doubt", "zalo", "kill", "half"]
        ):
            case "tell":
                reader, may_cross = self.chance.choice(self.readers)
                self.told.append((reader, may_cross, f"Tin-{turn}."))
                await self.rig.remind(reader, f"Tin-{turn}.")
            case "away":
                self.rig.telegram.fail_next("sendMessage", AWAY, times=500)
            case "back":
                self.rig.telegram.faults.planned.clear()
            case "doubt":
                self.rig.telegram.fail_next("sendMessage", DROPPED_AFTER)
            case "zalo":
                self.rig.zalo.fail_next("sendMessage", AWAY, times=self.chance.randint(1, 6))
            case "kill":
                await self.rig.kill()
            case "half":  # killed between the database and the wire
                await self.rig.step(self.chance.choice(CHANNELS))
                await self.rig.kill()
        await self.rig.passes(self.chance.choice([1, 8, 20]))

    def check(self) -> None:
        for reader, may_cross, words in self.told:
            direct = reader.texts(TELEGRAM, words)
            crossed = reader.texts(ZALO_BOT, words)
            shown = f"{words} {direct} {crossed}"
            assert direct or crossed, shown
            assert may_cross or not crossed, shown
            assert not (direct and crossed), shown
            for texts in (direct, crossed):
                assert sum(not text.startswith(AGAIN) for text in texts) <= 1, shown


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_happens_each_arrives_on_one_channel(rig: TwoChannels, seed: int) -> None:
    chaos = Chaos(rig, seed)
    async with asyncio.timeout(60):
        await chaos.play()
    chaos.check()


@pytest.mark.matrix
@pytest.mark.parametrize("seed", range(100, 220))
async def test_whatever_happens_120_times(rig: TwoChannels, seed: int) -> None:
    chaos = Chaos(rig, seed)
    await chaos.play()
    chaos.check()


@pytest.mark.parametrize("may_cross", [True, False])
async def test_letters_of_a_channel_that_is_not_configured_do_not_wait(
    rig: TwoChannels, may_cross: bool
) -> None:
    reader = await rig.reader(may_cross=may_cross)
    await rig.remind(reader, "Nhắc")
    async with rig.database.connect_to_write() as connection:
        await give_up_unserved(connection, [ZALO_BOT], rig.clock.now())
    await rig.work()
    assert reader.texts(TELEGRAM, "Nhắc") == []
    assert reader.texts(ZALO_BOT, "Nhắc") == [INSTEAD + "Nhắc"] * may_cross
    error = "crossed" if may_cross else "not configured"
    assert (await rig.states())[0] == (TELEGRAM, "failed", error)
