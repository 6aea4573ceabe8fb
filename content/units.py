"""Units: who takes part in the plan, and who reports how often."""

from typing import Annotated, Literal

from pydantic import Field

from content.entries import Entry, Status
from content.periods import Cadence

CadenceCode = Annotated[Cadence, Field(strict=False)]


class Duty(Entry):
    """What the plan gives a unit to do."""

    text: str
    starts_with: str
    source_line: int


class Organisation(Entry):
    """An organisation as the plan has it, or one it forgot and the project suggests."""

    code: str
    name_in_plan: str | None
    official_name_seen_or_recalled: str | None
    role: str
    section: str | None
    named_in_plan: bool
    listed_in_noi_nhan: str | None
    kind: Literal[
        "steering",
        "reporter",
        "standing_office",
        "support",
        "field_reporter",
        "recipient",
        "reporter_suggested",
    ]
    duties: tuple[Duty, ...]
    aliases: tuple[str, ...]
    note: str | None


class UnitSettings(Entry):
    """What people are shown of a unit and how often it reports. The plan leaves both open."""

    name: str
    short_name: str
    cadences: tuple[CadenceCode, ...]
    status: Status
    basis: str


class Unit(Organisation):
    """An organisation with its settings."""

    name: str
    short_name: str
    cadences: tuple[CadenceCode, ...]
    status: Status
    basis: str
