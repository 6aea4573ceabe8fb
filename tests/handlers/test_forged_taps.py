"""A hostile client sends any callback data it likes: always an answer, never a broken update."""

from collections.abc import Iterator

import pytest
from aiogram.filters.callback_data import CallbackData

import handlers
from tests.chat import Chat, Town

assert handlers  # imported for the callback data of every conversation
_IDS = ("0", "-1", "999999", "9" * 24, "x")


def _kinds(parent: type[CallbackData] = CallbackData) -> Iterator[type[CallbackData]]:
    for kind in parent.__subclasses__():
        if kind.__module__.startswith("handlers."):
            yield kind
        yield from _kinds(kind)


def _forgeries() -> list[str]:
    """Every kind of button with every odd id in every place, as far as 64 bytes allow."""
    found = []
    for kind in sorted(_kinds(), key=lambda kind: kind.__prefix__):
        places = len(kind.model_fields)
        for odd in _IDS:
            found.append(":".join([kind.__prefix__, *[odd] * places]))
    return [data for data in found if len(data.encode()) <= 64]


def test_every_kind_of_button_has_a_prefix_of_its_own() -> None:
    prefixes = [kind.__prefix__ for kind in _kinds()]
    assert len(prefixes) == len(set(prefixes)) > 20


@pytest.mark.only_on_telegram("what a button carries is forged")
@pytest.mark.parametrize("who", ["citizen", "focal_point", "office"])
async def test_forged_ids_are_answered_and_break_nothing(town: Town, who: str) -> None:
    chat = await _persona(town, who)
    await chat.says("/menu")
    for number, data in enumerate(_forgeries(), start=1):
        chat.phone.forges(data)
        if number % 50 == 0:
            await town.settle()
    await town.settle()
    async with town.database.engine.connect() as connection:
        counted = await connection.exec_driver_sql(
            "SELECT count(*) FROM inbox WHERE state = 'dead' OR attempts > 1"
        )
        assert counted.scalar_one() == 0


async def _persona(town: Town, who: str) -> Chat:
    if who == "citizen":
        return await town.citizen()
    return await (town.office() if who == "office" else town.focal_point("TTPVHCC"))
