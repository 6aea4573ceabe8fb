"""Dialog state for aiogram, kept in the unit of work: it commits with what the dialog did."""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from storage.unit_of_work import current


class UnitOfWorkStorage(BaseStorage):
    """The key is not needed: a unit of work is one update of one person. Whatever moves the
    dialog on shows where it stands, in the chat of the update."""

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        current().state = state.state if isinstance(state, State) else state
        current().is_shown_here()

    async def get_state(self, key: StorageKey) -> str | None:
        return current().state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        current().data = dict(data)
        current().is_shown_here()

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return dict(current().data)

    async def close(self) -> None:
        """Nothing is held."""
