"""Which screen of the office stands last in a chat, so that a typed number or "yes" is understood.

It is kept as the subject of the letter: the door that was opened, and the units as numbered.
"""

from dataclasses import dataclass
from typing import Any, Self

from aiogram.filters.callback_data import CallbackData

from handlers.office.overdue_choices import (
    AskRemindAll,
    AskWhomToRemind,
    CallListView,
    ChooseFilter,
    HandedInView,
    OpenUnit,
    OverdueView,
)

_LONGEST = 200  # characters of a subject
_DOORS: dict[str, type[CallbackData]] = {
    kind.__prefix__: kind
    for kind in (
        OverdueView,
        HandedInView,
        CallListView,
        ChooseFilter,
        OpenUnit,
        AskRemindAll,
        AskWhomToRemind,
    )
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen of the office: by which door, with which units from which number on."""

    door: CallbackData
    codes: tuple[str, ...] = ()
    first: int = 1

    def subject(self) -> str:
        """Without the units where they are too many to keep: then their numbers say nothing."""
        units = f"|{self.first}|{','.join(self.codes)}" if self.codes else ""
        door = self.door.pack()
        return door + units if len(door + units) <= _LONGEST else door

    @classmethod
    def parse(cls, subject: str | None) -> Self | None:
        """None where it is no screen of the office, or one as an older version wrote it."""
        door, *units = (subject or "").split("|")
        kind = _DOORS.get(door.partition(":")[0])
        if kind is None:
            return None
        try:
            if len(units) != len(("first", "codes")):
                return cls(kind.unpack(door))
            return cls(kind.unpack(door), tuple(units[1].split(",")), int(units[0]))
        except (TypeError, ValueError):
            return None

    def numbered(self, place: int) -> str | None:
        """The unit that has this number on the screen."""
        at = place - self.first
        return self.codes[at] if 0 <= at < len(self.codes) else None

    def choice(self) -> dict[str, Any]:
        """The cadence and period the screen is about."""
        return {name: getattr(self.door, name, None) for name in ("cadence", "period")}
