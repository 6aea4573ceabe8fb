"""Where a report dialog stands: its states, what it remembers between messages, its buttons."""

from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any, Self

from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup

from content.answers import Answer
from content.choices import Choice
from handlers.screens import RowId


class Report(StatesGroup):
    """One state for each kind of answer awaited."""

    starting = State()  # the data window has not ended: go on all the same?
    replacing = State()  # a version has been sent: send a new one?
    resuming = State()  # the draft is old: use it as it is, or go through it again?
    dividing = State()  # figures came that can be told apart in several ways: which?
    several = State()  # several figures came at once: are they right?
    answering = State()
    denominator = State()
    choosing = State()  # a number can be read in two ways: which?
    confirming = State()  # what was understood is read back
    picking = State()  # a bare number under it: a new figure, or one of the choices?
    explaining = State()  # an unusual figure: why?
    narrating = State()
    doubting = State()  # words hardly meant for the report, or in place of others: write them?
    nothing = State()  # nothing arose in the whole report: is that so?
    reviewing = State()
    sending = State()  # a word that is no "send": send it, or not?


# Ids in buttons come from outside, and a database takes 64 bits.


class ReportNow(CallbackData, prefix="rep"):
    """Start or resume the report that is owed."""

    obligation: RowId


class Amend(CallbackData, prefix="repv"):
    """Send a new version of a report that was sent."""

    obligation: RowId


class Steer(CallbackData, prefix="repc"):
    """A choice of the dialog. `page` is the screen it stood on: older ones are stale."""

    obligation: RowId
    page: int
    choice: Choice


class Take(CallbackData, prefix="rept"):
    """One of the ways a number can be read."""

    obligation: RowId
    page: int
    candidate: int


class EditLine(CallbackData, prefix="repe"):
    """A line of the summary to be changed."""

    obligation: RowId
    page: int
    line: int


@dataclass(frozen=True, slots=True)
class Place:
    """What the dialog remembers between two messages. Answers are in the draft, not here."""

    obligation: int
    step: str = ""  # code of the indicator or question
    page: int = 0  # grows with every screen
    replaces: int = 0  # the version the person knows of and is about to follow
    returns_to_summary: bool = False  # the step was opened from the summary
    rechecks: bool = False  # every step is asked in order, though it has an answer
    numerator: str | None = None
    pending: dict[str, Any] | None = None  # an Answer read back and not yet confirmed
    candidates: tuple[str, ...] = ()  # the ways the last number can be read
    given: dict[str, dict[str, Any]] = field(default_factory=dict)  # by step, said in advance
    unsure: dict[str, list[str]] = field(default_factory=dict)  # likewise: the ways to read it
    said: str = ""  # as it was typed, while it is asked what is meant by it
    is_nothing: bool = False  # said in advance: nothing arose, in a report without indicators

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self | None:
        """The remembered place, or None where there is none that can be read."""
        try:
            place = cls(**data)
        except TypeError:
            return None
        return replace(place, candidates=tuple(place.candidates))

    def to_data(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def counted(self) -> Decimal:
        """The numerator while the denominator is asked."""
        return Decimal(self.numerator or 0)

    @property
    def answer(self) -> Answer | None:
        """The answer awaiting a yes."""
        return Answer.from_json(self.pending) if self.pending else None
