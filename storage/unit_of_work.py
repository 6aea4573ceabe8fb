"""What one update reads and writes. The worker opens it, handlers and dialog state join it."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.outbox import Letter
from storage.people import Person


@dataclass(slots=True)
class UnitOfWork:
    """Everything here commits together with the mark that the update is done."""

    session: AsyncSession
    person: Person
    now: datetime
    state: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    is_clear: bool = True  # what was typed was typed under the last message of the chat
    letters: list[Letter] = field(default_factory=list)


_current: ContextVar[UnitOfWork] = ContextVar("unit_of_work")


def current() -> UnitOfWork:
    """The unit of work of the update being handled. Raises LookupError outside of one."""
    return _current.get()


def is_clear() -> bool:
    """Whether what is being handled was surely said with the last message before the eyes."""
    unit = _current.get(None)
    return unit is None or unit.is_clear


bind = _current.set
release = _current.reset
