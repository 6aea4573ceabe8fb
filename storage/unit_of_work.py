"""What one update reads and writes. The worker opens it, handlers and dialog state join it."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.conversations import Standing
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
    shown_on: int | None = None  # the address that shows where the dialog stands
    is_clear: bool = True  # what was typed was typed under the last message of the chat
    letters: list[Letter] = field(default_factory=list)

    @property
    def is_elsewhere(self) -> bool:
        """Whether a dialog goes on that was last seen in another chat of the person."""
        return self.state is not None and self.shown_on not in (None, self.person.address.id)

    def is_shown_here(self) -> None:
        self.shown_on = self.person.address.id if self.state else None

    def stands(self) -> Standing:
        return Standing(self.state, self.data, self.shown_on)

    def goes_on_as(self, person: Person, standing: Standing) -> None:
        """Two people turned out to be one; their dialog is this one."""
        self.person = person
        self.state, self.data = standing.state, dict(standing.data)
        self.shown_on = standing.address_id


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
