"""Hostile names and texts: Telegram refuses nothing of ours, and everybody is answered."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import pytest
import pytest_asyncio

from content.roles import Role
from storage import people
from tests.bot_api_schema import problems
from tests.chat import Chat, Town, open_town
from tests.handlers.reporting import AFTER_CUTOFF
from tests.machine import hostile


@pytest_asyncio.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    """Every call is held against the schema and the lengths of the Bot API."""
    wrong: list[str] = []

    def inspect(method: str, parameters: Mapping[str, Any]) -> None:
        wrong.extend(problems(method, parameters))

    async with open_town(database_url, inspect) as opened:
        yield opened
        refused = {str(call.error) for call in opened.server.calls if call.error}
        assert not refused
        failures = "SELECT count(*) FROM inbox WHERE state <> 'done' OR attempts > 2"
        assert await _count(opened, failures) == 0
    assert not wrong


async def _count(town: Town, query: str) -> int:
    async with town.database.engine.connect() as connection:
        return int((await connection.exec_driver_sql(query)).scalar_one())


async def everybody_says(town: Town, chats: Sequence[Chat], texts: Sequence[str]) -> None:
    """All at once, each their own, exactly as written; all get an answer."""
    before = [len(chat.messages) for chat in chats]
    for chat, text in zip(chats, texts, strict=True):
        chat.phone.sends({"text": text})
    await town.settle()
    silent = [
        text for chat, text, count in zip(chats, texts, before, strict=True)
        if len(chat.messages) <= count
    ]  # fmt: skip
    assert not silent


async def everybody_picks(town: Town, chats: Sequence[Chat], label: str) -> None:
    for chat in chats:
        chat.phone.taps(label)
    await town.settle()


async def _citizens(town: Town, many: int) -> None:
    names, texts = hostile.names(many), hostile.texts(many)
    strangers = [town.stranger(name) for name in names]
    await everybody_says(town, strangers, texts)
    await everybody_says(town, strangers, ["/start"] * many)
    await everybody_picks(town, strangers, "Tôi đồng ý")
    await everybody_says(town, strangers, texts[::-1])


async def _colleagues(town: Town, many: int) -> list[Chat]:
    """So many focal points of one unit, with hostile profile names, each with a reminder."""
    chats = [town.stranger(name) for name in hostile.names(many)]
    for chat in chats:
        chat.phone.chat.closed = None
    async with town.database.write() as session:
        keys = [("telegram", str(chat.phone.id)) for chat in chats]
        for person in (await people.recognise_all(session, keys, town.now)).values():
            await people.record_consent(session, person.id, "test", town.now)
            role = Role.FOCAL_POINT
            await people.grant(session, person.id, role, unit_code="BXDD", now=town.now)
    await town.tick(AFTER_CUTOFF)
    return chats


async def _focal_points(town: Town, many: int) -> None:
    office, texts = await town.office(), hostile.texts(many)
    chats = await _colleagues(town, many)
    await everybody_says(town, chats, ["/riengtu"] * many)
    await everybody_picks(town, chats, "Đổi tên")
    await everybody_says(town, chats, texts)
    await everybody_says(town, chats, ["/huy"] * many)
    await everybody_says(
        town, chats, [f"xin gia hạn đến 28/12 vì {text[:4000]}" for text in texts]
    )
    await everybody_says(town, chats, ["gửi"] * many)
    await everybody_says(town, chats, ["/huy"] * many)
    await everybody_picks(town, chats, "Báo cáo ngay")
    await everybody_says(town, chats, texts)
    await everybody_says(town, chats, ["bỏ qua"] * many)
    for shift in (1, 2, 3):
        await everybody_says(town, chats, texts[shift:] + texts[:shift])
    await everybody_says(town, chats, ["gửi"] * many)
    await office.says("/quahan")
    for table in ("submission", "extension", "submission_text"):
        assert await _count(town, f"SELECT count(*) FROM {table}"), table
    assert await _count(town, "SELECT count(*) FROM person WHERE name IS NOT NULL") > many / 3


async def test_100_hostile_citizens(town: Town) -> None:
    await _citizens(town, 100)


async def test_40_hostile_focal_points(town: Town) -> None:
    await _focal_points(town, 40)


@pytest.mark.matrix
async def test_1000_hostile_citizens(town: Town) -> None:
    await _citizens(town, 1000)


@pytest.mark.matrix
async def test_500_hostile_focal_points(town: Town) -> None:
    await _focal_points(town, 500)
