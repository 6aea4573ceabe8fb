"""/huy says what was dropped and what was kept, whatever was going on."""

import importlib
import pkgutil
from typing import TypeVar

from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import StatesGroup

import handlers
from content.words import speaking
from handlers.dialogs import what_stopped
from tests.chat import Town

Kind = TypeVar("Kind")


def import_all_handlers() -> None:
    for module in pkgutil.walk_packages(handlers.__path__, "handlers."):
        importlib.import_module(module.name)


def ours(base: type[Kind]) -> list[type[Kind]]:
    import_all_handlers()
    return [found for found in base.__subclasses__() if found.__module__.startswith("handlers.")]


def test_every_dialog_has_words_of_its_own_for_being_stopped() -> None:
    with speaking("en"):
        said = {group.__name__: what_stopped(group.__name__) for group in ours(StatesGroup)}
        unknown = what_stopped("")
    assert unknown not in said.values(), said
    assert len(set(said.values())) == len(said)


def test_every_button_has_a_prefix_of_its_own() -> None:
    prefixes = [found.__prefix__ for found in ours(CallbackData)]
    assert len(prefixes) == len(set(prefixes))
    assert all(len(prefix) <= 8 for prefix in prefixes)


async def test_stopping_the_welcome_agrees_to_nothing(town: Town) -> None:
    lan = town.stranger()
    await lan.says("/start")
    await lan.says("/huy")
    lan.sees("chưa ghi nhận sự đồng ý")


async def test_stopping_the_question_for_a_name_keeps_the_role(town: Town) -> None:
    hoa = await town.focal_point("TYT", name="Hoa")
    await hoa.says("/riengtu")
    await hoa.picks("Đổi tên")
    await hoa.says("/huy")
    hoa.sees("giữ nguyên tên", "đầu mối báo cáo")


async def test_stopping_twice_is_harmless(town: Town) -> None:
    lan = await town.citizen()
    await lan.says("/huy")
    await lan.says("hủy")
    lan.sees("không có việc gì")
